"""Rivals: figures that contradict, confirm or diverge from each other, and recounts."""

import pytest

from datasets.models import Citation, Measure, Unit

from .findings import checks, figure, finding, found, rows

pytestmark = pytest.mark.slow(reason="publishes a world of its own for each case")

ENDLESS = {"per": "day", "quantity": "rate"}

# Contradiction and agreement


DIFFERENT_NUMBERS = [
    ({}, {}),
    ({}, {"value": "42", "comparator": "gte"}),
    ({}, {"value": "41", "comparator": "gt"}),
    ({}, {"value": "41", "comparator": "lt"}),
    (
        {},
        {
            "value": "",
            "comparator": "vague",
            "interpreted_as": "[100, )",
            "interpretation_note": "Hundreds.",
        },
    ),
    ({"period": "2023~"}, {"period": "2023~"}),
    ({}, {"period": "2023-03-01/2023-05-31"}),
    ({**ENDLESS}, {**ENDLESS}),
    ({}, {"data_cutoff": ""}),
    ({"data_cutoff": "2023-04-30"}, {"data_cutoff": "2023-04"}),
]


def test_more_than_four_nests_and_fewer_than_five_are_no_number_of_nests(clubs, api):
    clubs.change("nests-2023", value="4", comparator="gt")
    clubs.rival("trust-2023", value="5", comparator="lt")
    clubs.publish()
    record = finding(api, "contradiction")
    assert record["text"] == "[5, ) and [0, 4] have no number in common."
    assert record["strength"] == 0.2
    assert figure(api, "nests-2023")["interval"] == "(4, )"
    assert figure(api, "trust-2023")["interval"] == "[0, 5)"


@pytest.mark.parametrize(
    ("unit", "kind"), [({"countable": False}, "stock"), ({"countable": True}, "ratio")]
)
def test_a_weight_and_an_average_may_lie_between_two_whole_numbers(clubs, api, unit, kind):
    Unit.objects.filter(pk="nests").update(**unit)
    Measure.objects.filter(pk="nests-counted").update(kind=kind)
    clubs.change("nests-2023", value="4", comparator="gt")
    clubs.rival("trust-2023", value="5", comparator="lt")
    clubs.publish()
    assert found(api, "contradiction") == []


def test_a_computed_number_of_nests_is_held_against_others_as_a_whole_one(clubs, api):
    clubs.computed("half", "a / 2", "nests-2023")
    clubs.change("nests-2023", period="2022-03/2022-05", value="81", comparator="gt")
    clubs.rival("trust-2023", value="40", comparator="lte")
    clubs.publish()
    assert finding(api, "contradiction")["text"] == "[41, ) and [0, 40] have no number in common."


@pytest.mark.parametrize(("ours", "theirs"), DIFFERENT_NUMBERS)
def test_two_origins_contradict_each_other_where_no_number_fits_both(clubs, api, ours, theirs):
    clubs.change("nests-2023", **ours)
    clubs.rival("trust-2023", **theirs)
    clubs.publish()
    assert found(api) == [("contradiction", "nests-2023 trust-2023")]


def test_a_computation_does_not_contradict_what_it_rests_on(clubs, api):
    clubs.derive(
        "nests-corrected", "a * 2", {"a": "observation:nests-2023"}, period="2023-03/2023-05"
    )
    clubs.publish()
    assert found(api) == []
    assert not figure(api, "nests-2023")["disputed"]


def test_a_projection_is_no_rival_of_a_count(clubs, api):
    clubs.rival("trust-2023", status="F")
    clubs.publish()
    assert found(api) == []


