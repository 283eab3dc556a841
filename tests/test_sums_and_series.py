"""Figures that must fit each other: parts and wholes, comparisons, running totals."""

import pytest

from datasets.models import Citation, Measure, Unit

from .findings import checks, figure, finding, found

pytestmark = pytest.mark.slow(reason="publishes a world of its own for each case")

# Parts and wholes


@pytest.fixture
def lakeside(clubs):
    """Nests seen and nests heard are all there is of the nests counted; 41 = 30 + 11."""
    Measure.objects.filter(pk="nests-counted").update(parts_complete=True)
    clubs.measure("nests-seen", part_of_id="nests-counted")
    clubs.measure("nests-heard", part_of_id="nests-counted")
    clubs.figure("seen-2023", measure_id="nests-seen", value="30")
    clubs.figure("heard-2023", measure_id="nests-heard", value="11")
    return clubs


def test_parts_that_add_up_agree(lakeside, api):
    lakeside.publish()
    record = finding(api, "parts_agree")
    assert record["observations"] == ["nests-2023", "heard-2023", "seen-2023"]
    assert record["text"] == "The parts add up to [41, 41], the whole is [41, 41]."
    assert found(api) == [("parts_agree", "nests-2023 heard-2023 seen-2023")]


def test_parts_that_do_not_add_up_disagree_and_dispute_nothing(lakeside, api):
    lakeside.change("heard-2023", value="10")
    lakeside.publish()
    assert finding(api, "parts_disagree")["text"] == (
        "The parts add up to [40, 40], the whole is [41, 41]."
    )
    assert len(found(api)) == 1
    assert api.ids("observations?disputed=true") == []


def test_parts_agree_with_a_whole_that_is_said_roughly(lakeside, api):
    lakeside.change("nests-2023", value="50", comparator="lt_approx")
    lakeside.change("seen-2023", value="37")
    lakeside.publish()
    assert [rule for rule, _ in found(api)] == ["parts_agree"]


PARTS_DO_NOT_ADD_UP = {
    "one of another period": {"period": "2023"},
    "one of another population": {"population_id": "herons"},
    "one of another area": {"area_id": "reed-lake"},
    "one by another origin": {"origin_id": "trust"},
    "one without a number": {"value": "", "comparator": "vague"},
    "one that is a change": {"quantity": "difference", "base_period": "2022"},
}


@pytest.mark.parametrize("change", PARTS_DO_NOT_ADD_UP.values(), ids=PARTS_DO_NOT_ADD_UP.keys())
def test_parts_are_not_added_up_unless_all_are_there(lakeside, api, change):
    lakeside.change("heard-2023", **{"value": "5"} | change)
    lakeside.publish()
    assert found(api, "parts_agree", "parts_disagree") == []


@pytest.mark.parametrize("whole", [{"origin_id": "trust"}, {"value": "", "comparator": "vague"}])
def test_parts_are_not_held_against_another_origins_whole_or_words(lakeside, api, whole):
    lakeside.change("heard-2023", value="5")
    lakeside.change("nests-2023", **whole)
    lakeside.publish()
    assert found(api, "parts_agree", "parts_disagree") == []


def test_parts_that_may_not_be_complete_are_not_added_up(lakeside, api):
    lakeside.change("heard-2023", value="5")
    Measure.objects.filter(pk="nests-counted").update(parts_complete=False)
    lakeside.publish()
    assert found(api) == []


def test_a_measure_without_parts_does_not_add_up_to_none(clubs, api):
    Measure.objects.filter(pk="nests-counted").update(parts_complete=True)
    clubs.publish()
    assert found(api) == []


def test_a_third_part_that_nobody_counted_is_missing(lakeside, api):
    lakeside.measure("nests-smelt", part_of_id="nests-counted")
    lakeside.publish()
    assert found(api) == []


def test_parts_of_parts_add_up_to_the_parts_alone(lakeside, api):
    lakeside.measure("nests-high", part_of_id="nests-seen")
    lakeside.figure("high-2023", measure_id="nests-high", value="1")
    lakeside.publish()
    assert found(api) == [("parts_agree", "nests-2023 heard-2023 seen-2023")]


