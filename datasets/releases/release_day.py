"""Days of releases are days in UTC, wherever the server stands."""

import datetime


def today() -> datetime.date:
    """Return the day in UTC."""
    return datetime.datetime.now(datetime.UTC).date()
