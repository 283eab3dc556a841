"""A sheet of a workbook that holds rows."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from .about import FormatLimitExceeded
from .links import MOST_LINKS, address_of
from .sheets import MOST_ROWS, TextSheet, fitted, header_of

# What spreadsheets keep of a number.
MOST_DIGITS = 15
# The first day on whose number all spreadsheets agree.
FIRST_DAY = datetime.date(1900, 3, 1)
# The types of columns that hold addresses.
ADDRESSES = ("url", "path")


class TableSheet:
    """Rows, one line each.

    ``look`` are the properties that the cells of all rows share, ``links`` how many addresses can
    be followed at most.
    """

    look: Mapping[str, Any] = {}
    links = MOST_LINKS

    def __init__(self, book: Workbook, name: str, columns: Sequence[Any]) -> None:
        self._book, self._columns, header = book, columns, header_of(book)
        self._text, self._link = self._styled(), self._styled(hyperlink=True)
        self._day = self._styled(num_format="yyyy-mm-dd")
        self._formats: dict[int, Format] = {}
        self._sheet = book.add_worksheet(name, TextSheet)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(columns) - 1, 20)
        self._texts = [column.text for column in columns]
        self._writers = [self._writer(column.type) for column in columns]
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, column.name, header)
        self._row, self._links_left = 0, self.links

    def add(self, record: dict[str, Any]) -> None:
        """Write the row of a record."""
        self._row += 1
        texts = [text(record) for text in self._texts]
        self.begin(texts)
        for place, write in enumerate(self._writers):
            try:
                write(place, texts[place])
            except FormatLimitExceeded as unwritable:
                name = self._columns[place].name
                raise FormatLimitExceeded(f"{record['id']}, {name}: {unwritable}") from unwritable

    def begin(self, texts: list[str]) -> None:
        """Begin a row with these texts."""

    def close(self) -> None:
        """Add what is known once all rows are there."""
        last = len(self._columns) - 1
        self._sheet.autofilter(0, 0, max(self._row, 1), last)
        # That a number stands as a text here and there is meant.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})

    def _writer(self, type_: str) -> Callable[[int, str], None]:
        """Return the function that writes the text of a cell of a type."""
        if type_ in ADDRESSES:
            return self._write_address
        by_type = {
            "boolean": self._write_boolean,
            "date": self._write_day,
            "integer": self._write_number,
            "number": self._write_number,
        }
        return by_type.get(type_, self._write_text)

    def _write_boolean(self, place: int, text: str) -> None:
        self._sheet.write_boolean(self._row, place, text == "true", self._text)

    def _write_text(self, place: int, text: str) -> None:
        if text:
            self._sheet.write_string(self._row, place, fitted(text), self._text)

    def _write_address(self, place: int, text: str) -> None:
        address = address_of(text) if self._links_left else None
        if address is None:
            self._write_text(place, text)
        else:
            self._links_left -= 1
            self._sheet.write_url(self._row, place, address, self._link, text)

    def _write_day(self, place: int, text: str) -> None:
        day = datetime.date.fromisoformat(text) if text else None
        if day is None or day < FIRST_DAY:
            self._write_text(place, text)
        else:
            self._sheet.write_datetime(self._row, place, day, self._day)

    def _write_number(self, place: int, text: str) -> None:
        number = _number(text)
        if number is None:
            self._write_text(place, text)
        else:
            decimals = len(text.partition(".")[2])
            self._sheet.write_number(self._row, place, number, self._format(decimals))

    def _format(self, decimals: int) -> Format:
        """Return the format that shows all digits: by itself a cell rounds long ones."""
        if decimals not in self._formats:
            shown = f"0.{'0' * decimals}" if decimals else "0"
            self._formats[decimals] = self._styled(num_format=shown)
        return self._formats[decimals]

    def _styled(self, **properties: Any) -> Format:
        return self._book.add_format({**self.look, **properties})


class SecondSheet(TableSheet):
    """Rows that stand on the sheet in front of it too, where their addresses can be followed.

    The library keeps each link in memory.
    """

    links = 0


def _number(text: str) -> float | None:
    """Return the number whose digits any spreadsheet keeps, None where it has more of them."""
    if not text:
        return None
    number = float(text)
    kept = Decimal(f"{number:.{MOST_DIGITS}g}") == Decimal(text)
    # The workbook holds sixteen digits of it, which have to give the same number again.
    return number if kept and float(f"{number:.16G}") == number else None
