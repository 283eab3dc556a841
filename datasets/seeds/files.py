"""Reading the files of seeds/: every row with the place that it stands in."""

import csv
import io
import re
import tomllib
from dataclasses import dataclass, field

from datasets.models import (
    Area,
    Caveat,
    Citation,
    Dataset,
    Derivation,
    Document,
    Event,
    Measure,
    Observation,
    Population,
    Source,
    Unit,
    Withdrawal,
)
from datasets.nearest import suggestion

# Lists of rows that belong to a row: the key or column that holds them, and where they are saved.
PARTS = {
    Observation: {"inputs": "input_set"},
    Caveat: {"attach": "attachments", "waive": "waivers"},
    Citation: {"carries": "carried_set"},
}
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
    "derivations.toml": Derivation,
    "caveats.toml": Caveat,
    "citations.csv": Citation,
    "withdrawn.csv": Withdrawal,
}
NOT_READ = "README.md"
# Columns of withdrawn.csv are named as the API names them.
RENAMED = {Withdrawal: {"id": "observation"}}
# What the folder or the loader fills in.
FILLED_IN = ("id", "seed_file", "dataset")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Place:
    """Where a row stands: its file below seeds/, its line there, its number among the rows."""

    file: str
    line: int | None
    row: int | None
    name: str = ""

    def problem(self, what, field=None, value=None):
        """Return the sentence that says what is wrong here, and with what."""
        words = (
            f"row {self.row}" if self.row else "",
            f"({self.name})" if self.name else "",
            found(field, value) if field else "",
        )
        place = self.file + (f":{self.line}" if self.line else "")
        return ": ".join(filter(None, (place, " ".join(filter(None, words)), what)))


def found(field, value):
    """Return the field with what stands in it."""
    return field if value in (None, "") else f"{field} “{value}”"


@dataclass
class Row:
    """One row of a seed file: what its model's fields and its parts say."""

    model: type
    values: dict
    parts: dict
    place: Place


@dataclass
class Folder:
    """The rows of one folder, what is wrong with them, and what could not be read at all."""

    name: str
    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    unread: list = field(default_factory=list)


def read_folder(path):
    """Read every file of a folder; what is wrong is collected, not raised."""
    folder = Folder(path.name)
    for file in sorted(path.iterdir()):
        if file.name == NOT_READ or file.name.startswith("."):
            continue
        place = Place(f"{path.name}/{file.name}", None, None)
        if file.name in MODEL_OF:
            _read_file(file, place, folder)
        else:
            known = [*MODEL_OF, NOT_READ]
            near = suggestion(file.name, known)
            what = f"no file of a dataset: expected one of {', '.join(known)}{near}"
            folder.unread.append(place.problem(what))
    return folder


def _read_file(file, place, folder):
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        folder.unread.append(place.problem(f"cannot be read: {error.strerror}"))
        return
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = f"0x{error.object[error.start]:02x}"
        here = Place(place.file, line, None)
        folder.unread.append(
            here.problem("not UTF-8: save the file in that encoding", "byte", byte)
        )
        return
    read = _read_toml if file.suffix == ".toml" else _read_csv
    for values, here in read(text, place, file, folder.unread):
        folder.rows.append(_row(MODEL_OF[file.name], values, here, folder.problems))


def _read_toml(text, place, file, unread):
    try:
        content = tomllib.loads(text)
    except RecursionError:
        unread.append(place.problem("not TOML that anybody wrote: too deep"))
        return
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        here = Place(place.file, int(line[1]) if line else text.count("\n") + 1, None)
        unread.append(here.problem(f"not TOML: {error}"))
        return
    if file.name == DATASET_FILE:
        here = Place(place.file, 1, None, file.parent.name)
        if "slug" in content:
            unread.append(here.problem("unknown: a dataset has the name of its folder", "slug"))
        yield content | {"slug": file.parent.name}, here
        return
    table = file.stem.removesuffix("s")
    for name in content:
        if name != table or not _are_tables(content[name]):
            unread.append(place.problem(f"expected tables [[{table}]] only", name))
            return
    begins = re.compile(rf"\s*\[\[\s*{table}\s*\]\]")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if begins.match(line)]
    for number, values in enumerate(content.get(table, []), 1):
        yield values, Place(place.file, lines[number - 1], number, str(values.get("slug", "")))


def _are_tables(value):
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _read_csv(text, place, file, unread):
    expected = columns_of(MODEL_OF[file.name])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header, line, number = None, 1, 0
    try:
        for cells in reader:
            here = Place(place.file, line, number or None, cells[0] if header and cells else "")
            if header is None:
                header = cells
                if wrong := list(_header_problems(header, expected, here)):
                    unread += wrong
                    return
            elif len(cells) != len(header):
                unread.append(here.problem(f"{len(cells)} cells, expected {len(header)}"))
            else:
                yield dict(zip(header, cells, strict=True)), here
            line, number = reader.line_num + 1, number + 1
    except csv.Error as error:
        unread.append(Place(place.file, line, number or None).problem(f"not CSV: {error}"))
    if header is None:
        unread.append(
            Place(place.file, 1, None).problem(f"no header: expected {','.join(expected)}")
        )


def _header_problems(header, expected, here):
    for name in dict.fromkeys(header):
        if name not in expected:
            yield here.problem(f"unknown column{suggestion(name, expected)}", name or "“”")
        elif header.count(name) > 1:
            yield here.problem("this column stands twice in the header", name)
    for name in expected:
        if name not in header:
            yield here.problem("column is missing", name)


def columns_of(model):
    """Return the keys or columns that a row of the model may have, by field name."""
    renamed = {field: name for name, field in RENAMED.get(model, {}).items()}
    fields = [
        renamed.get(field.name, field.name)
        for field in model._meta.concrete_fields
        if field.name not in FILLED_IN
    ]
    return [*fields, *PARTS.get(model, ())]


def _row(model, values, place, problems):
    allowed = columns_of(model)
    for name, value in values.items():
        if name not in allowed:
            problems.append(place.problem(f"unknown{suggestion(name, allowed)}", name))
        for text in _texts(value):
            if control := _CONTROL.search(text):
                code = f"\\x{ord(control[0]):02x}"
                problems.append(place.problem("control character", name, code))
            elif text != text.strip():
                problems.append(place.problem("space at its beginning or end", name, text))
    renamed = RENAMED.get(model, {})
    parts = {name: values.get(name, []) for name in PARTS.get(model, ())}
    fields = {
        renamed.get(name, name): value
        for name, value in values.items()
        if name in allowed and name not in parts
    }
    return Row(model, fields, parts, place)


def _texts(value):
    """Yield every text in a value of TOML or CSV, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _texts(one)
