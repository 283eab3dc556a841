"""A place to import files of others into folders of seeds, and to read what came of them."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from datasets import publishing
from datasets.imports.importing import slug_part
from tests.real_shapes import path_of

FOLDERS = Path(__file__).parent
# Maps with a table of names: the table, the file and column of the names, how ids begin.
NAMED = {
    "regioni": ("regions", "covid-ita/regioni.csv", "denominazione_regione", "it-"),
    "province": ("provinces", "covid-ita/province.csv", "codice_provincia", "it-p"),
    "equipment_oryx": (
        "models",
        "ua-losses/data/russia_losses_equipment_oryx.json",
        "model",
        "oryx-",
    ),
}


class Desk:
    """Seed folders with maps, and verbs to import, load and publish."""

    def __init__(self, seeds, said):
        self.seeds, self._said = seeds, said
        passed_over = shutil.ignore_patterns("*.py", "__pycache__")
        shutil.copytree(FOLDERS, seeds, ignore=passed_over)

    def bring(self, file, by="", **options):
        """Import a file by the map of its name, or another; return the lines that were said."""
        path = file if isinstance(file, Path) else path_of(file)
        given = self.map(file, by)
        name_them(given)
        self._said()
        into = given.parent.parent.name
        call_command("import_observations", path, map=given, into=into, **options)
        return self._said().splitlines()

    def part(self, file, rows):
        """Return the path of a file with the header and these rows of another, counted from 0."""
        part = self.map(file).parent / Path(file).name
        with path_of(file).open(encoding="utf-8-sig", newline="") as lines:
            header, *others = csv.reader(lines)
        with part.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([header, *others[rows]])
        return part

    def refused(self, file, by="", **options):
        """Return why a file was not imported."""
        with pytest.raises(CommandError) as refusal:
            self.bring(file, by, **options)
        return str(refusal.value)

    def map(self, file, by=""):
        """Return the path of the map of a file, by its folder and name or by another name."""
        name = by or Path(file).stem.removeprefix("russia_losses_")
        (path,) = self.seeds.glob(f"*/imports/{name}.toml")
        return path

    def figures(self, file, by=""):
        """Return the rows of observations.csv that an import made."""
        given = self.map(file, by)
        made = given.parent.parent / "imported" / given.stem / "observations.csv"
        with made.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(line for line in lines if not line.startswith("#")))

    def publish(self, dataset):
        """Load a dataset and publish it; return how many figures it has."""
        call_command("load_seeds", dataset)
        return publishing.publish(dataset).release.rows


def name_them(given):
    """Write the table that a map needs, and the areas or populations that its names stand for."""
    if given.stem not in NAMED or (given.parent / f"{NAMED[given.stem][0]}.csv").exists():
        return
    table, file, column, prefix = NAMED[given.stem]
    names = dict.fromkeys(cells[column] for cells in table_of(path_of(file))[1])
    ids = {name: prefix + slug_part(name) for name in names}
    with (given.parent / f"{table}.csv").open("w", newline="") as lines:
        csv.writer(lines).writerows([("name", "id"), *ids.items()])
    noun = "population" if table == "models" else "area"
    seeds = given.parent.parent / f"{noun}s.toml"
    before = seeds.read_text() if seeds.exists() else ""
    quoted = {slug: json.dumps(name, ensure_ascii=False) for name, slug in ids.items()}
    rows = [f'\n[[{noun}]]\nid = "{slug}"\nlabel = {name}\n' for slug, name in quoted.items()]
    seeds.write_text(before + "".join(rows))


def table_of(path):
    """Return the header of a file of others, and its rows by the names in it, the shorter way."""
    if path.suffix == ".json":
        rows = json.loads(path.read_text(), parse_int=str)
        return None, rows
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = csv.reader(lines)
    return header, [dict(zip(header, row, strict=False)) for row in rows]
