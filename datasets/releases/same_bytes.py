"""Holding one stream of bytes against another, block by block."""

from collections.abc import Iterable, Iterator
from os import SEEK_END
from typing import IO

from .fault import Difference

BLOCK = 1 << 16


def first_difference(expected: Iterable[bytes], found: Iterable[bytes]) -> Difference | None:
    """Return the line at which two streams part, as for Fault; None where they never do."""
    line, left, right = 1, b"", b""
    ours, theirs = iter(expected), iter(found)
    while True:
        left, right = left or next(ours, b""), right or next(theirs, b"")
        size = min(len(left), len(right))
        if left[:size] != right[:size] or bool(left) != bool(right):
            place = next((at for at in range(size) if left[at] != right[at]), size)
            line += left[:place].count(b"\n")
            return f"line {line}", _excerpt(left, place), _excerpt(right, place)
        if not size:
            return None
        line += left[:size].count(b"\n")
        left, right = left[size:], right[size:]


def _excerpt(block: bytes, place: int) -> str:
    begun = max(block.rfind(b"\n", 0, place) + 1, place - 40)
    return block[begun : place + 60].split(b"\n")[0].decode(errors="replace")


def blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what is left of a file."""
    return iter(lambda: file.read(BLOCK), b"")


def length_of(file: IO[bytes]) -> int:
    """Return how long a file is, and go to its beginning."""
    length = file.seek(0, SEEK_END)
    file.seek(0)
    return length
