"""What cannot be is refused, by name: times that exclude each other, falls below nothing."""

import pytest

from datasets import publishing
from datasets.models import Observation, Unit

from .findings import figure

pytestmark = pytest.mark.slow(reason="publishes a world of its own for each case")

CHANGE = {"quantity": "percent_change", "base_period": "2022"}
RATIO = {"quantity": "ratio", "base_period": "2022"}
RANGE = {"value": "", "comparator": "range"}


def refused(clubs):
    """Return what publishing says is wrong with the nests of 2023."""
    with pytest.raises(publishing.Refused) as refusal:
        clubs.publish()
    return [one.removeprefix("observation nests-2023: ") for one in refusal.value.problems]


def published(clubs, api):
    """Return the record of the nests of 2023, against which nothing is said."""
    clubs.publish()
    return figure(api, "nests-2023")


def lost_a_scale(high):
    """Return what is said of a range of which only the high end has its scale."""
    return (
        f"the high end {high} is 1,000 times as much or more, as if “26 to 31 million” began at "
        "26: expected both ends in full, or interpreted_as where that is meant"
    )


# Times


IMPOSSIBLE_TIMES = {
    "a year that had not come": (
        {"period": "2202"},
        "period “2202”: it had not begun when club-report gave the figure (2023-06-01): expected "
        "a time that had, or status F, forecast",
    ),
    "a year of another calendar, about": (
        {"period": "2567~"},
        "period “2567~”: it had not begun when club-report gave the figure (2023-06-01): expected "
        "a time that had, or status F, forecast",
    ),
    "the day after, with an open end": (
        {"period": "2023-06-02/.."},
        "period “2023-06-02/..”: it had not begun when club-report gave the figure (2023-06-01): "
        "expected a time that had, or status F, forecast",
    ),
    "a base that had not come": (
        RATIO | {"base_period": "2033"},
        "base_period “2033”: it had not begun when club-report gave the figure (2023-06-01): "
        "expected a time that had, or status F, forecast",
    ),
    "counted up to a day before it began": (
        {"data_cutoff": "2021-05-01"},
        "data_cutoff “2021-05-01”: it lies outside of the period 2023-03/2023-05: expected a day "
        "within it",
    ),
    "counted up to a day after it ended": (
        {"period": "2022", "data_cutoff": "2023-01"},
        "data_cutoff “2023-01”: it lies outside of the period 2022: expected a day within it",
    ),
    "counted up to a day after it was told": (
        {"period": "2023", "data_cutoff": "2023-06-02"},
        "data_cutoff “2023-06-02”: it had not begun when club-report gave the figure "
        "(2023-06-01): expected a time that had, or status F, forecast",
    ),
}


@pytest.mark.parametrize(
    ("fields", "message"), IMPOSSIBLE_TIMES.values(), ids=IMPOSSIBLE_TIMES.keys()
)
def test_a_time_that_cannot_be_is_refused(clubs, fields, message):
    clubs.change("nests-2023", **fields)
    assert refused(clubs) == [message]


POSSIBLE_TIMES = {
    "a forecast": {"period": "2030", "status": "F"},
    "a forecast, counted up to a day to come": {
        "period": "2023",
        "status": "F",
        "data_cutoff": "2023-07-01",
    },
    "the day itself": {"period": "2023-06-01"},
    "a year that had begun": {"period": "2023"},
    "about the month to come": {"period": "2023-06-20~/2023-07"},
    "an open start": {"period": "../2030"},
    "a time that is not known": {"period": "XXXX"},
    "counted up to a month that had begun": {"period": "2023", "data_cutoff": "2023-06"},
    "counted up to a day of a time that is not known": {
        "period": "XXXX",
        "data_cutoff": "2023-05-01",
    },
}


@pytest.mark.parametrize("fields", POSSIBLE_TIMES.values(), ids=POSSIBLE_TIMES.keys())
def test_a_time_that_can_be_is_published(clubs, api, fields):
    clubs.change("nests-2023", **fields)
    assert published(clubs, api)["version"] == 1


def test_the_first_document_of_which_the_day_is_known_decides(clubs):
    clubs.document("club-leaflet", source_id="bird-club", published="XXXX", seen="read")
    Observation.objects.get(pk="nests-2023").citations.filter(hop=1).update(document="club-leaflet")
    clubs.change("nests-2023", period="2024")
    (message,) = refused(clubs)
    assert "when gazette-june gave the figure (2023-06-20)" in message


def test_a_document_that_says_another_base_decides_nothing_about_the_base(clubs, api):
    clubs.document("club-leaflet", source_id="bird-club", published="XXXX", seen="read")
    chain = Observation.objects.get(pk="nests-2023").citations
    chain.filter(hop=1).update(document="club-leaflet")
    chain.filter(hop=2).update(reported_base_period="2022")
    clubs.change("nests-2023", **RATIO | {"base_period": "2024"})
    assert published(clubs, api)["base_period"] == "2024"


@pytest.mark.parametrize(
    "hop",
    [
        {"reported_period": "2022"},
        {"relation": "unknown", "reported_measure": ""},
    ],
)
def test_a_document_that_says_another_time_or_that_nobody_saw_decides_nothing(clubs, api, hop):
    clubs.document("club-leaflet", source_id="bird-club", published="XXXX", seen="read")
    chain = Observation.objects.get(pk="nests-2023").citations
    chain.filter(hop=1).update(document="club-leaflet")
    chain.filter(hop=2).update(**hop)
    clubs.change("nests-2023", period="2024")
    assert published(clubs, api)["period"]["code"] == "2024"


