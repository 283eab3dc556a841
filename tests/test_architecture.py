"""The layout is a promise: who may import whom, and how large a room may grow."""

import ast
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MAY_IMPORT = {"datasets": {"datasets"}, "api": {"api", "datasets"}, "project": {"api", "project"}}
# Arithmetic, calendar and wording: plain Python that anybody can try without a database.
PURE = {
    "periods",
    "bounds",
    "polynomials",
    "formulas",
    "dates_in_words",
    "claims",
    "statements",
}
VAGUE = {"utils", "helpers", "services", "selectors", "common", "misc", "constants"}


def modules(package):
    """Return the Python files of a package, migrations left out."""
    return [file for file in (ROOT / package).rglob("*.py") if "migrations" not in file.parts]


def imported(file):
    """Return the top-level packages of our own that a file imports."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_one_way(package):
    for file in modules(package):
        assert set(imported(file)) & MAY_IMPORT.keys() <= MAY_IMPORT[package], file


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_no_room_is_too_large_and_every_one_has_a_name(package):
    for file in modules(package):
        assert len(file.read_text().splitlines()) <= 300, file
        assert file.stem not in VAGUE


@pytest.mark.parametrize("name", sorted(PURE))
def test_what_computes_and_what_words_needs_nothing_but_python(name):
    file = ROOT / "datasets" / f"{name}.py"
    beside = {
        module
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level
        for module in ([node.module] if node.module else [alias.name for alias in node.names])
    }
    assert beside <= PURE
    assert set(imported(file)) <= sys.stdlib_module_names


def test_a_check_looks_at_what_it_is_given_and_asks_no_database():
    files = modules("datasets/checks")
    assert len(files) > 10
    for file in files:
        assert set(imported(file)) <= {"datasets", *sys.stdlib_module_names}, file
        assert ".objects" not in file.read_text(), file


def test_reading_opens_no_transaction():
    for file in modules("api"):
        assert not re.search(r"\batomic\b", file.read_text()), file


def test_nothing_here_fetches_from_the_network():
    fetching = {"urllib.request", "requests", "httpx", "http", "aiohttp", "ftplib", "smtplib"}
    allowed = {"problems.py"}  # http.HTTPStatus: the phrases of status codes
    for package in MAY_IMPORT:
        for file in modules(package):
            names = set(imported(file)) | set(re.findall(r"urllib\.request", file.read_text()))
            assert file.name in allowed or not names & fetching, file


def test_nothing_published_points_into_the_curated_side():
    from datasets.models import Code, DocumentText, LineText, Record, Release, SearchText

    published = {Code, DocumentText, LineText, Record, Release, SearchText}
    for model in published:
        targets = {field.related_model for field in model._meta.get_fields() if field.is_relation}
        assert targets <= published | {None}


def test_every_curated_field_tells_a_stranger_what_it_is_for():
    from django.apps import apps

    for model in apps.get_app_config("datasets").get_models():
        for field in model._meta.get_fields():
            if hasattr(field, "help_text") and not field.auto_created and field.name != "id":
                assert field.help_text or model.__name__.endswith("Text"), (
                    f"{model.__name__}.{field.name}"
                )