NO_CONTRADICTION = {
    "one origin": ({}, {"origin_id": "bird-club"}),
    "numbers in common": ({}, {"value": "41"}),
    "ends that touch, both closed": ({}, {"value": "41", "comparator": "gte"}),
    "no number": ({}, {"value": "", "comparator": "vague"}),
    "another period": ({}, {"period": "2023"}),
    "another day counted to": ({}, {"data_cutoff": "2023-04-30"}),
    "another area": ({}, {"area_id": "reed-lake"}),
    "another population": ({}, {"population_id": "herons", "value": "40"}),
    "a difference": ({}, {"quantity": "difference", "base_period": "2022"}),
    "a share": ({}, {"quantity": "share"}),
    "another time unit": ({**ENDLESS}, {**ENDLESS, "per": "week"}),
    "an unknown period": ({"period": "XXXX"}, {"period": "XXXX"}),
    "an open period": ({"period": "2023/.."}, {"period": "2023/.."}),
    "an open period, counted to a day": (
        {"period": "2023/..", "data_cutoff": "2023-06-01"},
        {"period": "2023/..", "data_cutoff": "2023-06-01"},
    ),
    "an area that is not stated": ({"area_id": "not-stated"}, {"area_id": "not-stated"}),
    "an unknown base": (
        {"quantity": "ratio", "base_period": "XXXX"},
        {"quantity": "ratio", "base_period": "XXXX"},
    ),
    "another base": (
        {"quantity": "ratio", "base_period": "2022"},
        {"quantity": "ratio", "base_period": "2021"},
    ),
}


@pytest.mark.parametrize(("ours", "theirs"), NO_CONTRADICTION.values(), ids=NO_CONTRADICTION.keys())
def test_no_contradiction_without_the_same_question_and_other_numbers(clubs, api, ours, theirs):
    clubs.change("nests-2023", **ours)
    clubs.rival("trust-2023", **theirs)
    clubs.publish()
    assert found(api, "contradiction", "divergence") == []
    assert api.ids("observations?disputed=true") == []


def test_another_measure_contradicts_nobody(clubs, api):
    clubs.rival("trust-2023", measure_id="pairs-breeding")
    clubs.publish()
    assert found(api, "contradiction") == []


def test_a_finding_names_its_figures_in_the_order_of_their_ids(clubs, api):
    clubs.rival("trust-2023")
    clubs.figure("zone-2023")
    clubs.publish()
    assert found(api) == [
        ("contradiction", "nests-2023 trust-2023"),
        ("contradiction", "trust-2023 zone-2023"),
    ]


def test_counts_that_do_not_fit_are_told_with_their_numbers_and_dispute_nothing(clubs, api):
    clubs.rival("trust-2023")
    clubs.rival("ranger-2023", "ranger", value="41")
    clubs.rival("ranger-pairs", "ranger", measure_id="pairs-breeding", value="7")
    clubs.publish()
    told = {one["id"]: one for one in api.json("observations?detail=full")["results"]}
    assert {slug: [two["observation"] for two in one["rivals"]] for slug, one in told.items()} == {
        "nests-2023": ["trust-2023"],
        "ranger-2023": ["trust-2023"],
        "ranger-pairs": [],
        "trust-2023": ["nests-2023", "ranger-2023"],
    }
    assert {(one["disputed"], one["disputed_since"]) for one in told.values()} == {(False, None)}
    number = figure(api, "trust-2023")["value_digits"]
    assert f"Another count does not fit: {number} (" in told["nests-2023"]["statement"]
    assert [one["rule"] for one in told["ranger-pairs"]["checks"]] == ["divergence"] * 2


AGREES = [
    {"value": "41"},
    {"value": "40", "comparator": "about"},
    {"value": "", "comparator": "range", "value_low": "41", "value_high": "60"},
]
ONE_SIDED = [
    {"value": "41", "comparator": "gte"},
    {"value": "60", "comparator": "lte"},
    {"value": "60", "comparator": "lt"},
    {
        "value": "",
        "comparator": "vague",
        "interpreted_as": "[10, )",
        "interpretation_note": "Tens of nests.",
    },
    {"value": "", "comparator": "vague"},
]


@pytest.mark.parametrize("theirs", AGREES)
def test_two_origins_agree_where_a_number_fits_both(clubs, api, theirs):
    clubs.rival("trust-2023", **theirs)
    clubs.publish()
    assert found(api) == [("agreement", "nests-2023 trust-2023")]
    assert "have numbers in common" in finding(api, "agreement")["text"]
    assert api.ids("observations?disputed=true") == []


