"""Tables in CSV: UTF-8, separated by commas, each row as long as the header."""

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

from datasets.seeds.encodings import encoding_problem
from datasets.seeds.separators import separator_problem

from .cells import CUT_AT, Cell, Table, TableRow, Unreadable
from .import_map import FileForm

_BLOCK = 1_000_000


def read_csv(path: Path, form: FileForm) -> Table:
    """Return the table; Unreadable where it is none, or when its rows are asked for."""
    rows = _rows(path, form)
    header = TableRow(0, []) if form.header_row == 0 else _header(path, rows, form.header_row)
    if form.names:
        header = _renamed(path, header, form)
    if problem := separator_problem([cell.text for cell in header.cells]):
        raise Unreadable(f"{path}: {problem}")
    return Table(header, _as_long(path, header, rows), lines=_lines(path))


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))


def _header(path: Path, rows: Iterator[TableRow], first: int) -> TableRow:
    header = next((row for row in rows if row.number >= first), None)
    if header is None:
        raise Unreadable(f"{path}: is empty, expected a header and rows below it")
    return header


def _renamed(path: Path, header: TableRow, form: FileForm) -> TableRow:
    """Return the map's names in the place of the header, which must be the one that it knows."""
    stands = tuple(cell.text for cell in header.cells)
    if stands != form.header:
        raise Unreadable(
            f"{path}: has the header {','.join(stands)}, and the names in the map stand for "
            f"{','.join(form.header) or 'none'}: see whether they still fit, and say which it is"
        )
    return TableRow(header.number, [Cell(name) for name in form.names])


def _rows(path: Path, form: FileForm) -> Iterator[TableRow]:
    encoding = "utf-8-sig" if form.encoding == "utf-8" else form.encoding
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, strict=True, delimiter=form.delimiter)
            for number in itertools.count(1):
                cells = next(reader, None)
                if cells is None:
                    return
                yield TableRow(number, [_cell(text) for text in cells])
    except LookupError as error:
        raise Unreadable(f"{path}: there is no encoding {form.encoding}") from error
    except UnicodeError as error:
        if form.encoding == "utf-8":
            problem = encoding_problem(path.read_bytes())
        else:
            problem = f"is not written in {form.encoding}, as the map says: {error}"
        raise Unreadable(f"{path}: {problem}") from error
    except csv.Error as error:
        raise Unreadable(f"{path}:{reader.line_num}: not CSV: {error}") from error


def _as_long(path: Path, header: TableRow, rows: Iterator[TableRow]) -> Iterator[TableRow]:
    for row in rows:
        if row.is_blank:
            continue
        if len(row.cells) != len(header.cells):
            raise Unreadable(
                f"{path}: row {row.number} has {len(row.cells)} cells, its header "
                f"{len(header.cells)}: which of them belong together cannot be known"
            )
        yield row


def _cell(text: str) -> Cell:
    doubt = f"cut off at {CUT_AT:,} characters" if len(text) >= CUT_AT else ""
    return Cell(text.strip(), doubt)
