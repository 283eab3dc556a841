"""What clients rely on stays: the API is held against the description of its last release."""

import copy
import json
import os

import pytest

from .contract import BASELINE, broken, contract, written


@pytest.fixture
def now(api):
    return contract(api.json("openapi.json"))


@pytest.fixture
def before():
    return json.loads(BASELINE.read_text())


def test_nothing_that_clients_rely_on_is_gone(now, before):
    if "WRITE_BASELINE" in os.environ:
        BASELINE.write_text(written(now))
    found = broken(before, now)
    assert found == [], (
        "docs/stability.md forbids this. Before 0.1: say it in CHANGELOG.md, and run this test "
        "with WRITE_BASELINE=1"
    )


def removed(path):
    """Return what takes the thing at this path out of a contract."""

    def change(now):
        *above, last = path
        for name in above:
            now = now[name]
        del now[last]

    return change


def without(path, word):
    """Return what takes a word out of the list at this path."""

    def change(now):
        for name in path:
            now = now[name]
        now.remove(word)

    return change


OBSERVATION = ("components", "schemas", "Observation")
LIST = ("paths", "/api/v1/observations", "get")


def another_type(now):
    now["components"]["schemas"]["Observation"]["properties"]["value"]["type"] = "string"


def a_necessary_parameter(now):
    new = {"in": "query", "name": "key", "required": True, "schema": {"type": "string"}}
    now["paths"]["/api/v1/observations"]["get"]["parameters"].append(new)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (removed(("paths", "/api/v1/changes")), "/api/v1/changes is gone"),
        (removed((*OBSERVATION, "properties", "statement")), "Observation.statement is gone"),
        (without((*OBSERVATION, "required"), "unit"), "Observation.unit may now be missing"),
        (another_type, "Observation.value was ['number', 'null'] and is string"),
        (a_necessary_parameter, "/api/v1/observations: key is new and necessary"),
        (removed((*LIST, "responses", "200")), "/api/v1/observations no longer answers 200"),
    ],
)
def test_what_breaks_a_client_is_told(now, change, told):
    changed = copy.deepcopy(now)
    change(changed)
    assert told in broken(now, changed)


def test_what_is_added_breaks_nobody(now):
    changed = copy.deepcopy(now)
    schemas = changed["components"]["schemas"]
    schemas["Observation"]["properties"]["new"] = {"type": "string"}
    schemas["New"] = {"type": "object"}
    new = {"in": "query", "name": "new", "schema": {"type": "string"}}
    changed["paths"]["/api/v1/observations"]["get"]["parameters"].append(new)
    changed["paths"]["/api/v1/new"] = changed["paths"]["/api/v1/changes"]
    assert broken(now, changed) == []
