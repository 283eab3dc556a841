"""How often a log-in may be tried, counted in files that all workers share.

Not in the database: whoever guesses passwords would then take the lock that publishing needs.
"""

import fcntl
import logging
import time
from contextlib import contextmanager

import msgspec
from django.utils.crypto import salted_hmac

from api.limits.seats import Seats, shared

LOG = logging.getLogger(__name__)
FILE = "log-ins.json"
WITHIN_SECONDS = 15 * 60
FAILURES_OF_PAIR = 5
# Otherwise whoever tries another name each time could have as many passwords hashed.
FAILURES_OF_ADDRESS = 30
# One password is checked at a time; so many wait for that, and so long.
CHECKING, WAITING = Seats("log-in", 1), Seats("log-in-waiting", 4)
SECONDS = 30


class Try(msgspec.Struct):
    """One try that failed, or was not found right yet."""

    at: float
    address: str
    pair: str


def begin(user, address):
    """Count a try as a failure until it is forgiven; return whether it may be made at all."""
    of_address, of_pair = _digest(address), _digest(f"{address} {user}")
    with _kept() as tries:
        # Asked under the lock: none is of a time to come, but where the clock was set back.
        now = time.time()
        tries[:] = [one for one in tries if now - WITHIN_SECONDS < one.at <= now]
        allowed = (
            sum(one.pair == of_pair for one in tries) < FAILURES_OF_PAIR
            and sum(one.address == of_address for one in tries) < FAILURES_OF_ADDRESS
        )
        if allowed:
            tries.append(Try(now, of_address, of_pair))
    return allowed


def forgive(user, address):
    """Forget the failures of somebody who has proved to be the user."""
    of_pair = _digest(f"{address} {user}")
    with _kept() as tries:
        tries[:] = [one for one in tries if one.pair != of_pair]


@contextmanager
def turn():
    """Hold until no worker checks a password; yield False where too many wait for that already.

    A password costs a third of a second of a processor, on purpose; readers need the others.
    """
    place = WAITING.take()
    if place is None:
        yield False
        return
    with place:
        seat = CHECKING.wait(SECONDS, still_wanted=lambda: None)
        if seat is None:
            yield False
            return
        with seat:
            yield True


@contextmanager
def _kept():
    """Yield the list of tries, and keep what it then is; a failure leaves what was there."""
    path, part = shared(FILE), shared(f"{FILE}.part")
    with shared("log-ins.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        tries = _read(path)
        yield tries
        try:
            part.write_bytes(msgspec.json.encode(tries))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _read(path):
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Try])
    except FileNotFoundError:
        return []
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        LOG.warning("%s cannot be read, and is taken for empty: %s", path, error)
        return []


def _digest(text):
    """Return what stands for a name or an address: the file shall say nothing of anybody."""
    return salted_hmac("caveat log-in", text, algorithm="sha256").hexdigest()[:32]
