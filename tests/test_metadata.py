"""The package says of itself what it is: to programs, to people, and to whoever cites it."""

import csv
import hashlib
import io
import re
from pathlib import Path

import orjson
import pytest
import yaml
from bibtexparser.bparser import BibTexParser
from django.conf import settings
from django.core.files.storage import storages
from jsonschema.validators import validator_for

from datasets import publishing
from datasets.models import Dataset
from datasets.releases.package.tables import NOUN_OF

from .world import FIRST_DAY

pytestmark = pytest.mark.release_files

SCHEMAS = Path(settings.BASE_DIR).parent / "shared" / "judges" / "datapackage"


def kept(name, dataset="herons", number=1):
    """Return a file of a release."""
    with storages["releases"].open(f"{dataset}/{number}/{name}") as file:
        return file.read()


def package(**where):
    """Return the Data Package of a release."""
    return orjson.loads(kept("datapackage.json", **where))


def rows(name, **where):
    """Return the rows of a table as {column: cell}."""
    return list(csv.DictReader(io.StringIO(kept(name, **where).decode(), newline="")))


def fields(resource):
    """Return the fields of a table by name."""
    return {field["name"]: field for field in resource["schema"]["fields"]}


def wrong(cell, field):
    """Return what is wrong with a cell by the constraints of its field, else None."""
    constraints = field.get("constraints", {})
    if cell == "":
        return "empty" if constraints.get("required") else None
    if "enum" in constraints and cell not in constraints["enum"]:
        return "another word"
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], cell):
        return "other words"
    forms = {
        "number": r"-?[0-9]+(\.[0-9]+)?",
        "integer": "-?[0-9]+",
        "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "boolean": "true|false",
        "string": "(?s).*",
    }
    return None if re.fullmatch(forms[field["type"]], cell) else f"no {field['type']}"


@pytest.mark.usefixtures("published")
def test_the_package_names_release_day_licence_and_who_published_figures():
    told = package()
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (told["name"], told["title"]) == ("herons", "Herons at Mill Lake")
    assert (told["version"], told["created"]) == ("1", "2024-01-15T00:00:00Z")
    assert told["licenses"] == [{"name": "CC-BY-4.0"}]
    assert told["contributors"] == [{"title": "The warden", "roles": ["maintainer"]}]
    # The Gazette carries the figure too, and counted nothing.
    assert told["sources"] == [{"title": "The club-report"}]


@pytest.mark.usefixtures("published")
def test_every_table_is_there_with_its_length_and_hash():
    resources = {one["path"]: one for one in package()["resources"]}
    assert list(resources) == list(NOUN_OF)
    for path, one in resources.items():
        data = kept(path)
        assert one["bytes"] == len(data)
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert list(fields(one)) == data.decode().splitlines()[0].split(",")


@pytest.mark.usefixtures("deserters")
def test_every_cell_of_the_seeds_is_as_its_column_says():
    where = {"dataset": "russian-desertion"}
    for one in package(**where)["resources"]:
        described = fields(one)
        for row in rows(one["path"], **where):
            told = {name: wrong(cell, described[name]) for name, cell in row.items()}
            assert not any(told.values()), (one["name"], row, told)


@pytest.mark.usefixtures("deserters")
def test_every_key_of_the_seeds_leads_to_one_row():
    where = {"dataset": "russian-desertion"}
    tables = {one["name"]: one for one in package(**where)["resources"]}
    ids = {}
    for name, one in tables.items():
        key = one["schema"]["primaryKey"]
        found = [tuple(row[column] for column in key) for row in rows(one["path"], **where)]
        assert len(set(found)) == len(found), name
        ids[name] = {one[0] for one in found if len(one) == 1}
    links = [
        (name, link)
        for name, one in tables.items()
        for link in one["schema"].get("foreignKeys", [])
    ]
    assert ("observations", "measures") in {
        (name, link["reference"]["resource"]) for name, link in links
    }
    for name, link in links:
        (column,) = link["fields"]
        named = {row[column] for row in rows(tables[name]["path"], **where)} - {""}
        assert named <= ids[link["reference"]["resource"]], (name, column)


@pytest.mark.usefixtures("published")
def test_closed_lists_and_digits_are_said():
    figures = fields(next(one for one in package()["resources"] if one["name"] == "observations"))
    assert "understated" in figures["bias"]["constraints"]["enum"]
    assert wrong("maybe", figures["bias"]) == "another word"
    assert wrong("coverage;concealment", figures["caveat_kinds"]) is None
    assert wrong("coverage;whim", figures["caveat_kinds"]) == "other words"
    assert wrong("none_recorded", figures["caveat_kinds"]) is None
    assert "digits" in figures["value"]["description"]
    assert figures["release"]["type"] == "integer"
    assert figures["disputed"]["type"] == "boolean"


@pytest.mark.usefixtures("published")
@pytest.mark.skipif(not SCHEMAS.exists(), reason="the schemas are not beside the project")
def test_the_package_fits_the_schemas_of_version_2():
    told = package()
    parts = {"datapackage": [told], "dataresource": told["resources"]}
    parts["tableschema"] = [one["schema"] for one in told["resources"]]
    parts["tabledialect"] = [one["dialect"] for one in told["resources"]]
    for name, instances in parts.items():
        schema = orjson.loads((SCHEMAS / f"{name}.json").read_bytes())
        validator = validator_for(schema)(schema)
        for instance in instances:
            validator.validate(instance)
    broken = told | {"licenses": "CC-BY-4.0"}
    schema = orjson.loads((SCHEMAS / "datapackage.json").read_bytes())
    assert not validator_for(schema)(schema).is_valid(broken)


