"""The real seeds, published once for all tests of a module that only read them."""

from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from datasets import publishing, seeds
from datasets.models import Record

from .remembered import remembered

DATASET = "russian-desertion"


@contextmanager
def published_seeds(folders):
    """Load the seeds and publish them; take everything back in the end."""
    with transaction.atomic():
        remembered(_loaded_and_published, folders)
        yield
        transaction.set_rollback(True)


def _loaded_and_published():
    seeds.load(seeds.folders(settings.SEEDS_DIR))
    publishing.publish(DATASET)


def records(noun):
    """Return {id: record} of all published records of a noun."""
    return {one["id"]: one for one in Record.objects.of(noun).order_by("slug").parsed()}
