"""How often a log-in may be tried, counted in files that all workers share.

Not in the database: whoever guesses passwords would then take the lock that publishing needs.
"""

import fcntl
import json
import time
from contextlib import contextmanager

from django.utils.crypto import salted_hmac

from api.limits.seats import Seats, shared

WITHIN_SECONDS = 15 * 60
FAILURES_OF_PAIR = 5
# Otherwise whoever tries another name each time could have as many passwords hashed.
FAILURES_OF_ADDRESS = 30
# One password is checked at a time; so many wait for that, and so long.
CHECKING, WAITING = Seats("log-in", 1), Seats("log-in-waiting", 4)
SECONDS = 30


def begin(user, address):
    """Count a try as a failure until it is forgiven; return whether it may be made at all."""
    of_address, of_pair = _digest(address), _digest(f"{address} {user}")
    with _kept() as tries:
        # Asked under the lock: none is of a time to come, but where the clock was set back.
        now = time.time()
        tries[:] = [one for one in tries if now - WITHIN_SECONDS < one["at"] <= now]
        allowed = (
            sum(one["pair"] == of_pair for one in tries) < FAILURES_OF_PAIR
            and sum(one["address"] == of_address for one in tries) < FAILURES_OF_ADDRESS
        )
        if allowed:
            tries.append({"at": now, "address": of_address, "pair": of_pair})
    return allowed


def forgive(user, address):
    """Forget the failures of somebody who has proved to be the user."""
    of_pair = _digest(f"{address} {user}")
    with _kept() as tries:
        tries[:] = [one for one in tries if one["pair"] != of_pair]


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
    """Yield the list of tries, and write it when it has been changed."""
    with shared("log-ins.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        tries = json.loads(file.read() or "[]")
        yield tries
        file.seek(0)
        file.truncate()
        file.write(json.dumps(tries))
        # Before the lock goes with the file.
        file.flush()


def _digest(text):
    """Return what stands for a name or an address: the file shall say nothing of anybody."""
    return salted_hmac("caveat log-in", text, algorithm="sha256").hexdigest()[:32]
