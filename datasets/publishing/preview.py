"""What publishing would change, for somebody who has not published yet."""

from django.db import transaction

from datasets.releases.publisher_lock import one_publisher, refusals

from .effects import Effect, effects
from .publication import begin, publish_records

# The reason that a record is previewed with which has none of its own.
NO_REASON = "(a preview)"


def preview(slug: str) -> list[Effect]:
    """Return what publishing the dataset now would change; nothing is published.

    Refused says why it would be refused.
    """
    with refusals(), one_publisher(), transaction.atomic():
        versions, related, _ = begin(slug, note=NO_REASON)
        publish_records(versions, related)
        found = list(effects(slug, versions.sequence))
        transaction.set_rollback(True)
    return found
