"""What people read of a package: codebook, readme, and how it is cited."""

import csv
import io

import orjson

from datasets.formats.csv import unguard
from datasets.records import OBSERVATION
from datasets.references.formats import bibtex
from datasets.references.reference import document_reference, release_reference

from . import archive, manifest, metadata, tables
from .base import PackageFile
from .metadata import CSVW, DOCUMENT, FIGURES, GUARD, PACKAGE, SOURCE
from .tables import NOUN_OF

CODEBOOK, README, CITATION, REFERENCES = (
    "codebook.md",
    "README.md",
    "CITATION.cff",
    "references.bib",
)
EMPTINESS = {
    "none": "it was looked at, and there is nothing",
    "none_recorded": "a curator looked for caveats and recorded none: no proof that there are none",
    "none_found": "the rules found nothing against the other figures of the dataset",
    "unknown": "nobody knows, or nobody says",
    "-": "the text states nothing of the kind",
    "an empty cell": "not known, or it does not apply",
}
READING = """\
Read every column as text first: numbers stand digit for digit as they were published (`41.0` is not
`41`), and a reader that guesses types loses that.

```python
import pandas
figures = pandas.read_csv("observations.csv", dtype=str, keep_default_na=False)

import polars
figures = polars.read_csv("observations.csv", infer_schema=False)

import duckdb
figures = duckdb.sql("SELECT * FROM read_csv('observations.csv', header=true, all_varchar=true)")
```

```r
figures <- read.csv("observations.csv", colClasses = "character",
                    na.strings = "", encoding = "UTF-8")
```

In Excel open `observations.xlsx`, which has the caveats on its first sheet and leaves every digit
alone; a CSV that is opened there directly may change dates and codes.
"""
CAVEATS = """\
A figure here is a cited statistic: the number as it was published, who counted it, and what is
known to be wrong with it. `statement` is one sentence that is safe to quote. `caveats` names the
sentences of doubt that reach the figure and `caveat_text` has them in full; `bias` is the direction
in which the caveats that concern the count say it is wrong:
"""


def _codebook(file, contents):
    dataset, release = contents.dataset, contents.release
    out = [
        f"# Codebook: {dataset['title']}, release {release.number}\n",
        "Every column of every table, in its order, with the first row of the table as the example."
        f" {GUARD}\n",
        "## Words for emptiness\n",
        _list(EMPTINESS),
    ]
    closed = {}
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
        out += [f"### {', '.join(named)}\n", _list(vocabulary)]
    file.write("\n".join(out).encode())


def _row(column, example):
    type_ = f"{column.type}, joined by `;`" if column.listed else column.type
    what = metadata.described(column)
    cells = (f"`{column.name}`", type_, _cell(what), _cell(example))
    return f"| {' | '.join(cells)} |"


def _cell(text):
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _list(words):
    return "".join(f"- `{word}`: {meaning}\n" for word, meaning in words.items())


def _first_row(contents, name):
    """Return the first row of a table as {column: text}; empty where the table is."""
    with contents.opened(name) as opened:
        lines = io.TextIOWrapper(opened, "utf-8", newline="")
        row = next(csv.DictReader(lines), {})
    return {column: unguard(text) for column, text in row.items()}


def _readme(file, contents):
    dataset, release = contents.dataset, contents.release
    bias = next(column for column in OBSERVATION.columns if column.name == "bias")
    reference = release_reference(release)
    note = [f"What changed: {release.note}\n"] if release.note else []
    listed = [
        f"- `{one.name_in(release)}`: {one.description}"
        for one in (*tables.FILES, *metadata.FILES, *FILES, *manifest.FILES, *archive.FILES)
    ]
    whole = archive.FILES[-1].name_in(release)
    out = [
        f"# {dataset['title']}\n",
        f"Release {release.number} of {release.day}: {release.rows} figures.\n",
        *note,
        f"{dataset['description']}\n",
        f"How the figures were found, traced and checked: {dataset['method']}\n",
        "## What the caveats mean\n",
        CAVEATS,
        _list(bias.vocabulary),
        f"`{CODEBOOK}` explains every column and every term.\n",
        "## How to cite\n",
        f"> {reference.text}\n",
        f"A figure is cited with its own `cite_as`, which names whose it is and where it was seen; "
        f"never without its caveats. `{CITATION}` has the dataset, `{REFERENCES}` the dataset and "
        "every document that carries a figure.\n",
        f"Licence of the data: {dataset['license']}. The words quoted from documents belong to "
        "their authors.\n",
        "## Is it whole?\n",
        f"```sh\nsha256sum -c {archive.SUMS}\n```\n",
        f"The digest of the release is that of `{FIGURES}`: `{release.digest}`.\n",
        "## How to read it\n",
        READING,
        f"{GUARD} `{PACKAGE}` and `{CSVW}` describe the tables to programs.\n",
        "## The files\n",
        "\n".join(listed),
        "\n## How to restore it\n",
        "An empty installation of Caveat takes the archive and answers as the one that made it:\n",
        f"```sh\npython manage.py restore {whole}\n```",
    ]
    file.write(("\n".join(out) + "\n").encode())


def _citation(file, contents):
    dataset, release = contents.dataset, contents.release
    reference = release_reference(release)
    told = {
        "cff-version": "1.2.0",
        "message": "Cite the dataset as below, and a figure with its own cite_as.",
        "type": "dataset",
        "title": dataset["title"],
        "version": str(release.number),
        "date-released": release.day.isoformat(),
        "license": dataset["license"],
        "abstract": f"{dataset['description']} {' '.join(reference.note)}",
        **({"url": reference.url} if metadata.address_of(dataset) else {}),
    }
    # A text in quotes and escaped as in JSON is one in YAML too.
    lines = [f"{name}: {_quoted(said)}" for name, said in told.items()]
    lines += ["authors:", f"  - name: {_quoted(dataset['maintainer'])}", "identifiers:"]
    lines += ["  - type: other", f"    value: {_quoted(f'sha256:{release.digest}')}"]
    lines.append(f"    description: {_quoted(f'SHA-256 of {FIGURES}')}")
    file.write(("\n".join(lines) + "\n").encode())


def _quoted(text):
    return orjson.dumps(text).decode()


def _references(file, contents):
    carrying = metadata.carrying(contents)
    labels = {one["id"]: one["label"] for one in contents.records(SOURCE)}
    file.write(bibtex(release_reference(contents.release)).encode())
    for document in contents.records(DOCUMENT):
        if document["id"] in carrying:
            reference = document_reference(document, labels[document["source"]])
            file.write(b"\n" + bibtex(reference).encode())


FILES = (
    PackageFile(CODEBOOK, "text/markdown", "Every column and every term, explained.", _codebook),
    PackageFile(README, "text/markdown", "What this is, and how to read and cite it.", _readme),
    PackageFile(CITATION, "application/yaml", "How to cite the dataset, in CFF 1.2.0.", _citation),
    PackageFile(
        REFERENCES,
        "application/x-bibtex",
        "The dataset and every document that carries a figure, in BibTeX.",
        _references,
    ),
)
