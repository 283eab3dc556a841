"""Holding a ZIP archive, such as a workbook, against one that was rendered again."""

import struct
import zlib
from itertools import zip_longest
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .fault import Difference
from .same_bytes import BLOCK, blocks_of, first_difference, length_of

# What stands before each member: thirty bytes, of which twelve tell its sum and its lengths.
HEAD, SUM, LENGTHS = 30, 14, 26
# What an archive ends with, where it has no comment: its lengths stand between the two parts.
END, COUNTS, COMMENT = 22, 12, 20


def difference(expected: IO[bytes], found: IO[bytes]) -> Difference | None:
    """Return in what the members differ; no byte may be of no member."""
    with ZipFile(expected) as ours, ZipFile(found) as theirs:
        pairs = [*zip_longest(map(_said, ours.infolist()), map(_said, theirs.infolist()))]
        for entries in pairs:
            if entries[0] != entries[1]:
                return "a member, as its directory has it", *entries
        for one, other in zip(ours.infolist(), theirs.infolist(), strict=True):
            with ours.open(one) as left, theirs.open(other) as right:
                if unlike := first_difference(blocks_of(left), blocks_of(right)):
                    return f"{one.filename}, {unlike[0]}", *unlike[1:]
            heads = _head(expected, one), _head(found, other)
            if heads[0] != heads[1]:
                return f"what stands before {one.filename}", *heads
            if _has_a_tail(found, other):
                return (f"{one.filename}: something stands behind its end",)
        beside = _beside(expected, ours), _beside(found, theirs)
        return None if beside[0] == beside[1] else ("what is of no member", *beside)


def _said(entry: ZipInfo) -> tuple[Any, ...]:
    """Return what the directory says of a member, but for how well it is packed."""
    names = (
        *("filename", "file_size", "date_time", "compress_type", "flag_bits", "extra", "comment"),
        *("create_system", "create_version", "extract_version", "internal_attr", "external_attr"),
    )
    return tuple(getattr(entry, name) for name in names)


def _head(file: IO[bytes], entry: ZipInfo) -> bytes:
    """Return what stands before a member, and go to its beginning."""
    file.seek(entry.header_offset)
    head = file.read(HEAD)
    names = file.read(sum(struct.unpack("<HH", head[LENGTHS:])))
    return head[:SUM] + head[LENGTHS:] + names


def _has_a_tail(file: IO[bytes], entry: ZipInfo) -> bool:
    """Return whether what is packed, which the file stands before, ends earlier than is said."""
    if entry.compress_type != ZIP_DEFLATED:
        return entry.compress_size != entry.file_size
    unpacking, left = zlib.decompressobj(-zlib.MAX_WBITS), entry.compress_size
    while left and not unpacking.eof:
        data = unpacking.unconsumed_tail or file.read(min(left, BLOCK))
        unpacking.decompress(data, BLOCK)
        left -= len(data) - len(unpacking.unconsumed_tail) - len(unpacking.unused_data)
    return left > 0


def _beside(file: IO[bytes], archive: ZipFile) -> tuple[int, bytes]:
    """Return how many bytes are of no member, and the end, but for lengths."""
    length = length_of(file)
    file.seek(length - END)
    end = file.read()
    packed = sum(one.compress_size for one in archive.infolist())
    return length - packed, end[:COUNTS] + end[COMMENT:]
