"""CSV after RFC 4180, UTF-8, with a reversible guard against formulas."""

import csv
from collections.abc import Iterable

from .base import Format

FORMAT = Format(
    name="csv", media_type="text/csv", stored="csv", length="csv_bytes", with_header=True
)

BOM = b"\xef\xbb\xbf"
# A spreadsheet takes a text that begins so for a formula; readers take one apostrophe off again.
# Some take the full-width signs of East Asian keyboards for the usual ones, and pass over NUL.
_DANGEROUS = (*"=+-@", *"＝＋－＠", "\t", "\r", "\n", "\0", "'")


class _Line:
    """A file that gives each written line back, which csv.writer hands on."""

    @staticmethod
    def write(line: str) -> str:
        return line


# Spreadsheets split lines at these too, unless the cell is quoted. The writer quotes a cell that
# holds a character of its line end: they are made a part of that, and cut off again.
_SPLITTING = ";\t"
_writer = csv.writer(_Line, lineterminator=f"\r\n{_SPLITTING}")


def line(cells: Iterable[str]) -> bytes:
    """Return the CSV line of these texts, in bytes, with its line end."""
    return _writer.writerow(cells).removesuffix(_SPLITTING).encode()


def guard(text: str) -> str:
    """Return the text such that no spreadsheet runs it."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def unguard(text: str) -> str:
    """Return the text that was guarded."""
    return text.removeprefix("'")
