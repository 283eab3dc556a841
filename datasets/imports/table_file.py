"""Opening somebody's table, whichever format it is in."""

from pathlib import Path

from .cells import Table, Unreadable
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
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
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
