"""The published tables without the triggers that refuse any change: what an intruder would see."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from datasets.models import never_changes


def drop_triggers():
    """Let published rows be changed for the rest of a test, whose transaction is rolled back."""
    _execute(never_changes.dropping(apps, connection.vendor))


@contextmanager
def unguarded():
    """Let published rows be changed, where nothing is rolled back."""
    drop_triggers()
    yield
    _execute(never_changes.creating(apps, connection.vendor))


def flushing(sql_flush):
    """Return what empties tables between tests, where triggers would refuse it."""

    def statements(*args, **kwargs):
        drop, create = never_changes.dropping, never_changes.creating
        emptying = sql_flush(*args, **kwargs)
        return [*drop(apps, connection.vendor), *emptying, *create(apps, connection.vendor)]

    return statements


def _execute(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
