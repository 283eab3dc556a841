"""Asking for figures by what became of them: bounds, rivals, findings, alterations, measures."""

import csv
import io

import pytest
from django.db import transaction
from django.test import Client

from datasets.models import Input

from .conftest import Api
from .test_openapi import Description
from .world import World

pytestmark = pytest.mark.django_db

BOUNDED = ["nests-2021", "nests-2022", "nests-2022-gazette", "nests-2023", "nests-gazette"]
RIVALS = ["nests-2023", "nests-gazette"]
AGREEING = ["nests-2022", "nests-2022-gazette"]


@pytest.fixture(scope="module")
def api(django_db_setup, django_db_blocker):
    """Return the API over figures that agree, contradict each other or stand alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        world.figure("nests-gazette", origin_id="gazette", value="60")
        world.figure("nests-2022", period="2022", value="30")
        world.figure("nests-2022-gazette", period="2022", value="30", origin_id="gazette")
        Input.objects.filter(observation="nests-2022-gazette").update(document="gazette-june")
        world.figure("nests-2021", period="2021", value="25", comparator="about")
        world.figure("nests-more", period="2020", value="100", comparator="gt")
        world.figure("nests-some", period="2019", value="", comparator="vague")
        for hop, slug in ((3, "nests-2023"), (2, "nests-gazette")):
            world.document(f"letter-{hop}", source_id="gazette", published="2023-08", seen="read")
            world.cite(slug, hop, f"letter-{hop}", via=1, relation="disputes")
        world.publish()
        yield Api(Client(raise_request_exception=False))
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("lower_bound=41", ["nests-2023"]),
        ("lower_bound=41.0", ["nests-2023"]),
        ("lower_bound=22.5", ["nests-2021"]),
        ("lower_bound__gte=41", [*RIVALS, "nests-more"]),
        ("lower_bound__gt=60", ["nests-more"]),
        ("lower_bound__lt=30", ["nests-2021"]),
        ("lower_bound__lte=30", ["nests-2021", *AGREEING]),
        ("lower_bound__gte=-999999999", [*BOUNDED, "nests-more"]),
        ("upper_bound=41", ["nests-2023"]),
        ("upper_bound__lte=999999999", BOUNDED),
        ("upper_bound__gt=41", ["nests-gazette"]),
        ("lower_bound__lte=42&upper_bound__gte=41", ["nests-2023"]),
        ("independent_origins=2", AGREEING),
        (
            "independent_origins=1",
            ["nests-2021", "nests-2023", *RIVALS[1:], "nests-more", "nests-some"],
        ),
        ("independent_origins=0", []),
        ("independent_origins__gt=1", AGREEING),
        ("independent_origins__gte=2", AGREEING),
        ("independent_origins__lt=2&value=41", ["nests-2023"]),
        ("independent_origins__lte=1&value=41", ["nests-2023"]),
        ("independent_origins__in=2,3", AGREEING),
        ("independent_origins__not=1,3", AGREEING),
        ("independent_origins=999999999", []),
        ("disputed=true", RIVALS),
        ("disputed=false&value=41", []),
        ("disputed=false", ["nests-2021", *AGREEING, "nests-more", "nests-some"]),
        ("disputed=true&origin=gazette", ["nests-gazette"]),
        ("check_rules=contradiction", RIVALS),
        ("check_rules=agreement", AGREEING),
        ("check_rules=none_found", ["nests-2021", "nests-more", "nests-some"]),
        (
            "check_rules__in=contradiction,none_found",
            ["nests-2021", "nests-2023", *RIVALS[1:], "nests-more", "nests-some"],
        ),
        ("check_rules__not=none_found", [*AGREEING, *RIVALS]),
        ("check_rules=revised", []),
        ("alterations=measure", ["nests-2023"]),
        ("alterations__not=none", ["nests-2023"]),
        ("alterations=caveat_lost", []),
        ("alterations=none&disputed=true", ["nests-gazette"]),
        ("reported_measures=pairs-breeding", ["nests-2023"]),
        ("reported_measures=nests-counted&disputed=true", RIVALS),
        ("reported_measures__not=pairs-breeding&disputed=true", ["nests-gazette"]),
        ("reported_measures__in=pairs-breeding,nests-counted&value=41", ["nests-2023"]),
        ("measure=pairs-breeding", []),
        (
            "reported_measures=pairs-breeding&alterations=measure&check_rules=contradiction",
            ["nests-2023"],
        ),
    ],
)
def test_a_filter_keeps_the_figures_that_answer(api, query, ids):
    listed = api.json(f"observations?{query}&count=exact")
    assert [record["id"] for record in listed["results"]] == sorted(ids)
    assert listed["count"] == len(ids)
    export = api.get(f"observations.csv?{query}")
    rows = csv.DictReader(io.StringIO(export.body.decode()))
    assert [row["id"] for row in rows] == sorted(ids)
    assert export["Row-Count"] == str(len(ids))


@pytest.mark.parametrize("word", ["1", "0", "yes", "maybe", "true,false", "true "])
def test_disputed_is_true_or_false_and_nothing_else(api, word):
    wrong = api.wrong(f"observations?disputed={word}")
    assert wrong.parameter == "disputed"
    assert "one value" in wrong.expected or wrong.expected == "true or false"


def test_a_misspelt_truth_is_told_the_nearest(api):
    assert api.wrong("observations?disputed=flase").nearest == "false"
    assert api.wrong("observations?disputed__not=true").nearest == "disputed"
    assert api.wrong("observations?disputed__in=true").parameter == "disputed__in"


@pytest.mark.parametrize(
    "text",
    ["-1", "1.0", "01", "%2B1", "1e0", "１", "two", "9999999999", "1 ", "true", "0x1", "1_0"],
)
@pytest.mark.parametrize("operator", ["", "__gte", "__in"])
def test_origins_are_counted_in_whole_numbers(api, operator, text):
    wrong = api.wrong(f"observations?independent_origins{operator}={text}")
    assert wrong.parameter == f"independent_origins{operator}"
    assert wrong.expected == "0 to 999999999, digits only"


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("independent_origins=1,2", None),
        ("independent_origins__in=1,1", None),
        ("lower_bound=many", None),
        ("upper_bound__lte=1,000", None),
        ("alterations=mesure", "measure"),
        ("alterations=none_found", None),
        ("check_rules=contradicts", "contradiction"),
        ("check_rules=none", "none_found"),
        ("reported_measures=pair-breeding", "pairs-breeding"),
        ("reported_measures=none", None),
        ("independent_origin=1", "independent_origins"),
    ],
)
def test_what_is_not_exactly_of_its_form_is_refused(api, query, nearest):
    wrong = api.wrong(f"observations?{query}")
    assert wrong.parameter == query.partition("=")[0]
    if nearest:
        assert wrong.nearest == nearest


def described(api):
    """Return the schemas of the list's parameters by name, as they are served."""
    parameters = Description(api.json("openapi.json")).parameters("/api/v1/observations")
    return {name: one["schema"] for name, one in parameters.items()}


def test_the_description_gives_each_filter_its_type_and_operators(api):
    schemas = described(api)
    assert schemas["disputed"] == {"type": "boolean"}
    whole = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    assert schemas["independent_origins"] == schemas["independent_origins__gte"] == whole
    assert schemas["independent_origins__in"]["items"] == whole
    assert schemas["lower_bound"]["pattern"] == schemas["value"]["pattern"]
    assert "none_found" in schemas["check_rules"]["items"]["enum"]
    assert "none" in schemas["alterations__not"]["items"]["enum"]
    assert schemas["reported_measures"]["items"]["examples"] == ["nests-counted", "pairs-breeding"]
    ordered = {"", "__gt", "__gte", "__lt", "__lte", "__in", "__not"}
    for name, operators in {
        "disputed": {""},
        "independent_origins": ordered,
        "lower_bound": ordered - {"__in", "__not"},
        "upper_bound": ordered - {"__in", "__not"},
        "check_rules": {"", "__not"},
    }.items():
        assert {one.removeprefix(name) for one in schemas if one.startswith(name)} == operators
