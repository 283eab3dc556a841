"""The real seeds, published once for all tests of a module that only read them."""

import io
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from datasets import seeds
from datasets.models import Record, Release

from .remembered import remembered

DATASET = "russian-desertion"


@contextmanager
def published_seeds(folders, publish):
    """Publish seeds; take everything back in the end."""
    with transaction.atomic():
        remembered(publish, folders)
        yield
        transaction.set_rollback(True)


@contextmanager
def alone(dataset):
    """Let a dataset be the only one in seeds/."""
    with tempfile.TemporaryDirectory() as folder:
        for name in (seeds.COMMON, dataset):
            (Path(folder) / name).symlink_to(settings.SEEDS_DIR / name)
        with override_settings(SEEDS_DIR=Path(folder)):
            yield


def publish_seeds():
    """Publish the dataset of the article, as a first start without others does.

    Return its newest release.
    """
    with alone(DATASET):
        return publish_all_seeds()


def publish_all_seeds():
    """Publish all seeds, as a first start does; return the newest release."""
    call_command("bootstrap", stdout=io.StringIO())
    return Release.objects.last()


def records(noun):
    """Return {id: record} of all records of a noun that are in force."""
    in_force = Record.objects.of(noun).current().order_by("slug")
    return {one["id"]: one for one in in_force.parsed()}
