"""What the row of a release vouches for: counted when it is published, counted again to verify."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from datasets.formats import csv, ndjson
from datasets.models import Record, Release
from datasets.models.record import RecordQuerySet
from datasets.records import NOUNS, OBSERVATION
from datasets.records.declaration import Noun
from datasets.store import streams
from datasets.store.keyset import BY_ID, walk

# What of a release's row is counted from its records.
COUNTED = ("rows", "csv_bytes", "json_bytes", "digest", "texts")


def count(release: Release) -> None:
    """Set what follows from the records in force: rows, lengths, and both digests."""
    records = in_force(release, OBSERVATION)
    release.rows, release.csv_bytes = streams.counted(records, csv.FORMAT)
    release.json_bytes = streams.counted(records, ndjson.FORMAT)[1]
    release.digest = digest(release)
    release.texts = texts(release)


def in_force(release: Release, noun: Noun) -> RecordQuerySet:
    """Return the records of a noun that a release holds."""
    return Record.objects.of(noun.name).in_release(release.pk, release.dataset)


def digest(release: Release) -> str:
    """Return the SHA-256 of the release's observations.csv."""
    found = hashlib.sha256()
    header = release.header.encode()
    for block in streams.blocks(in_force(release, OBSERVATION), csv.FORMAT, header):
        found.update(block)
    return found.hexdigest()


def texts(release: Release) -> str:
    """Return the SHA-256 of the JSON of all records in force, and of what left with the release.

    What is searched and filtered follows from the records, and is worked out again to verify.
    """
    found = hashlib.sha256()
    for noun in NOUNS:
        for rows in walk(in_force(release, noun), BY_ID, ("json__body",)):
            for slug, _, json in rows:
                _add(found, (noun.name, slug, bytes(json)))
        for one in gone(release, noun):
            _add(found, ("gone", noun.name, one["slug"], bytes(one["json__body"])))
            _add(found, (one["withdrawal_reason"], one["replaced_by"]))
    return found.hexdigest()


def gone(release: Release, noun: Noun) -> Iterator[dict[str, Any]]:
    """Return what left a noun with a release: ids, last records, reasons, what took the place."""
    records = Record.objects.of(noun.name).filter(dataset=release.dataset)
    left = (
        records.filter(valid_to_release=release.pk).exclude(withdrawal_reason="").order_by("slug")
    )
    return left.values("slug", "json__body", "withdrawal_reason", "replaced_by").iterator()


def manifest(release: Release) -> dict[str, Any]:
    """Return everything that the release's row says, its seal left out."""
    return {
        "dataset": release.dataset,
        "number": release.number,
        "day": release.day.isoformat(),
        "note": release.note,
        "format": release.format,
        "header": release.header,
        "rows": release.rows,
        "line_bytes": release.csv_bytes,
        "document_bytes": release.json_bytes,
        "digest": release.digest,
        "texts": release.texts,
        "files": release.files,
        "previous": release.previous,
    }


def seal(release: Release) -> str:
    """Return the SHA-256 of the manifest; the next release names it, which makes them a chain."""
    text = orjson.dumps(manifest(release), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def _add(found: Any, parts: Iterable[bytes | str]) -> None:
    """Add the parts of a text so that no other parts give the same bytes."""
    for part in parts:
        text = part if isinstance(part, bytes) else part.encode()
        found.update(len(text).to_bytes(8, "big"))
        found.update(text)
