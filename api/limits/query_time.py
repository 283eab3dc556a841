"""How long one query of a public answer may take; it is then refused, as a problem."""

import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from api.requests.query import NOT_OURS

STEPS_BETWEEN_LOOKS = 20_000
# More passes between two looks only where SQLite was not at work: rows wait for whoever reads them.
LONGEST_STEP = 0.1
# Of a transaction of PostgreSQL that waits to be rolled back, as libpq counts it.
FAILED = 3


class QueryTimeMiddleware:
    """Limits the queries of public answers, also of those that are still being sent.

    Editors publish in the admin, which may take as long as it takes; commands never come here.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Go on, with the limit in place."""
        ours = not request.path_info.startswith(NOT_OURS)
        seconds = settings.QUERY_SECONDS if ours else 0
        with _limit(seconds):
            response = self.get_response(request)
        if response.streaming:
            response.streaming_content = _limited(response.streaming_content, seconds)
        return response


def _limited(blocks, seconds):
    """Yield the blocks, each of them made with the limit in place."""
    blocks = iter(blocks)
    while True:
        with _limit(seconds):
            block = next(blocks, None)
        if block is None:
            return
        yield block


@contextmanager
def _limit(seconds):
    begin = _begin_sqlite if connection.vendor == "sqlite" else _begin_postgresql

    def run(execute, *query):
        begin(connection.connection, seconds)
        return execute(*query)

    try:
        with connection.execute_wrapper(run):
            yield
    finally:
        if connection.vendor == "sqlite" and connection.connection:
            _begin_sqlite(connection.connection, 0)


def _begin_sqlite(opened, seconds):
    opened.set_progress_handler(_Clock(seconds).out if seconds else None, STEPS_BETWEEN_LOOKS)


class _Clock:
    """Measures the time that SQLite is at work for one query."""

    def __init__(self, seconds):
        self._left, self._looked = seconds, time.monotonic()

    def out(self):
        """Return whether the time is over: SQLite then ends the query."""
        now = time.monotonic()
        self._left -= min(now - self._looked, LONGEST_STEP)
        self._looked = now
        return self._left < 0


def _begin_postgresql(opened, seconds):
    """Set the limit of a connection, where it has another.

    The limit stays when the connection goes back to the pool, for whoever gets it next; but what is
    set in a transaction ends with that, and is not remembered.
    """
    milliseconds = int(seconds * 1000)
    if getattr(opened, "most_milliseconds", None) == milliseconds:
        return
    if opened.autocommit:
        opened.execute(f"SET statement_timeout = {milliseconds}")
        opened.most_milliseconds = milliseconds
    elif opened.info.transaction_status != FAILED:
        opened.execute(f"SET LOCAL statement_timeout = {milliseconds}")
