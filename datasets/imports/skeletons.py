"""Empty seed files that say of every key what goes in, for whoever begins a dataset by hand."""

import textwrap
from pathlib import Path

from datasets.models import Caveat, Citation, Dataset, Observation
from datasets.seeds.files import (
    DATASET_FILE,
    MODEL_OF,
    columns_of,
    field_in_file,
    required_of,
)

_WIDTH = 100
# What parts are, which no field of a model says.
_PARTS = {
    (Observation, "inputs"): "The documents it was counted from: id:stated or id:inferred, by ;.",
    (Observation, "first"): "The document of hop 1, in the place of a line in citations.csv.",
    (Observation, "first_printed"): "The figure in the characters of that document.",
    (Observation, "first_place"): "Where it stands in that document.",
    (Observation, "caveats"): "Caveats of this folder that hang on it alone, by ;.",
    (Caveat, "attach"): 'What it hangs on: ["measure:ID", { to = "source:ID", direction = "…" }].',
    (Caveat, "waive"): 'Reported ones it does not reach: [{ observation = "ID", reason = "…" }].',
    (Citation, "carries"): "The caveats it passes on, by ;, with + if stronger and - if weaker.",
}


def begin_skeletons(folder: Path) -> None:
    """Write a file of each kind: nothing but comments, and a dataset.toml to fill in."""
    folder.mkdir(parents=True)
    for name, model in MODEL_OF.items():
        write = _csv if name.endswith(".csv") else _toml
        (folder / name).write_text(write(name, model), encoding="utf-8")


def meaning_of(model: type, name: str) -> str:
    """Return what goes into a key or column, with the terms that it takes."""
    if (model, name) in _PARTS:
        return _PARTS[model, name]
    field = field_in_file(model, name)
    terms = [term for term, _ in field.flatchoices if term != ""]
    said = str(field.help_text)
    return f"{said} One of {', '.join(map(str, terms))}." if terms else said


def _toml(name, model):
    needed = required_of(model)
    lines = [] if name == DATASET_FILE else [f"# [[{name.removesuffix('s.toml')}]]"]
    for key in columns_of(model):
        if model is Dataset and key == "id":
            continue  # it is the name of the folder
        mark = "" if key in needed else " May be left out."
        lines += _comment(meaning_of(model, key) + mark)
        lines.append(f'{key} = ""' if model is Dataset and key in needed else f"# {key} = ")
    return _headed(model, lines)


def _csv(name, model):
    needed = required_of(model)
    lines = []
    for column in columns_of(model):
        mark = "" if column in needed else " May be blank, or its column left out."
        lines += _comment(f"{column}: {meaning_of(model, column)}{mark}")
    return _headed(model, [*lines, ",".join(columns_of(model))])


def _headed(model, lines):
    head = _comment(model.__doc__.partition("\n")[0])
    return "\n".join([*head, "", *lines, ""])


def _comment(text):
    return textwrap.wrap(
        text, _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_long_words=False
    )
