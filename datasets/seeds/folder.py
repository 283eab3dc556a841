"""Reading the files of seeds/: every row with the place that it stands in."""

from dataclasses import dataclass, field

from datasets.nearest import suggestion

from .csv_file import read_csv
from .encodings import encoding_problem
from .files import (
    DATASET_FILE,
    EARLIER,
    IMPORTED,
    IMPORTS,
    MODEL_OF,
    NOT_READ,
    PARTS,
    RELEASE_FILE,
    RENAMED,
    SHORT,
    columns_of,
)
from .place import Place
from .short_forms import in_full
from .toml_file import read_toml


@dataclass(slots=True)
class Row:
    """One row of a seed file: what its model's fields and its parts say.

    ``short`` is what it says in short of rows elsewhere.
    """

    model: type
    values: dict
    parts: dict
    place: Place
    short: dict = field(default_factory=dict)


@dataclass
class Folder:
    """The rows of one folder, what is wrong with them, and what could not be read at all."""

    name: str
    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    unread: list = field(default_factory=list)


def label(path):
    """Return how places name a folder: herons, or of an earlier release herons/releases/1."""
    return "/".join(path.parts[-3:] if path.parent.name == EARLIER else path.parts[-1:])


def is_seen(path):
    """Return whether anything is read there: notes of curators and of their systems are not."""
    return path.name != NOT_READ and not path.name.startswith(".")


def read_folder(path):
    """Read every file of a folder; what is wrong is collected, not raised."""
    folder = Folder(label(path).partition("/")[0])
    _read_files(path, label(path), [*MODEL_OF], _beside(path), folder)
    for inside in _folders_in(path / IMPORTED):
        name = f"{label(path)}/{IMPORTED}/{inside.name}"
        _read_files(inside, name, [one for one in MODEL_OF if one != DATASET_FILE], [], folder)
    folder.rows = in_full(folder.rows, folder.problems)
    return folder


def rows_in(path, names):
    """Return the rows of some files of a folder, whatever is wrong with others or with them."""
    folder = Folder(path.name)
    for file in sorted(path.iterdir()) if path.is_dir() else []:
        if file.name in names:
            _read_file(file, Place(f"{path.name}/{file.name}", None, None), folder)
    return folder.rows


def _read_files(path, name, expected, beside, folder):
    for file in sorted(filter(is_seen, path.iterdir())):
        place = Place(f"{name}/{file.name}", None, None)
        if file.name in expected:
            _read_file(file, place, folder)
        elif file.name not in beside:
            known = [*expected, NOT_READ, *beside]
            near = suggestion(file.name, known)
            what = f"no file of a dataset: expected one of {', '.join(known)}{near}"
            folder.unread.append(place.problem(what))


def _folders_in(path):
    """Return the folders in it, without those that an import was killed over."""
    if not path.is_dir():
        return []
    return sorted(one for one in path.iterdir() if one.is_dir() and is_seen(one))


def _beside(path):
    """Return what a folder may have beside its files: others read it, or nobody."""
    if not (path / DATASET_FILE).exists():
        return []
    if path.parent.name == EARLIER:
        return [RELEASE_FILE, IMPORTED]
    return [RELEASE_FILE, EARLIER, IMPORTS, IMPORTED]


def _read_file(file, place, folder):
    text = read_text(file, place, folder.unread)
    if text is not None:
        read = read_toml if file.suffix == ".toml" else read_csv
        for values, here in read(text, place, file, folder.unread):
            folder.rows.append(_row(MODEL_OF[file.name], values, here, folder.problems))


def read_text(file, place, unread):
    """Return the text of a file; None where there is none, and that goes to ``unread``."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        unread.append(place.problem(f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = f"0x{error.object[error.start]:02x}"
        here = Place(place.file, line, None)
        unread.append(here.problem(encoding_problem(error.object), "byte", byte))
    return None


def _row(model, values, place, problems):
    allowed = columns_of(model)
    check_keys(values, allowed, place, problems)
    renamed = RENAMED.get(model, {})
    parts = {name: values.get(name, []) for name in PARTS.get(model, ())}
    short = {name: values[name] for name in SHORT.get(model, ()) if values.get(name)}
    fields = {
        renamed.get(name, name): value
        for name, value in values.items()
        if name in allowed and name not in parts and name not in SHORT.get(model, ())
    }
    return Row(model, fields, parts, place, short)


def check_keys(values, allowed, place, problems):
    """Say which keys are none of the ``allowed``, and which texts begin or end with blanks."""
    for name, value in values.items():
        if name not in allowed:
            problems.append(place.problem(f"unknown{suggestion(name, allowed)}", name))
        for text in _texts(value):
            if text != text.strip():
                problems.append(place.problem("space at its beginning or end", name, text))


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
