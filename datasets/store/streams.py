"""Whole exports of published records: sized before the first byte, broken rather than wrong."""

from itertools import chain

from django.db.models import Count, Sum

from .keyset import BY_ID, walk


class BrokenExport(Exception):
    """The body that was about to be sent is not the one that was declared."""


def counted(records, fmt):
    """Return (rows, bytes of their texts) of these records, added up from their lengths."""
    totals = records.aggregate(rows=Count("pk"), bytes=Sum(fmt.length))
    return totals["rows"], totals["bytes"] or 0


def released(releases, fmt):
    """Return (rows, bytes of their texts) of all observations of these releases, as sealed."""
    return (
        sum(release.rows for release in releases),
        sum(getattr(release, fmt.length) for release in releases),
    )


def length(totals, fmt, header=b""):
    """Return the bytes of the export whose (rows, bytes of their texts) are given."""
    rows, texts = totals
    return len(header) + texts + rows * len(fmt.row_end)


def blocks(records, fmt, header=b"", sort=BY_ID):
    """Yield the export in blocks of bytes."""
    head = header
    for rows in walk(records, sort, (f"{fmt.stored}__body",)):
        yield head + fmt.row_end.join([bytes(row[-1]) for row in rows]) + fmt.row_end
        head = b""
    if head:
        yield head


def primed(stream):
    """Return the stream with its first block read, so that what fails at once is a plain error."""
    first = next(stream)
    return chain([first], stream)


def exact_length(stream, length):
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
