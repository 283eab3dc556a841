"""Tables in JSON: a list of objects, each a row; numbers keep the digits that they are typed in."""

import json
from collections.abc import Iterator
from pathlib import Path

from .cells import BLANK, Cell, Table, TableRow, Unreadable


def read_json(path: Path) -> Table:
    """Return the table whose columns are all keys, in the order in which they come."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        records = json.loads(text, parse_float=str, parse_int=str)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(f"{path}: not JSON: {error}") from error
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise Unreadable(f"{path}: expected a list of objects, each of them a row")
    names = dict.fromkeys(name for record in records for name in record)
    header = TableRow(0, [Cell(name) for name in names])
    return Table(header, _rows(records, list(names)), lines=len(records))


def _rows(records: list[dict[str, object]], names: list[str]) -> Iterator[TableRow]:
    for number, record in enumerate(records, 1):
        yield TableRow(number, [_cell(record.get(name)) for name in names])


def _cell(value: object) -> Cell:
    if value is None:
        return BLANK
    if isinstance(value, str):
        return Cell(value.strip())
    return Cell(json.dumps(value, ensure_ascii=False), "neither a text nor a number")
