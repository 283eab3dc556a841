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
        given = _UntilItFails(file)
        book = Workbook(given, OPTIONS | {"tmpdir": folder})
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
            given.put_together(book)
        finally:
            for sheet in book.worksheets():
                sheet.close_file()


class _UntilItFails:
    """The file of an archive, as long as there is room: nothing is done with it afterwards.

    The library leaves its archive open where it fails, and that ends itself whenever it is freed.
    """

    def __init__(self, file: BinaryIO):
        self._file: BinaryIO | None = file

    def _do(self, what: str, *args: Any) -> Any:
        return getattr(self._file, what)(*args) if self._file else 0

    def write(self, data: bytes) -> Any:
        return self._do("write", data)

    def seek(self, *place: int) -> Any:
        return self._do("seek", *place)

    def tell(self) -> Any:
        return self._do("tell")

    def flush(self) -> None:
        self._do("flush")

    def put_together(self, book: Workbook) -> None:
        """Write the workbook; OSError where there is no room for it."""
        try:
            book.close()
        except FileCreateError as error:
            self._file = None
            raise OSError(*error.args[0].args) from error


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
