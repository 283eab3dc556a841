"""nginx with the very file of project/deploy/, on loopback, in front of a server of the tests."""

import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.serving import free_port, wait_for

FILE = settings.BASE_DIR / "project/deploy/nginx.conf"
NAME = "caveat.example.org"
MAIN = """
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@contextmanager
def nginx(upstream):
    """Run it in front of (host, port); yield (port of HTTP, port of HTTPS, the certificate)."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    with tempfile.TemporaryDirectory(prefix="caveat-nginx-") as folder:
        Path(folder).chmod(0o755)
        plain, secure = free_port(), free_port()
        certificate = _certificate(Path(folder))
        Path(folder, "site.conf").write_text(_site(Path(folder), upstream, plain, secure))
        main = Path(folder, "nginx.conf")
        main.write_text(MAIN.format(folder=folder))
        server = subprocess.Popen([program, "-c", main], stderr=subprocess.DEVNULL)
        try:
            wait_for(server, "127.0.0.1", secure)
            yield plain, secure, certificate
        finally:
            server.terminate()
            server.wait(timeout=30)


def _site(folder, upstream, plain, secure):
    """Return the file as an operator would change it: names of files, ports, and nothing else."""
    text = FILE.read_text()
    text = re.sub(r"^ *listen \[::\]:.*\n", "", text, flags=re.MULTILINE)
    changed = {
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "server 127.0.0.1:8000;": f"server {upstream[0]}:{upstream[1]};",
        "/var/log/nginx/": f"{folder}/",
        "/etc/caveat/tls/fullchain.pem": f"{folder}/cert.pem",
        "/etc/caveat/tls/privkey.pem": f"{folder}/key.pem",
    }
    for old, new in changed.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def _certificate(folder):
    """Make a certificate that signs itself, as docs/operate.md does for a trial."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2"]
    command += ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    command += ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return folder / "cert.pem"
