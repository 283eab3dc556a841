"""TOML as the seed files have it: a table for each row, nothing nested deeper than a line shows."""

import datetime
import json
import re
from collections.abc import Iterable, Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LINE = 100


def entries(table: str, rows: Iterable[Mapping[str, object]]) -> str:
    """Return the rows as tables [[table]], or without a name as the keys of the file itself."""
    head = [f"[[{table}]]"] if table else []
    return "\n".join("\n".join([*head, *_keys(row), ""]) for row in rows)


def _keys(row):
    width = max(len(key) for key in row)
    for key, value in row.items():
        yield f"{key:{width}} = {in_toml(value)}"


def in_toml(value: object) -> str:
    """Return a value as TOML; a long list takes several lines."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {in_toml(one)}' for key, one in value.items())} }}"
    if isinstance(value, list):
        return _list([in_toml(one) for one in value])
    return json.dumps(value, ensure_ascii=False)


def _list(values):
    line = f"[{', '.join(values)}]"
    if len(line) <= _LINE:
        return line
    return "\n".join(["[", *(f"  {one}," for one in values), "]"])


def _key(key):
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
