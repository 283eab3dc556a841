"""Clients that are slow on purpose, and somebody beside them who only wants an answer."""

import asyncio
import http.client
import ssl
import statistics
import threading
import time
from contextlib import asynccontextmanager, suppress

from .fault import Fault
from .proxy import NAME

PROBED = "/api/v1/units?limit=1"
# Each client has an address of its own, so that it is not the limits for one address that stop it.
# The probe has another.
PROBES_FROM = "127.0.0.2"
PATIENCE = 2
# Until the crowd is there: making its connections costs this machine more than holding them.
_SETTLES = 3
GIVE_UP = (OSError, asyncio.IncompleteReadError, http.client.HTTPException)


def _clients_from(number):
    return f"127.0.{1 + number // 200}.{1 + number % 200}"


async def line_that_never_ends(reader, writer):
    """Send a byte a second of a request line."""
    writer.write(b"GET /api/v1/units?")
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(1)


async def headers_one_by_one(reader, writer):
    """Send a header line a second."""
    writer.write(f"GET {PROBED} HTTP/1.1\r\nHost: {NAME}\r\n".encode())
    while True:
        writer.write(b"X-A: b\r\n")
        await writer.drain()
        await asyncio.sleep(1)


async def half_a_body(reader, writer):
    """Send the beginning of a body, and then a byte a second."""
    head = f"POST {PROBED} HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 100000\r\n\r\nab"
    writer.write(head.encode())
    while True:
        writer.write(b"c")
        await writer.drain()
        await asyncio.sleep(1)


async def nothing(reader, writer):
    """Connect, and send nothing."""
    await asyncio.sleep(3600)


async def slow_reader(reader, writer):
    """Ask for a whole export, and read 500 bytes a second."""
    writer.write(f"GET /api/v1/observations.csv HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
    await writer.drain()
    while await reader.read(500):
        await asyncio.sleep(1)


KINDS = {
    "request lines that never end, a byte a second": (line_that_never_ends, 200),
    "headers without end, one a second": (headers_one_by_one, 200),
    "half bodies, a byte a second": (half_a_body, 200),
    "connections on which nothing is sent": (nothing, 300),
    "readers of 500 bytes a second": (slow_reader, 32),
}


def slow_clients(port, seconds):
    """Try each kind for so many seconds beside one probe after another; yield a Fault of each."""
    for name, (behave, number) in KINDS.items():
        crowd = threading.Thread(target=asyncio.run, args=(_crowd(behave, number, port, seconds),))
        crowd.start()
        time.sleep(_SETTLES)
        took = [*_probes(port, seconds - _SETTLES)]
        crowd.join()
        answered = [one for one in took if one is not None]
        yield Fault(f"{number} {name}", len(took), len(answered), 0, f"p99 {_p99(answered):.0f} ms")


def _p99(seconds):
    return 1000 * statistics.quantiles(seconds, n=100)[98] if len(seconds) > 1 else float("nan")


def _probes(port, seconds):
    """Yield how long each answer took, None of one that did not come or was none."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            status = _ask(port)
        except GIVE_UP:
            status = None
        yield time.monotonic() - began if status == 200 else None
        time.sleep(0.02)


def _ask(port):
    connection = http.client.HTTPSConnection(
        "127.0.0.1", port, timeout=PATIENCE, context=_trusting(), source_address=(PROBES_FROM, 0)
    )
    try:
        connection.request("GET", PROBED, headers={"Host": NAME})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def _trusting():
    """Return a context for the certificate that nobody signed."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


async def _crowd(behave, number, port, seconds):
    """Let so many clients behave so for a time; whom the server sends away comes again."""
    clients = [
        asyncio.create_task(_client(behave, port, _clients_from(one))) for one in range(number)
    ]
    await asyncio.sleep(seconds)
    for one in clients:
        one.cancel()
    await asyncio.gather(*clients, return_exceptions=True)


async def _client(behave, port, address):
    while True:
        with suppress(*GIVE_UP):
            async with _connected(port, address) as (reader, writer):
                await behave(reader, writer)
        await asyncio.sleep(0.2)


@asynccontextmanager
async def _connected(port, address):
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=_trusting(), server_hostname=NAME, local_addr=(address, 0)
    )
    try:
        yield reader, writer
    finally:
        writer.transport.abort()
