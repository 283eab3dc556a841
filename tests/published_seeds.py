"""The real seeds, published once for all tests of a module that only read them."""

import io
from contextlib import contextmanager

from django.core.management import call_command
from django.db import transaction

from datasets.models import Record, Release

from .remembered import remembered

DATASET = "russian-desertion"


@contextmanager
def published_seeds(folders):
    """Publish the seeds; take everything back in the end."""
    with transaction.atomic():
        remembered(publish_seeds, folders)
        yield
        transaction.set_rollback(True)


def publish_seeds():
    """Publish the seeds, as a first start does; return the newest release."""
    call_command("bootstrap", stdout=io.StringIO())
    return Release.objects.last()


def records(noun):
    """Return {id: record} of all records of a noun that are in force."""
    in_force = Record.objects.of(noun).current().order_by("slug")
    return {one["id"]: one for one in in_force.parsed()}
