"""How often each client asked, in one file that all workers share; the database has none of it."""

import fcntl
import os
import struct
from functools import cache
from hashlib import blake2b

from django.conf import settings

from api.requests.troubles import FULL

from .seats import shared

# Of whom (8 bytes), since when (seconds), how often.
ENTRY = struct.Struct("<8sII")
ENTRIES_A_PLACE = 8
PLACES = 2**13
FILE = "counts"


def counted(who, seconds, now):
    """Count a request; return how many there are in this stretch of time, and when it began.

    A stretch begins with the first request after the last one ended. The file never grows beyond a
    mebibyte: where too many clients meet in one place, whoever began first is forgotten. A full
    disk keeps no reader away: what cannot be written is not counted.
    """
    try:
        return _written(who, seconds, now)
    except OSError as error:
        if error.errno not in FULL:
            raise
        return 1, now


def _written(who, seconds, now):
    key = blake2b(who.encode(), digest_size=8, key=_key(settings.SECRET_KEY)).digest()
    offset = int.from_bytes(key) % PLACES * ENTRIES_A_PLACE * ENTRY.size
    handle = os.open(shared(FILE), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # It goes with the open file, and so holds threads of one worker against each other too.
        fcntl.flock(handle, fcntl.LOCK_EX)
        entries = _entries(handle, offset)
        place, (_, began, count) = _own(entries, key)
        if not began <= now < began + seconds:
            began, count = now, 0
        entry = ENTRY.pack(key, began, min(count + 1, 2**32 - 1))
        os.pwrite(handle, entry, offset + place * ENTRY.size)
    finally:
        os.close(handle)
    return count + 1, began


@cache
def _key(secret):
    """Return what only this installation has: addresses are few enough to try each of them."""
    return blake2b(secret.encode(), person=b"caveat counts").digest()


def _entries(handle, offset):
    size = ENTRIES_A_PLACE * ENTRY.size
    return [*ENTRY.iter_unpack(os.pread(handle, size, offset).ljust(size, b"\0"))]


def _own(entries, key):
    """Return the place and the entry of a client, or those of the oldest, to be written over."""
    for place, entry in enumerate(entries):
        if entry[0] == key:
            return place, entry
    place = min(range(len(entries)), key=lambda one: entries[one][1])
    return place, (key, 0, 0)
