"""A workbook: what to know of a table on the first sheet, its rows on the second."""

import datetime
import tempfile
from collections import Counter

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from datasets import vocabularies

from .about import Unwritable

FRONT = "Read me first"
# What a sheet holds beside its header, and a cell, counted as UTF-16 counts.
MOST_ROWS = 1_048_575
MOST_UNITS = 32_767
# What spreadsheets keep of a number.
MOST_DIGITS = 15
# The first day on whose number all spreadsheets agree.
FIRST_DAY = datetime.date(1900, 3, 1)
# A text is a text, and memory holds one row: the rows wait in a temporary folder.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,
}
NOTHING = {
    **vocabularies.NONE_RECORDED,
    **vocabularies.ALTERATIONS_NONE,
    **vocabularies.CHECKS_NONE,
    "unknown": "it is not recorded, or nobody said",
    "empty cell": "it does not apply, or is not known",
}
NOT_HERE = (
    f"These are more rows than a sheet holds ({MOST_ROWS:,}), so that none of them is here."
    " All of them are in {0}.csv and {0}.parquet."
)
DIGITS = (
    "Numbers stand as numbers where the spreadsheet keeps each of their digits, otherwise as text;"
    " days before March 1900 as text."
)


class _Sheet(Worksheet):
    """A sheet on which no text is taken for one with markup inside."""

    def _xml_rich_inline_string(self, string, attributes):
        self._xml_inline_string(string, True, attributes)


def write(file, noun, documents, about):
    """Write the documents of a noun into a binary file; Unwritable if one does not fit a cell.

    More rows than a sheet holds are left out altogether, and the first sheet says so.
    """
    with tempfile.TemporaryDirectory() as folder:
        book = Workbook(file, OPTIONS | {"tmpdir": folder})
        midnight = datetime.datetime.combine(about.day, datetime.time())
        book.set_properties({"title": about.title, "created": midnight})
        front = _Front(book, noun)
        table = _Table(book, noun) if about.rows <= MOST_ROWS else None
        try:
            for document in about.whole(documents):
                front.count(document)
                if table:
                    table.add(document)
            front.close(about)
            if table:
                table.close()
            book.close()
        finally:
            for sheet in book.worksheets():
                sheet._opt_close()


class _Front:
    """The first sheet: what the table is, what is wrong with it, what its words mean."""

    def __init__(self, book, noun):
        self._noun, self._bold = noun, book.add_format({"bold": True})
        self._sheet = book.add_worksheet(FRONT, _Sheet)
        self._has_caveats = any(member.top == "caveats" for member in noun.members)
        self._caveats = Counter()

    def count(self, document):
        """Note the caveats of a row."""
        if self._has_caveats:
            caveats = document["caveats"]
            self._caveats.update({(one["slug"], one["direction"], one["text"]) for one in caveats})

    def close(self, about):
        """Write the sheet, once all rows are there."""
        facts = [*self._facts(about), ()]
        caveats = [*self._told(), ()] if self._has_caveats else []
        words = [("Words for nothing", "meaning"), *NOTHING.items()]
        self._sheet.set_column(0, 0, 30)
        self._sheet.set_column(1, 3, 24)
        for row, cells in enumerate([*facts, *caveats, *words]):
            for place, text in enumerate(cells):
                bold = None if place else self._bold
                self._sheet.write_string(row, place, _fit(text), bold)

    def _facts(self, about):
        yield ("Title", about.title)
        yield ("Dataset", about.dataset)
        yield ("Release", about.release)
        yield ("Day", about.day.isoformat())
        yield ("Rows", f"{about.rows:,}")
        if about.rows > MOST_ROWS:
            yield ("Not in this workbook", NOT_HERE.format(self._noun.plural))
        yield ("Licence", about.licence)
        yield ("How to cite", about.cite)
        if about.digest:
            yield ("SHA-256 of observations.csv", about.digest)
        yield ("Note", about.note)
        yield ("Digits", DIGITS)

    def _told(self):
        yield ("Caveats", "direction", "rows", "text")
        for (slug, direction, text), rows in sorted(self._caveats.items()):
            yield (slug, direction, f"{rows:,}", text)
        if not self._caveats:
            yield ("none_recorded", "", "", vocabularies.NONE_RECORDED["none_recorded"])


class _Table:
    """The sheet of the rows."""

    def __init__(self, book, noun):
        bold = book.add_format({"bold": True})
        self._book, self._columns = book, noun.columns
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._formats = {}
        self._sheet = book.add_worksheet(noun.plural.capitalize(), _Sheet)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(noun.columns) - 1, 20)
        self._writers = [self._writer(column) for column in noun.columns]
        for place, column in enumerate(noun.columns):
            self._sheet.write_string(0, place, column.name, bold)
        self._row = 0

    def add(self, document):
        """Write the row of a document."""
        self._row += 1
        for place, writer in enumerate(self._writers):
            try:
                writer(place, document)
            except Unwritable as unwritable:
                name = self._columns[place].name
                raise Unwritable(f"{document['id']}, {name}: {unwritable}") from unwritable

    def close(self):
        """Add what is known once all rows are there."""
        last = len(self._columns) - 1
        self._sheet.autofilter(0, 0, max(self._row, 1), last)
        # That a number stands as a text here and there is meant.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})

    def _writer(self, column):
        """Return the function that writes a document's cell of the column."""
        read, text, sheet = column.read, column.text, self._sheet
        if column.type == "boolean":
            return lambda place, document: sheet.write_boolean(self._row, place, read(document))
        if column.type == "date":
            write = self._write_day
        elif column.type in ("integer", "number"):
            write = self._write_number
        else:
            write = self._write_text
        return lambda place, document: write(place, text(document))

    def _write_text(self, place, text):
        if text:
            self._sheet.write_string(self._row, place, _fit(text))

    def _write_day(self, place, text):
        day = datetime.date.fromisoformat(text) if text else None
        if day is None or day < FIRST_DAY:
            self._write_text(place, text)
        else:
            self._sheet.write_datetime(self._row, place, day, self._day)

    def _write_number(self, place, text):
        number = _number(text)
        if number is None:
            self._write_text(place, text)
        else:
            decimals = len(text.partition(".")[2])
            self._sheet.write_number(self._row, place, number, self._format(decimals))

    def _format(self, decimals):
        """Return the format that shows all digits: by itself a cell rounds long ones."""
        if decimals not in self._formats:
            shown = f"0.{'0' * decimals}" if decimals else "0"
            self._formats[decimals] = self._book.add_format({"num_format": shown})
        return self._formats[decimals]


def _number(text):
    """Return the number that prints as exactly these digits in any spreadsheet, else None."""
    if not text:
        return None
    number = float(text)
    same = f"{number + 0:.{MOST_DIGITS}g}" == text
    # The workbook keeps sixteen digits of it, which have to give the same number again.
    return number if same and float(f"{number:.16G}") == number else None


def _fit(text):
    if len(text) > MOST_UNITS // 2 and len(text.encode("utf-16-le")) // 2 > MOST_UNITS:
        raise Unwritable(f"a text is longer than a cell holds, {MOST_UNITS} characters")
    return text