REVISED = "The origin has revised some of this since."


@pytest.fixture
def recounted(lakeside):
    """The club put 45 nests in the place of its 41, in a later leaflet without any parts."""
    lakeside.document("club-leaflet", source_id="bird-club", published="2024-01", seen="read")
    lakeside.figure("nests-recount", value="45", revises_id="nests-2023")
    told_in(lakeside, "club-leaflet", "nests-recount")
    return lakeside


def told_in(clubs, document, *slugs):
    """Let another document be the first that gives some figures."""
    Citation.objects.filter(observation__in=slugs, hop=1).update(document=document)


def test_parts_add_up_to_the_whole_that_was_told_with_them_though_it_was_revised(recounted, api):
    recounted.publish()
    record = finding(api, "parts_agree")
    assert record["observations"] == ["nests-2023", "heard-2023", "seen-2023"]
    assert record["text"] == f"The parts add up to [41, 41], the whole is [41, 41]. {REVISED}"
    assert found(api, "parts_disagree") == []


def test_parts_that_were_told_with_neither_are_held_against_the_whole_in_force(recounted, api):
    told_in(recounted, "gazette-june", "heard-2023", "seen-2023")
    recounted.publish()
    assert found(api, "parts_agree", "parts_disagree") == [
        ("parts_disagree", "nests-recount heard-2023 seen-2023")
    ]
    assert REVISED not in finding(api, "parts_disagree")["text"]


def test_parts_are_told_with_a_whole_if_only_that_says_up_to_which_day(recounted, api):
    recounted.change("nests-2023", data_cutoff="2023-05-20")
    recounted.change("nests-recount", data_cutoff="2023-05-20")
    recounted.publish()
    assert found(api, "parts_agree", "parts_disagree") == [
        ("parts_agree", "nests-2023 heard-2023 seen-2023")
    ]


def test_parts_counted_up_to_other_days_than_the_whole_are_not_added_up(recounted, api):
    recounted.change("nests-2023", data_cutoff="2023-05-20")
    recounted.change("heard-2023", data_cutoff="2023-05-19")
    recounted.publish()
    assert found(api, "parts_agree", "parts_disagree") == []


def test_a_part_that_was_revised_is_held_against_the_whole_as_before_and_now(lakeside, api):
    lakeside.figure("heard-recount", measure_id="nests-heard", value="9", revises_id="heard-2023")
    told_in(lakeside, "gazette-june", "heard-recount")
    lakeside.publish()
    assert found(api, "parts_agree", "parts_disagree") == [
        ("parts_agree", "nests-2023 heard-2023 seen-2023"),
        ("parts_disagree", "nests-2023 heard-recount seen-2023"),
    ]
    assert REVISED in finding(api, "parts_agree")["text"]


def test_a_part_in_whose_place_the_origin_put_a_share_is_missing(lakeside, api):
    lakeside.figure(
        "heard-share",
        measure_id="nests-heard",
        quantity="share",
        value="27",
        revises_id="heard-2023",
    )
    told_in(lakeside, "gazette-june", "heard-2023", "heard-share")
    lakeside.publish()
    assert found(api, "parts_agree", "parts_disagree") == []


def test_each_whole_is_held_against_the_parts_of_its_own_document(lakeside, api):
    lakeside.figure("nests-again", value="50")
    lakeside.figure("seen-again", measure_id="nests-seen", value="38")
    lakeside.figure("heard-again", measure_id="nests-heard", value="12")
    told_in(lakeside, "gazette-june", "nests-again", "seen-again", "heard-again")
    lakeside.publish()
    assert found(api, "parts_agree", "parts_disagree") == [
        ("parts_agree", "nests-2023 heard-2023 seen-2023"),
        ("parts_agree", "nests-again heard-again seen-again"),
    ]


