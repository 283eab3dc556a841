"""Empty seed files that say of every key what goes in, for whoever begins a dataset by hand."""

import textwrap
from pathlib import Path

from django.db import models

from datasets.models import (
    Caveat,
    Citation,
    Dataset,
    Derivation,
    Measure,
    Observation,
    Source,
)
from datasets.seeds.files import (
    DATASET_FILE,
    MODEL_OF,
    columns_of,
    field_in_file,
    required_of,
)

_WIDTH = 100
_FILE_OF = {model: name for name, model in MODEL_OF.items()}
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
# What a file may say in short, and how it writes what is more than a text.
_IN_A_FILE = {
    (Citation, "observation"): "Or several, by ;.",
    (Citation, "hop"): "Blank: the next.",
    (Citation, "via"): "The number of that hop, or its document.",
    (Observation, "population"): "Blank: the measure's own.",
    (Measure, "facets"): 'As in { stage = "received" }.',
    (Source, "also_written"): 'As in ["NASA", "GISS"].',
    (Derivation, "operands"): 'As in { a = "observation:ID", b = "constant:12" }.',
}


def begin_skeletons(folder: Path) -> None:
    """Write a file of each kind: nothing but comments, and a dataset.toml to fill in."""
    folder.mkdir(parents=True)
    for name, model in MODEL_OF.items():
        write = _csv if name.endswith(".csv") else _toml
        (folder / name).write_text(write(name, model), encoding="utf-8")


def meaning_of(model: type, name: str) -> str:
    """Return what goes into a key or column, with the terms that it takes or whose ids."""
    if (model, name) in _PARTS:
        return _PARTS[model, name]
    field = field_in_file(model, name)
    said = [str(field.help_text), _taken(model, field), _IN_A_FILE.get((model, name))]
    return " ".join(filter(None, said))


def _taken(model, field):
    """Return which values a field takes, None where that is any text, number or day."""
    if terms := [str(term) for term, _ in field.flatchoices if term != ""]:
        return f"One of {', '.join(terms)}."
    if field.many_to_one and field.related_model is not model:
        return f"An id of {_FILE_OF[field.related_model]}."
    if isinstance(field, models.BooleanField):
        in_a_table = _FILE_OF[model].endswith(".csv")
        return "Said as yes or nothing." if in_a_table else "Said as true or false."
    return None


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
