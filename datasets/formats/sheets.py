"""A sheet of a workbook: what fits on it, and that a text is a text."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .about import FormatLimitExceeded

# What a sheet holds beside its header, and a cell, counted as UTF-16 counts.
MOST_ROWS = 1_048_575
MOST_UNITS = 32_767


class TextSheet(Worksheet):
    """A sheet on which no text is taken for one with markup inside.

    Its methods rest on names inside of XlsxWriter: pyproject.toml bounds it, and
    tests/test_spreadsheets.py says what would break without them.
    """

    def _xml_rich_inline_string(self, string: str, attributes: Any) -> None:
        self._xml_inline_string(string, True, attributes)

    def close_file(self) -> None:
        """Close the file in which its rows wait; a workbook that fails leaves it open."""
        self._opt_close()

    def forget_height(self, row: int) -> None:
        """Forget how tall a row is that is written already: memory holds one row."""
        self.row_info.pop(row, None)
        self.row_sizes.pop(row, None)


def header_of(book: Workbook) -> Format:
    """Return the look of the names of columns."""
    return book.add_format({"bold": True, "bg_color": "#E3E8EE", "bottom": 1})


def fitted(text: str) -> str:
    """Return a text that a cell can hold, or raise FormatLimitExceeded."""
    if len(text) > MOST_UNITS // 2 and len(text.encode("utf-16-le")) // 2 > MOST_UNITS:
        raise FormatLimitExceeded(f"a text is longer than a cell holds, {MOST_UNITS} characters")
    return text
