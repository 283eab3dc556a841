"""What documents make of a figure: misquotations, and documents that contradict themselves."""

import pytest

from datasets.models import Measure

from .findings import checks, figure, finding, found
from .world import FIGURE

SPRING = FIGURE["period"]


@pytest.fixture
def quoted(clubs):
    """The gazette gives the club's 41 nests as breeding pairs, of which the club counted 30."""
    clubs.figure("pairs-2023", measure_id="pairs-breeding", value="30")
    return clubs


def test_a_figure_given_as_the_answer_to_what_its_origin_answered_otherwise_is_misquoted(
    quoted, api
):
    quoted.publish()
    record = finding(api, "misquoted")
    assert record["observations"] == ["nests-2023", "pairs-2023"]
    assert record["hops"] == ["2"]
    assert record["text"] == (
        "gazette-june gives [41, 41] as what the origin itself gives as [30, 30]."
    )
    assert found(api) == [("misquoted", "nests-2023 pairs-2023")]
    assert api.ids("observations?disputed=true") == []


@pytest.mark.parametrize("credited", ["gazette", "-"])
def test_whoever_a_document_credits_the_origin_is_misquoted(quoted, api, credited):
    gazette = quoted.herons.observation_set.get(pk="nests-2023").citations.filter(hop=2)
    gazette.update(reported_attribution=credited)
    quoted.publish()
    assert found(api) == [("misquoted", "nests-2023 pairs-2023")]


def test_the_topic_of_what_it_is_given_as_does_not_matter(quoted, api):
    Measure.objects.filter(pk="pairs-breeding").update(topic="couples")
    quoted.publish()
    assert found(api) == [("misquoted", "nests-2023 pairs-2023")]


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("given", "answered"),
    [
        ({"reported_period": "2022"}, {"period": "2022"}),
        ({"reported_population": "herons"}, {"population_id": "herons"}),
        ({"reported_area": "reed-lake"}, {"area_id": "reed-lake"}),
        ({"reported_measure": "pairs-breeding"}, {"measure_id": "pairs-breeding"}),
        (
            {"reported_quantity": "difference", "reported_base_period": "2022"},
            {"quantity": "difference", "base_period": "2022"},
        ),
    ],
)
def test_whatever_a_document_changes_may_make_it_answer_another_question(
    clubs, api, given, answered
):
    clubs.figure("nests-asked", period="2021", value="7")
    clubs.cite("nests-asked", 2, "gazette-june", via=1, **given)
    clubs.figure("answered", **{"period": "2021", "value": "8"} | answered)
    clubs.publish()
    assert found(api, "misquoted") == [("misquoted", "nests-asked answered")]


NOT_MISQUOTED = {
    "its origin gives the same": ({}, {"value": "41"}),
    "a number that fits": ({}, {"value": "40", "comparator": "about"}),
    "no number": ({}, {"value": "", "comparator": "vague"}),
    "another origin": ({}, {"origin_id": "trust"}),
    "another period": ({}, {"period": "2023"}),
    "another population": ({}, {"population_id": "herons"}),
    "another area": ({}, {"area_id": "reed-lake"}),
    "another quantity": ({}, {"quantity": "rate", "per": "day"}),
    "either of two measures": ({"reported_measure": "pairs-breeding|nests-counted"}, {}),
    "no measure": ({"reported_measure": "-"}, {}),
    "no period": ({"reported_period": "-"}, {}),
    "another number that fits": ({"reported_value": "30"}, {}),
    "no number of its own": ({"reported_value": "-"}, {}),
}


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(("given", "answered"), NOT_MISQUOTED.values(), ids=NOT_MISQUOTED.keys())
def test_nothing_is_misquoted_that_does_not_answer_otherwise(quoted, api, given, answered):
    quoted.herons.observation_set.get(pk="nests-2023").citations.filter(hop=2).update(**given)
    quoted.change("pairs-2023", **answered)
    quoted.publish()
    assert found(api, "misquoted") == []


def test_a_base_that_is_not_stated_is_not_the_same_as_none(clubs, api):
    clubs.figure("share", quantity="share", base_period="2022", value="7")
    clubs.cite("share", 2, "gazette-june", via=1, reported_base_period="-")
    clubs.figure("share-of-nothing", quantity="share", value="9")
    clubs.publish()
    assert found(api) == []


def test_a_rate_is_misquoted_only_as_a_rate_of_the_same_time(clubs, api):
    clubs.figure("daily", quantity="rate", per="day", value="7")
    clubs.cite("daily", 2, "gazette-june", via=1, reported_measure="pairs-breeding")
    pairs = {"measure_id": "pairs-breeding", "quantity": "rate"}
    clubs.figure("pairs-weekly", per="week", value="49", **pairs)
    clubs.publish()
    assert found(api) == []
    clubs.figure("pairs-daily", per="day", value="49", **pairs)
    clubs.publish()
    assert found(api) == [("misquoted", "daily pairs-daily")]


def test_what_was_put_in_the_place_of_a_figure_does_not_make_it_a_misquotation(quoted, api):
    quoted.change("pairs-2023", value="41")
    quoted.figure("nests-recount", value="44", revises_id="nests-2023")
    quoted.figure("pairs-recount", measure_id="pairs-breeding", value="33", revises_id="pairs-2023")
    quoted.publish()
    assert {rule for rule, _ in found(api)} == {"revised"}


