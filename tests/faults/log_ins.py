"""Clients that guess passwords as fast as they are answered (attacks 18)."""

import asyncio
import itertools
import re
from contextlib import suppress
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode

from .probes import GIVE_UP, PATIENCE, all_at_once, beside
from .proxy import NAME

LOG_IN = "/admin/login/"
NUMBER = 16
_FIELD = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
_COOKIE = re.compile(rb"set-cookie: (\w+=\w+)", re.IGNORECASE)


def log_ins(port, seconds):
    """Try it for so many seconds, at the bare port, each client from an address of its own."""
    sent = []
    clients = [_client(port, f"192.0.2.{1 + number}", sent) for number in range(NUMBER)]
    probing = partial(HTTPConnection, "127.0.0.1", port, timeout=PATIENCE)
    name = f"{NUMBER} clients that guess passwords"
    tried = beside(name, partial(all_at_once, clients), probing, seconds)
    assert sent
    return replace(tried, measured=f"{tried.measured}, {len(sent):,} passwords")


async def _client(port, address, sent):
    """Ask for the form, and send it with another name each time."""
    for guess in itertools.count():
        with suppress(*GIVE_UP):
            page = await _asked(port, address, "GET")
            cookie, token = _COOKIE.search(page)[1].decode(), _FIELD.search(page)[1].decode()
            form = {"csrfmiddlewaretoken": token, "username": f"warden-{guess}", "password": "no"}
            refused = await _asked(port, address, "POST", f"Cookie: {cookie}\r\n", urlencode(form))
            sent.append(guess)
            assert b"This was not accepted" in refused, refused


async def _asked(port, address, method, headers="", body=""):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(
            f"{method} {LOG_IN} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n"
            f"X-Forwarded-For: {address}\r\nContent-Length: {len(body)}\r\n{headers}"
            f"Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode()
        )
        return await reader.read()
    finally:
        writer.close()
