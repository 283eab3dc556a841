"""Holding a file against one that was rendered again: what is in it, not how it was packed."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from . import same_archive, same_table
from .fault import Difference
from .same_bytes import BLOCK, blocks_of, first_difference, length_of
from .unpack import UNREADABLE_ERRORS

# Another version of a library packs a little better or worse, never half as well.
MOST_TIMES, SLACK = 2, 1 << 16
# RuntimeError: an archive one bit of which says that it is encrypted.
BROKEN_ERRORS = (ValueError, LookupError, RuntimeError, *UNREADABLE_ERRORS)


def difference(name: str, expected: IO[bytes], found: IO[bytes]) -> Difference | None:
    """Return in what the file ``found`` says otherwise than ``expected``; None: in nothing.

    Both are read in blocks, up to the first difference.
    """
    most, length = length_of(expected) * MOST_TIMES + SLACK, length_of(found)
    if length > most:
        return "bytes", f"at most {most}", length
    unlike = first_difference(blocks_of(expected), blocks_of(found))
    compare = BY_SUFFIX.get(Path(name).suffix)
    if unlike is None or compare is None:
        return unlike
    expected.seek(0)
    found.seek(0)
    try:
        return compare(expected, found)
    except BROKEN_ERRORS as error:
        return (f"it cannot be read: {error}",)


def _gzip(expected: IO[bytes], found: IO[bytes]) -> Difference | None:
    return first_difference(_gunzipped(expected), _gunzipped(found))


def _gunzipped(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what is packed in the one member that such a file has; no byte may stand beside it."""
    data = file.read(8)
    if any(data[3:]):
        raise ValueError("its head says more than that it is packed")
    unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    while not unpacking.eof:
        block = unpacking.decompress(data, BLOCK)
        if block:
            yield block
        elif not data:
            raise EOFError("it ends too early")
        data = unpacking.unconsumed_tail or file.read(BLOCK)
    if unpacking.unused_data or data:
        raise ValueError("something stands behind its end")


BY_SUFFIX: dict[str, Callable[[IO[bytes], IO[bytes]], Difference | None]] = {
    ".gz": _gzip,
    ".zip": same_archive.difference,
    ".xlsx": same_archive.difference,
    ".parquet": same_table.difference,
}
