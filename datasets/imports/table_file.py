"""Opening somebody's table, whichever format it is in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from datasets.models.characters import character_fault

from .cells import Cell, Table, TableRow, Unreadable
from .csv_table import read_csv
from .import_map import FileForm
from .json_table import read_json
from .xlsx_table import read_xlsx

MOST_BYTES = 500_000_000
_USUAL = FileForm()
_OF_CSV = ("encoding", "delimiter", "header_row", "header", "names")


def open_table(path: Path, sheet: str = "", form: FileForm = _USUAL) -> Table:
    """Return the table in a .csv, .xlsx or .json file, of a workbook the named or only sheet.

    Unreadable says what is wrong with the file, and what to do about it.
    """
    table = _opened(path, sheet, form)
    return replace(table, rows=_doubted(table.rows))


def _doubted(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    """Yield the rows; a cell with a character that no text may hold is not believed."""
    for row in rows:
        yield TableRow(row.number, [_cell(cell) for cell in row.cells])


def _cell(cell: Cell) -> Cell:
    fault = character_fault(cell.text, lines=True)
    return replace(cell, doubt=fault) if fault and not cell.doubt else cell


def _opened(path: Path, sheet: str, form: FileForm) -> Table:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
    if path.is_dir():
        raise Unreadable(f"{path}: is a folder, expected a file")
    if size > MOST_BYTES:
        raise Unreadable(f"{path}: has {size:,} bytes, expected at most {MOST_BYTES:,}")
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return read_csv(path, form)
    if given := [name for name in _OF_CSV if getattr(form, name) != getattr(_USUAL, name)]:
        raise Unreadable(
            f"{path}: {' and '.join(given)}: for .csv files alone, leave out of the map"
        )
    if suffix == ".xlsx":
        return read_xlsx(path, sheet)
    if suffix == ".json":
        return read_json(path)
    raise Unreadable(f"{path}: expected a file whose name ends with .csv, .xlsx or .json")
