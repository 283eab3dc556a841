"""A workbook: what to know of a table on the first sheet, its rows on the second."""

import datetime
import tempfile
from collections.abc import Iterable
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from .about import About
from .front_sheet import FrontSheet
from .sheets import MOST_ROWS
from .table_sheet import TableSheet

# A text is a text, and memory holds one row: the rows wait in a temporary folder.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,
}


def write(file: BinaryIO, noun: Any, records: Iterable[Any], about: About) -> None:
    """Write the records of a noun into a file; FormatLimitExceeded if one does not fit a cell.

    More rows than a sheet holds are left out altogether, and the first sheet says so.
    """
    with tempfile.TemporaryDirectory() as folder:
        book = Workbook(file, OPTIONS | {"tmpdir": folder})
        midnight = datetime.datetime.combine(about.day, datetime.time())
        book.set_properties({"title": about.title, "created": midnight})
        front = FrontSheet(book, noun)
        table = TableSheet(book, noun) if about.rows <= MOST_ROWS else None
        try:
            for record in about.whole(records):
                front.count(record)
                if table:
                    table.add(record)
            front.close(about, table is not None)
            if table:
                table.close()
            book.close()
        finally:
            for sheet in book.worksheets():
                sheet.close_file()
