"""What CONTRIBUTING promises: a new format, term, column, filter, noun or check has its place.

The edits are made in a copy of the project, as a contributor would make them, and that is asked.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow(reason="publishes the real seeds in a copy of the project")

ROOT = Path(settings.BASE_DIR)
COPIED = ("project", "datasets", "api", "seeds", "manage.py")
NEW_FILES = {
    "datasets/formats/jsonl.py": '''
"""JSON Lines."""

from .base import Format

FORMAT = Format(
    name="jsonl",
    media_type="application/jsonl",
    stored="json",
    length="json_bytes",
    row_end=b"\\n",
)
''',
    "datasets/records/outlet.py": '''
"""The public record of an outlet."""

from datasets.store import search

from .declaration import column, shared_noun

NOUN = shared_noun(
    name="outlet",
    plural="outlets",
    description="A source, once more.",
    members=(
        column("id", "slug", "The permanent id of the outlet."),
        column("label", "text", "Its name."),
    ),
    serialize=lambda source: {"label": source.label},
    words=lambda record, labels: search.words_of([record["label"]]),
)
''',
    "datasets/analysis/checks/even_value.py": '''
"""A value that can be halved: nothing is wrong with it, and nobody needs to know."""

from .finding import Finding

RULE = "even_value"


def find(group):
    """Yield a finding for each figure whose value is an even number."""
    for one in group.figures:
        if one.value is not None and one.value % 2 == 0:
            yield Finding(RULE, (one.slug,), f"{one.value} is even.")
''',
}
ROWS, CHECKS = "datasets/publishing/related_rows.py", "datasets/analysis/checks/__init__.py"
# (file, a text that stands in it once, what is put in front of it)
NEW_LINES = [
    ("datasets/formats/__init__.py", ", ndjson, ", ", jsonl"),
    ("datasets/formats/__init__.py", "ndjson.FORMAT)", "jsonl.FORMAT, "),
    ("datasets/vocabularies.py", '    "copied":', '    "hearsay": "somebody heard it",\n'),
    (
        "datasets/records/observation/value_columns.py",
        '    column(\n        "comparator",',
        '    column("days", "integer", "Its days.", path="period.days", optional=True),\n',
    ),
    (
        "datasets/records/observation/members.py",
        '        "printed": printed',
        '        "days": period.days,\n',
    ),
    (
        "datasets/records/event.py",
        '),\n    ),\n    serialize=',
        ', filter=Filter("document", "noun_set", of="document", coded=True)',
    ),
    ("datasets/records/event.py", "column, shared_noun\n", "Filter, "),
    ("datasets/records/__init__.py", "    population,\n", "    outlet,\n"),
    ("datasets/records/__init__.py", "    event.NOUN,\n", "    outlet.NOUN,\n"),
    (ROWS, "        self.events = ", "        self.outlets = self.sources\n"),
    (CHECKS, "    misquoted,\n    objections,\n", "    even_value,\n"),
    (CHECKS, "    revised,\n    agreement,\n", "    even_value,\n"),
    ("datasets/vocabularies.py", '    "agreement": "the same', '    "even_value": "even",\n'),
    # And a figure that has the new term.
    ("seeds/russian-desertion/caveats.toml", '"unit_of_count"\naffects     = "interpretation"\n'
     'direction   = "overstated"', '"hearsay" #'),
]  # fmt: skip
ASKED = {
    "suffix": ("/api/v1/observations.jsonl", None),
    "parameter": ("/api/v1/sources?format=jsonl", None),
    "accept": ("/api/v1/observations/awol-2023-s1", "application/jsonl"),
    "term": ("/api/v1/observations?caveat_kinds=hearsay", None),
    "filter": ("/api/v1/events?document=decree-647", None),
    "noun": ("/api/v1/outlets?dataset=russian-desertion&limit=1000", None),
    "noun as csv": ("/api/v1/outlets.csv?dataset=russian-desertion", None),
    "one of the noun": ("/api/v1/outlets/mediazona", None),
    "check": ("/api/v1/checks?rule=even_value&limit=1000", None),
    "figures of the check": (
        "/api/v1/observations?check_rules=even_value&limit=1000&detail=full",
        None,
    ),
}
NOT_NEW = {
    "column": ("/api/v1/observations.csv", None),
    "member": ("/api/v1/observations/awol-2023-s1", None),
    "description": ("/api/v1/openapi.json", None),
}
ASK = """
import json, os, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("makemigrations", check=True, dry_run=True, stdout=sys.stderr)
call_command("migrate", verbosity=0, stdout=sys.stderr)
call_command("bootstrap", stdout=sys.stderr)
answers = {}
for name, (path, accept) in json.load(sys.stdin).items():
    headers = {"Host": "localhost"} | ({"Accept": accept} if accept else {})
    response = Client().get(path, headers=headers)
    text = response.getvalue().decode()
    answers[name] = (response.status_code, response["Content-Type"], text)
