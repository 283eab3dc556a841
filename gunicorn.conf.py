"""How gunicorn serves Caveat; what is given on its command line (--bind) beats this file."""

import os

port = os.environ.get("PORT", "8000")
if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
    raise SystemExit(f"PORT is {port!r}; expected a number from 1 to 65535.")

wsgi_app = "project.wsgi"
# Loopback only: whoever opens this to a network puts a proxy with TLS in front.
bind = f"127.0.0.1:{port}"

# Threads, because an export holds its worker for as long as the client reads.
worker_class = "gthread"
workers = 2
threads = 4

# Otherwise gunicorn answers a long query itself, in HTML; the API refuses it with a problem+json.
limit_request_line = 0
# A header of the request does not decide under which address the service stands.
forwarder_headers = ""
# Nobody steers a running server from outside, and all gunicorns of a user share its default place.
control_socket_disable = True


def when_ready(server):
    server.log.info("Caveat is ready: http://127.0.0.1:%s/ (Ctrl-C stops it)", port)
