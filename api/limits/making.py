"""Whose turn it is to make a workbook or a Parquet file: few at a time, over all workers."""

from functools import partial

from api.requests.problems import Problem

from . import client
from .seats import Seats

AT_ONCE, MOST_WAITING = 2, 16
SECONDS = 10
MAKING = Seats("making", AT_ONCE)
# Who waits holds a thread of a worker: most of these stay free for all other questions.
WAITING = Seats("waiting", MOST_WAITING)


def turn(request):
    """Return the Seat of one who makes a file; Problem where none is free in time."""
    seat = MAKING.take() or _waited(request)
    if seat is None:
        detail = "other files are being made: try again later, or ask for CSV or NDJSON"
        raise Problem(503, detail, headers={"Retry-After": str(SECONDS)})
    return seat


def _waited(request):
    place = WAITING.take()
    if place is None:
        return None
    with place:
        return MAKING.wait(SECONDS, partial(client.stay, request))
