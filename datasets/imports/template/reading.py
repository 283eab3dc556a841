"""Reading the workbook back: rows of seed files, or which cells are not believed."""

from datasets.imports.cells import NotBelieved, Unreadable, column_name
from datasets.imports.xlsx_table import read_xlsx, sheets_of
from datasets.models import Citation
from datasets.models.validators import LONGEST_SLUG, SLUG, SLUG_FORM
from datasets.nearest import suggestion
from datasets.seeds.files import DATASET_FILE, MODEL_OF

from .cell_values import from_cell
from .sheets import FILE_OF, TERMS, columns

_OF_DATASET = next(sheet for sheet, file in FILE_OF.items() if file == DATASET_FILE)


def read_template(path):
    """Return (dataset, {file: rows in the order of their ids}, notices).

    Unreadable names the cells that are at fault, all of them.
    """
    doubts, notices, tables = [], [], {}
    for name in sheets_of(path):
        if name == TERMS:
            continue
        if name not in FILE_OF:
            near = suggestion(name, FILE_OF)
            raise Unreadable(f"{path}: no sheet of a template: “{name}”{near}")
        table = read_xlsx(path, name)
        notices += [notice for notice in table.notices if notice not in notices]
        tables[FILE_OF[name]] = _rows(name, table, doubts)
    if doubts:
        raise Unreadable("\n".join(doubts))
    dataset = _take_id(path, tables.get(DATASET_FILE, []))
    for file, rows in tables.items():
        # Hops stay in the order in which they stand: their numbers may follow from it.
        key = "observation" if MODEL_OF[file] is Citation else "id"
        rows.sort(key=lambda row, key=key: row.get(key, ""))
    return dataset, tables, notices


def _take_id(path, rows):
    ids = [row.pop("id", "") for row in rows]
    if len(ids) != 1 or not SLUG.fullmatch(ids[0]) or len(ids[0]) > LONGEST_SLUG:
        what = f"expected one row with an id, {SLUG_FORM}, at most {LONGEST_SLUG} characters"
        raise Unreadable(f"{path}: sheet “{_OF_DATASET}”: {what}")
    return ids[0]


def _rows(sheet, table, doubts):
    rows = [*table.rows]
    names = [cell.text for cell in table.header.cells]
    if wrong := [*_header_doubts(sheet, names, table.header.number)]:
        doubts += wrong
        return []
    return [dict(_values(sheet, names, row, doubts)) for row in rows]


def _header_doubts(sheet, names, number):
    known = columns(FILE_OF[sheet])
    for index, name in enumerate(names):
        where = f"{sheet}!{column_name(index)}{number}"
        if name not in known:
            yield f"{where}: unknown column “{name}”{suggestion(name, known)}"
        elif names.index(name) != index:
            yield f"{where}: the column “{name}” stands twice"


def _values(sheet, names, row, doubts):
    for index, (name, cell) in enumerate(zip(names, row.cells, strict=True)):
        try:
            if cell.doubt:
                raise NotBelieved(cell.doubt)
            if cell.text:
                yield name, from_cell(FILE_OF[sheet], name, cell.text)
        except ValueError as why:
            where = f"{sheet}!{column_name(index)}{row.number}"
            doubts.append(f"{where}: {name} “{cell.text}”: {why}")
