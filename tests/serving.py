"""The service beside the tests and on their database: as `make run` serves it, or in a thread."""

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import WSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections
from django.test.testcases import QuietWSGIRequestHandler

STARTS_WITHIN = 30


@contextmanager
def thread():
    """Serve from this process, which sees what a test has not committed; yield the address."""
    mine = connections["default"]
    server = WSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(StaticFilesHandler(WSGIHandler()))

    def serve():
        connections["default"] = mine
        server.serve_forever()

    mine.inc_thread_sharing()
    # Otherwise each request would end the transaction that the test is in.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    serving = threading.Thread(target=serve)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        mine.dec_thread_sharing()


@contextmanager
def gunicorn(**more):
    """Serve on a free loopback port; yield (host, port), and end the server afterwards.

    ``more`` goes into its environment.
    """
    host, port = "127.0.0.1", free_port()
    environment = {**os.environ, "PORT": str(port), "DATABASE_URL": database_url()}
    environment |= {"RUN_DIR": str(settings.RUN_DIR), **more}
    command = [sys.executable, "-m", "gunicorn", "--workers", "1"]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        wait_for(server, host, port)
        yield host, port
    finally:
        server.terminate()
        server.wait(timeout=STARTS_WITHIN)


def database_url():
    """Return the address of the database that the tests use."""
    chosen = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{chosen['NAME']}"
    host = chosen["HOST"].replace("/", "%2F")
    return f"postgresql://{chosen['USER']}@{host}:{chosen['PORT']}/{chosen['NAME']}"


def free_port():
    """Return a port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(server, host, port):
    """Wait until a process listens; RuntimeError where it ends, or takes too long."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"{server.args[0]} ended with {server.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{server.args[0]} did not answer within {STARTS_WITHIN} seconds")