def test_a_quarter_agrees_with_what_another_counted_more_exactly(clubs, api):
    clubs.change("nests-2023", value="24.1", quantity="share")
    clubs.rival("trust-2023", value="25", quantity="share")
    Citation.objects.filter(observation="trust-2023").update(as_printed="a quarter")
    clubs.publish()
    assert found(api) == [("agreement", "nests-2023 trust-2023")]
    assert "[24.05, 24.15) and [18.75, 31.25)" in finding(api, "agreement")["text"]


@pytest.mark.parametrize("theirs", ONE_SIDED)
def test_who_only_says_at_least_or_at_most_agrees_with_nobody(clubs, api, theirs):
    clubs.rival("trust-2023", **theirs)
    clubs.publish()
    assert found(api) == []


def test_an_origin_does_not_agree_with_itself(clubs, api):
    clubs.figure("nests-again")
    clubs.publish()
    assert found(api) == []


def test_a_draft_of_another_dataset_never_counts(clubs, api):
    storks = clubs.dataset("storks")
    clubs.rival("trust-2023", dataset=storks)
    clubs.rival("ranger-whole", "ranger", dataset=storks, population_id="herons", value="3")
    clubs.rival("ranger-pairs", "ranger", dataset=storks, measure_id="pairs-breeding")
    clubs.figure("pairs-club", dataset=storks, measure_id="pairs-breeding", value="50")
    clubs.publish()
    assert found(api) == []
    assert figure(api, "nests-2023")["independent_origins"] == 1
    clubs.publish(dataset="storks")
    assert found(api, "contradiction") == []


def test_a_draft_of_another_dataset_revises_and_misquotes_nothing(clubs, api):
    storks = clubs.dataset("storks")
    clubs.rival("trust-2023")
    clubs.figure("pairs-2023", measure_id="pairs-breeding", value="41")
    clubs.figure("recount-2023", value="50", revises_id="nests-2023", dataset=storks)
    clubs.cite("recount-2023", 2, "gazette-june", via=1, reported_measure="pairs-breeding")
    clubs.figure("pairs-draft", measure_id="pairs-breeding", value="70", dataset=storks)
    clubs.publish()
    assert found(api, "contradiction", "misquoted", "revised") == [
        ("contradiction", "nests-2023 trust-2023")
    ]


def test_how_many_times_as_much_is_told_where_both_are_more_than_none(clubs, api):
    clubs.change("nests-2023", value="0")
    clubs.rival("trust-2023")
    difference = {"quantity": "difference", "base_period": "2022"}
    clubs.figure("fewer", value="-3", **difference)
    clubs.rival("more", value="3", **difference)
    clubs.publish()
    spreads = [one["spread"] for one in checks(api, "?rule=contradiction")]
    assert spreads == [None, None]


# Computed figures


def test_a_computed_figure_contradicts_the_report_that_it_is_held_against(clubs, api):
    clubs.figure("nests-march", period="2023-03", value="20")
    clubs.figure("nests-april", period="2023-04/2023-05", value="15")
    clubs.computed(
        "nests-at-most",
        "a + b",
        "nests-march nests-april",
        comparator="lte",
        period="2023",
        compares_id="nests-2023",
    )
    clubs.publish()
    record = finding(api, "contradiction")
    assert record["observations"] == ["nests-at-most", "nests-2023"]
    assert [one["interval"] for one in record["figures"]] == ["[0, 35]", "[41, 41]"]
    assert record["spread"] == 1.17
    assert figure(api, "nests-2023")["rivals"][0]["number"] == "at most 35"


def test_without_being_held_against_it_the_sum_of_another_period_contradicts_nothing(clubs, api):
    clubs.figure("nests-march", period="2023-03", value="20")
    clubs.computed("nests-at-most", "a + 1", "nests-march", comparator="lte", period="2023")
    clubs.publish()
    assert found(api) == []


def test_a_ceiling_that_fits_agrees_with_nobody(clubs, api):
    clubs.figure("nests-march", period="2023-03", value="40")
    clubs.computed("at-most", "a + 15", "nests-march", comparator="lte", compares_id="nests-2023")
    clubs.publish()
    assert found(api) == []


