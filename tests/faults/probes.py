"""Somebody who only wants an answer, beside a crowd that makes that hard."""

import asyncio
import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from .fault import Fault
from .proxy import NAME

PROBED = "/api/v1/units?limit=1"
PATIENCE = 2
# Until the crowd is there: making its connections costs this machine more than holding them.
_SETTLES = 3
# A reader's own limit at the proxy is 20 requests a second.
_RESTS = 0.06
GIVE_UP = (OSError, asyncio.IncompleteReadError, http.client.HTTPException)


def beside(name, crowd, connect, seconds):
    """Let a crowd, ``crowd(seconds)``, behave so beside one probe after another; return a Fault.

    ``connect()`` returns the connection that a probe is asked on, and is the next one's no more.
    """
    with ThreadPoolExecutor() as beside_us:
        there = beside_us.submit(asyncio.run, crowd(seconds))
        time.sleep(_SETTLES)
        took = [*_probes(connect, seconds - _SETTLES)]
        there.result()
    answered = [one for one in took if one is not None]
    return Fault(name, len(took), len(answered), 0, f"p99 {_p99(answered):.0f} ms")


async def all_at_once(clients, seconds):
    """Let clients, which never end of themselves, go on for a time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*clients)


def _p99(seconds):
    return 1000 * statistics.quantiles(seconds, n=100)[98] if len(seconds) > 1 else float("nan")


def _probes(connect, seconds):
    """Yield how long each answer took, None of one that did not come or was none."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            status = _status(connect())
        except GIVE_UP:
            status = None
        yield time.monotonic() - began if status == 200 else None
        time.sleep(_RESTS)


def _status(connection):
    try:
        connection.request("GET", PROBED, headers={"Host": NAME})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()
