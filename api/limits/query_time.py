"""How long one query of a public answer may take; it is then refused, as a problem."""

import time
from contextlib import suppress

from django.conf import settings
from django.db import connection

from api.requests.query import NOT_OURS

STEPS_BETWEEN_LOOKS = 20_000
# More passes between two looks only where SQLite was not at work: rows wait for whoever reads them.
LONGEST_STEP = 0.1


class QueryTimeMiddleware:
    """Limits the queries of public answers, also of those that are still being sent.

    Editors publish in the admin, which may take as long as it takes; commands never come here.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Go on, with the limit in place."""
        ours = not request.path_info.startswith(NOT_OURS)
        # The connection is this thread's own, and stays with it from request to request.
        with suppress(ValueError):
            connection.execute_wrappers.remove(_limited)
        connection.most_seconds = settings.QUERY_SECONDS if ours else 0
        connection.execute_wrappers.append(_limited)
        return self.get_response(request)


def _limited(execute, sql, parameters, many, context):
    """Run a query with the limit of the request that it is for."""
    begin = _begin_sqlite if connection.vendor == "sqlite" else _begin_postgresql
    begin(connection.connection, connection.most_seconds)
    return execute(sql, parameters, many, context)


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
    # A connection goes back to the pool as it is, and next time belongs to somebody else.
    milliseconds = int(seconds * 1000)
    if getattr(opened, "most_milliseconds", None) != milliseconds:
        opened.execute(f"SET statement_timeout = {milliseconds}")
        opened.most_milliseconds = milliseconds
