"""The real seeds, published once for all tests of a module that only read them."""

from contextlib import contextmanager

import orjson
from django.conf import settings
from django.db import transaction

from datasets import publishing, seeds
from datasets.models import Record

DATASET = "russian-desertion"


@contextmanager
def published_seeds():
    """Load the seeds and publish them; take everything back in the end."""
    with transaction.atomic():
        seeds.load(seeds.folders(settings.SEEDS_DIR))
        publishing.publish(DATASET)
        yield
        transaction.set_rollback(True)


def records(noun):
    """Return {id: record} of all published records of a noun."""
    found = Record.objects.of(noun).select_related("document").order_by("slug")
    return {one.slug: orjson.loads(one.document.text) for one in found}