json.dump(answers, sys.stdout)
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory):
    """Return what the copy answers, {name: (status, content type, text)}."""
    copy = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            skip = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, copy / name, ignore=skip)
        else:
            shutil.copy(source, copy)
    # A figure of the first release changes without a reason: it has not been published before.
    shutil.rmtree(copy / "seeds/russian-desertion/releases", ignore_errors=True)
    for name, text in NEW_FILES.items():
        (copy / name).write_text(text.lstrip())
    for name, before, line in NEW_LINES:
        file = copy / name
        text = file.read_text()
        assert text.count(before) == 1, f"{name} has {text.count(before)} times {before!r}"
        file.write_text(text.replace(before, line + before))
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{copy}/copy.sqlite3",
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "SECRET_KEY": "only-for-the-copy-and-never-for-a-server-of-anybody",
        "PYTHONPATH": str(copy),
    }
    asked = json.dumps(ASKED | NOT_NEW)
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=copy, env=environment, input=asked, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    for name in ASKED:
        assert answers[name][0] == 200, answers[name]
    return answers


def test_without_the_edits_there_is_nothing_of_it(deserters, client):
    for path, accept in ASKED.values():
        response = client.get(path, headers={"Accept": accept} if accept else {})
        assert response.status_code in (400, 404, 406), path


@pytest.mark.parametrize("name", ["suffix", "parameter", "accept"])
def test_a_format_is_a_suffix_a_parameter_and_an_accept(extended, name):
    _, content_type, text = extended[name]
    assert content_type == "application/jsonl; charset=utf-8"
    assert all(json.loads(line)["id"] for line in text.splitlines())


def test_a_caveat_kind_is_a_line_and_a_word_to_filter_by(extended):
    records = json.loads(extended["term"][2])["results"]
    assert records
    for record in records:
        assert "hearsay" in [caveat["kind"] for caveat in record["caveats"]]


def test_a_column_stands_in_the_csv_and_in_the_json(extended):
    rows = csv.DictReader(io.StringIO(extended["column"][2], newline=""))
    days = {row["id"]: row["days"] for row in rows}
    assert days["awol-2023-s1"] == "181"
    assert days["many-deserters"] == ""
    assert json.loads(extended["member"][2])["period"]["days"] == 181


def test_a_filter_finds_and_knows_the_words_that_it_takes(extended):
    assert [one["id"] for one in json.loads(extended["filter"][2])["results"]] == ["mobilisation"]


def test_a_noun_has_a_list_records_and_exports(extended):
    listed = [one["id"] for one in json.loads(extended["noun"][2])["results"]]
    rows = list(csv.DictReader(io.StringIO(extended["noun as csv"][2], newline="")))
    assert [row["id"] for row in rows] == listed
    assert rows[0].keys() >= {"id", "label", "dataset", "license", "self"}
    assert json.loads(extended["one of the noun"][2])["label"] == "Mediazona"


def test_a_check_has_its_findings_and_each_figure_names_its_own(extended):
    findings = json.loads(extended["check"][2])["results"]
    figures = json.loads(extended["figures of the check"][2])["results"]
    assert {one["rule"] for one in findings} == {"even_value"}
    assert "2076 is even." in [one["text"] for one in findings]
    assert {slug for one in findings for slug in one["observations"]} == {
        figure["id"] for figure in figures
    }
    for figure in figures:
        assert int(figure["value"]) % 2 == 0
        assert "even_value" in [one["rule"] for one in figure["checks"]]


def test_the_description_of_the_api_tells_all_of_it(extended):
    described = extended["description"][2]
    for word in ("/api/v1/outlets", "application/jsonl", '"hearsay"', '"days"', '"even_value"'):
        assert word in described
