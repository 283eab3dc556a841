"""Reading the files of seeds/: every row with the place that it stands in."""

import csv
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .models import (
    Area,
    Caveat,
    Citation,
    Dataset,
    Document,
    Event,
    Measure,
    Observation,
    Population,
    Source,
    Unit,
    Withdrawal,
)
from .nearest import suggestion

# Lists of rows that belong to a row, under the name of the key or column that holds them.
PARTS = {Observation: ("inputs",), Caveat: ("attach", "waive"), Citation: ("carries",)}
DATASET_FILE = "dataset.toml"
# In the order in which rows can be saved: what is referred to comes first.
MODEL_OF = {
    DATASET_FILE: Dataset,
    "units.toml": Unit,
    "areas.toml": Area,
    "populations.toml": Population,
    "measures.toml": Measure,
    "sources.toml": Source,
    "documents.toml": Document,
    "events.toml": Event,
    "observations.csv": Observation,
    "caveats.toml": Caveat,
    "citations.csv": Citation,
    "withdrawn.csv": Withdrawal,
}
NOT_READ = "README.md"
# Columns of withdrawn.csv are named as the API names them.
RENAMED = {Withdrawal: {"id": "observation"}}
# What the folder or the loader fills in.
FILLED_IN = ("id", "seed_file", "dataset")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Place:
    """Where a row stands: its file below seeds/, its line there, its number among the rows."""

    file: str
    line: int | None
    row: int | None
    name: str = ""

    def problem(self, what, field=None, value=None):
        """Return the sentence that says what is wrong here, and with what."""
        place = self.file + (f":{self.line}" if self.line else "")
        row = f" row {self.row}" if self.row else ""
        name = f" ({self.name})" if self.name else ""
        about = f" {field}" if field else ""
        found = f" “{value}”" if value not in (None, "") else ""
        return f"{place}:{row}{name}{about}{found}: {what}"


@dataclass
class Row:
    """One row of a seed file: what its model's fields and its parts say."""

    model: type
    values: dict
    parts: dict
    place: Place


@dataclass
class Folder:
    """The rows of one folder, and what is wrong with its files."""

    name: str
    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def read_folder(path):
    """Read every file of a folder; problems are collected, not raised."""
    folder = Folder(path.name)
    for file in sorted(path.iterdir()):
        if file.name == NOT_READ or file.name.startswith("."):
            continue
        place = Place(f"{path.name}/{file.name}", None, None)
        if file.name not in MODEL_OF:
            known = ", ".join([*MODEL_OF, NOT_READ])
            folder.problems.append(place.problem(f"no file of a dataset: expected one of {known}"))
            continue
        _read_file(file, place, folder)
    return folder


def _read_file(file, place, folder):
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = f"0x{error.object[error.start]:02x}"
        here = Place(place.file, line, None)
        folder.problems.append(here.problem("not UTF-8", "byte", byte))
        return
    read = _read_toml if file.suffix == ".toml" else _read_csv
    for values, here in read(text, place, Path(file), folder.problems):
        row = _row(MODEL_OF[file.name], values, here, folder)
        if row is not None:
            folder.rows.append(row)


def _read_toml(text, place, file, problems):
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        here = Place(place.file, int(line[1]) if line else None, None)
        problems.append(here.problem(f"not TOML: {error}"))
        return
    if file.name == DATASET_FILE:
        yield {"slug": file.parent.name, **content}, Place(place.file, 1, None, file.parent.name)
        return
    table = file.stem.removesuffix("s")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{table}]]"]
    for name in content:
        if name != table or not isinstance(content[name], list):
            problems.append(place.problem(f"expected tables [[{table}]] only", name))
    entries = content.get(table, [])
    for number, values in enumerate(entries if isinstance(entries, list) else [], 1):
        line = lines[number - 1] if number <= len(lines) else None
        yield values, Place(place.file, line, number, str(values.get("slug", "")))


def _read_csv(text, place, file, problems):
    expected = columns_of(MODEL_OF[file.name])
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    header, number = None, 0
    try:
        for cells in reader:
            here = Place(place.file, reader.line_num, number or None, cells[0] if cells else "")
            if header is None:
                header = cells
                wrong = [name for name in header if name not in expected]
                missing = [name for name in expected if name not in header]
                problems += [
                    here.problem(f"unknown column{suggestion(name, expected)}", name)
                    for name in wrong
                ]
                problems += [here.problem("column is missing", name) for name in missing]
                if len(set(header)) != len(header):
                    problems.append(here.problem("a column stands twice in the header"))
                if wrong or missing or len(set(header)) != len(header):
                    return
            elif len(cells) != len(header):
                here = Place(place.file, reader.line_num, number, cells[0] if cells else "")
                problems.append(here.problem(f"{len(cells)} cells, expected {len(header)}"))
            else:
                yield dict(zip(header, cells, strict=True)), here
            number += 1
    except csv.Error as error:
        problems.append(Place(place.file, reader.line_num, number or None).problem(str(error)))


def columns_of(model):
    """Return the keys or columns that a row of the model may have, by field name."""
    renamed = {field: name for name, field in RENAMED.get(model, {}).items()}
    fields = [
        renamed.get(field.name, field.name)
        for field in model._meta.concrete_fields
        if field.name not in FILLED_IN
    ]
    return [*fields, *PARTS.get(model, ())]


def _row(model, values, place, folder):
    allowed = columns_of(model)
    unknown = [name for name in values if name not in allowed]
    for name in unknown:
        folder.problems.append(place.problem(f"unknown{suggestion(name, allowed)}", name))
    for name, value in values.items():
        if isinstance(value, str):
            if found := _CONTROL.search(value):
                folder.problems.append(
                    place.problem("control character", name, f"\\x{ord(found[0]):02x}")
                )
            if value != value.strip():
                folder.problems.append(place.problem("space at its beginning or end", name, value))
    if unknown:
        return None
    renamed = RENAMED.get(model, {})
    parts = {name: values.get(name, []) for name in PARTS.get(model, ())}
    fields = {renamed.get(name, name): value for name, value in values.items() if name not in parts}
    return Row(model, fields, parts, place)