def test_a_forecast_of_a_part_is_none(lakeside, api):
    lakeside.change("heard-2023", status="F")
    lakeside.publish()
    assert found(api, "parts_agree", "parts_disagree") == []


def test_what_is_computed_is_neither_part_nor_whole(lakeside, api):
    lakeside.computed("heard-twice", "a * 2", "heard-2023", measure_id="nests-heard")
    lakeside.computed("all-2023", "a + b", "heard-2023 seen-2023")
    lakeside.publish()
    assert found(api, "parts_agree", "parts_disagree") == [
        ("parts_agree", "nests-2023 heard-2023 seen-2023")
    ]


def test_parts_in_other_units_are_not_added_up_and_exceed_nothing(lakeside, api):
    Unit.objects.create(slug="kilograms", label="kilograms")
    Measure.objects.filter(pk="nests-heard").update(unit="kilograms")
    lakeside.change("heard-2023", value="500")
    lakeside.publish()
    assert found(api) == []


# Shares of a whole


@pytest.fixture
def thirds(lakeside):
    """Nests high, seen and heard are all there is of the nests counted: a third of them each."""
    lakeside.measure("nests-high", part_of_id="nests-counted")
    for part in THIRDS.split():
        measure = f"nests-{part.removesuffix('-share')}"
        lakeside.figure(part, measure_id=measure, quantity="share", value="33.3")
    return lakeside


THIRDS = "heard-share high-share seen-share"


@pytest.mark.parametrize(
    ("value", "rule", "total"),
    [
        ("33.3", "parts_agree", "[99.75, 100.05)"),
        ("33", "parts_agree", "[97.5, 100.5)"),
        ("40", "parts_disagree", "[118.5, 121.5)"),
        ("30", "parts_disagree", "[88.5, 91.5)"),
    ],
)
def test_all_shares_of_a_whole_are_held_against_100_percent(thirds, api, value, rule, total):
    for share in THIRDS.split():
        thirds.change(share, value=value)
    thirds.publish()
    assert found(api, "parts_agree", "parts_disagree") == [(rule, THIRDS)]
    text = f"The shares add up to {total} percent, the whole is 100 percent."
    assert finding(api, rule)["text"] == text


SHARES_OF_NO_ONE_WHOLE = {
    "one of another period": {"period": "2023"},
    "one of another population": {"population_id": "herons"},
    "one of another area": {"area_id": "reed-lake"},
    "one by another origin": {"origin_id": "trust"},
    "one without a number": {"value": "", "comparator": "vague"},
    "one of a longer time": {"base_period": "2020/2023"},
    "one that is a rate": {"quantity": "rate", "per": "week"},
    "one that is forecast": {"status": "F"},
    "one of another measure": {"measure_id": "pairs-breeding"},
}


@pytest.mark.parametrize(
    "change", SHARES_OF_NO_ONE_WHOLE.values(), ids=SHARES_OF_NO_ONE_WHOLE.keys()
)
def test_shares_are_not_added_up_unless_all_are_there(thirds, api, change):
    thirds.change("high-share", **{"value": "70"} | change)
    thirds.publish()
    assert found(api, "parts_agree", "parts_disagree") == []


def test_shares_whose_whole_is_of_their_own_period_are_added_up(thirds, api):
    for share in THIRDS.split():
        thirds.change(share, base_period="2023-03/2023-05")
    thirds.publish()
    assert found(api, "parts_agree") == [("parts_agree", THIRDS)]


def test_shares_of_a_whole_that_has_more_parts_or_other_units_are_not_added_up(thirds, api):
    Measure.objects.filter(pk="nests-counted").update(parts_complete=False)
    thirds.publish()
    assert found(api, "parts_agree", "parts_disagree") == []


def test_shares_of_one_document_are_added_up_and_of_several_those_in_force(thirds, api):
    thirds.figure(
        "high-again", measure_id="nests-high", quantity="share", value="50", revises_id="high-share"
    )
    told_in(thirds, "gazette-june", "high-again")
    thirds.publish()
    assert found(api, "parts_agree", "parts_disagree") == [("parts_agree", THIRDS)]
    assert REVISED in finding(api, "parts_agree")["text"]
    told_in(thirds, "gazette-june", "high-share")
    thirds.publish()
    assert found(api, "parts_agree", "parts_disagree") == [
        ("parts_disagree", THIRDS.replace("high-share", "high-again"))
    ]


