"""A workbook: the rows in brief, what to know of them, the rows whole, what their columns mean."""

import datetime
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from .about import About
from .brief_sheet import BriefSheet
from .column_sheet import add_column_sheet
from .front_sheet import FrontSheet
from .sheets import MOST_ROWS
from .table_sheet import SecondSheet, TableSheet

# A text is a text, and memory holds one row and the links of each sheet, some 50 MB where it has
# as many as it may: the rows wait in a temporary folder.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,
}


def write(file: BinaryIO, noun: Any, records: Iterable[Any], about: About) -> None:
    """Write the records of a noun into a file; FormatLimitExceeded if one does not fit a cell.

    More rows than a sheet holds are left out altogether, and the front sheet says so.
    """
    with tempfile.TemporaryDirectory(dir=about.folder) as folder:
        book = Workbook(file, OPTIONS | {"tmpdir": folder})
        midnight = datetime.datetime.combine(about.day, datetime.time())
        book.set_properties({"title": about.title, "created": midnight})
        made = _tables(noun) if about.rows <= MOST_ROWS else []
        # Readers of tables take the first sheet, and people see the name of the one beside it.
        tables = [table(book) for table in made[:1]]
        front = FrontSheet(book, noun)
        tables += [table(book) for table in made[1:]]
        add_column_sheet(book, noun)
        try:
            for record in about.whole(records):
                front.count(record)
                for table in tables:
                    table.add(record)
            front.close(about, whole=bool(tables))
            for table in tables:
                table.close()
            _put_together(book)
        finally:
            for sheet in book.worksheets():
                sheet.close_file()


def _put_together(book: Workbook) -> None:
    """Write the workbook into its file; OSError where there is no room."""
    failed = None
    try:
        book.close()
    except FileCreateError as error:
        (refusal,) = error.args
        failed = OSError(*refusal.args)
    # Raised out here, where nothing holds the library's archive any more: that closes itself while
    # its file is still open.
    if failed:
        raise failed


def _tables(noun: Any) -> list[Callable[[Workbook], TableSheet]]:
    """Return what makes the sheets of rows, the brief one first where the noun has a brief form."""
    name = noun.plural.capitalize()
    whole = {"name": name, "columns": noun.typed_columns}
    if not noun.brief:
        return [partial(TableSheet, **whole)]
    brief = partial(BriefSheet, name=f"{name} in brief", columns=noun.brief_columns)
    if noun.brief_columns == noun.typed_columns:
        return [brief]
    return [brief, partial(SecondSheet, **whole)]
