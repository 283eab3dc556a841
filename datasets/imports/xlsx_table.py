"""Tables in workbooks: each cell as it was typed, as far as its number format tells that."""

import contextlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from .cells import BLANK, Cell, Table, TableRow, Unreadable, column_name
from .sheet_layout import hidden, merged
from .typed import as_typed

MOST_UNPACKED = 200_000_000
# What openpyxl and its readers of archives and XML raise over files that are damaged; errors of
# either reader of XML are SyntaxErrors, and attributes that nobody knows are TypeErrors.
_DAMAGED = (
    *(KeyError, ValueError, TypeError, OSError, EOFError, SyntaxError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)


def read_xlsx(path: Path, sheet: str) -> Table:
    """Return the table on the named sheet, or on the only one that is not hidden."""
    held = contextlib.ExitStack()
    try:
        book = held.enter_context(_opened(path))
        return _table(path, book, _chosen(path, book, sheet), held)
    except Unreadable:
        held.close()
        raise


def sheets_of(path: Path) -> list[str]:
    """Return the names of the sheets of a workbook, in their order."""
    with _opened(path) as book:
        return [*book.sheetnames]


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    _check_size(path)
    # Of a file that it opens itself it leaves one open that it cannot read.
    with path.open("rb") as file:
        with _undamaged(path):
            book = openpyxl.load_workbook(file, read_only=True)
        with contextlib.closing(book):
            yield book


@contextlib.contextmanager
def _undamaged(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise Unreadable(f"{path}: not a workbook: {error}") from error


def _table(path: Path, book: Any, sheet: Any, held: contextlib.ExitStack) -> Table:
    part = sheet._worksheet_path
    with _undamaged(path), zipfile.ZipFile(path) as archive:
        if cells := merged(archive, part):
            raise Unreadable(
                f"{path}: {sheet.title}!{cells[0]} is merged: split it, so that each cell says "
                "itself what it says"
            )
        notices = [*_hidden_sheets(book), *hidden(archive, part)]
    rows = _rows(path, sheet, held)
    header = next(rows, None)
    if header is None:
        raise Unreadable(f"{path}: sheet “{sheet.title}” is empty, expected a header and rows")
    filled = (row for row in rows if not row.is_blank)
    return Table(header, filled, notices, lines=sheet.max_row or 0)


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
    except zipfile.BadZipFile as error:
        raise Unreadable(f"{path}: not a workbook: {error}") from error
    if size > MOST_UNPACKED:
        raise Unreadable(f"{path}: unpacks to {size:,} bytes, expected at most {MOST_UNPACKED:,}")


def _chosen(path: Path, book: Any, sheet: str) -> Any:
    shown = [one for one in book.worksheets if one.sheet_state == "visible"]
    if sheet:
        if sheet not in book.sheetnames:
            names = ", ".join(f"“{name}”" for name in book.sheetnames)
            raise Unreadable(f"{path}: no sheet “{sheet}”, only {names}")
        return book[sheet]
    if len(shown) != 1:
        names = ", ".join(f"“{one.title}”" for one in shown)
        raise Unreadable(f"{path}: has several sheets, {names}: name one with --sheet")
    return shown[0]


def _hidden_sheets(book: Any) -> Iterator[str]:
    for one in book.worksheets:
        if one.sheet_state != "visible":
            yield f"sheet “{one.title}” is hidden"


def _rows(path: Path, sheet: Any, held: contextlib.ExitStack) -> Iterator[TableRow]:
    width = 0
    with held:
        for number, cells in enumerate(_stored(path, sheet), 1):
            row = [_cell(cell) for cell in cells]
            row = _of_width(row, width) if width else _without_blank_ends(row)
            width = len(row)
            yield TableRow(number, row)


def _stored(path: Path, sheet: Any) -> Iterator[Sequence[Any]]:
    with _undamaged(path):
        yield from sheet.iter_rows()


def _of_width(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """Return a row as long as the header: a spreadsheet stores no blank cells at its end."""
    for index, cell in enumerate(cells[width:], width):
        if cell.text or cell.doubt:
            raise Unreadable(
                f"column {column_name(index)} has “{cell.text}” and no name in the header"
            )
    return [*cells[:width], *[BLANK] * (width - len(cells))]


def _without_blank_ends(cells: Sequence[Cell]) -> Sequence[Cell]:
    while cells and not cells[-1].text:
        cells = cells[:-1]
    return cells


def _cell(cell: Any) -> Cell:
    if cell.value is None:
        return BLANK
    return as_typed(cell.value, cell.data_type, cell.number_format)