def test_a_share_in_whose_place_the_origin_put_a_rate_is_missing(thirds, api):
    rate = {"measure_id": "nests-high", "quantity": "rate", "per": "week", "value": "12"}
    thirds.figure("high-again", revises_id="high-share", **rate)
    told_in(thirds, "gazette-june", "high-share", "high-again")
    thirds.publish()
    assert found(api, "parts_agree", "parts_disagree") == []


@pytest.mark.parametrize(
    ("value", "comparator", "told"),
    [
        ("100.85", "eq", [("share_above_whole", "seen-share")]),
        ("100", "eq", []),
        ("100", "gte", []),
        ("100", "gt", [("share_above_whole", "seen-share")]),
        ("99.9", "eq", []),
    ],
)
def test_a_share_of_more_than_all_is_published_and_found(lakeside, api, value, comparator, told):
    said = {"value": value, "comparator": comparator, "quantity": "share", "period": "2019"}
    lakeside.figure("seen-share", **said)
    lakeside.publish()
    assert found(api, "share_above_whole") == told
    assert figure(api, "seen-share")["value_digits"] == value


@pytest.mark.parametrize("origin", ["bird-club", "trust"])
def test_a_part_larger_than_the_whole_is_told_whoever_counted_it(lakeside, api, origin):
    lakeside.measure("nests-high", part_of_id="nests-seen")
    lakeside.rival("high-2023", origin_id=origin, measure_id="nests-high", value="42")
    lakeside.publish()
    assert found(api, "part_exceeds_whole") == [
        ("part_exceeds_whole", "high-2023 nests-2023"),
        ("part_exceeds_whole", "high-2023 seen-2023"),
    ]
    record = next(one for one in checks(api) if one["observations"] == ["high-2023", "nests-2023"])
    assert record["text"] == "The part is [42, 42], the whole is [41, 41]."
    assert record["spread"] == 1.02
    assert api.ids("observations?disputed=true") == []


@pytest.mark.parametrize("population", ["herons", "birds"])
def test_a_part_of_a_population_larger_than_the_whole_of_it_is_told(clubs, api, population):
    clubs.rival("trust-all", population_id=population, value="40")
    clubs.publish()
    assert found(api) == [("part_exceeds_whole", "nests-2023 trust-all")]


@pytest.mark.parametrize(("topic", "rules"), [("breeding", ["part_exceeds_whole"]), ("nests", [])])
def test_parts_and_wholes_are_held_against_each_other_within_a_topic(clubs, api, topic, rules):
    clubs.measure("nests-high", part_of_id="nests-counted", topic=topic)
    clubs.figure("high-2023", measure_id="nests-high", value="44")
    clubs.publish()
    assert [rule for rule, _ in found(api)] == rules


def test_a_part_of_the_measure_and_of_the_population_exceeds_the_whole_of_both(lakeside, api):
    lakeside.rival("trust-all", population_id="birds", value="10")
    lakeside.publish()
    assert found(api, "part_exceeds_whole") == [
        ("part_exceeds_whole", "heard-2023 trust-all"),
        ("part_exceeds_whole", "nests-2023 trust-all"),
        ("part_exceeds_whole", "seen-2023 trust-all"),
    ]


NO_PART_EXCEEDS = {
    "as large": {"value": "41"},
    "larger": {"value": "42"},
    "at least as large as any": {"value": "3", "comparator": "gte"},
    "no number": {"value": "", "comparator": "vague"},
    "another period": {"value": "3", "period": "2023"},
    "another area": {"value": "3", "area_id": "reed-lake"},
    "another measure": {"value": "3", "measure_id": "pairs-breeding"},
    "a change": {"value": "3", "quantity": "difference", "base_period": "2022"},
}


