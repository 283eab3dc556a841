"""How many origins give a figure that fits, without sharing what they counted from."""

import pytest

from datasets.models import Input, Source

from .findings import figure, rows


def independent(api):
    """Return {id: how many independent origins} of all figures."""
    told = api.json("observations?detail=full")["results"]
    return {one["id"]: one["independent_origins"] for one in told}


def test_who_is_alone_is_one(published, api):
    assert independent(api) == {"nests-2023": 1}
    assert rows(api, "observations.csv")[0]["independent_origins"] == "1"


def test_two_that_count_from_logs_of_their_own_are_two(clubs, api):
    clubs.rival("trust-2023", value="41")
    clubs.publish()
    assert independent(api) == {"nests-2023": 2, "trust-2023": 2}
    assert api.ids("observations?independent_origins__gte=2") == ["nests-2023", "trust-2023"]
    assert rows(api, "observations.csv")[0]["independent_origins"] == "2"


def test_three_are_three(clubs, api):
    clubs.rival("trust-2023", value="40", comparator="about")
    clubs.rival(
        "ranger-2023", "ranger", value="", comparator="range", value_low="30", value_high="60"
    )
    clubs.publish()
    assert independent(api) == {"nests-2023": 3, "ranger-2023": 3, "trust-2023": 3}


CONFIRMS_NOBODY = {
    "the same origin": {"origin_id": "bird-club"},
    "a log unknown": {"inputs": []},
    "at least": {"comparator": "gte"},
    "at most, though nothing is below 0": {"value": "90", "comparator": "lte"},
    "under": {"value": "90", "comparator": "lt"},
    "more than": {"value": "9", "comparator": "gt"},
    "no number": {"value": "", "comparator": "vague"},
    "read as at least": {
        "value": "",
        "comparator": "vague",
        "interpreted_as": "[10, )",
        "interpretation_note": "Tens.",
    },
    "another number": {"value": "42"},
    "another period": {"period": "2023"},
    "another day counted to": {"data_cutoff": "2023-05-30"},
    "an unknown period": {"period": "XXXX"},
    "another area": {"area_id": "reed-lake"},
    "another population": {"population_id": "herons"},
    "another measure": {"measure_id": "pairs-breeding"},
    "a share": {"quantity": "share", "value": "40.9"},
}


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize("theirs", CONFIRMS_NOBODY.values(), ids=CONFIRMS_NOBODY.keys())
def test_nobody_is_confirmed_by_such_a_figure(clubs, api, theirs):
    clubs.rival("trust-2023", **{"value": "41"} | theirs)
    clubs.publish()
    assert independent(api) == {"nests-2023": 1, "trust-2023": 1}


@pytest.mark.parametrize(("identified", "number"), [("unnamed", 1), ("anonymous", 2), ("named", 2)])
def test_an_origin_that_nobody_names_confirms_nobody(clubs, api, identified, number):
    Source.objects.filter(pk="trust").update(identified=identified)
    clubs.rival("trust-2023", value="41")
    clubs.publish()
    assert independent(api) == {"nests-2023": number, "trust-2023": number}


def test_a_computed_figure_confirms_nobody(clubs, api):
    clubs.rival("ranger-march", "ranger", value="20", period="2023-03")
    clubs.computed("from-march", "a * 2 + 1", "ranger-march")
    clubs.publish()
    assert set(independent(api).values()) == {1}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("trust-report", "trust-log"), ("club-log", "club-report")],
    ids=["we read theirs", "they read ours"],
)
def test_who_counts_from_what_the_other_published_is_no_second_origin(clubs, api, ours, theirs):
    Input.objects.filter(observation="nests-2023").update(document=ours)
    clubs.rival("trust-2023", value="41", inputs=[theirs])
    clubs.publish()
    assert independent(api) == {"nests-2023": 1, "trust-2023": 1}


@pytest.mark.parametrize("theirs", [["gazette-june"], ["trust-log", "gazette-june"]])
def test_who_counts_from_the_same_document_of_somebody_else_is_no_second_origin(clubs, api, theirs):
    Input.objects.filter(observation="nests-2023").update(document="gazette-june")
    clubs.rival("trust-2023", value="41", inputs=theirs)
    clubs.publish()
    assert independent(api) == {"nests-2023": 1, "trust-2023": 1}


def test_two_documents_of_one_publisher_are_two_inputs(clubs, api):
    clubs.document("council-list", source_id="gazette", published="2023", seen="read")
    Input.objects.filter(observation="nests-2023").update(document="gazette-june")
    clubs.rival("trust-2023", value="41", inputs=["council-list"])
    clubs.publish()
    assert independent(api) == {"nests-2023": 2, "trust-2023": 2}


def test_who_shares_with_two_joins_them(clubs, api):
    clubs.rival("trust-2023", value="41")
    clubs.rival("ranger-2023", "ranger", value="41", inputs=["club-log", "trust-log"])
    clubs.publish()
    assert independent(api) == {"nests-2023": 1, "ranger-2023": 1, "trust-2023": 1}


def test_a_chain_of_shared_logs_is_one(clubs, api):
    for slug in ("keeper", "diver"):
        clubs.source(slug, label=slug, kind="individual", reliability="F")
        clubs.document(f"{slug}-log", source_id=slug, published="2023", seen="read")
        clubs.rival(f"{slug}-2023", slug, document="gazette-june", value="41")
    clubs.rival("trust-2023", value="41", inputs=["keeper-log", "trust-log"])
    clubs.rival("ranger-2023", "ranger", value="41", inputs=["trust-report", "diver-log"])
    clubs.publish()
    assert independent(api) == {
        "nests-2023": 2,
        "diver-2023": 2,
        "keeper-2023": 2,
        "ranger-2023": 2,
        "trust-2023": 2,
    }


def test_each_figure_counts_the_origins_that_fit_its_own_number(clubs, api):
    clubs.rival("trust-2023", value="50")
    clubs.rival(
        "ranger-2023", "ranger", value="", comparator="range", value_low="41", value_high="50"
    )
    clubs.publish()
    assert independent(api) == {"nests-2023": 2, "ranger-2023": 3, "trust-2023": 2}


def test_two_figures_of_one_origin_count_once(clubs, api):
    clubs.rival("trust-2023", value="41")
    clubs.document("trust-leaflet", source_id="trust", published="2023", seen="read")
    clubs.rival("trust-again", document="trust-leaflet", value="40", comparator="about")
    clubs.publish()
    assert independent(api) == {"nests-2023": 2, "trust-2023": 2, "trust-again": 2}


def test_a_figure_that_was_recounted_confirms_nobody(clubs, api):
    clubs.rival("trust-2023", value="41")
    clubs.rival("trust-recount", value="77", revises_id="trust-2023")
    clubs.publish()
    assert set(independent(api).values()) == {1}


def test_a_second_origin_gives_the_first_a_new_version_and_a_reason(clubs, api):
    clubs.publish()
    clubs.rival("trust-2023", value="41")
    clubs.publish(note="")
    record = figure(api, "nests-2023")
    assert (record["version"], record["independent_origins"]) == (2, 2)
    assert "other figures" in record["change_note"]
