"""Forecasts and what came of them: they meet or miss, and contradict nobody."""

import pytest

from datasets.models import Document

from .findings import figure, finding, found

pytestmark = pytest.mark.slow(reason="publishes a world of its own for each case")

BOTH = "forecast-2023 nests-2023"


@pytest.fixture
def forecast(clubs):
    """In January the trust forecast 50 nests; in June the club had counted 41."""
    Document.objects.filter(pk="trust-report").update(published="2023-01-10")
    clubs.rival("forecast-2023", status="F", document="trust-report")
    return clubs


def test_an_outcome_that_no_number_of_the_forecast_fits_is_missed_and_disputes_nothing(
    forecast, api
):
    forecast.publish()
    record = finding(api, "forecast_missed")
    assert record["observations"] == ["forecast-2023", "nests-2023"]
    assert record["text"] == (
        "The forecast was [50, 50], the outcome is [41, 41]: lower by 9 or more."
    )
    assert record["spread"] == 1.22
    assert found(api) == [("forecast_missed", BOTH)]
    assert not figure(api, "nests-2023")["disputed"]
    assert not figure(api, "forecast-2023")["disputed"]


def test_an_outcome_that_a_number_of_the_forecast_fits_is_met(forecast, api):
    forecast.change("forecast-2023", value="40", comparator="about")
    forecast.publish()
    record = finding(api, "forecast_met")
    assert record["text"] == "The forecast was [36, 43], the outcome is [41, 41]."
    assert record["spread"] is None
    assert found(api) == [("forecast_met", BOTH)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {"value": "30"},
            "The forecast was [30, 30], the outcome is [41, 41]: higher by 11 or more.",
        ),
        (
            {"value": "41", "comparator": "lt"},
            "The forecast was [0, 40], the outcome is [41, 41]: higher by 1 or more.",
        ),
        (
            {"value": "60", "comparator": "about"},
            "The forecast was [55, 64], the outcome is [41, 41]: lower by 14 or more.",
        ),
    ],
)
def test_a_missed_forecast_says_by_how_much_and_which_way(forecast, api, said, told):
    forecast.change("forecast-2023", **said)
    forecast.publish()
    assert finding(api, "forecast_missed")["text"] == told


def test_it_does_not_matter_who_counts_the_outcome(forecast, api):
    forecast.change("nests-2023", origin_id="trust")
    forecast.publish()
    assert found(api) == [("forecast_missed", BOTH)]


def test_a_forecast_in_whose_place_the_origin_put_the_outcome_was_made_all_the_same(forecast, api):
    forecast.change("nests-2023", origin_id="trust", revises_id="forecast-2023")
    forecast.publish()
    assert found(api) == [("forecast_missed", BOTH), ("revised", "nests-2023 forecast-2023")]


def test_a_forecast_is_held_against_each_outcome_in_force(forecast, api):
    forecast.rival("ranger-2023", "ranger", value="50")
    forecast.figure("recount-2023", value="42", revises_id="nests-2023")
    forecast.publish()
    assert found(api, "forecast_met", "forecast_missed") == [
        ("forecast_met", "forecast-2023 ranger-2023"),
        ("forecast_missed", "forecast-2023 recount-2023"),
    ]


def test_a_forecast_of_a_time_to_come_may_be_met_by_one_more_than_that(forecast, api):
    forecast.change("forecast-2023", value="30", comparator="gt")
    forecast.publish()
    assert found(api) == [("forecast_met", BOTH)]


NO_OUTCOME = {
    "another forecast": {"status": "F"},
    "another period": {"period": "2023-03"},
    "another measure": {"measure_id": "pairs-breeding"},
    "another area": {"area_id": "reed-lake"},
    "no number": {"value": "", "comparator": "vague"},
    "only how many at least": {"value": "10", "comparator": "gte"},
}


@pytest.mark.parametrize("fields", NO_OUTCOME.values(), ids=NO_OUTCOME.keys())
def test_what_is_no_outcome_neither_meets_nor_misses(forecast, api, fields):
    forecast.change("nests-2023", **fields)
    forecast.publish()
    assert found(api) == []


def test_what_was_told_before_a_projection_is_no_outcome_of_it(forecast, api):
    Document.objects.filter(pk="trust-report").update(published="2023-08-01")
    forecast.publish()
    assert found(api) == []


def test_a_forecast_in_words_or_of_a_time_that_is_not_known_neither_meets_nor_misses(clubs, api):
    clubs.rival("words", status="F", value="", comparator="vague")
    clubs.rival("sometime", status="F", period="XXXX")
    clubs.figure("at-last", period="XXXX")
    clubs.publish()
    assert found(api) == []


def test_what_is_computed_is_no_outcome(forecast, api):
    forecast.change("nests-2023", period="2023-03")
    forecast.computed("twice", "a * 2", "nests-2023")
    forecast.publish()
    assert found(api) == []
