"""Servers on loopback ports, each ended by its own process id, and one reader of what they send."""

import http.client
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from .measuring import children, measured, peak_memory

READ_AT_ONCE = 1 << 18
PATIENCE = 600


class Server:
    """A running server: its port, and the processes whose CPU counts as its own."""

    def __init__(self, process, port):
        self.process, self.port = process, port
        self.pids = [process.pid, *children(process.pid)]

    @property
    def peak_memory(self):
        """Return the most memory that the process which answers ever held."""
        return peak_memory(self.pids[-1])

    def connection(self):
        """Return a new connection that stays open from request to request."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def get(self, path):
        """Return (body, headers) of one request, not measured."""
        connection = self.connection()
        try:
            return read(connection, path)
        finally:
            connection.close()

    def download(self, path):
        """Return the Cost of one whole download, the body thrown away as it comes."""
        connection, buffer = self.connection(), bytearray(READ_AT_ONCE)
        connection.connect()
        with measured(self.pids) as cost:
            start = time.perf_counter()
            connection.request("GET", path)
            response = _ok(connection.getresponse(), path)
            cost.bytes = len(response.read1(READ_AT_ONCE))
            cost.first_byte = time.perf_counter() - start
            while got := response.readinto(buffer):
                cost.bytes += got
        connection.close()
        self._check_alive()
        declared = response.headers.get("Content-Length")
        if declared is not None and int(declared) != cost.bytes:
            raise SystemExit(f"{path}: {cost.bytes} bytes where {declared} were declared")
        return cost

    def pages(self, paths):
        """Return the Cost of these requests on one connection; ``rows`` counts the requests."""
        connection = self.connection()
        read(connection, paths[0])
        with measured(self.pids) as cost:
            for path in paths:
                cost.bytes += len(read(connection, path)[0])
        cost.rows = len(paths)
        connection.close()
        self._check_alive()
        return cost

    def _check_alive(self):
        if self.pids != [self.process.pid, *children(self.process.pid)]:
            raise SystemExit("a worker died and was replaced: nothing of this run counts")


def read(connection, path):
    """Return (body, headers) of one request on an open connection."""
    connection.request("GET", path)
    response = _ok(connection.getresponse(), path)
    return response.read(), response.headers


def _ok(response, path):
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status} {response.read(500)!r}")
    return response


@contextmanager
def gunicorn(application, environment, log):
    """Serve a WSGI application as gunicorn.conf.py says, but with one worker."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{port}"]
    with _running([*command, application], port, environment, log) as server:
        yield server


@contextmanager
def datasette(program, database, log):
    """Serve a database with Datasette, its limits of size and time lifted."""
    port = _free_port()
    limits = {"max_csv_mb": 0, "sql_time_limit_ms": 600_000}
    settings = [word for name, value in limits.items() for word in ("--setting", name, str(value))]
    command = [program, "serve", "--immutable", database, "--port", str(port), *settings]
    with _running(command, port, None, log) as server:
        yield server


@contextmanager
def _running(command, port, environment, log):
    with log.open("ab") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        _wait_for(process, port, log)
        yield Server(process, port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process, port, log):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            connection.close()
            time.sleep(0.1)
        else:
            connection.close()
            return
    raise SystemExit(f"{process.args[:4]} does not serve:\n{log.read_text()[-2000:]}")


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