@pytest.mark.parametrize("whole", NO_PART_EXCEEDS.values(), ids=NO_PART_EXCEEDS.keys())
def test_no_part_exceeds_a_whole_that_can_hold_it(clubs, api, whole):
    clubs.rival("trust-all", population_id="herons", **whole)
    clubs.publish()
    assert found(api) == []


def test_a_whole_may_exceed_its_part_and_a_change_is_no_part(clubs, api):
    change = {"quantity": "percent_change", "base_period": "2022"}
    clubs.rival("trust-all", population_id="herons", value="99")
    clubs.rival("trust-change", value="99", **change)
    clubs.rival("trust-change-of-all", population_id="herons", value="3", **change)
    clubs.rival("trust-few-storks", population_id="herons", value="1", period="2022")
    clubs.publish()
    assert found(api, "part_exceeds_whole") == []


# Ratios and changes


@pytest.fixture
def two_springs(clubs):
    """The club counted 20 nests in the spring of 2022 and 41 in that of 2023."""
    clubs.figure("nests-2022", period="2022-03/2022-05", value="20")
    return clubs


def compare(clubs, **fields):
    """Add the club's comparison of the two springs."""
    clubs.figure("compared", **{"quantity": "ratio", "base_period": "2022-03/2022-05"} | fields)


COMPARISONS = [
    ("ratio", "2.1", "ratio_agrees"),
    ("ratio", "2.2", "ratio_disagrees"),
    ("percent_change", "105", "ratio_agrees"),
    ("percent_change", "205", "ratio_disagrees"),
    ("difference", "21", "ratio_agrees"),
    ("difference", "20", "ratio_disagrees"),
]


@pytest.mark.parametrize(("quantity", "value", "rule"), COMPARISONS)
def test_a_comparison_is_held_against_the_figures_it_compares(
    two_springs, api, quantity, value, rule
):
    compare(two_springs, quantity=quantity, value=value)
    two_springs.publish()
    assert found(api) == [(rule, "compared nests-2023 nests-2022")]
    assert api.ids("observations?disputed=true") == []


def test_a_comparison_tells_what_the_figures_give(two_springs, api):
    compare(two_springs, value="2", comparator="about")
    two_springs.publish()
    assert finding(api, "ratio_agrees")["text"] == (
        "The figures give [2.05, 2.05], the comparison is [1.5, 2.5)."
    )


@pytest.mark.parametrize(
    ("points", "rule"),
    [("6", "ratio_agrees"), ("7.5", "ratio_disagrees"), ("100", "ratio_disagrees")],
)
def test_a_change_of_a_share_is_held_against_the_shares(two_springs, api, points, rule):
    two_springs.figure("share-2022", period="2022-03/2022-05", quantity="share", value="6")
    two_springs.figure("share-2023", quantity="share", value="12")
    compare(two_springs, quantity="point_change", value=points)
    two_springs.publish()
    assert found(api) == [(rule, "compared share-2023 share-2022")]
    record = api.json("observations/compared")
    assert record["unit"] == "points"
    assert (
        f"as {points} percentage points higher than from March to May 2022" in record["statement"]
    )


NOT_COMPARED = {
    "another measure": {"measure_id": "pairs-breeding"},
    "another population": {"population_id": "herons"},
    "another area": {"area_id": "reed-lake"},
    "another period": {"period": "2023-05"},
    "another base": {"base_period": "2022"},
    "an unknown base": {"base_period": "XXXX"},
    "a share": {"quantity": "share"},
    "no number": {"value": "", "comparator": "vague"},
}


@pytest.mark.parametrize("fields", NOT_COMPARED.values(), ids=NOT_COMPARED.keys())
def test_a_comparison_of_something_else_is_not_held_against_them(two_springs, api, fields):
    compare(two_springs, **{"value": "9"} | fields)
    two_springs.publish()
    assert found(api, "ratio_agrees", "ratio_disagrees") == []