def test_a_computed_figure_is_a_rival_of_the_origin_whose_figures_it_is_computed_from(clubs, api):
    clubs.figure("nests-march", period="2023-03", value="20")
    clubs.computed("doubled", "a * 2", "nests-march")
    clubs.computed("doubled-and-one", "a * 2 + 1", "nests-march")
    clubs.publish()
    assert found(api) == [
        ("agreement", "doubled-and-one nests-2023"),
        ("contradiction", "doubled nests-2023"),
    ]


def test_computed_figures_with_an_origin_in_common_are_no_rivals_of_each_other(clubs, api):
    clubs.figure("nests-march", period="2023-03", value="20")
    clubs.rival("trust-april", period="2023-04", value="22")
    clubs.computed("sum-2023", "a + b", "nests-march trust-april")
    clubs.computed("twice-2023", "a * 2 + 1", "nests-march")
    clubs.publish()
    assert found(api) == [
        ("agreement", "nests-2023 twice-2023"),
        ("contradiction", "nests-2023 sum-2023"),
    ]


def test_a_figure_that_answers_the_question_and_is_held_against_it_is_one_finding(clubs, api):
    clubs.figure("nests-march", period="2023-03", value="20")
    clubs.computed("twice-2023", "a * 2", "nests-march", compares_id="nests-2023")
    clubs.publish()
    assert found(api) == [("contradiction", "nests-2023 twice-2023")]


def test_computed_figures_of_a_place_where_nobody_counted_are_rivals_too(clubs, api):
    clubs.rival("trust-2022", period="2022")
    clubs.computed("half-of-ours", "a / 2", "nests-2023", area_id="reed-lake")
    clubs.computed("half-of-theirs", "a / 2", "trust-2022", area_id="reed-lake")
    clubs.publish()
    assert found(api) == [("contradiction", "half-of-ours half-of-theirs")]


def test_what_was_computed_is_told_as_caveats_own_where_it_does_not_fit(clubs, api):
    clubs.figure("nests-march", period="2023-03", value="20")
    clubs.computed("twice-2023", "a * 2", "nests-march", compares_id="nests-2023")
    clubs.publish()
    assert "Another count does not fit: 40 (Caveat)." in figure(api, "nests-2023")["statement"]
    assert not figure(api, "nests-2023")["disputed"]


# Divergence


def test_rival_measures_diverge_and_say_in_which_facets_they_differ(clubs, api):
    clubs.rival("trust-pairs", measure_id="pairs-breeding", value="20")
    clubs.publish()
    record = finding(api, "divergence")
    assert record["observations"] == ["nests-2023", "trust-pairs"]
    assert record["text"] == "[41, 41] and [20, 20] have no number in common."
    assert record["facets"] == {"seen": "from the shore / not stated"}
    assert record["spread"] == 2.05
    assert api.ids("observations?disputed=true") == []
    (row,) = rows(api, "checks.csv")
    assert row["facets"] == "seen=from the shore / not stated"


def test_a_facet_that_only_one_of_the_measures_has_differs_too(clubs, api):
    clubs.measure("nests-by-boat", facets={"seen": "from the shore", "by": "boat"})
    clubs.rival("trust-boat", measure_id="nests-by-boat")
    clubs.publish()
    assert finding(api, "divergence")["facets"] == {"by": "- / boat"}


NO_DIVERGENCE = {
    "one origin": {"origin_id": "bird-club"},
    "numbers in common": {"value": "40", "comparator": "about"},
    "no number": {"value": "", "comparator": "vague"},
    "another period": {"period": "2023"},
    "another population": {"population_id": "herons"},
    "another area": {"area_id": "reed-lake"},
    "a change": {"quantity": "difference", "base_period": "2022"},
}


@pytest.mark.parametrize("theirs", NO_DIVERGENCE.values(), ids=NO_DIVERGENCE.keys())
def test_no_divergence_without_rivals_whose_numbers_do_not_meet(clubs, api, theirs):
    clubs.rival("trust-pairs", measure_id="pairs-breeding", **theirs)
    clubs.publish()
    assert found(api, "divergence") == []


