"""codebook.md: every column of every table, and every term."""

import csv
import io
from collections.abc import Mapping
from typing import Any, BinaryIO

from datasets.formats.csv import unguard
from datasets.records.declaration import Column

from .base import Contents, PackageFile
from .described_columns import GUARD, described
from .tables import NOUN_OF

CODEBOOK = "codebook.md"
EMPTINESS = {
    "none": "it was looked at, and there is nothing",
    "none_recorded": "a curator looked for caveats and recorded none: no proof that there are none",
    "none_found": "the rules found nothing against the other figures of the dataset",
    "unknown": "nobody knows, or nobody says",
    "-": "the text states nothing of the kind",
    "an empty cell": "not known, or it does not apply",
}


def _codebook(file: BinaryIO, contents: Contents) -> None:
    dataset, release = contents.dataset, contents.release
    out = [
        f"# Codebook: {dataset['title']}, release {release.number}\n",
        "Every column of every table, in its order, with the first row of the table as the example."
        f" {GUARD}\n",
        "## Words for emptiness\n",
        word_list(EMPTINESS),
    ]
    closed: dict[int, tuple[Mapping[str, str], list[str]]] = {}
    for name, noun in NOUN_OF.items():
        first = _first_row(contents, name)
        out += [
            f"## {name}\n",
            f"{noun.description}\n",
            "| column | type | what it says | first row |\n| --- | --- | --- | --- |",
            *(_row(column, first.get(column.name, "")) for column in noun.columns),
            "",
        ]
        for column in noun.columns:
            if column.vocabulary:
                _, named = closed.setdefault(id(column.vocabulary), (column.vocabulary, []))
                named.append(f"{column.name} ({name})")
    out.append("## Terms\n\nColumns of the type *term* hold nothing but these words.\n")
    for vocabulary, named in closed.values():
        out += [f"### {', '.join(named)}\n", word_list(vocabulary)]
    file.write("\n".join(out).encode())


def _row(column: Column, example: str) -> Any:
    type_ = f"{column.type}, joined by `;`" if column.listed else column.type
    what = described(column)
    cells = (f"`{column.name}`", type_, _cell(what), _cell(example))
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def word_list(words: Mapping[str, str]) -> str:
    """Return words with their meanings as a list in Markdown."""
    return "".join(f"- `{word}`: {meaning}\n" for word, meaning in words.items())


def _first_row(contents: Contents, name: str) -> dict[str, str]:
    """Return the first row of a table as {column: text}; empty where the table is."""
    with contents.opened(name) as opened:
        lines = io.TextIOWrapper(opened, "utf-8", newline="")
        row = next(csv.DictReader(lines), {})
    return {column: unguard(text) for column, text in row.items()}


FILES = (
    PackageFile(CODEBOOK, "text/markdown", "Every column and every term, explained.", _codebook),
)