@pytest.mark.parametrize(
    ("inputs", "rules"),
    [
        (["trust-log"], []),
        ([], []),
        (["club-report"], ["ratio_disagrees"]),
        (["club-log", "trust-log"], ["ratio_disagrees"]),
    ],
)
def test_who_compares_what_another_origin_published_is_held_against_that(
    two_springs, api, inputs, rules
):
    base = {"quantity": "ratio", "base_period": "2022-03/2022-05"}
    two_springs.rival("compared", value="9", inputs=inputs, **base)
    two_springs.publish()
    assert [rule for rule, _ in found(api)] == rules


def test_a_comparison_is_not_held_against_one_level_of_each_origin(two_springs, api):
    two_springs.change("nests-2022", origin_id="trust")
    base = {"quantity": "ratio", "base_period": "2022-03/2022-05"}
    two_springs.rival("compared", value="9", inputs=["club-log", "trust-log"], **base)
    two_springs.publish()
    assert found(api) == []


@pytest.mark.parametrize("change", [{"origin_id": "trust"}, {"value": "", "comparator": "vague"}])
@pytest.mark.parametrize("level", ["nests-2022", "nests-2023"])
def test_both_levels_are_the_origins_own_and_have_a_number(two_springs, api, level, change):
    compare(two_springs, value="9")
    two_springs.change(level, **change)
    two_springs.publish()
    assert found(api, "ratio_agrees", "ratio_disagrees") == []


def test_a_computed_comparison_or_level_is_not_held_against_them(two_springs, api):
    base = {"base_period": "2022-03/2022-05"}
    two_springs.computed("times", "a / b", "nests-2023 nests-2022", quantity="ratio", **base)
    two_springs.computed(
        "computed-2021", "a - 1", "nests-2022", period="2021", measure_id="nests-counted"
    )
    compare(two_springs, value="9", base_period="2021")
    two_springs.publish()
    assert found(api, "ratio_agrees", "ratio_disagrees") == []


def test_a_comparison_in_whose_place_the_origin_put_another_is_not_held_against_them(
    two_springs, api
):
    base = {"quantity": "ratio", "base_period": "2022-03/2022-05"}
    compare(two_springs, value="9")
    two_springs.figure("compared-anew", value="2.1", revises_id="compared", **base)
    two_springs.publish()
    assert found(api, "ratio_agrees", "ratio_disagrees") == [
        ("ratio_agrees", "compared-anew nests-2023 nests-2022")
    ]


def test_nothing_is_divided_by_zero(two_springs, api):
    two_springs.change("nests-2022", value="0")
    compare(two_springs, value="9")
    two_springs.publish()
    assert found(api) == []


def test_a_difference_from_zero_is_one(two_springs, api):
    two_springs.change("nests-2022", value="0")
    compare(two_springs, quantity="difference", value="40")
    two_springs.publish()
    assert [rule for rule, _ in found(api)] == ["ratio_disagrees"]


# Running totals


@pytest.fixture
def ringing(clubs):
    """Chicks ringed since the beginning of 2023, told month by month: 20 up to March."""
    clubs.measure("chicks-ringed", kind="flow")
    ringed(clubs, "march", "2023-01/2023-03", "20")
    return clubs


def ringed(clubs, slug, period, value, **fields):
    """Add a number of chicks that were ringed in a period."""
    clubs.figure(slug, **{"measure_id": "chicks-ringed", "period": period, "value": value} | fields)


def test_a_running_total_that_falls_is_told(ringing, api):
    ringed(ringing, "april", "2023-01/2023-04", "19")
    ringing.publish()
    record = finding(api, "cumulative_falls")
    assert record["observations"] == ["april", "march"]
    assert record["text"] == "After [20, 20] it is [19, 19]."
    assert record["spread"] == 1.05
    assert api.ids("observations?disputed=true") == []