@pytest.mark.usefixtures("published")
def test_csv_on_the_web_describes_every_column():
    told = orjson.loads(kept("observations.csv-metadata.json"))
    columns = {one["name"]: one for one in told["tableSchema"]["columns"]}
    assert told["url"] == "observations.csv"
    assert list(columns) == kept("observations.csv").decode().splitlines()[0].split(",")
    assert told["tableSchema"]["primaryKey"] == "id"
    assert columns["value"]["datatype"] == "decimal"
    assert columns["period_start"]["datatype"] == "date"
    assert columns["caveats"]["separator"] == ";"
    assert "separator" not in columns["caveat_text"]
    assert "|understated|" in f"|{columns['bias']['datatype']['format']}|"
    digest = hashlib.sha256(kept("observations.csv")).hexdigest()
    assert told["dc:identifier"] == f"sha256:{digest}"


def test_addresses_begin_with_the_home_of_the_dataset(world):
    assert Dataset.objects.filter(pk="herons").update(home="https://herons.example")
    world.publish()
    told = package()
    assert told["homepage"] == "https://herons.example/api/v1/datasets/herons"
    assert told["id"] == "https://herons.example/api/v1/datasets/herons/releases/1"
    described = orjson.loads(kept("observations.csv-metadata.json"))
    assert described["tableSchema"]["aboutUrl"] == "https://herons.example/observations/{id}"
    assert yaml.safe_load(kept("CITATION.cff"))["url"] == told["id"]


@pytest.mark.usefixtures("published")
def test_without_a_home_no_host_is_made_up():
    assert not {"homepage", "id"} & package().keys()
    assert "url" not in yaml.safe_load(kept("CITATION.cff"))
    texts = ("README.md", "codebook.md", "references.bib", "CITATION.cff")
    assert not [name for name in texts if re.search(rb"https?://|localhost", kept(name))]


@pytest.mark.usefixtures("published")
def test_the_codebook_explains_every_column_term_and_word_for_emptiness():
    book = kept("codebook.md").decode()
    for name, noun in NOUN_OF.items():
        section = book.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        for column in noun.columns:
            assert f"| `{column.name}` | {column.type}" in section
            for term in column.vocabulary or {}:
                assert f"- `{term}`: {column.vocabulary[term]}\n" in book
    for word in ("none", "none_recorded", "none_found"):
        assert f"- `{word}`: " in book
    assert "| `as_printed` | text | " in book
    assert "| Nests behind the reeds cannot be seen. |" in book


def test_the_codebook_is_no_table_that_a_cell_can_break(world):
    world.figure("odd", period_printed="| = a\n| b")
    world.change("nests-2023", period_printed="| = a")
    world.publish()
    line = next(
        line
        for line in kept("codebook.md").decode().splitlines()
        if line.startswith("| `period_printed`")
    )
    assert line.endswith(r"| \| = a |")


@pytest.mark.usefixtures("published")
def test_the_readme_says_how_to_read_cite_and_verify():
    readme = kept("README.md").decode()
    digest = hashlib.sha256(kept("observations.csv")).hexdigest()
    for said in (
        "# Herons at Mill Lake",
        f"Release 1 of {FIRST_DAY}: 1 figures.",
        "sha256sum -c SHA256SUMS",
        f"`{digest}`",
        "dtype=str",
        "- `understated`: the truth is likely higher",
        "CC-BY-4.0",
        "> The warden: Herons at Mill Lake, release 1, 2024-01-15.",
        "restore herons-release-1.zip",
    ):
        assert said in readme
    for name in storages["releases"].listdir("herons/1")[1]:
        assert f"- `{name}`: " in readme


def test_the_citation_file_survives_any_words(world):
    title = 'Herons: "grey" # \\ & others\n- a: b'
    Dataset.objects.filter(pk="herons").update(title=title)
    world.publish()
    told = yaml.safe_load(kept("CITATION.cff"))
    assert told["title"] == title
    assert told["cff-version"] == "1.2.0"
    assert (told["version"], told["date-released"]) == ("1", "2024-01-15")
    assert told["authors"] == [{"name": "The warden"}]
    digest = hashlib.sha256(kept("observations.csv")).hexdigest()
    assert told["identifiers"][0]["value"] == f"sha256:{digest}"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_references_are_the_dataset_and_what_carries_a_figure(world):
    world.document("unused", source_id="gazette", published="2020", seen="read")
    world.publish()
    parsed = BibTexParser(common_strings=True).parse(kept("references.bib").decode())
    entries = {one["ID"]: one for one in parsed.entries}
    # The log was counted from, and carries no figure.
    assert list(entries) == ["herons-1", "club-report", "gazette-june"]
    assert entries["gazette-june"]["author"] == "{The Gazette}"
    assert entries["gazette-june"]["note"] == "Seen: a part of it was read."


def test_an_empty_dataset_is_described_too(world):
    world.dataset("storks")
    publishing.publish("storks", on=FIRST_DAY)
    told = package(dataset="storks")
    assert "sources" not in told
    assert told["resources"][0]["name"] == "observations"
    assert "0 figures" in kept("README.md", dataset="storks").decode()
