"""What a dump has not that the folder in seeds/ has: what people wrote for people."""

import re
from collections import Counter, defaultdict

from datasets.models import Citation
from datasets.seeds.files import MODEL_OF
from datasets.seeds.folder import read_folder

# Texts are passed over, so that what is found is no part of one.
_TEXTS = r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_COMMENT = {
    ".toml": re.compile(rf"(?:{_TEXTS})|(#)[^\n]*", re.DOTALL),
    ".csv": re.compile(r'^(#)[^\n]*|"(?:[^"]|"")*"', re.MULTILINE),
}


def lost(ours, dumped):
    """Yield sentences about what the folder ``ours`` has and the one that was dumped has not."""
    if not ours.is_dir():
        return
    there = sorted(ours.iterdir())
    comments = [(file.name, _comments(file)) for file in there if file.name in MODEL_OF]
    if said := [f"{number} in {name}" for name, number in comments if number]:
        yield f"comments: {', '.join(said)}"
    rows = read_folder(ours).rows
    if moved := [name for name, ids in _by_file(rows).items() if ids != sorted(ids)]:
        yield f"the order of rows: {', '.join(moved)}"
    if unknown := _counted(rows) - _counted(read_folder(dumped).rows):
        said = (f"{number} of {noun}" for noun, number in _nouns(unknown).items())
        yield f"rows that are not loaded: {', '.join(said)}"
    beside = [f"{one.name}/" if one.is_dir() else one.name for one in there if _is_beside(one)]
    if beside:
        yield f"what is beside the rows: {', '.join(beside)}"


def _is_beside(path):
    return path.name not in MODEL_OF and not path.name.startswith(".")


def _comments(file):
    text = file.read_text(encoding="utf-8", errors="replace")
    return sum(1 for found in _COMMENT[file.suffix].finditer(text) if found[1])


def _by_file(rows):
    """Return {file: what names each row of it, in their order}."""
    ids = defaultdict(list)
    for row in rows:
        file = row.place.file.rpartition("/")[2]
        if MODEL_OF[file] is row.model:  # A first hop may stand beside its figure.
            ids[file].append(_id_of(row))
    return ids


def _id_of(row):
    if row.model is Citation:
        return row.values.get("observation", ""), str(row.values.get("hop", "")).zfill(5)
    return row.values.get(row.model._meta.pk.name, "")


def _counted(rows):
    return Counter((row.model, _id_of(row)) for row in rows)


def _nouns(unknown):
    return Counter(str(model._meta.verbose_name_plural) for model, _ in unknown.elements())