@pytest.mark.parametrize("unknown", [{"period": "XXXX"}, {"area_id": "not-stated"}])
def test_figures_of_an_unknown_time_or_place_do_not_diverge(clubs, api, unknown):
    clubs.change("nests-2023", **unknown)
    clubs.rival("trust-pairs", measure_id="pairs-breeding", **unknown)
    clubs.publish()
    assert found(api) == []


def test_changes_of_two_measures_do_not_diverge(clubs, api):
    change = {"quantity": "percent_change", "base_period": "2022"}
    clubs.change("nests-2023", **change)
    clubs.rival("trust-pairs", measure_id="pairs-breeding", **change)
    clubs.publish()
    assert found(api) == []


def test_another_topic_does_not_diverge(clubs, api):
    clubs.measure("nests-sold", topic="trade")
    clubs.rival("trust-sold", measure_id="nests-sold")
    clubs.publish()
    assert found(api) == []


@pytest.mark.parametrize(
    ("part", "whole", "pairs"),
    [("pairs-breeding", "nests-counted", "20"), ("nests-counted", "pairs-breeding", "60")],
)
def test_a_measure_does_not_diverge_from_what_it_is_part_of(clubs, api, part, whole, pairs):
    clubs.measure("in-between", part_of_id=whole)
    Measure.objects.filter(pk=part).update(part_of="in-between")
    clubs.rival("trust-pairs", measure_id="pairs-breeding", value=pairs)
    clubs.publish()
    assert found(api) == []


def court(clubs, mine, theirs, numbers):
    """Let the club count ``numbers[0]`` of the one, and the trust ``numbers[1]`` of the other.

    The one and the other are (taken, stage, counted). White eggs are part of the eggs, these of all
    that is taken, and the cases tried of those charged.
    """

    def measure(slug, facets, **fields):
        words = dict(zip(("taken", "stage", "counted"), facets, strict=True))
        clubs.measure(slug, facets={name: word for name, word in words.items() if word}, **fields)

    measure("a-whole", CHARGED)
    measure("a-tried", TRIED, part_of_id="a-whole")
    measure("some-eggs", ("eggs", "charged", "case"), part_of_id="a-whole")
    measure("some-white", ("white", "charged", "case"), part_of_id="some-eggs")
    clubs.rival("long-ago", measure_id="some-white", period="2001")
    measure("by-club", mine)
    measure("by-trust", theirs)
    clubs.figure("by-club", measure_id="by-club", period="2022", value=numbers[0])
    clubs.rival("by-trust", measure_id="by-trust", period="2022", value=numbers[1])


CHARGED, TRIED, FINED = (("all", stage, "case") for stage in ("charged", "tried", "fined"))
NO_RIVALS = {
    "a later stage that counts fewer": (CHARGED, TRIED),
    "a stage of which nobody says whether it is later": (TRIED, FINED),
    "one sort of what was taken": (CHARGED, ("eggs", "charged", "case")),
    "a sort of one sort": (CHARGED, ("white", "charged", "case")),
    "one sort at a later stage": (CHARGED, ("white", "fined", "case")),
    "persons at a later stage": (CHARGED, ("eggs", "tried", "person")),
}


@pytest.mark.parametrize(("whole", "part"), NO_RIVALS.values(), ids=NO_RIVALS.keys())
def test_a_part_or_a_later_stage_that_counts_fewer_does_not_diverge(clubs, api, whole, part):
    court(clubs, whole, part, ("50", "20"))
    clubs.publish()
    assert found(api, "divergence") == []


RIVALS = {
    "a later stage that counts more": (TRIED, CHARGED),
    "one sort that is more than all": (("eggs", "charged", "case"), CHARGED),
    "persons for cases": (CHARGED, ("all", "charged", "person")),
    "a stage that is not stated": (CHARGED, ("all", "not-stated", "case")),
    "no stage": (CHARGED, ("all", "", "case")),
    "of a stage that is not stated": (("all", "not-stated", "case"), TRIED),
    "a sort that is part of none": (CHARGED, ("nests", "charged", "case")),
    "a sort that is part of none, at a later stage": (CHARGED, ("nests", "tried", "case")),
    "the same": (CHARGED, CHARGED),
}


