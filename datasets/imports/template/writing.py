"""Writing the workbook: the present rows, what each column means, and terms to choose from."""

import datetime
import tempfile

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from datasets.formats.sheets import MOST_ROWS, TextSheet, header_of
from datasets.formats.workbook import OPTIONS
from datasets.imports.cells import CUT_AT
from datasets.imports.skeletons import meaning_of
from datasets.seeds.dumping.tables import tables_of
from datasets.seeds.files import DATASET_FILE, MODEL_OF, required_of

from .cell_values import YES, in_cell
from .sheets import FILE_OF, TERMS, columns, field_of

# So many rows below the present ones have drop-downs too.
_SPARE = 1_000
_WIDTH = 18
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks know no time zones


class NoTemplate(Exception):
    """No workbook can hold these rows; the message says which."""


def write_template(dataset, path):
    """Write the workbook of a dataset; return {file: how many rows it has}."""
    tables = tables_of(dataset)
    tables[DATASET_FILE][0]["id"] = dataset
    cells = {file: [_cells(row) for row in tables[file]] for file in MODEL_OF}
    for file, rows in cells.items():
        _check(file, rows)
    with tempfile.TemporaryDirectory() as folder, path.open("xb") as file:
        book = Workbook(file, OPTIONS | {"tmpdir": folder})
        book.set_properties({"created": _CREATED})
        terms = {}
        for sheet, name in FILE_OF.items():
            _write(book, sheet, name, cells[name], terms)
        _write_terms(book, terms)
        book.close()
    return {file: len(rows) for file, rows in cells.items() if rows}


def _cells(row):
    return {name: in_cell(value) for name, value in row.items()}


def _check(file, rows):
    if len(rows) > MOST_ROWS:
        raise NoTemplate(f"{file} has {len(rows):,} rows, and a sheet holds {MOST_ROWS:,}")
    for number, row in enumerate(rows, 2):
        for name, text in row.items():
            # Counted as workbooks count; one that is as long may have been cut there.
            if len(text.encode("utf-16-le")) // 2 >= CUT_AT:
                raise NoTemplate(f"{file}: row {number}: {name} is longer than a cell holds")


def _write(book, name, file, rows, terms):
    sheet = book.add_worksheet(name, TextSheet)
    text, header = book.add_format({"num_format": "@"}), header_of(book)
    names, needed = columns(file), required_of(MODEL_OF[file])
    sheet.set_column(0, len(names) - 1, _WIDTH, text)
    sheet.freeze_panes(1, 1)
    for column, key in enumerate(names):
        sheet.write_string(0, column, key, header)
        mark = "" if key in needed else " May be blank."
        sheet.write_comment(0, column, meaning_of(MODEL_OF[file], key) + mark)
        if words := _words(file, key):
            at = terms.setdefault(tuple(words), len(terms))
            letter = xl_col_to_name(at, col_abs=True)
            source = f"={TERMS}!{letter}$2:{letter}${len(words) + 1}"
            choice = {"validate": "list", "source": source}
            sheet.data_validation(1, column, len(rows) + _SPARE, column, choice)
    for number, row in enumerate(rows, 1):
        for column, key in enumerate(names):
            if key in row:
                sheet.write_string(number, column, row[key], text)


def _words(file, key):
    """Return the terms that a column takes, none where it takes any text."""
    field = field_of(file, key)
    if field is None:
        return []
    if field.get_internal_type() == "BooleanField":
        return [YES]
    return [str(term) for term, _ in field.flatchoices if term != ""]


def _write_terms(book, terms):
    sheet = book.add_worksheet(TERMS, TextSheet)
    for row in range(max(map(len, terms), default=0) + 1):
        for column, words in enumerate(terms):
            if row == 0:
                sheet.write_string(0, column, f"choice {column + 1}", header_of(book))
            elif row <= len(words):
                sheet.write_string(row, column, words[row - 1])
