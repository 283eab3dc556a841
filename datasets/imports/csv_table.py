"""Tables in CSV: UTF-8, separated by commas, each row as long as the header."""

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

from datasets.seeds.encodings import encoding_problem
from datasets.seeds.separators import separator_problem

from .cells import CUT_AT, Cell, Table, TableRow, Unreadable
from .import_map import FileForm


def read_csv(path: Path, form: FileForm) -> Table:
    """Return the table; Unreadable where it is none, or when its rows are asked for."""
    rows = _rows(path, form)
    header = next((row for row in rows if row.number >= form.header_row), None)
    if header is None:
        raise Unreadable(f"{path}: is empty, expected a header and rows below it")
    if problem := separator_problem([cell.text for cell in header.cells]):
        raise Unreadable(f"{path}: {problem}")
    return Table(header, _as_long(path, header, rows))


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
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: {encoding_problem(path.read_bytes())}") from error
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
