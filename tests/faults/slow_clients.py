"""Clients that are slow on purpose."""

import asyncio
import http.client
import ssl
from contextlib import asynccontextmanager, suppress
from functools import partial

from .probes import GIVE_UP, PATIENCE, PROBED, all_at_once, beside
from .proxy import NAME

# Each client has an address of its own, so that it is not the limits for one address that stop it.
# The probe has another.
PROBES_FROM = "127.0.0.2"
# Made once: each would read the certificates of this machine, and take its processor for that.
TRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


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
    """Try each kind for so many seconds; yield a Fault of each."""
    for name, (behave, number) in KINDS.items():
        clients = [_client(behave, port, _clients_from(one)) for one in range(number)]
        yield beside(
            f"{number} {name}", partial(all_at_once, clients), partial(_probing, port), seconds
        )


def _probing(port):
    return http.client.HTTPSConnection(
        "127.0.0.1", port, timeout=PATIENCE, context=TRUSTING, source_address=(PROBES_FROM, 0)
    )


async def _client(behave, port, address):
    """Behave so; whom the server sends away comes again."""
    while True:
        with suppress(*GIVE_UP):
            async with _connected(port, address) as (reader, writer):
                await behave(reader, writer)
        await asyncio.sleep(0.2)


@asynccontextmanager
async def _connected(port, address):
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=TRUSTING, server_hostname=NAME, local_addr=(address, 0)
    )
    try:
        yield reader, writer
    finally:
        writer.transport.abort()
