"""What runs unasked, at a commit and on a push, is what anybody can run at home."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml"))
WRITTEN = [
    *(ROOT / ".github").rglob("*.yml"),
    ROOT / ".pre-commit-config.yaml",
]


def targets():
    """Return the targets of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def lanes():
    """Return the lanes of .ci/run."""
    return re.search(r"^lanes=\((.*)\)$", (ROOT / ".ci/run").read_text(), re.MULTILINE)[1].split()


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.name)
def test_each_can_be_read(file):
    assert isinstance(yaml.safe_load(file.read_text()), dict)


def test_the_forge_runs_every_lane_and_nothing_else():
    text = (ROOT / ".github/workflows/ci.yml").read_text()
    assert re.search(r"^ +lane: \[(.*)\]$", text, re.MULTILINE)[1].split(", ") == lanes()
    (run,) = re.findall(r"- run: (.*)", text)
    assert run.endswith(".ci/run ${{ matrix.lane }}")
    assert "permissions:\n  contents: read\n" in text
    assert "timeout-minutes:" in text
    for action in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(r"actions/[a-z-]+@v[0-9]+", action), action


def test_a_lane_that_is_not_there_is_refused_with_those_that_are():
    done = subprocess.run([ROOT / ".ci/run", "nosuch"], capture_output=True, text=True)
    assert done.returncode == 2
    assert f"no lane nosuch, expected one of: {' '.join(lanes())}" in done.stderr


def test_a_commit_is_linted_by_make():
    text = (ROOT / ".pre-commit-config.yaml").read_text()
    assert re.findall(r"repo: (.*)", text) == ["local"]
    entries = re.findall(r"entry: make (.*)", text)
    assert entries == ["lint"]
    assert set(entries) <= targets()


def test_the_environment_that_a_lane_makes_is_installed_as_make_installs():
    asked = ["make", "--no-print-directory", "pip-options"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"--no-deps", "--require-hashes"} <= set(done.stdout.split())
    assert "make --no-print-directory pip-options" in (ROOT / ".ci/install").read_text()


INSTALL = "-m pip install"
UNINSTALL = "-m pip uninstall --quiet --quiet --yes setuptools pip"


def test_what_serves_has_neither_pip_nor_setuptools():
    """attacks 43: they are old, and known to be vulnerable; tests get pip back."""
    asked = ["make", "--dry-run", "--always-make", ".venv/.dev"]
    made = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    serves, tests = made.split("touch .venv/.runtime")
    image = (ROOT / "project/deploy/Containerfile").read_text()
    for steps in (serves, image):
        assert 0 < steps.index(INSTALL) < steps.index(UNINSTALL)
        assert INSTALL not in steps.partition(UNINSTALL)[2]
    assert tests.index("-m ensurepip") < tests.index(INSTALL)


def test_the_bill_of_materials_is_kept_by_the_forge_under_the_name_that_make_gives_it():
    """attacks 43"""
    text = (ROOT / ".github/workflows/ci.yml").read_text()
    assert "path: caveat.cdx.json\n" in text
    asked = ["make", "--dry-run", "sbom"]
    made = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert ".ci/supplying/bom.py .venv/bin/python caveat.cdx.json" in made
    # Only there is it known that the service can be asked: silence fails.
    assert "AUDIT=required .ci/run" in text


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_asks_for_the_figure_what_is_wrong_and_the_source(form):
    asked = re.findall(r"^    id: (.*)$", form.read_text(), re.MULTILINE)
    assert {"figure", "source"} <= set(asked)
    assert {"wrong", "caveat"} & set(asked)


def test_who_writes_of_data_is_asked_to_name_no_private_people():
    of_data = [form for form in FORMS if "labels: [data]" in form.read_text()]
    assert len(of_data) == 2
    for form in of_data:
        assert "name no private people" in form.read_text(), form.name


def test_the_lanes_that_contributors_are_told_of_are_those_that_there_are():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    told = re.search(r"The lanes are (.*?)\. A forge", text, re.DOTALL)[1]
    assert re.findall(r"`([a-z]+)`", told) == lanes()
