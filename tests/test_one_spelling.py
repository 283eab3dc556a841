"""What can mean only one thing is answered, and the answer says how it is spelt."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from api.requests.refusal_codes import REFUSALS

BOTH = ["nests-2023", "pairs-2023"]


@pytest.fixture
def pairs(world):
    world.figure("pairs-2023", measure_id="pairs-breeding", value="20")
    return world.publish()


@pytest.mark.usefixtures("pairs")
@pytest.mark.parametrize(
    "query",
    [
        "measure=nests-counted,pairs-breeding",
        "measure=nests-counted&measure=pairs-breeding",
        "measure__in=nests-counted,pairs-breeding",
        "measure__in=nests-counted&measure__in=pairs-breeding",
    ],
)
def test_a_list_may_be_written_with_commas_or_repeated(api, query):
    assert api.ids(f"observations?{query}") == BOTH
    assert len(api.get(f"observations.csv?{query}").body.splitlines()) == 3


@pytest.mark.usefixtures("pairs")
def test_columns_may_be_repeated_too(api):
    (one, _) = api.json("observations?fields=status&fields=verification")["results"]
    assert {"status", "verification"} <= one.keys()


@pytest.mark.usefixtures("pairs")
def test_pages_of_a_repeated_list_go_on(api):
    first = api.json("observations?measure=nests-counted&measure=pairs-breeding&limit=1")
    assert [one["id"] for one in api.json(first["next"])["results"]] == ["pairs-2023"]


@pytest.mark.parametrize(
    "query",
    [
        "value=41&value=42",
        "limit=1&limit=2",
        "q=a&q=b",
        "format=csv&format=json",
        "sort=id&sort=id",
    ],
)
def test_what_is_no_list_stands_once(published, api, query):
    wrong = api.wrong(f"observations?{query}")
    assert wrong.reason == "repeated"


def test_a_list_under_two_names_is_refused(published, api):
    query = "measure=nests-counted&measure__in=pairs-breeding"
    assert api.wrong(f"observations?{query}").parameter == "measure__in"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("measure=Nests-Counted", "measure=nests-counted"),
        ("status=a", "status=A"),
        ("origin_kind=NGO", "origin_kind=ngo"),
        ("disputed=False", "disputed=false"),
        ("period=2023-H1", "period=2023-S1"),
        ("period=2023q2", "period=2023-Q2"),
        ("period=2023h1/2024", "period=2023-S1%2F2024"),
        ("period=2023M3", "period=2023-M03"),
        ("period=2023W12", "period=2023-W12"),
    ],
)
def test_another_spelling_is_answered_and_the_usual_one_named(published, api, query, canonical):
    response = api.get(f"observations?{query}")
    assert response.status_code == 200
    assert response["Content-Location"] == f"/api/v1/observations?{canonical}"
    again = api.get(f"observations?{canonical}")
    assert "Content-Location" not in again
    assert again.json() == response.json()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("query", ["bias=underſtated", "period=un\u212anown", "disputed=falſe"])
def test_letters_that_only_look_like_ours_are_not_understood(api, query):
    assert api.wrong(f"observations?{query}").parameter == query.partition("=")[0]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("page=2", "cursor"),
        ("offset=50", "cursor"),
        ("per_page=10", "limit"),
        ("value__isnull=true", "comparator"),
        ("caveats__isnull=true", "caveats"),
        ("measure__exact=nests-counted", "measure"),
        ("statement__icontains=nests", "q"),
        ("period__year=2023", "period"),
        ("page_size=10", "limit"),
        ("ordering=value", "sort"),
        ("search=nests", "q"),
        ("country=ru", "area"),
        ("year=2023", "period"),
        ("source=bird-club", "origin"),
        ("value__range=1,2", "value__gte"),
        ("period__gte=2023", "period"),
        ("utm_source=x", None),
        ("reliabilty=B", "reliability"),
        ("zzz=1", None),
    ],
)
def test_a_wrong_name_is_refused_with_the_right_word_or_none(api, asked, meant):
    wrong = api.wrong(f"observations?{asked}")
    assert (wrong.code, wrong.nearest) == ("unknown_parameter", meant)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("observations?mesure=x", "unknown_parameter"),
        ("observations?measure=%FF", "unreadable"),
        ("observations?measure=", "empty"),
        ("observations?value=1&value=2", "repeated"),
        ("observations?measure=nests", "unknown_word"),
        ("observations?value=many", "not_of_form"),
        ("observations?q=" + "a+" * 40 + "a", "too_many"),
        ("observations.csv?limit=5", "would_be_ignored"),
        ("observations?release=1", "conflict"),
        ("observations?limit=5000", "out_of_range"),
        ("observations?format=xml", "unknown_format"),
    ],
)
def test_each_kind_of_refusal_has_a_code(api, path, code):
    assert api.wrong(path).code == code


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("path", "code"), [("observations/nothing", "not_published"), ("nothing", "unknown_address")]
)
def test_what_is_not_there_has_a_code_too(api, path, code):
    assert api.wrong(path, 404).code == code


def test_every_code_that_is_told_is_explained():
    told = set()
    for file in (Path(settings.BASE_DIR) / "api").rglob("*.py"):
        told |= set(re.findall(r'code="(\w+)"', file.read_text()))
    assert told <= REFUSALS.keys()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("application/json; charset=utf-8", "application/json"),
        ("application/json;charset=UTF-8", "application/json"),
        ("application/json; indent=4", "application/json"),
        ("text/csv; charset=utf-8", "text/csv"),
        ("text/csv; header=present, application/json;q=0.5", "text/csv"),
        ("text/csv;header=present;q=0.1, application/json;q=0.5", "application/json"),
        ("application/json;q=0, */*", "text/csv"),
    ],
)
def test_a_media_type_with_parameters_is_the_type_itself(api, accept, answered):
    response = api.get("observations", accept=accept)
    assert response["Content-Type"].startswith(answered)
