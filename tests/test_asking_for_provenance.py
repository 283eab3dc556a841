"""Where a figure is from and how far it is to be trusted can be asked for, as all else can."""

import csv
import io

import pytest

from datasets.arithmetic import periods
from datasets.records import OBSERVATION

# Filters whose words stand in the record where their member says.
BY_WORD = (
    *("id", "credibility", "reliability", "identified", "inputs", "bounds_basis", "asserted_by"),
    *("caveat_direction", "period_precision", "verification"),
)


@pytest.fixture
def figures(deserters, api):
    return {one["id"]: one for one in api.json("observations?limit=1000&detail=full")["results"]}


def ids(api, query):
    return {one["id"] for one in api.json(f"observations?limit=1000&{query}")["results"]}


@pytest.mark.slow(reason="asks the real seeds for every word of every filter")
@pytest.mark.parametrize("name", BY_WORD)
def test_each_word_finds_the_figures_that_have_it_and_no_others(figures, api, name):
    member = next(one for one in OBSERVATION.filtered if one.filter.name == name)
    words = {}
    for slug, record in figures.items():
        said = member.read(record)
        for word in (said or ["unknown"]) if isinstance(said, list) else [said]:
            words.setdefault(word, set()).add(slug)
    assert len(words) > 1
    for word, expected in sorted(words.items())[:12]:
        assert ids(api, f"{name}={word}") == expected
        if name != "id":
            assert ids(api, f"{name}__not={word}") == figures.keys() - expected


def test_several_figures_are_asked_for_at_once(figures, api):
    assert ids(api, "id=awol-2023-s1,desertion-requests-2023-10") == {
        "awol-2023-s1",
        "desertion-requests-2023-10",
    }
    assert api.wrong("observations?id=awol-2023-s2").nearest == "awol-2023-s1"


@pytest.mark.parametrize("day", ["2023-07-18", "2023-07-19", "2024-01-01", "2026-01-01"])
def test_what_could_be_read_by_a_day(figures, api, day):
    def last(record):
        known = record["first_published"] and periods.parse(record["first_published"]).end
        return known and known.isoformat()

    by_then = {slug for slug, one in figures.items() if (known := last(one)) and known <= day}
    assert by_then
    assert ids(api, f"first_published__lte={day}") == by_then
    later = {slug for slug, one in figures.items() if (known := last(one)) and known > day}
    assert ids(api, f"first_published__gt={day}") == later


def test_figures_stand_in_the_order_in_which_they_were_published(figures, api):
    results = api.json("observations?sort=first_published&limit=1000&detail=full")["results"]
    days = [
        known.isoformat()
        for one in results
        if one["first_published"] and (known := periods.parse(one["first_published"]).end)
    ]
    assert days == sorted(days)
    assert len(days) > 100


def test_a_figure_that_its_origin_replaced_can_be_left_out(figures, api):
    replaced = {slug for slug, one in figures.items() if one["revised_by"]}
    assert ids(api, "replaced=true") == replaced == {"awol-cases-2023-first"}
    assert ids(api, "replaced=false") == figures.keys() - replaced


def test_the_parameters_of_the_list_stay_within_their_budget(api):

    described = api.json("openapi.json")["paths"]["/api/v1/observations"]["get"]["parameters"]
    assert len(described) <= 112


def test_the_columns_stay_within_their_budget():
    assert len(OBSERVATION.columns) <= 60


def test_inputs_that_nobody_recorded_are_null_and_unknown_in_the_csv(clubs, api):
    clubs.rival("trust-2023", value="41", inputs=[])
    clubs.publish()
    path = "observations/trust-2023"
    assert api.json(path)["inputs"] is None
    assert api.json(f"{path}?fields=inputs")["inputs"] is None
    assert ids(api, "inputs=unknown") == {"trust-2023"}
    table = api.get("observations.csv?inputs=unknown").body.decode()
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert row["inputs"] == "unknown"
