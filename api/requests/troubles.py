"""What the machine cannot do at the moment: a full disk, a query without end, no database."""

import errno
import sqlite3

import psycopg

FULL = (errno.ENOSPC, errno.EDQUOT)
SECONDS = 30


def of(exception):
    """Return (status, detail) of what kept a right question from being answered, else None.

    Libraries raise errors of their own while they handle the one that says why.
    """
    while exception is not None:
        if found := _of_one(exception):
            return found
        exception = exception.__cause__ or exception.__context__
    return None


def _of_one(exception):
    if isinstance(exception, OSError):
        full, slow, away = exception.errno in FULL, False, False
    elif isinstance(exception, sqlite3.Error):
        # What Python itself finds wrong has no code.
        code = getattr(exception, "sqlite_errorcode", None)
        full, slow, away = code == sqlite3.SQLITE_FULL, code == sqlite3.SQLITE_INTERRUPT, False
    elif isinstance(exception, psycopg.Error):
        full = isinstance(exception, psycopg.errors.DiskFull)
        slow = isinstance(exception, psycopg.errors.QueryCanceled)
        away = _away(exception)
    else:
        return None
    if full:
        return 507, "there is no room left to make this answer: the disk of the service is full"
    if slow:
        return 503, "this takes too long to look up: ask for less at once, or try again later"
    return (503, "the database cannot be reached: try again later") if away else None


def _away(exception):
    """Return whether PostgreSQL is not there, begins or ends; a lost connection has no code."""
    state = exception.sqlstate or ""
    lost = isinstance(exception, psycopg.OperationalError | psycopg.InterfaceError) and not state
    return lost or state.startswith(("57P", "08", "53300"))