def test_a_peak_is_told_once_with_the_lowest_total_below_it(ringing, api):
    ringed(ringing, "april", "2023-01/2023-04", "30")
    ringed(ringing, "may", "2023-01/2023-05", "25")
    ringed(ringing, "half", "2023-S1", "24")
    ringed(ringing, "july", "2023-01/2023-07", "24")
    ringed(ringing, "august", "2023-01/2023-08", "29")
    ringing.publish()
    record = finding(api, "cumulative_falls")
    assert record["observations"] == ["half", "april"]
    assert record["text"] == "After [30, 30] it is [24, 24]."


def test_a_series_that_climbs_above_its_peak_has_another(ringing, api):
    for month, value in enumerate(["30", "28", "30", "29", "31", "27", "40"], start=4):
        ringed(ringing, f"month-{month}", f"2023-01/2023-{month:02}", value)
    ringing.change("month-10", value="26")
    ringing.publish()
    assert found(api) == [
        ("cumulative_falls", "month-10 month-8"),
        ("cumulative_falls", "month-5 month-4"),
    ]


def test_a_rough_total_in_between_does_not_hide_a_fall(ringing, api):
    ringed(ringing, "april", "2023-01/2023-04", "20", comparator="about")
    ringed(ringing, "may", "2023-01/2023-05", "18")
    ringing.publish()
    assert found(api) == [("cumulative_falls", "may march")]


def test_each_measure_has_running_totals_of_its_own(ringing, api):
    ringing.measure("chicks-fed", kind="flow")
    ringed(ringing, "april", "2023-01/2023-04", "19", measure_id="chicks-fed")
    ringing.publish()
    assert found(api) == []


def test_two_totals_up_to_one_day_are_no_fall(ringing, api):
    ringed(ringing, "march-again", "2023-01/2023-03", "19")
    ringing.publish()
    assert found(api) == []


def test_the_end_of_a_running_total_is_the_day_up_to_which_was_counted(ringing, api):
    ringed(ringing, "year-by-may", "2023", "30", data_cutoff="2023-05-31")
    ringed(ringing, "june", "2023-01/2023-06", "29")
    ringing.publish()
    assert found(api) == [("cumulative_falls", "june year-by-may")]


DOES_NOT_FALL = {
    "as many": {"value": "20"},
    "more": {"value": "21"},
    "maybe more": {"value": "20", "comparator": "about"},
    "at most": {"value": "20", "comparator": "lte"},
    "no number": {"value": "", "comparator": "vague"},
    "another start": {"period": "2023-02/2023-04"},
    "an earlier end": {"period": "2023-01/2023-02"},
    "one end": {"period": "2023-01/2023-03"},
    "an open end": {"period": "2023-01/.."},
    "another population": {"population_id": "herons"},
    "another area": {"area_id": "reed-lake"},
    "another origin": {"origin_id": "trust"},
    "another measure": {"measure_id": "pairs-breeding"},
    "a difference": {"quantity": "difference", "base_period": "2022"},
}


@pytest.mark.parametrize("fields", DOES_NOT_FALL.values(), ids=DOES_NOT_FALL.keys())
def test_a_running_total_does_not_fall(ringing, api, fields):
    ringed(ringing, "april", **{"period": "2023-01/2023-04", "value": "19"} | fields)
    ringing.publish()
    assert found(api, "cumulative_falls") == []


@pytest.mark.parametrize("fields", [{"kind": "stock"}, {"unit_id": "kilograms"}])
def test_what_is_no_number_of_things_over_a_time_may_fall(ringing, api, fields):
    Unit.objects.create(slug="kilograms", label="kilograms")
    Measure.objects.filter(pk="chicks-ringed").update(**fields)
    ringed(ringing, "april", "2023-01/2023-04", "1")
    ringing.publish()
    assert found(api) == []


def test_neither_a_revised_nor_a_computed_total_makes_a_fall(ringing, api):
    ringed(ringing, "april", "2023-01/2023-04", "19")
    ringed(ringing, "march-recount", "2023-01/2023-03", "18", revises_id="march")
    ringing.computed("may", "a - 9", "april", measure_id="chicks-ringed", period="2023-01/2023-05")
    ringing.publish()
    assert found(api, "cumulative_falls") == []
