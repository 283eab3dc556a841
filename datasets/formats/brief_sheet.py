"""The sheet that a workbook opens on: the rows as people read them."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from .table_sheet import TableSheet

# The id and the sentence stay in view.
IN_VIEW = 2
# In digits, as spreadsheets measure; what a word or a number needs where a type is not named.
WIDTHS = {"text": 28, "slug": 28, "names": 28, "period": 24, "url": 40, "path": 40}
SHORT = 13
# Sentences of several lines.
SENTENCES = {"statement": 56, "caveat_shorts": 56, "cite_as": 56}
# What the arrow of the filter hides of a name.
ARROW = 3
# In points; a spreadsheet has no taller row than that.
LINE, TALLEST = 15, 405
# Letters are narrower than digits.
LETTERS_A_DIGIT = 1.1


class BriefSheet(TableSheet):
    """Rows with their texts wrapped, each as tall as its longest text.

    The heights are said, because not every spreadsheet finds them out by itself.
    """

    look = {"text_wrap": True, "valign": "top"}

    def __init__(self, book: Workbook, name: str, columns: Sequence[Any]) -> None:
        super().__init__(book, name, columns)
        self._sheet.freeze_panes(1, IN_VIEW)
        self._widths = [_width(column) for column in columns]
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width)

    def begin(self, texts: list[str]) -> None:
        """Make the row as tall as its texts need it."""
        lines = max(map(_lines, texts, self._widths))
        self._sheet.set_row(self._row, min(lines * LINE, TALLEST))
        self._sheet.forget_height(self._row - 2)


def _width(column: Any) -> int:
    type_ = "names" if column.listed else column.type
    width = SENTENCES.get(column.name) or WIDTHS.get(type_, SHORT)
    return max(width, len(column.name) + ARROW)


def _lines(text: str, width: int) -> int:
    letters = int(width * LETTERS_A_DIGIT)
    return sum(1 + len(line) // letters for line in text.split("\n"))
