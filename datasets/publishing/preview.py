"""What publishing would change, for somebody who has not published yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from datasets import exact_json
from datasets.models import Record
from datasets.releases.publisher_lock import one_publisher, refusals

from .publication import begin, publish_records

_NOTE = "(a preview)"


@dataclass(frozen=True)
class Effect:
    """A record that would come, go or change: what it is before and after, None where it is not."""

    noun: str
    slug: str
    before: Any
    after: Any


def preview(slug: str) -> list[Effect]:
    """Return what publishing the dataset now would change; nothing is published.

    Refused says why it would be refused.
    """
    with refusals(), one_publisher(), transaction.atomic():
        versions, related, _ = begin(slug, note=_NOTE)
        publish_records(versions, related)
        effects = list(_effects(slug, versions.sequence))
        transaction.set_rollback(True)
    return effects


def _effects(slug: str, sequence: int) -> Iterator[Effect]:
    began = _by_key(slug, valid_from_release=sequence)
    ended = _by_key(slug, valid_to_release=sequence)
    for noun, record in sorted(began.keys() | ended.keys()):
        yield Effect(noun, record, ended.get((noun, record)), began.get((noun, record)))


def _by_key(slug: str, **which: int) -> dict[tuple[str, str], Any]:
    records = Record.objects.filter(dataset=slug, **which).order_by("noun", "slug")
    rows = records.values_list("noun", "slug", "json__body")
    return {(noun, record): exact_json.loads(bytes(body)) for noun, record, body in rows}
