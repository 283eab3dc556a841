"""How gunicorn serves Caveat; what is given on its command line (--bind) beats this file."""

import errno
import logging
import os
import re
import socket
from pathlib import Path

from environs import Env
from gunicorn.http.errors import InvalidHeader
from prometheus_client import multiprocess

env = Env()
env.read_env(str(Path(__file__).with_name(".env")), recurse=False)

port = os.environ.get("PORT", "8000")
if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
    raise SystemExit(f"PORT is {port!r}; expected a number from 1 to 65535.")

wsgi_app = "project.wsgi"
# Loopback only: whoever opens this to a network puts a proxy with TLS in front.
bind = f"127.0.0.1:{port}"

# Threads, because an export holds its worker for as long as the client reads: with fewer of them a
# handful of slow readers stops the service.
worker_class = "gthread"
workers = 2
threads = 32

# Enough for a path and the longest query that is read (8,000 bytes). Beyond it gunicorn answers
# itself, 414 in HTML: without a limit, reading a line takes time with the square of its length.
limit_request_line = 8190
# No header decides under which address the service stands. Behind a proxy (PROXY=1), and from the
# addresses of FORWARDED_ALLOW_IPS alone (this machine), X-Forwarded-Proto names the scheme.
forwarder_headers = ""
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"} if env.bool("PROXY", False) else {}
# Nobody steers a running server from outside, and all gunicorns of a user share its default place.
control_socket_disable = True


REFUSED = re.compile(r"Invalid request from ip=\S*: ([A-Za-z ]*)")


def _of_nobody(record):
    """Take out of a line of gunicorn who asked, and for what: it quotes what it cannot read."""
    said = str(record.msg)
    if found := REFUSED.match(said):
        record.msg, record.args = f"Invalid request: {found[1].strip()}", ()
    elif said.startswith("Error handling request"):
        record.msg, record.args = "Error handling request", ()
    return True


# In place of the one before: this file is read again when gunicorn is told to reload.
logging.getLogger("gunicorn.error").filters = [_of_nobody]


# Where the workers keep their counters, if anybody wants them: see docs/operate.md.
counters = os.environ.get("PROMETHEUS_MULTIPROC_DIR")


def on_starting(server):
    _refuse_taken_port(server)
    # Counters of the processes of an earlier start are nobody's.
    if counters:
        Path(counters).mkdir(parents=True, exist_ok=True)
        for file in Path(counters).glob("*.db"):
            file.unlink()


def _refuse_taken_port(server):
    """Say in one line what gunicorn tries five times and tells with a traceback."""
    # Whoever takes over the sockets of another gunicorn, or of systemd, binds none.
    if server.cfg.address != [("127.0.0.1", int(port))] or {"GUNICORN_FD", "LISTEN_FDS"} & {
        *os.environ
    }:
        return
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(server.cfg.address[0])
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            another = 9001 if port == "9000" else 9000
            raise SystemExit(f"port {port} is taken: PORT={another} make run") from None


def child_exit(server, worker):
    if counters:
        multiprocess.mark_process_dead(worker.pid)


def when_ready(server):
    server.log.info("Caveat is ready: http://127.0.0.1:%s/ (Ctrl-C stops it)", port)
    if env.list("ALLOWED_HOSTS", []) and not env.bool("PROXY", False):
        server.log.warning(
            "Readers from elsewhere are let in, and no proxy stands in front (PROXY=1): some "
            "dozens of slow clients stop this port. See docs/operate.md."
        )


def pre_request(worker, req):
    """Refuse HTTP/1.1 without a Host (RFC 9112): the application would take its own for it."""
    if req.version >= (1, 1) and "HOST" not in dict(req.headers):
        raise InvalidHeader("Host")
