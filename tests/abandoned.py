"""What clients that hang up, and lines without end, cost those who come after them.

``python -m tests.abandoned [FIGURES]`` fills and serves a database of its own, and prints a table.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = 8
LINE = 20 * 2**20
PROBE = "/api/v1/units?limit=1"


def main(figures=20_000):
    """Publish, serve as `make run` does, measure and print."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix="caveat-abandoned-") as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/caveat.sqlite3",
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "RELEASES_DIR": f"{folder}/releases",
            "RUN_DIR": f"{folder}/run",
            "SECRET_KEY": "only-for-this-measurement-and-never-for-a-server",
            "TMPDIR": folder,
        }
        import django

        django.setup()
        from .bench import stage

        stage.prepare(int(figures))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = probe.getsockname()
        environment = os.environ | {"PORT": str(address[1])}
        server = subprocess.Popen([sys.executable, "-m", "gunicorn"], env=environment)
        try:
            _measure(address, folder)
        finally:
            server.terminate()
            server.wait()


def _measure(address, folder):
    _until_it_serves(address)
    _told("a small answer, nobody else there", _probed(address))
    began = time.perf_counter()
    status = _asked(address, "/api/v1/observations.xlsx?value__gte=1", timeout=600)
    _told(f"one workbook whose client waits ({status})", time.perf_counter() - began)
    for number in range(1, CLIENTS + 1):
        with socket.create_connection(address) as client:
            client.sendall(_request(f"/api/v1/observations.xlsx?value__gte=0.{number}"))
    _told(f"a small answer after {CLIENTS} abandoned workbooks", _probed(address))
    _told("the slowest of the next 20", max(_probed(address) for _ in range(20)))
    time.sleep(2)
    left = [*Path(folder).glob("caveat-made-*")]
    sys.stdout.write(f"{len(left):>10}    folders of files in the making, 2 seconds later\n")
    began = time.perf_counter()
    with socket.create_connection(address, timeout=60) as client:
        # It answers and closes long before it has read all of that.
        with suppress(BrokenPipeError, ConnectionResetError):
            client.sendall(b"GET /api/v1/units?" + b"a" * LINE + b"=1 HTTP/1.1\r\n\r\n")
        status = "closed"
        with suppress(ConnectionResetError):
            status = client.recv(100)[9:12].decode()
    _told(f"a line of 20 MB ({status})", time.perf_counter() - began)


def _request(path):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


def _asked(address, path, timeout=60):
    """Return the status of a whole answer."""
    with socket.create_connection(address, timeout=timeout) as client:
        client.sendall(_request(path))
        answer = client.recv(2**16)
        while client.recv(2**16):
            pass
    return answer[9:12].decode()


def _probed(address):
    began = time.perf_counter()
    _asked(address, PROBE)
    return time.perf_counter() - began


def _until_it_serves(address):
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(address) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("gunicorn does not serve")


def _told(what, seconds):
    sys.stdout.write(f"{seconds * 1000:>7.0f} ms    {what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