def test_nothing_is_taken_from_a_document_that_came_later(clubs):
    clubs.document("gazette-may", source_id="gazette", published="2023-05", seen="read")
    clubs.cite("nests-2023", 3, "gazette-may", via=2)
    assert refused(clubs) == [
        "hop 3 via “2”: gazette-may (2023-05) was published before gazette-june (2023-06-20), and "
        "cannot have it from there: expected the hop of an earlier document; of a document with "
        "later editions, published is the first day/the last"
    ]


@pytest.mark.parametrize(
    "day",
    ["2023-06-20", "2023", "2023-06-10~/2023-06-19", "2023-05/2023-07", "2023-05/..", "XXXX"],
)
def test_what_may_have_come_later_may_have_taken_it(clubs, api, day):
    clubs.document("gazette-late", source_id="gazette", published=day, seen="read")
    clubs.cite("nests-2023", 3, "gazette-late", via=2)
    assert len(published(clubs, api)["citations"]) == 3


# Numbers


IMPOSSIBLE_NUMBERS = {
    "a fall by more than all": (
        CHANGE | {"value": "-100.5"},
        "value “-100.5”: nests cannot become fewer by more than all of them: expected -100 or more",
    ),
    "a ratio below nothing": (
        RATIO | {"value": "-2"},
        "value “-2”: nothing is less than 0 times as much: expected 0 or more",
    ),
    "a share below nothing": (
        {"quantity": "share", "value": "-1"},
        "value “-1”: no part is less than nothing: expected 0 or more",
    ),
    "fewer than none a day": (
        {"quantity": "rate", "per": "day", "value": "-1"},
        "value “-1”: there are never fewer nests than none: expected 0 or more",
    ),
    "a range that begins below nothing": (
        RANGE | {"value_low": "-1", "value_high": "5"},
        "value_low “-1”: there are never fewer nests than none: expected 0 or more",
    ),
    "words read as fewer than none": (
        {"value": "", "comparator": "vague", "interpreted_as": "[-5, -3]"},
        "interpreted_as “[-5, -3]”: there are never fewer nests than none: expected 0 or more",
    ),
    "a range of two scales": (
        RANGE | {"value_low": "26", "value_high": "31000000"},
        "value_low “26”: " + lost_a_scale("31000000"),
    ),
    "a range of thousands that begins at one": (
        RANGE | {"value_low": "1", "value_high": "1000"},
        "value_low “1”: " + lost_a_scale("1000"),
    ),
}


@pytest.mark.parametrize(
    ("fields", "message"), IMPOSSIBLE_NUMBERS.values(), ids=IMPOSSIBLE_NUMBERS.keys()
)
def test_a_number_that_cannot_be_is_refused(clubs, fields, message):
    clubs.change("nests-2023", **{"interpretation_note": "Words."} | fields)
    assert refused(clubs) == [message]


POSSIBLE_NUMBERS = {
    "a fall by all": CHANGE | {"value": "-100"},
    "a rise by more than all": CHANGE | {"value": "250"},
    "many fewer": {"quantity": "difference", "base_period": "2022", "value": "-500"},
    "words read as about none": {
        "value": "",
        "comparator": "vague",
        "interpreted_as": "[-1, 1]",
    },
    "a range of almost a thousand times": RANGE | {"value_low": "1", "value_high": "999"},
    "a range from none": RANGE | {"value_low": "0", "value_high": "31000000"},
}


@pytest.mark.parametrize("fields", POSSIBLE_NUMBERS.values(), ids=POSSIBLE_NUMBERS.keys())
def test_a_number_that_can_be_is_published(clubs, api, fields):
    clubs.change("nests-2023", **{"interpretation_note": "Words."} | fields)
    assert published(clubs, api)["version"] == 1


def test_a_range_of_two_scales_stands_where_a_curator_says_that_it_is_meant(clubs, api):
    wide = {"value_low": "26", "value_high": "31000000", "interpreted_as": "[26, 31000000]"}
    clubs.change("nests-2023", **RANGE, **wide, interpretation_note="Both ends stand in full.")
    chain = Observation.objects.get(pk="nests-2023").citations.filter(hop=1)
    chain.update(as_printed="26 to 31,000,000")
    assert published(clubs, api)["interval"] == "[26, 31000000]"


def test_what_is_no_number_of_things_may_fall_below_nothing(clubs, api):
    Unit.objects.create(slug="euros", label="euros")
    clubs.measure("club-balance", unit_id="euros", phrase="the balance of {population}")
    clubs.change("nests-2023", measure_id="club-balance", value="-150", **CHANGE)
    assert published(clubs, api)["value"] == -150


@pytest.mark.parametrize(
    ("hop", "least"),
    [
        ({"reported_value": "-150", "reported_quantity": "percent_change"}, "-100"),
        ({"reported_value": "-3"}, "0"),
        ({"reported_value": "3|-3", "reported_quantity": "ratio"}, "0"),
    ],
)
def test_no_document_is_told_to_say_what_cannot_be(clubs, hop, least):
    clubs.cite("nests-2023", 3, "gazette-june", via=2, **{"reported_base_period": "2022"} | hop)
    (message,) = refused(clubs)
    assert message.startswith(f"hop 3 reported_value “{hop['reported_value']}”: ")
    assert message.endswith(f"expected {least} or more; the words may stand in as_printed")


@pytest.mark.parametrize(
    "hop",
    [
        {"reported_value": "-50", "reported_quantity": "percent_change"},
        {"reported_value": "-3", "reported_quantity": "difference"},
        {"reported_value": "-3", "reported_quantity": "difference|percent_change"},
        {"reported_value": "-3", "reported_quantity": "ratio|difference"},
        {"reported_value": "-"},
    ],
)
def test_a_document_may_say_what_can_be(clubs, api, hop):
    clubs.cite("nests-2023", 3, "gazette-june", via=2, **{"reported_base_period": "2022"} | hop)
    assert len(published(clubs, api)["citations"]) == 3
