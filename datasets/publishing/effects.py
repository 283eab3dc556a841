"""What a publication changes: every record that comes, goes or is told otherwise."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from datasets import exact_json
from datasets.models import Record
from datasets.wording.previews import BOOKKEEPING


@dataclass(frozen=True)
class Effect:
    """A record that would come, go or change: what it is before and after, None where it is not."""

    noun: str
    slug: str
    before: Any
    after: Any


def effects(slug: str, sequence: int) -> Iterator[Effect]:
    """Yield what the release of this place among all changes of a dataset, in order."""
    began = _by_key(slug, valid_from_release=sequence)
    ended = _by_key(slug, valid_to_release=sequence)
    for noun, record in sorted(began.keys() | ended.keys()):
        yield Effect(noun, record, ended.get((noun, record)), began.get((noun, record)))


def digest(seen: Iterable[Effect]) -> str:
    """The digest of what is told by effects, reasons and days left out."""
    hashed = hashlib.sha256()
    for one in seen:
        after = {
            name: value for name, value in (one.after or {}).items() if name not in BOOKKEEPING
        }
        hashed.update(exact_json.dumps([one.noun, one.slug, bool(one.before), after]))
    return hashed.hexdigest()


def _by_key(slug: str, **which: int) -> dict[tuple[str, str], Any]:
    records = Record.objects.filter(dataset=slug, **which).order_by("noun", "slug")
    rows = records.values_list("noun", "slug", "json__body")
    return {(noun, record): exact_json.loads(bytes(body)) for noun, record, body in rows}
