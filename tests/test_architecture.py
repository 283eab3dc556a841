"""The layout is a promise: who may import whom, and how large a room may grow."""

import ast
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# The rooms from the top of the house down: each may import from those below it, never from above.
ROOMS = (
    *("project", "api.management", "api.agents"),
    *(
        "api.urls",
        "api.pages",
        "api.pictures",
        "api.views",
        "api.openapi",
        "api.limits",
        "api.requests",
    ),
    *("datasets.management", "datasets.admin", "datasets.imports"),
    *("datasets.seeds", "datasets.publishing"),
    *("datasets.releases", "datasets.interchange", "datasets.totals", "datasets.records"),
    *("datasets.analysis", "datasets.curation", "datasets.references", "datasets.formats"),
    *("datasets.store", "datasets.models", "datasets.wording", "datasets.arithmetic"),
    *("datasets.nearest", "datasets.vocabularies", "datasets.reserved", "datasets.exact_json"),
)
PACKAGES = ("project", "api", "datasets")
# Numbers, the calendar and English: plain Python that anybody can try without a database.
PURE = ("datasets/arithmetic", "datasets/wording")
PURE_BESIDE = {"datasets.vocabularies", "datasets.reserved"}
# How many names each package opens with, without its __init__.py.
MOST_NAMES = {"datasets": 22, "api": 14}
VAGUE = {"utils", "helpers", "services", "selectors", "common", "misc", "constants"}


def modules(package):
    """Return the Python files of a package, migrations left out."""
    return [file for file in (ROOT / package).rglob("*.py") if "migrations" not in file.parts]


def imported(file):
    """Return the top-level packages that a file imports, those of our own among them."""
    return {name.partition(".")[0] for name in imports(file)}


def imports(file):
    """Return the whole names of the modules and packages that a file imports."""
    here = [*file.relative_to(ROOT).with_suffix("").parts]
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            # Of a package whatever may be a room is named, of a module itself.
            names = {f"{module}.{alias.name}" for alias in node.names}
            found |= names if module in PACKAGES else {module}
    return found


def room(name):
    """Return the room of a module, by its whole name."""
    package, *rest = name.split(".")
    return package if package == "project" or not rest else f"{package}.{rest[0]}"


def test_imports_lead_down_and_nowhere_in_a_circle():
    for package in PACKAGES:
        for file in modules(package):
            here = room(".".join(file.relative_to(ROOT).with_suffix("").parts))
            if here.endswith(".__init__"):
                continue
            for name in imports(file):
                if name.partition(".")[0] in PACKAGES and room(name) != here:
                    assert ROOMS.index(room(name)) > ROOMS.index(here), f"{file} imports {name}"


def test_every_room_has_its_place_in_the_house():
    there = {
        room(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for package in PACKAGES
        for file in modules(package)
    }
    assert {name for name in there if not name.endswith(".__init__")} == {*ROOMS}


def test_the_picture_shows_every_room_on_its_floor():
    picture = ElementTree.parse(ROOT / "docs/architecture.svg")
    drawn = {
        group.get("data-room"): int(group[0].get("y"))
        for group in picture.iter("{http://www.w3.org/2000/svg}g")
    }
    assert drawn.keys() == {*ROOMS}
    for package in PACKAGES:
        for file in modules(package):
            here = room(".".join(file.relative_to(ROOT).with_suffix("").parts))
            for name in imports(file) if here in drawn else ():
                if name.partition(".")[0] in PACKAGES:
                    assert drawn[room(name)] >= drawn[here], f"{file} imports {name}"


@pytest.mark.parametrize("package", MOST_NAMES)
def test_a_package_opens_with_few_names(package):
    names = {path.name for path in (ROOT / package).iterdir()}
    assert len(names - {"__init__.py", "__pycache__"}) <= MOST_NAMES[package], sorted(names)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_room_is_too_large_and_every_one_has_a_name(package):
    for file in modules(package):
        assert len(file.read_text().splitlines()) <= 300, file
        assert file.stem not in VAGUE


def test_most_files_are_small_and_no_function_is_long():
    lengths, longest = [], 0
    for package in PACKAGES:
        for file in modules(package):
            if file.name != "__init__.py":
                lengths.append(len(file.read_text().splitlines()))
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.FunctionDef):
                    longest = max(longest, node.end_lineno - node.lineno + 1)
    assert sorted(lengths)[len(lengths) // 2] <= 80
    assert longest <= 50


@pytest.mark.parametrize("room", PURE)
def test_what_computes_and_what_words_needs_nothing_but_python(room):
    of_our_own = {path.replace("/", ".") for path in PURE}
    for file in modules(room):
        for name in imports(file):
            pure = name in PURE_BESIDE or name.rpartition(".")[0] in of_our_own
            pure = (
                pure
                or name.startswith(tuple(f"{one}." for one in of_our_own))
                or name in of_our_own
            )
            assert pure or name.partition(".")[0] in sys.stdlib_module_names, f"{file}: {name}"


def test_a_rule_looks_at_what_it_is_given_and_asks_no_database():
    files = [*modules("datasets/analysis/checks"), *modules("datasets/analysis/gaps")]
    files.append(ROOT / "datasets/analysis/questions.py")
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
    for package in PACKAGES:
        for file in modules(package):
            names = set(imported(file)) | set(re.findall(r"urllib\.request", file.read_text()))
            assert file.name in allowed or not names & fetching, file


def test_nothing_published_points_into_the_curated_side():
    from datasets.models import PUBLISHED, Redaction

    for model in PUBLISHED:
        targets = {field.related_model for field in model._meta.get_fields() if field.is_relation}
        assert targets <= {*PUBLISHED, Redaction, None}


def test_every_curated_field_tells_a_stranger_what_it_is_for():
    from django.apps import apps

    for model in apps.get_app_config("datasets").get_models():
        for field in model._meta.get_fields():
            if hasattr(field, "help_text") and not field.auto_created and field.name != "id":
                assert field.help_text or field.one_to_one, f"{model.__name__}.{field.name}"