@pytest.mark.parametrize(("more", "fewer"), RIVALS.values(), ids=RIVALS.keys())
def test_what_need_not_be_fewer_diverges(clubs, api, more, fewer):
    court(clubs, more, fewer, ("50", "20"))
    clubs.publish()
    assert found(api, "divergence") == [("divergence", "by-club by-trust")]


def test_a_population_does_not_diverge_from_what_it_is_part_of(clubs, api):
    clubs.rival("trust-pairs", measure_id="pairs-breeding", population_id="birds", value="90")
    clubs.publish()
    assert found(api) == []


def test_two_parts_of_one_whole_diverge(clubs, api):
    clubs.measure("all-nests")
    Measure.objects.exclude(pk="all-nests").update(part_of="all-nests")
    clubs.rival("trust-pairs", measure_id="pairs-breeding")
    clubs.publish()
    assert found(api) == [("divergence", "nests-2023 trust-pairs")]


@pytest.mark.parametrize(
    ("countable", "diverging"), [(True, ["divergence"]), (False, [])], ids=["pairs", "hectares"]
)
def test_only_numbers_of_one_unit_or_of_things_diverge(clubs, api, countable, diverging):
    Unit.objects.create(slug="other", label="others", countable=countable)
    clubs.measure("others-seen", unit_id="other")
    clubs.rival("trust-others", measure_id="others-seen", value="7")
    clubs.publish()
    assert [rule for rule, _ in found(api)] == diverging


def test_numbers_of_a_unit_that_is_no_thing_diverge_among_themselves(clubs, api):
    Unit.objects.create(slug="hectares", label="hectares")
    clubs.measure("reeds", unit_id="hectares")
    clubs.measure("woods", unit_id="hectares")
    clubs.rival("trust-reeds", measure_id="reeds", value="7")
    clubs.rival("ranger-woods", "ranger", measure_id="woods", value="9")
    clubs.publish()
    assert found(api) == [("divergence", "ranger-woods trust-reeds")]


# Recounts


def test_a_recount_takes_the_place_of_the_figure_which_contradicts_nobody_any_more(clubs, api):
    clubs.rival("trust-2023")
    clubs.figure("recount-2023", value="50", revises_id="nests-2023")
    clubs.publish()
    assert found(api) == [
        ("agreement", "recount-2023 trust-2023"),
        ("revised", "recount-2023 nests-2023"),
    ]
    record = finding(api, "revised")
    assert record["text"] == "[50, 50] takes the place of [41, 41]."
    assert record["spread"] == 1.22
    assert api.ids("observations?disputed=true") == []


def test_a_recount_of_words_is_told_too(clubs, api):
    clubs.change("nests-2023", value="", comparator="vague")
    clubs.figure("recount-2023", revises_id="nests-2023")
    clubs.publish()
    assert (
        finding(api, "revised")["text"] == "[41, 41] takes the place of a figure without a number."
    )
    (row,) = rows(api, "checks.csv")
    assert row["intervals"] == "[41, 41];none"


def test_what_was_revised_is_held_against_nothing(clubs, api):
    clubs.figure("nests-march", period="2023-03", value="20")
    clubs.computed(
        "at-most", "a + 1", "nests-march", comparator="lte", period="2023", compares_id="nests-2023"
    )
    clubs.rival("trust-pairs", measure_id="pairs-breeding", value="20")
    clubs.figure("herons-few", population_id="herons", value="3")
    clubs.figure("twice", quantity="ratio", base_period="2022", value="9")
    clubs.figure("nests-2022", period="2022")
    clubs.figure("recount", revises_id="nests-2023", period="2021")
    clubs.figure("recount-twice", revises_id="twice", period="2021", area_id="reed-lake")
    clubs.publish()
    assert {rule for rule, _ in found(api)} == {"revised"}


def test_figures_in_force_say_nothing_of_a_recount(clubs, api):
    clubs.figure("nests-again", value="50")
    clubs.publish()
    assert found(api) == []
