"""CITATION.cff and references.bib: how the dataset, and what carries its figures, is cited."""

import orjson

from datasets.references.formats import bibtex
from datasets.references.reference import document_reference, release_reference

from .base import PackageFile
from .cited_documents import DOCUMENT, SOURCE, carrying
from .tables import OBSERVATIONS

CITATION, REFERENCES = "CITATION.cff", "references.bib"


def _citation(file, contents):
    dataset, release = contents.dataset, contents.release
    reference = release_reference(release)
    members = {
        "cff-version": "1.2.0",
        "message": "Cite the dataset as below, and a figure with its own cite_as.",
        "type": "dataset",
        "title": dataset["title"],
        "version": str(release.number),
        "date-released": release.day.isoformat(),
        "license": dataset["license"],
        "abstract": f"{dataset['description']} {' '.join(reference.note)}",
        **({"url": reference.url} if contents.address else {}),
    }
    # A text in quotes and escaped as in JSON is one in YAML too.
    lines = [f"{name}: {_quoted(said)}" for name, said in members.items()]
    lines += ["authors:", f"  - name: {_quoted(dataset['maintainer'])}", "identifiers:"]
    lines += ["  - type: other", f"    value: {_quoted(f'sha256:{release.digest}')}"]
    lines.append(f"    description: {_quoted(f'SHA-256 of {OBSERVATIONS}')}")
    file.write(("\n".join(lines) + "\n").encode())


def _quoted(text):
    return orjson.dumps(text).decode()


def _references(file, contents):
    carried = carrying(contents)
    labels = {one["id"]: one["label"] for one in contents.records(SOURCE)}
    file.write(bibtex(release_reference(contents.release)).encode())
    for document in contents.records(DOCUMENT):
        if document["id"] in carried:
            reference = document_reference(document, labels[document["source"]])
            file.write(b"\n" + bibtex(reference).encode())


FILES = (
    PackageFile(CITATION, "application/yaml", "How to cite the dataset, in CFF 1.2.0.", _citation),
    PackageFile(
        REFERENCES,
        "application/x-bibtex",
        "The dataset and every document that carries a figure, in BibTeX.",
        _references,
    ),
)
