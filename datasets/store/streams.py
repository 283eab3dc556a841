"""Whole exports of published records: sized before the first byte, broken rather than wrong."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.db.models import Count, Sum

from datasets.models import Release
from datasets.models.record import RecordQuerySet

from .keyset import BY_ID, Sort, walk


class BrokenExport(Exception):
    """The body that was about to be sent is not the one that was declared."""


def counted(records: RecordQuerySet, fmt: Any) -> tuple[int, int]:
    """Return (rows, bytes of their texts) of these records, added up from their lengths."""
    totals = records.aggregate(rows=Count("pk"), bytes=Sum(fmt.length))
    return totals["rows"], totals["bytes"] or 0


def released(releases: Iterable[Release], fmt: Any) -> tuple[int, int]:
    """Return (rows, bytes of their texts) of all observations of these releases, as sealed."""
    return (
        sum(release.rows for release in releases),
        sum(getattr(release, fmt.length) for release in releases),
    )


def length(totals: tuple[int, int], fmt: Any, header: bytes = b"") -> int:
    """Return the bytes of the export whose (rows, bytes of their texts) are given."""
    rows, texts = totals
    return len(header) + texts + rows * len(fmt.row_end)


def blocks(
    records: RecordQuerySet, fmt: Any, header: bytes = b"", sort: Sort = BY_ID
) -> Iterator[Any]:
    """Yield the export in blocks of bytes."""
    head = header
    for rows in walk(records, sort, (f"{fmt.stored}__body",)):
        yield head + fmt.row_end.join([bytes(row[-1]) for row in rows]) + fmt.row_end
        head = b""
    if head:
        yield head


def primed(stream: Iterator[bytes]) -> Iterator[bytes]:
    """Return the stream with its first block read, so that what fails at once is a plain error."""
    first = next(stream)
    return chain([first], stream)


def exact_length(stream: Iterator[bytes], length: int) -> Iterator[bytes]:
    """Yield the blocks, and the last one only if all of them are ``length`` bytes together.

    Otherwise BrokenExport: the body then ends short of its declared length, which clients notice; a
    body that is too long would be clipped in silence.
    """
    sent, held = 0, b""
    for block in stream:
        if sent + len(held) + len(block) > length:
            raise BrokenExport(f"more than the declared {length} bytes")
        if held:
            yield held
            sent += len(held)
        held = block
    if sent + len(held) != length:
        raise BrokenExport(f"{sent + len(held)} bytes where {length} were declared")
    yield held
