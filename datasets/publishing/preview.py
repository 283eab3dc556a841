"""What publishing would change, for somebody who has not published yet."""

from django.db import transaction

from datasets.releases.publisher_lock import one_publisher, refusals
from datasets.wording.previews import NO_REASON

from .effects import Effect, effects
from .publication import begin, publish_records


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
