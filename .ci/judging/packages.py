"""The descriptions of a release hold for its files: FOLDER [SCHEMAS].

SCHEMAS are the JSON Schemas of Data Package version 2. A copy of each with one thing broken must be
refused by the same judge.
"""

import json
import shutil
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import csvw
import frictionless
import jsonschema


def by_frictionless(folder):
    """Return what frictionless finds wrong with the package and its data."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [
        *(error.note for error in report.errors),
        *(error.message for task in report.tasks for error in task.errors),
    ]


def by_csvw(folder):
    """Return what the reader of CSV on the Web finds wrong with the table."""
    read = csvw.CSVW(str(folder / "observations.csv-metadata.json"), validate=True)
    return [] if read.is_valid else [str(one.message) for one in read.warnings]


def by_schemas(schemas, folder):
    """Return what does not fit the schemas of version 2."""
    told = json.loads((folder / "datapackage.json").read_text())
    parts = {"datapackage": [told], "dataresource": told["resources"]}
    parts["tableschema"] = [one["schema"] for one in told["resources"] if "schema" in one]
    found = []
    for name, instances in parts.items():
        schema = json.loads((schemas / f"{name}.json").read_text())
        validator = jsonschema.validators.validator_for(schema)(schema)
        found += [error.message for one in instances for error in validator.iter_errors(one)]
    return found


def edited(name, before, after):
    """Return what puts other text into a file of a folder."""

    def edit(folder):
        file = folder / name
        text = file.read_bytes()
        assert before in text, f"{name} has no {before!r}"
        file.write_bytes(text.replace(before, after, 1))

    return edit


def main(folder, schemas=None):
    folder = Path(folder)
    judges = [
        (by_frictionless, edited("observations.csv", b",level,", b",amount,")),
        (by_frictionless, edited("citations.csv", b"awol-2023-s1", b"nobody-knows-it")),
        (by_csvw, edited("observations.csv", b",level,", b",amount,")),
    ]
    if schemas:
        schemas = Path(schemas)
        no_type = edited("datapackage.json", b'"type": "date"', b'"type": "dat"')
        judges.append((partial(by_schemas, schemas), no_type))
    for judge, spoil in judges:
        name = getattr(judge, "__name__", "by the schemas of version 2")
        if found := judge(folder):
            raise SystemExit(f"{name}: " + "\n".join(found))
        with TemporaryDirectory() as scratch:
            copy = Path(shutil.copytree(folder, Path(scratch) / "package"))
            spoil(copy)
            found = judge(copy)
        if not found:
            raise SystemExit(f"{name}: a broken copy was not noticed")
        print(f"{name}: valid; a broken copy is refused: {found[0][:120]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
