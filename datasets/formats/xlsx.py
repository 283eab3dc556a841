"""XLSX: a workbook that opens on the rows in brief, beside what is wrong with them."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from .about import About
from .base import Format

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(file: BinaryIO, noun: Any, records: Iterable[Any], about: About) -> None:
    """Write the records of a noun into a file; FormatLimitExceeded if one does not fit a cell."""
    # A large library that only a writing process needs.
    from . import workbook

    workbook.write(file, noun, records, about)


FORMAT = Format(name="xlsx", media_type=MEDIA_TYPE, write=write)
