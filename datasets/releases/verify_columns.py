"""Holding the columns of a record's row against the texts beside it."""

from collections.abc import Iterator
from typing import Any

from datasets.records import OBSERVATION
from datasets.records.declaration import Noun

from .fault import Difference
from .release_chain import ReleaseChains
from .release_header import columns_of
from .verify_versions import Row


def column_faults(
    row: Row, record: dict[str, Any], json: bytes, csv: bytes, chains: ReleaseChains
) -> Iterator[Difference]:
    """Yield (what, expected, found) where the row says otherwise than its record and its texts."""
    compared = {
        "id": (record.get("id"), row["slug"]),
        "dataset": (record.get("dataset"), row["dataset"]),
        "version": (record.get("version"), row["version"]),
        "change_note": (record.get("change_note") or "", row["change_note"]),
    }
    release = chains.by_pk.get(row["valid_from_release"])
    if release is not None and not chains.is_restored(row):
        day = release.day.isoformat()
        compared["release in the document"] = (release.number, record.get("release"))
        compared["valid_from in the document"] = (day, record.get("valid_from"))
    compared["json_bytes"] = (len(json), row["json_bytes"])
    compared["csv_bytes"] = (len(csv), row["csv_bytes"])
    for what, (expected, found) in compared.items():
        if expected != found:
            yield what, expected, found


def line_faults(
    noun: Noun, record: dict[str, Any], line: bytes, header: str
) -> Iterator[Difference]:
    """Yield (what, expected, found) where a stored line says otherwise than its record.

    Behind a header of another format, a figure has fewer columns: those added since stand last.
    What other nouns had in that format nobody knows.
    """
    columns = None
    if header != OBSERVATION.header.decode():
        if noun is not OBSERVATION:
            return
        columns = columns_of(header)
    projected = noun.project(record, columns)
    if projected != line:
        yield "its line is not what its document says", projected.decode(), repr(line)