def test_a_misquotation_names_the_figure_in_force(quoted, api):
    quoted.figure("pairs-recount", measure_id="pairs-breeding", value="33", revises_id="pairs-2023")
    quoted.publish()
    assert found(api, "misquoted") == [("misquoted", "nests-2023 pairs-recount")]


def test_a_document_that_only_changes_the_number_altered_it_and_misquoted_nothing(clubs, api):
    clubs.figure("nests-again", value="44")
    clubs.cite("nests-again", 2, "gazette-june", via=1, reported_value="60")
    clubs.publish()
    assert found(api) == []
    assert figure(api, "nests-again")["alterations"] == ["value"]


def test_a_document_with_two_answers_contradicts_itself(clubs, api):
    twice(clubs, {"reported_base_period": "2021"}, {})
    clubs.publish()
    record = finding(api, "self_contradiction")
    assert record["observations"] == ["compared"]
    assert record["hops"] == ["2", "3"]
    assert record["facets"] == {"base_period": "2021 / 2022"}
    assert record["text"] == "gazette-june gives it in two ways, which differ in base period."
    assert api.ids("observations?disputed=true") == []


def twice(clubs, first, second, **fields):
    """Let the gazette give the club's comparison with 2022 twice."""
    clubs.figure("compared", **{"quantity": "ratio", "base_period": "2022", "value": "2"} | fields)
    clubs.cite("compared", 2, "gazette-june", via=1, **first)
    clubs.cite("compared", 3, "gazette-june", via=1, **second)


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("given", "facets"),
    [
        ({"reported_period": "2023"}, {"period": f"2023 / {SPRING}"}),
        ({"reported_measure": "pairs-breeding"}, {"measure": "pairs-breeding / nests-counted"}),
        ({"reported_population": "herons"}, {"population": "herons / grey-herons"}),
        ({"reported_base_period": "2020|2021"}, {"base_period": "2020|2021 / 2022"}),
        (
            {"reported_period": "2023", "reported_base_period": "2021"},
            {"period": f"2023 / {SPRING}", "base_period": "2021 / 2022"},
        ),
    ],
)
def test_period_base_measure_and_population_can_contradict(clubs, api, given, facets):
    twice(clubs, given, {})
    clubs.publish()
    assert finding(api, "self_contradiction")["facets"] == facets


NO_SELF_CONTRADICTION = {
    "the same": ({}, {}),
    "either": ({"reported_base_period": "2021|2022"}, {}),
    "one word of two in common": (
        {"reported_base_period": "2021|2022"},
        {"reported_base_period": "2020|2021"},
    ),
    "not stated": ({"reported_base_period": "-"}, {"reported_measure": "-"}),
    "one code for one period": ({"reported_period": "2023-03-01/2023-05-31"}, {}),
    "another number": ({"reported_value": "9"}, {}),
    "another source": ({"reported_attribution": "gazette"}, {}),
}


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("first", "second"), NO_SELF_CONTRADICTION.values(), ids=NO_SELF_CONTRADICTION.keys()
)
def test_a_document_that_leaves_something_open_contradicts_nothing(clubs, api, first, second):
    twice(clubs, first, second)
    clubs.publish()
    assert found(api) == []


def test_two_documents_are_no_self_contradiction(clubs, api):
    clubs.figure("compared", quantity="ratio", base_period="2022", value="2")
    clubs.cite("compared", 2, "gazette-june", via=1, reported_base_period="2021")
    clubs.cite("compared", 3, "trust-report", via=1)
    clubs.publish()
    assert found(api) == []


def test_one_document_may_say_other_things_of_another_figure(clubs, api):
    clubs.figure("pairs-2022", measure_id="pairs-breeding", period="2022")
    clubs.cite("pairs-2022", 2, "gazette-june", via=1, reported_period="2021")
    clubs.publish()
    assert found(api) == []


def test_a_document_that_says_three_things_contradicts_itself_three_times(clubs, api):
    twice(clubs, {"reported_base_period": "2021"}, {})
    clubs.cite("compared", 4, "gazette-june", via=1, reported_base_period="2020")
    clubs.publish()
    hops = sorted(one["hops"] for one in checks(api, "?rule=self_contradiction"))
    assert hops == [["2", "3"], ["2", "4"], ["3", "4"]]


def test_it_contradicts_itself_though_another_document_stands_in_between(clubs, api):
    clubs.figure("compared", quantity="ratio", base_period="2022", value="2")
    clubs.cite("compared", 2, "gazette-june", via=1, reported_base_period="2021")
    clubs.cite("compared", 3, "trust-report", via=2)
    clubs.cite("compared", 4, "gazette-june", via=1)
    clubs.publish()
    assert finding(api, "self_contradiction")["hops"] == ["2", "4"]


def test_a_hop_that_nobody_saw_contradicts_nothing(clubs, api):
    clubs.figure("compared", quantity="ratio", base_period="2022", value="2")
    clubs.cite("compared", 2, "gazette-june", via=1, reported_base_period="2021")
    clubs.cite("compared", 3, "gazette-june", via=1, relation="unknown")
    clubs.publish()
    assert found(api) == []
