"""Rows as the text of seed files: the same bytes for the same rows, without what is blank."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from .as_toml import entries
from .files import DATASET_FILE, MODEL_OF, columns_of, required_of

# Of each file its rows, as {key or column: value}; a dataset.toml has one.
Tables = Mapping[str, Iterable[Mapping[str, object]]]


def write_folder(folder: Path, tables: Tables) -> None:
    """Write each file that has rows; the folder must not be there."""
    folder.mkdir(parents=True)
    for name, text in texts(tables).items():
        (folder / name).write_bytes(text.encode())


def texts(tables: Tables) -> dict[str, str]:
    """Return the text of each file that has rows."""
    return {
        name: _csv(name, rows) if name.endswith(".csv") else _toml(name, rows)
        for name in MODEL_OF
        if (rows := [*tables.get(name, ())])
    }


def _toml(name, rows):
    said = [{key: value for key, value in row.items() if not _blank(value)} for row in rows]
    return entries("" if name == DATASET_FILE else name.removesuffix("s.toml"), said)


def _csv(name, rows):
    model = MODEL_OF[name]
    needed = required_of(model)
    filled = {key for row in rows for key, value in row.items() if not _blank(value)}
    columns = [one for one in columns_of(model) if one in needed or one in filled]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def _blank(value):
    return value is None or value == "" or value == [] or value == {}
