"""Reading the files of seeds/: every row with the place that it stands in."""

import re
from dataclasses import dataclass, field

from datasets.nearest import suggestion

from .csv_file import read_csv
from .files import MODEL_OF, NOT_READ, PARTS, RENAMED, columns_of
from .place import Place
from .toml_file import read_toml

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


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
    read = read_toml if file.suffix == ".toml" else read_csv
    for values, here in read(text, place, file, folder.unread):
        folder.rows.append(_row(MODEL_OF[file.name], values, here, folder.problems))


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
