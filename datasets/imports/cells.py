"""What stands in a cell of somebody's table, as it was typed, and why it may not be believed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What a spreadsheet cuts a text off at.
CUT_AT = 32_767


@dataclass(frozen=True)
class Cell:
    """A cell as text; ``doubt`` says why what it shows need not be what somebody typed.

    A day that is stored as one, and not as text, is in ISO 8601 and ``is_day``.
    """

    text: str
    doubt: str = ""
    is_day: bool = False


BLANK = Cell("")


@dataclass(frozen=True)
class TableRow:
    """A row of cells, by its number in the file as spreadsheets count: the header is often 1."""

    number: int
    cells: Sequence[Cell]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.text or cell.doubt for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """The header of a table, its rows as they are asked for, and what is hidden, in sentences.

    ``lines`` is about how many rows there are, 0 where nobody knows.
    """

    header: TableRow
    rows: Iterator[TableRow]
    notices: Sequence[str] = ()
    lines: int = 0


class NotBelieved(ValueError):
    """What stands in a cell cannot be taken for sure: a reason, and what it may be here."""

    def __init__(self, reason: str, here: str = "") -> None:
        super().__init__(reason)
        self.reason, self.here = reason, here


class Unreadable(Exception):
    """A file that is no table, with the reason and the remedy in words."""


def column_name(index: int) -> str:
    """Return the letters that a spreadsheet gives a column: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
