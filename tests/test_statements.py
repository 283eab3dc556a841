"""The statement: a sentence or two that can be pasted, and never a number without its doubt."""

import copy
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.analysis.scales import scale_of
from datasets.arithmetic import intervals
from datasets.arithmetic.digits import number, plain
from datasets.models import Unit
from datasets.vocabularies import (
    AFFECTS,
    COMPARATOR,
    DIRECTION,
    MEASURE_KIND,
    OBSERVATION_STATUS,
    QUANTITY,
    RATE_PERIOD,
    SOURCE_KIND,
)
from datasets.wording.doubts import NO_CAVEAT, badge, bias_holders
from datasets.wording.statements import LONGEST, first_sentence, statement
from datasets.wording.terms import COMPARATOR_IN_WORDS, STATUS_IN_WORDS

NO_BOUNDS = {
    "lower_bound": None,
    "upper_bound": None,
    "interval": None,
    "bounds_basis": "none",
}
NUMBERS = ("value", "value_low", "value_high", "lower_bound", "upper_bound")
PERIOD = {"code": "2023", "printed": "-", "data_cutoff": None}


def in_unit(unit):
    """Return the unit of a measure as a record has it."""
    label = {"celsius": "degrees Celsius"}.get(unit, unit)
    return {"id": unit, "label": label, "countable": unit in ("nests", "items", "persons")}


NESTS = {
    "phrase": "nests of {population} seen from the shore",
    "population": "grey-herons",
    "area": None,
    "kind": "flow",
    "unit": in_unit("nests"),
}
READ = [{"document": "club-log", "basis": "stated"}]
GUESSED = [{"document": "club-log", "basis": "inferred"}]
COUNT = {
    "id": "nests-2023",
    "origin": {"label": "the bird club", "kind": "ngo"},
    "measure": NESTS,
    "population": {"id": "grey-herons", "label": "grey herons"},
    "area": {"id": "not-stated", "label": "Territory not stated"},
    "event": None,
    "period": PERIOD,
    "comparator": "eq",
    "value": "2076",
    "value_low": None,
    "value_high": None,
    "range_kind": None,
    "unit": "nests",
    "quantity": "level",
    "base_period": None,
    "as_printed": None,
    **NO_BOUNDS,
    "status": "A",
    "bias": "none_recorded",
    "bias_asserted_by": [],
    "caveats": [],
    "inputs": READ,
    "known_through": None,
    "derivation": None,
    "disputed": False,
    "disputed_since": None,
    "rivals": [],
    "replaced": False,
    "checks": [],
    "objections": [],
    "first_document": "club-report",
}
CONTRADICTION = [{"rule": "contradiction"}]
RATIO = {"quantity": "ratio", "unit": "times", "base_period": "2022", "value": "2.5"}
POINT_CHANGE = {"quantity": "point_change", "unit": "points", "base_period": "2022"}
PERCENT_CHANGE = {"quantity": "percent_change", "unit": "percent", "base_period": "2022"}
DIFFERENCE = {"quantity": "difference", "base_period": "2022"}
SHARE = {"quantity": "share", "unit": "percent", "value": "18"}
RATE = {"quantity": "rate", "unit": "nests/week"}
BY_WORDS = {"value": None, "inputs": None}
MORE_THAN_HALF = {
    "lower_bound": "50",
    "upper_bound": "100",
    "interval": "(50, 100]",
    "bounds_basis": "interpreted",
}
COMPUTED = {
    "derivation": {"formula": "a / b", "operands": []},
    "origin": {"label": "Caveat", "kind": "software"},
    "status": "E",
}


def says(**changes):
    """Return what a record says: 2,076 nests, as counted by the club, but for the changes."""
    through = {"document": {"source_label": changes.get("known_through")}, "reported_as": None}
    record = copy.deepcopy(COUNT) | {"citations": [through]} | changes
    if record["quantity"] in ("level", "rate", "difference") and "unit" in changes:
        unit = record["unit"].partition("/")[0].replace("points", "percent")
        record["measure"] = record["measure"] | {"unit": in_unit(unit)}
    record["value_digits"] = record["value"]
    record |= {name: number(record[name]) for name in NUMBERS}
    return record | {"bias_asserted_by": bias_holders(record)}


def caveat(label, direction="unknown", short="some unseen", affects="accuracy", by=None):
    """Return a caveat as a record has it."""
    return {
        "short": short,
        "affects": affects,
        "direction": direction,
        "asserted_by": by or label.casefold(),
        "asserted_by_label": label,
        "attached_to": "observation:nests-2023",
    }


def claim_of(**changes):
    """Return the sentence without the end that all figures without a caveat have."""
    told = statement(says(**changes), ())
    assert told.endswith(f". {NO_CAVEAT}")
    return told.removesuffix(f". {NO_CAVEAT}")


@pytest.mark.parametrize(
    ("comparator", "put"),
    [
        ("eq", "2,076"),
        ("about", "about 2,076"),
        ("lt_approx", "almost 2,076"),
        ("gt_approx", "just over 2,076"),
        ("gt", "more than 2,076"),
        ("gte", "at least 2,076"),
        ("lt", "under 2,076"),
        ("lte", "at most 2,076"),
    ],
)
def test_a_level_says_how_its_number_was_put(comparator, put):
    claim = claim_of(comparator=comparator)
    assert claim == f"The bird club counted {put} nests of grey herons seen from the shore in 2023"


HERONS = {"measure": NESTS | {"phrase": "nests of {population}"}}


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (RATIO, "reported 2.5 times as many nests of grey herons in 2023 as in 2022"),
        (
            RATIO | {"comparator": "about"},
            "reported about 2.5 times as many nests of grey herons in 2023 as in 2022",
        ),
        (
            RATIO | {"comparator": "gt"},
            "reported more than 2.5 times as many nests of grey herons in 2023 as in 2022",
        ),
        (
            RATIO | {"comparator": "lt_approx", "inputs": None},
            "reported almost 2.5 times as many nests of grey herons in 2023 as in 2022",
        ),
        (
            RATIO | {"base_period": "XXXX"},
            "reported 2.5 times as many nests of grey herons in 2023 as before",
        ),
        (
            PERCENT_CHANGE | {"value": "89"},
            "reported 89 percent more nests of grey herons in 2023 than in 2022",
        ),
        (
            PERCENT_CHANGE | {"value": "-12"},
            "reported 12 percent fewer nests of grey herons in 2023 than in 2022",
        ),
        (
            PERCENT_CHANGE | {"value": "-12", "comparator": "lt"},
            "reported more than 12 percent fewer nests of grey herons in 2023 than in 2022",
        ),
        (
            PERCENT_CHANGE | {"value": "-12", "comparator": "gte"},
            "reported at most 12 percent fewer nests of grey herons in 2023 than in 2022",
        ),
        (
            PERCENT_CHANGE | {"value": "-12", "comparator": "gt_approx"},
            "reported almost 12 percent fewer nests of grey herons in 2023 than in 2022",
        ),
        (
            DIFFERENCE | {"value": "1200"},
            "reported 1,200 more nests of grey herons in 2023 than in 2022",
        ),
        (
            DIFFERENCE | {"value": "-1200", "comparator": "about", "base_period": "XXXX"},
            "reported about 1,200 fewer nests of grey herons in 2023 than before",
        ),
        (
            DIFFERENCE | {"value": "1"},
            "reported the number of nests of grey herons in 2023 as 1 more than in 2022",
        ),
        (
            DIFFERENCE | {"value": "-1"},
            "reported the number of nests of grey herons in 2023 as 1 less than in 2022",
        ),
        (
            DIFFERENCE | {"value": "3", "unit": "points"},
            "reported the share of nests of grey herons in 2023 as 3 percentage points "
            "higher than in 2022",
        ),
        (
            POINT_CHANGE | {"value": "-3"},
            "reported the share of nests of grey herons in 2023 as 3 percentage points "
            "lower than in 2022",
        ),
        (SHARE, "put the share of nests of grey herons in 2023 at 18 percent"),
        (
            SHARE | {"comparator": "lte"},
            "put the share of nests of grey herons in 2023 at at most 18 percent",
        ),
        (
            SHARE | {"base_period": "../2023-11"},
            "put the share of nests of grey herons in 2023 at 18 percent "
            "of the whole up to the end of November 2023",
        ),
        (
            SHARE | {"period": PERIOD | {"code": "2022-09/.."}},
            "put the share of nests of grey herons, since September 2022, at 18 percent",
        ),
        (
            SHARE | {"status": "E", "inputs": None},
            "estimated the share of nests of grey herons in 2023 at 18 percent",
        ),
        (
            SHARE | {"inputs": None},
            "put the share of nests of grey herons in 2023 at 18 percent",
        ),
        (
            SHARE | {"quantity": "level"},
            "put the share of nests of grey herons in 2023 at 18 percent",
        ),
        (
            {"unit": "times", "value": "3"},
            "put the ratio of nests of grey herons in 2023 at 3 times",
        ),
        (
            RATE | {"value": "100", "comparator": "about"},
            "counted about 100 nests of grey herons per week in 2023",
        ),
        (
            RATE | {"value": "1"},
            "put the number of nests of grey herons in 2023 at 1 per week",
        ),
        (
            RATE | {"value": "5", "unit": "percent/week"},
            "put the share of nests of grey herons in 2023 at 5 percent per week",
        ),
        (
            RATIO | {"value": "1", "comparator": "about"},
            "reported about as many nests of grey herons in 2023 as in 2022",
        ),
        (
            PERCENT_CHANGE | {"value": "1"},
            "reported 1 percent more nests of grey herons in 2023 than in 2022",
        ),
        ({"value": "1"}, "put the number of nests of grey herons in 2023 at 1"),
        (
            {"value": "1", "inputs": None, "comparator": "gt"},
            "put the number of nests of grey herons in 2023 at more than 1",
        ),
        ({"value": "0"}, "counted 0 nests of grey herons in 2023"),
        ({"value": "1234567.50"}, "reported 1,234,567.50 nests of grey herons in 2023"),
        (
            {"value": "-0.3", "inputs": None},
            "reported -0.3 nests of grey herons in 2023",
        ),
    ],
)
def test_each_quantity_reads_as_a_sentence(figure, sentence):
    assert claim_of(**HERONS | figure) == f"The bird club {sentence}"


SHARES = {"measure": NESTS | {"unit": in_unit("percent"), "kind": "ratio"}}
AVERAGES = {"measure": NESTS | {"unit": in_unit("pairs"), "kind": "ratio"}}
NESTS_A_LAKE = {"measure": NESTS | {"kind": "ratio"}}
WEIGHTS = {"measure": NESTS | {"unit": in_unit("tonnes")}}


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (
            SHARES | PERCENT_CHANGE | {"value": "100"},
            "reported the share of nests of grey herons in 2023 as 100 percent higher than in 2022",
        ),
        (
            SHARES | PERCENT_CHANGE | {"value": "-12", "inputs": None},
            "reported the share of nests of grey herons in 2023 as 12 percent lower than in 2022",
        ),
        (
            SHARES | RATIO,
            "reported the share of nests of grey herons in 2023 as 2.5 times that in 2022",
        ),
        (
            AVERAGES | RATIO,
            "reported the rate of nests of grey herons in 2023 as 2.5 times that in 2022",
        ),
        (
            AVERAGES | PERCENT_CHANGE | {"value": "89"},
            "reported the rate of nests of grey herons in 2023 as 89 percent higher than in 2022",
        ),
        (
            NESTS_A_LAKE | PERCENT_CHANGE | {"value": "89"},
            "reported 89 percent more nests of grey herons in 2023 than in 2022",
        ),
        (
            WEIGHTS | PERCENT_CHANGE | {"value": "-12"},
            "reported the amount of nests of grey herons in 2023 as 12 percent lower than in 2022",
        ),
    ],
)
def test_a_change_of_what_is_no_number_of_things_is_told_as_one(figure, sentence):
    told = figure["measure"] | {"phrase": "nests of {population}"}
    assert claim_of(**figure | {"measure": told}) == f"The bird club {sentence}"


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ({}, "put the amount of eggs of grey herons in 2023 at 2,076 tonnes"),
        (
            {"comparator": "about", "status": "E"},
            "estimated the amount of eggs of grey herons in 2023 at about 2,076 tonnes",
        ),
        (RATE, "put the amount of eggs of grey herons in 2023 at 2,076 tonnes per week"),
        (
            DIFFERENCE | {"value": "-5"},
            "reported the amount of eggs of grey herons in 2023 as 5 tonnes lower than in 2022",
        ),
    ],
)
def test_no_number_leaves_without_its_unit(figure, sentence):
    unit = figure.get("unit", "nests").replace("nests", "tonnes")
    eggs = NESTS | {"phrase": "eggs of {population}", "kind": "flow", "unit": in_unit("tonnes")}
    assert claim_of(**figure | {"measure": eggs, "unit": unit}) == f"The bird club {sentence}"


@pytest.mark.parametrize("unit", ["persons", "items"])
def test_persons_and_items_are_named_by_what_they_are(unit):
    ringers = NESTS | {"phrase": "ringers of {population}", "kind": "flow", "unit": in_unit(unit)}
    assert claim_of(measure=ringers) == "The bird club counted 2,076 ringers of grey herons in 2023"


@pytest.mark.parametrize("phrase", ["tonnes of eggs of {population}", "eggs in Tonnes"])
def test_the_unit_that_the_words_say_is_not_said_again(phrase):
    eggs = NESTS | {"phrase": phrase, "kind": "flow", "unit": in_unit("tonnes")}
    sentence = claim_of(measure=eggs, unit="tonnes")
    assert sentence.casefold().count("tonnes") == 1
    assert sentence.startswith("The bird club counted 2,076 ")


@pytest.mark.parametrize(
    ("quantity", "ends", "sentence"),
    [
        ({}, ("5600", "6000"), "counted 5,600 to 6,000 nests of grey herons in 2023"),
        (RATE, ("5", "6"), "counted 5 to 6 nests of grey herons per week in 2023"),
        (
            RATIO,
            ("2", "3"),
            "reported 2 to 3 times as many nests of grey herons in 2023 as in 2022",
        ),
        (
            SHARE,
            ("5", "7.5"),
            "put the share of nests of grey herons in 2023 at 5 to 7.5 percent",
        ),
        (
            PERCENT_CHANGE,
            ("-20", "-10"),
            "reported 10 to 20 percent fewer nests of grey herons in 2023 than in 2022",
        ),
        (
            PERCENT_CHANGE,
            ("-5", "12"),
            "reported 5 percent fewer to 12 percent more nests of grey herons in 2023 than in 2022",
        ),
        (
            DIFFERENCE,
            ("5", "12"),
            "reported 5 to 12 more nests of grey herons in 2023 than in 2022",
        ),
        (
            DIFFERENCE,
            ("-3", "0"),
            "reported 0 to 3 fewer nests of grey herons in 2023 than in 2022",
        ),
    ],
)
def test_a_range_has_both_of_its_ends(quantity, ends, sentence):
    stated = {
        "comparator": "range",
        "value": None,
        "value_low": ends[0],
        "value_high": ends[1],
        "range_kind": "stated",
    }
    assert claim_of(**HERONS | quantity | stated) == f"The bird club {sentence}"


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (
            DIFFERENCE | {"comparator": "increase"},
            "spoke of a rise in the number of nests of grey herons in 2023 against that in 2022",
        ),
        (
            RATIO | {"comparator": "decrease", "base_period": "XXXX"},
            "spoke of a fall in the number of nests of grey herons in 2023",
        ),
        (
            PERCENT_CHANGE
            | {
                "comparator": "increase",
                "base_period": "XXXX",
                "period": PERIOD | {"code": "XXXX"},
            },
            "spoke of a rise in the number of nests of grey herons, at a time that is not stated",
        ),
        (
            DIFFERENCE | {"comparator": "decrease", "status": "F"},
            "projected a fall in the number of nests of grey herons in 2023 against that in 2022",
        ),
        (
            {"comparator": "vague", "as_printed": "many"},
            "said “many”, speaking of nests of grey herons in 2023; no count is known",
        ),
        (
            {"comparator": "vague"},
            "spoke of nests of grey herons in 2023, without a number; no count is known",
        ),
        (
            SHARE | {"comparator": "vague", **MORE_THAN_HALF},
            "spoke of the share of nests of grey herons in 2023, without a number "
            "(Caveat reads more than 50 and at most 100 percent)",
        ),
        (
            RATE | {"comparator": "vague", "as_printed": "daily"},
            "said “daily”, speaking of nests of grey herons per week in 2023; no count is known",
        ),
        (
            SHARE | {"comparator": "vague", "as_printed": "most", **MORE_THAN_HALF},
            "said “most” (Caveat reads more than 50 and at most 100 percent), "
            "speaking of the share of nests of grey herons in 2023",
        ),
        (
            RATIO | {"comparator": "vague", "as_printed": "many times"},
            "said “many times”, speaking of how the number of nests of grey herons "
            "in 2023 compares with that in 2022; no count is known",
        ),
        (
            PERCENT_CHANGE | {"comparator": "vague", "base_period": "XXXX"},
            "spoke of how the number of nests of grey herons "
            "in 2023 compares with that before, without a number; no count is known",
        ),
        (
            DIFFERENCE | {"comparator": "vague", "as_printed": "a few more"},
            "said “a few more”, speaking of how the number of nests of grey herons "
            "in 2023 compares with that in 2022; no count is known",
        ),
        (
            {"comparator": "vague", "as_printed": "hundreds", "status": "E"},
            "estimated “hundreds”, speaking of nests of grey herons in 2023; no count is known",
        ),
    ],
)
def test_where_no_number_was_printed_none_is_claimed(figure, sentence):
    assert claim_of(**HERONS | figure | BY_WORDS) == f"The bird club {sentence}"


@pytest.mark.parametrize(
    ("status", "inputs", "sentence"),
    [
        ("A", READ, "counted 41 nests of grey herons in 2023"),
        ("A", None, "reported 41 nests of grey herons in 2023"),
        ("E", READ, "estimated 41 nests of grey herons in 2023"),
        ("E", None, "estimated 41 nests of grey herons in 2023"),
        ("F", READ, "projected 41 nests of grey herons in 2023"),
        ("I", READ, "imputed 41 nests of grey herons in 2023"),
        (
            "P",
            READ,
            "counted 41 nests of grey herons in 2023 (provisional)",
        ),
        (
            "U",
            None,
            "reported 41 nests of grey herons in 2023 (of low reliability)",
        ),
        (
            "B",
            READ,
            "counted 41 nests of grey herons in 2023 (across a break in the series)",
        ),
        (
            "D",
            READ,
            "counted 41 nests of grey herons in 2023 "
            "(defined otherwise than the rest of the series)",
        ),
    ],
)
def test_the_verb_says_what_the_origin_did(status, inputs, sentence):
    claim = claim_of(**HERONS, value="41", status=status, inputs=inputs)
    assert claim == f"The bird club {sentence}"


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ({"status": "Q"}, "no number of nests of grey herons in 2023: it was suppressed"),
        (
            {"status": "K", "as_printed": "x"},
            "no number (“x”) of nests of grey herons in 2023: it was counted under another heading",
        ),
        (
            {"status": "L", "area": {"id": "mill-lake", "label": "Mill Lake"}},
            "no number of nests of grey herons in 2023 (Mill Lake): it was not collected",
        ),
        (
            SHARE | {"status": "M"},
            "no number of the share of nests of grey herons in 2023: it was not applicable",
        ),
        (
            RATIO | {"status": "O"},
            "no number of how the number of nests of grey herons in 2023 compares with that "
            "in 2022: it was missing",
        ),
        (
            {"status": "H"},
            "no number of nests of grey herons in 2023: "
            "it was not counted on a holiday or a weekend",
        ),
    ],
)
def test_where_no_number_was_published_the_reason_is_told(figure, sentence):
    claim = claim_of(**HERONS | figure | BY_WORDS | {"comparator": "vague"})
    assert claim == f"The bird club published {sentence}"


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (
            {"value": "1038", "comparator": "about"},
            "computed about 1,040 (830 to 1,384) nests of grey herons in 2023",
        ),
        (
            {"value": "1038", "comparator": "lte"},
            "computed at most 1,038 nests of grey herons in 2023",
        ),
        (
            {"value": None, "comparator": "vague"},
            "computed 830 to 1,384 nests of grey herons in 2023",
        ),
    ],
)
def test_a_computed_figure_says_between_which_numbers_it_can_lie(figure, sentence):
    within = {
        "lower_bound": "830.4",
        "upper_bound": "1384",
        "interval": "(830.4, 1384]",
        "bounds_basis": "derived",
    }
    assert claim_of(**HERONS | COMPUTED | {**within} | figure) == f"Caveat {sentence}"


def test_of_what_cannot_be_worked_out_no_number_is_told():
    claim = claim_of(**HERONS | COMPUTED | {"value": None, "comparator": "vague"})
    assert claim == "Caveat could work out no number of nests of grey herons in 2023"


def test_a_computed_figure_that_can_only_be_one_number_says_no_more():
    point = {
        "lower_bound": "184",
        "upper_bound": "184",
        "interval": "[184, 184]",
        "bounds_basis": "derived",
    }
    claim = claim_of(**HERONS | COMPUTED | {"value": "184", **point})
    assert claim == "Caveat computed 184 nests of grey herons in 2023"


@pytest.mark.parametrize(
    ("labels", "whose"),
    [
        (["The club", None, "Caveat", "The club"], "From the club’s figures, Caveat"),
        (["The club", "Reuters"], "From figures of the club and Reuters, Caveat"),
        (["A", "B", "C", "D"], "From figures of A, B, C and others, Caveat"),
        (["Caveat", None], "Caveat"),
    ],
)
def test_a_computed_figure_says_from_whose_figures(labels, whose):
    operands = [{"origin_label": label} for label in labels]
    computed = COMPUTED | {"derivation": {"formula": "a", "operands": operands}}
    assert claim_of(**HERONS | computed).startswith(f"{whose} computed 2,076 nests")


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ({}, "counted 2,076 nests of grey herons in 2023, as Re:Russia reports"),
        (
            {"inputs": GUESSED},
            "reported 2,076 nests of grey herons in 2023, according to Re:Russia",
        ),
        (
            {"origin": {"label": "the bird club", "kind": "witness"}, "inputs": None},
            "spoke of 2,076 nests of grey herons in 2023, as Re:Russia reports",
        ),
        (
            BY_WORDS | {"comparator": "vague", "as_printed": "many"},
            "said “many”, speaking of nests of grey herons in 2023; no count is known",
        ),
    ],
)
def test_through_whom_it_is_known_is_told_with_whose_words_these_are(figure, told):
    claim = claim_of(**HERONS | {"known_through": "Re:Russia"} | figure)
    by_words = figure.get("comparator") == "vague"
    assert claim == (
        f"As Re:Russia words it, the bird club {told}" if by_words else f"The bird club {told}"
    )
    assert "Re:Russia" not in claim_of(
        **HERONS
        | {"origin": {"label": "a man whom Re:Russia met", "kind": "witness"}}
        | {"known_through": "Re:Russia"}
    ).removeprefix("A man whom Re:Russia met")
    several = statement(says(**HERONS | {"known_through": "The authorities"}), ["The authorities"])
    assert ", as the authorities report." in several


def test_two_through_whom_it_is_known_report_together():
    hops = [{"document": {"source_label": label}} for label in ("The Gazette", "The Daily")]
    record = says(**HERONS | {"known_through": "The Gazette and the Daily", "citations": hops})
    assert ", as the Gazette and the Daily report." in statement(record, ())


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ("(-15, -10]", "10 to 15"),
        ("[-15, 2)", "-2 to 15"),
        ("[-15, 0]", "0 to 15"),
        ("(, -10)", "more than 10"),
        ("[-15, )", "at most 15"),
    ],
)
def test_what_a_fall_can_be_is_told_without_the_sign_as_well(interval, words):
    lower, upper = intervals.Interval.read(interval).ends
    told = {
        "lower_bound": lower,
        "upper_bound": upper,
        "interval": interval,
        "bounds_basis": "derived",
    }
    fall = PERCENT_CHANGE | {"value": "-12", "comparator": "about", **told}
    assert claim_of(**HERONS | COMPUTED | fall) == (
        f"Caveat computed about 12 percent ({words}) fewer "
        "nests of grey herons in 2023 than in 2022"
    )


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ("[2.5, 4.5)", "read as 2.5 to under 4.5"),
        ("[3, 4]", "read as 3 to 4"),
        ("[4, 4]", "read as 4"),
        ("(1000, )", "read as more than 1,000"),
        ("[1, )", "read as at least 1"),
        ("(, 5)", "read as under 5"),
        ("(, 5]", "read as at most 5"),
    ],
)
def test_a_reading_is_told_as_a_reading(interval, words):
    lower, upper = intervals.Interval.read(interval).ends
    told = {
        "lower_bound": lower,
        "upper_bound": upper,
        "interval": interval,
        "bounds_basis": "interpreted",
    }
    claim = claim_of(**HERONS | RATIO | {"value": "3", "comparator": "about", **told})
    assert claim == (
        f"The bird club reported about three times ({words}) as many "
        "nests of grey herons in 2023 as in 2022"
    )


def test_what_the_digits_say_themselves_is_not_said_again():
    soft = {
        "lower_bound": "2650",
        "upper_bound": "2750",
        "interval": "[2650, 2750)",
        "bounds_basis": "soft",
    }
    claim = claim_of(**HERONS, value="2700", comparator="about", bounds=soft)
    assert claim == "The bird club counted about 2,700 nests of grey herons in 2023"


def test_the_territory_stands_apart_and_the_day_up_to_which_was_counted():
    claim = claim_of(
        **HERONS,
        area={"id": "mill-lake", "label": "Mill Lake"},
        period=PERIOD | {"data_cutoff": "2023-12-27"},
        status="P",
    )
    assert claim == (
        "The bird club counted 2,076 nests of grey herons in 2023 (Mill Lake; "
        "counted up to 27 December 2023; provisional)"
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2023-06", " in June 2023"),
        ("2023-11-18", " on 18 November 2023"),
        ("2023-09/2023-11", ", from September to November 2023"),
        ("2022-02-24/..", ", since 24 February 2022"),
    ],
)
def test_a_long_time_is_kept_apart_from_the_words_before_it(code, words):
    asked = {
        "measure": NESTS
        | {
            "phrase": "requests by {population} for help to move",
            "kind": "flow",
            "unit": in_unit("requests"),
        }
    }
    claim = claim_of(**asked, period=PERIOD | {"code": code})
    assert claim == f"The bird club counted 2,076 requests by grey herons for help to move{words}"


@pytest.mark.parametrize(
    ("code", "printed", "time"),
    [
        ("2023-04/2024-03", "FY2023/24", ", from April 2023 to March 2024 (“FY2023/24”)"),
        ("2023-07/2024-06", "fiscal 2024", ", from July 2023 to June 2024 (“fiscal 2024”)"),
        ("2022-08/2023-05", "Saison 2022–23", ", from August 2022 to May 2023 (“Saison 2022–23”)"),
        ("2023", "the 2023 tax year", " in 2023 (“the 2023 tax year”)"),
        ("2022/2023", "2022–2023", ", from 2022 to 2023"),
        ("2011-12", "2011-12 (December 2011)", " in December 2011"),
        ("2023-04/2024-03", "the year to March", ", from April 2023 to March 2024"),
    ],
)
def test_a_year_of_its_own_is_told_with_its_days_and_its_name(code, printed, time):
    period = PERIOD | {"code": code, "printed": printed}
    assert (
        claim_of(**HERONS, period=period)
        == f"The bird club counted 2,076 nests of grey herons{time}"
    )
    ratio = claim_of(**HERONS | RATIO, period=period)
    assert ratio.endswith(f"as many nests of grey herons {time.lstrip(' ,')} as in 2022")


ANALYSTS = caveat("Unnamed analysts", "understated", "much hidden")
GAZETTE = caveat("The Gazette", "overstated", "some seen twice")
OURS = caveat("the Caveat editors", "understated", "only nests in view", by="editors")
OURS_TOO = OURS | {"direction": "overstated"}
MEANING = caveat("The warden", "overstated", "nests, not herons", "interpretation")


def test_the_dot_of_a_name_does_not_end_the_claim():
    claim = "According to Nabu e.V. of St. Gallen, the warden reported 41 nests in 2023"
    assert first_sentence(f"{claim}. No caveat is recorded.") == claim


def doubts_of(**changes):
    """Return what stands behind the sentence that says what is claimed."""
    return statement(says(**changes), ["Unnamed analysts"]).partition(". ")[2]


@pytest.mark.parametrize(
    ("bias", "caveats", "told"),
    [
        ("understated", [ANALYSTS], "is likely higher, say unnamed analysts."),
        ("overstated", [GAZETTE], "is likely lower, says the Gazette."),
        ("understated", [OURS], "is likely higher, in Caveat’s view. Only nests in view."),
        (
            "understated",
            [ANALYSTS, OURS],
            "is likely higher, say unnamed analysts and Caveat’s editors. Only nests in view.",
        ),
        (
            "understated",
            [ANALYSTS, caveat("Reuters"), caveat("The warden", "understated")],
            "is likely higher, say unnamed analysts and the warden. Some unseen.",
        ),
        (
            "understated",
            [ANALYSTS, *(caveat(name, "understated") for name in ("Reuters", "The warden"))],
            "is likely higher, say unnamed analysts, Reuters and others.",
        ),
        (
            "mixed",
            [GAZETTE, ANALYSTS],
            "could be higher, say unnamed analysts, or lower, says the Gazette.",
        ),
        (
            "mixed",
            [OURS, OURS_TOO],
            "could be higher or lower, in Caveat’s view. Only nests in view; only nests in view.",
        ),
        (
            "mixed",
            [GAZETTE | {"direction": "mixed"}],
            "could be higher or lower, says the Gazette.",
        ),
        (
            "mixed",
            [GAZETTE | {"direction": "mixed"}, ANALYSTS],
            "could be higher, say the Gazette and others, or lower, says the Gazette.",
        ),
    ],
)
def test_which_way_it_is_wrong_is_told_with_who_says_so(bias, caveats, told):
    assert doubts_of(bias=bias, caveats=caveats) == f"The real figure {told}"


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (RATE, "The real figure is likely higher"),
        (RATIO, "The real ratio is likely higher"),
        (SHARE, "The real share is likely higher"),
        (PERCENT_CHANGE | {"value": "-12"}, "The real fall is likely smaller"),
        (DIFFERENCE | {"value": "-12"}, "The real fall is likely smaller"),
        (DIFFERENCE | BY_WORDS | {"comparator": "decrease"}, "The real fall is likely smaller"),
        (DIFFERENCE | BY_WORDS | {"comparator": "increase"}, "The real rise is likely larger"),
        (BY_WORDS | {"comparator": "vague"}, "The real figure is likely higher"),
    ],
)
def test_it_says_of_what_it_is_that_the_truth_is_another(figure, told):
    doubts = doubts_of(**figure | {"bias": "understated", "caveats": [GAZETTE | ANALYSTS]})
    assert doubts == f"{told}, say unnamed analysts."


@pytest.mark.parametrize(("plurals", "told"), [((), "it says"), (["the bird club"], "they say")])
def test_an_origin_that_doubts_its_own_number_is_not_named_again(plurals, told):
    own = says(bias="understated", caveats=[caveat("the bird club", "understated")])
    assert statement(own, plurals).endswith(f"in 2023. The real figure is likely higher, {told}.")


def test_the_truth_that_is_lower_makes_a_fall_larger():
    fall = PERCENT_CHANGE | {"value": "-12", "bias": "overstated", "caveats": [GAZETTE]}
    assert doubts_of(**fall) == "The real fall is likely larger, says the Gazette."


@pytest.mark.parametrize("bias", ["unknown", "none_recorded"])
def test_nobody_is_named_for_a_direction_that_nobody_gave(bias):
    assert doubts_of(bias=bias, caveats=[caveat("Reuters")]) == "Some unseen."


def test_nobody_is_named_for_what_he_said_of_another_figure():
    taken_over = ANALYSTS | {"attached_to": "observation:nests-2022"}
    computed = COMPUTED | {"bias": "understated", "caveats": [taken_over]}
    doubts = doubts_of(**computed)
    assert doubts == "The real figure is likely higher, in Caveat’s view. Much hidden."
    own = COMPUTED | {"bias": "understated", "caveats": [ANALYSTS]}
    assert doubts_of(**own) == "The real figure is likely higher, say unnamed analysts."


@pytest.mark.parametrize("noun", ["measure", "source", "dataset"])
def test_nobody_is_named_for_what_he_said_of_all_such_figures(noun):
    of_all = ANALYSTS | {"attached_to": f"{noun}:nests"}
    doubts = doubts_of(bias="understated", caveats=[of_all])
    assert doubts == "The real figure is likely higher, in Caveat’s view. Much hidden."
    of_its_text = ANALYSTS | {"attached_to": "document:club-log"}
    assert "say unnamed analysts" in doubts_of(bias="understated", caveats=[of_its_text])


def test_the_first_two_caveats_are_told_as_they_stand():
    others = [MEANING, caveat("Reuters", short="one walk"), caveat("Reuters", short="no map")]
    assert doubts_of(bias="unknown", caveats=others) == "Nests, not herons; one walk."


def test_what_does_not_fit_leaves_in_the_order_in_which_it_is_missed_least():
    figure = {
        "area": {"id": "mill-lake", "label": "Mill Lake"},
        "known_through": "The Gazette",
        "caveats": [MEANING, caveat("Reuters", short="one walk")],
        "replaced": True,
    }
    endings = []
    for length in range(LONGEST):
        phrase = f"nests of {{population}} {'x' * length}."
        told = statement(says(measure=NESTS | {"phrase": phrase}, **figure), ())
        if len(told) > LONGEST:
            break
        endings.append(told.partition("x. in 2023")[2])
    assert list(dict.fromkeys(endings[1:])) == [
        f"{ending} The bird club has since replaced it."
        for ending in (
            " (Mill Lake), as the Gazette reports. Nests, not herons; one walk.",
            " (Mill Lake), as the Gazette reports. Nests, not herons.",
            ", as the Gazette reports. Nests, not herons.",
            ", as the Gazette reports.",
            " (via the Gazette).",
        )
    ]


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ("nests-2023", "It was corrected by the bird club."),
        # What became of a figure that it rests on says nothing of this one.
        ("nests-2022", "The bird club has since replaced it."),
    ],
)
def test_whoever_corrected_a_figure_itself_is_not_said_to_have_replaced_it_too(of, told):
    said = [objection("The bird club", of, objection="corrected_by")]
    assert statement(says(objections=said, replaced=True), ()).endswith(f". {told}")


def test_several_have_replaced_a_figure_and_one_has():
    told = statement(says(replaced=True), ["The bird club"])
    assert told.endswith(" in 2023. The bird club have since replaced it.")


@pytest.mark.parametrize(
    ("labels", "whose"),
    [
        (["Ukraine’s prosecutors"], "From Ukraine’s prosecutors’ figures, Caveat"),
        (["Reuters"], "From Reuters’ figures, Caveat"),
        (["BBC NEWS"], "From BBC NEWS’ figures, Caveat"),
        (["The Day"], "From the Day’s figures, Caveat"),
        # A possessive behind a quotation mark or a bracket is no word.
        (["The organisers of the “Fête à Macron”"], "From figures of the organisers of the “Fête"),
        (["Officers (DW)"], "From figures of Officers (DW), Caveat"),
    ],
)
def test_whose_figures_they_are_is_said_as_it_is_spoken(labels, whose):
    operands = [{"origin_label": label} for label in labels]
    told = statement(says(**COMPUTED | {"derivation": {"operands": operands}}), ())
    assert told.startswith(whose)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Two experts", "say two experts."),
        ("Several walkers of the club", "say several walkers of the club."),
        ("Ten days of rain", "say ten days of rain."),
        # A name keeps its capitals, whatever word it begins with.
        ("Two Sigma", "say Two Sigma."),
        ("Ten", "say Ten."),
        ("Tenants of the lake", "say Tenants of the lake."),
    ],
)
def test_a_number_word_that_is_no_name_is_small_within_a_sentence(label, words):
    holds = [caveat(label, "understated")]
    record = says(bias="understated", caveats=holds)
    assert f"likely higher, {words}" in statement(record, [label])


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        # A width of more than 1 and less than 10: to a tenth, as the number itself.
        (("1.5352", "3.7442"), "about 2.4 times (1.5 to 3.8)"),
        (("1.5", "3.5"), "about 2.4 times (1.5 to 3.5)"),
        (("2.3", "2.7442"), "about 2.41 times (2.30 to 2.75)"),
        (("0.4", "30.2"), "about twice (0 to 31)"),
    ],
)
def test_the_ends_of_what_was_worked_out_are_no_wider_than_they_must_be(ends, told):
    low, high = ends
    bounds = {"lower_bound": low, "upper_bound": high, "interval": f"[{low}, {high}]"}
    figure = COMPUTED | RATIO | bounds | {"value": "2.41", "comparator": "about"}
    assert told in statement(says(**figure | {"bounds_basis": "derived"}), ())


def rival(number, label):
    """Return a figure that does not fit, as a record has it."""
    return {"observation": "nests-other", "source_label": label, "number": number}


POLICE, PRESS = rival("40,000", "The Paris police"), rival("about 65,000", "The Gazette")


@pytest.mark.parametrize(
    ("rivals", "words"),
    [
        ([POLICE], "Another count does not fit: 40,000 (the Paris police)."),
        (
            [POLICE, PRESS],
            "Other counts do not fit: 40,000 (the Paris police) and about 65,000 (the Gazette).",
        ),
        (
            [POLICE, PRESS, rival("8", "C")],
            "Other counts do not fit: 40,000 (the Paris police), "
            "about 65,000 (the Gazette) and others.",
        ),
    ],
)
def test_another_count_that_does_not_fit_is_told_with_its_number_and_disputes_nothing(
    rivals, words
):
    told = statement(says(rivals=rivals, checks=CONTRADICTION), ())
    assert told.endswith(f" in 2023. {words}")
    assert "disputed" not in told


def test_whose_numbers_do_not_fit_leaves_before_the_last_caveat():
    long = says(
        rivals=[POLICE, rival("50", "The " + "x" * 90)], caveats=[caveat("A", short="y" * 40)]
    )
    told = statement(long | {"event": {"id": "e", "title": "z" * 40}}, ())
    assert len(told) <= LONGEST
    assert "Other counts do not fit." in told
    assert "y" * 40 in told[1:].lower()


@pytest.mark.parametrize(
    ("quantity", "fails"), [("ratio", True), ("percent_change", True), ("level", False)]
)
def test_a_comparison_that_its_counts_contradict_is_at_fault_and_not_the_counts(quantity, fails):
    record = says(quantity=quantity, base_period="2022", checks=[{"rule": "ratio_disagrees"}])
    assert ("It fails a check by Caveat." in statement(record, ())) == fails


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (["agreement", "divergence"], "No caveat is recorded."),
        (["agreement", "parts_disagree"], "It fails a check by Caveat."),
        (["cumulative_falls"], "It fails a check by Caveat."),
        (["contradiction", "cumulative_falls"], "It fails a check by Caveat."),
    ],
)
def test_no_caveat_is_said_to_be_missing_beside_a_finding_of_a_fault(found, words):
    checks = [{"rule": rule} for rule in found]
    sentence = statement(says(checks=checks), ())
    assert sentence.endswith(f" in 2023. {words}")


def objection(label, observation="nests-2023", objection="disputed_by", **said):
    """Return what a document says against a figure, as a record has it."""
    return {
        "objection": objection,
        "observation": observation,
        "document": "letter",
        "source_label": label,
        "day": "2024-05-03",
        "number": None,
        "notice": None,
        **said,
    }


DISPUTED = [
    ([objection("The Gazette")], [], "It is disputed by the Gazette."),
    ([objection(label) for label in "ABCD"], [], "It is disputed by A, B, C and others."),
    (
        [objection("PolitiFact", number="30")],
        CONTRADICTION,
        "Another count does not fit: 40,000 (the Paris police). It is disputed by PolitiFact.",
    ),
    (
        [objection("PolitiFact", "nests-2022")],
        [],
        "A figure that it rests on is disputed by PolitiFact.",
    ),
    (
        [objection("A"), objection("B"), objection("C", "nests-2022")],
        CONTRADICTION,
        "Another count does not fit: 40,000 (the Paris police). It is disputed by A and B. "
        "A figure that it rests on is disputed by C.",
    ),
    (
        [objection("A"), objection("PolitiFact", "nests-2022")],
        [],
        "It is disputed by A. A figure that it rests on is disputed by PolitiFact.",
    ),
    ([], [], "A figure that it rests on is disputed."),
]
CORRECTED = [
    ([objection("The Gazette", objection="corrected_by")], "It was corrected by the Gazette."),
    (
        [
            objection("A", objection="corrected_by", number="about 1,078"),
            objection("B", objection="corrected_by", number="1,079"),
            objection("C", objection="corrected_by", number="about 1,078"),
        ],
        "It was corrected to about 1,078 by A and C. It was corrected to 1,079 by B.",
    ),
    (
        [objection("A"), objection("A", "nests-2022", objection="corrected_by", number="78")],
        "It is disputed by A. A figure that it rests on was corrected to 78 by A.",
    ),
]


FALLEN = [
    (
        [objection("A", objection="document_retracted", document="club-report")],
        "Its document was retracted on 3 May 2024.",
    ),
    (
        [
            objection("A", objection="document_retracted", day="2024~"),
            objection("A", objection="document_retracted", day="2024~", document="log"),
            objection("A", objection="document_corrected", day="XXXX", document="club-report"),
        ],
        "A document behind it was retracted in about 2024. Its document was corrected.",
    ),
    (
        [objection("A", "nests-2022", objection="document_retracted", document="club-report")],
        "A document behind it was retracted on 3 May 2024.",
    ),
]


@pytest.mark.parametrize(("said", "words"), [*CORRECTED, *FALLEN])
def test_a_figure_says_what_became_of_it_and_of_its_documents(said, words):
    sentence = statement(says(objections=said), ())
    assert sentence.endswith(f" in 2023. {words}")


@pytest.mark.parametrize(("said", "checks", "words"), DISPUTED)
def test_a_figure_that_a_document_disputes_says_who_does(said, checks, words):
    since = {"disputed": True, "disputed_since": "2024-05-03"}
    rivals = [POLICE] if checks else []
    sentence = statement(says(objections=said, checks=checks, rivals=rivals, **since), ())
    assert sentence.endswith(f" in 2023. {words}")


def test_there_are_words_for_every_term():
    assert COMPARATOR_IN_WORDS.keys() == COMPARATOR.keys() - {"vague", "increase", "decrease"}
    assert set(STATUS_IN_WORDS) < set(OBSERVATION_STATUS)


def test_a_published_record_carries_its_statement(published, api):
    record = api.json("observations/nests-2023")
    assert record["statement"] == (
        "The bird club counted 41 nests of Grey herons, from March to May 2023 (Mill Lake). "
        "The real figure is likely higher, says the warden."
    )
    assert record["statement"] in api.get("observations.csv").body.decode()


digits = st.from_regex(r"-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,3})?", fullmatch=True).filter(
    lambda text: not re.fullmatch(r"-0(\.0+)?", text)
)
names = st.text("abcdeéж ", min_size=1, max_size=12).map(lambda text: " ".join(text.split()))
names = names.filter(bool)
codes = st.sampled_from(
    [
        *("2023", "2023-S1", "2023-Q3", "2023-06", "2023-11-18", "2014~", "XXXX", "2022-02-24/.."),
        *("../2023", "/2022%", "2023-09/2023-11", "2022-02~/2022-03?", "2022-09-21/2024-06-18"),
    ]
)
caveats = st.lists(
    st.builds(
        caveat,
        names,
        st.sampled_from(sorted(DIRECTION)),
        names,
        st.sampled_from(sorted(AFFECTS)),
        st.sampled_from(["editors", "warden"]),
    ),
    max_size=6,
)


@st.composite
def records(draw):
    """Draw what a record may say, each member as the vocabularies and constraints allow."""
    comparator = draw(st.sampled_from(sorted(COMPARATOR)))
    quantity = draw(st.sampled_from(sorted(QUANTITY)))
    reading = draw(st.sampled_from(["", "[3, 4]", "(50, 100]", "[1, )", "(, -0.5]"]))
    low, high = sorted(draw(st.tuples(digits, digits)), key=float)
    stated = comparator == "range"
    numeric = comparator in COMPARATOR_IN_WORDS and not stated
    hanging = draw(caveats)
    of_count = any(one["affects"] == "accuracy" for one in hanging)
    biases = DIRECTION if of_count else {"none_recorded"}
    unit = draw(st.sampled_from(["nests", "months", "percent", "times"]))
    per = draw(st.sampled_from(sorted(RATE_PERIOD))) if quantity == "rate" else ""
    interval = intervals.Interval.read(reading) if reading else None
    lower, upper = interval.ends if interval else (None, None)
    basis = draw(st.sampled_from(["interpreted", "derived"])) if reading else "none"
    return says(
        origin={"label": draw(names), "kind": draw(st.sampled_from(sorted(SOURCE_KIND)))},
        measure={
            "phrase": f"{draw(names)} {draw(st.sampled_from(['{population}', '']))} {draw(names)}",
            "population": draw(st.sampled_from(["x", "y"])),
            "area": draw(st.sampled_from([None, "x", "y"])),
            "kind": draw(st.sampled_from(sorted(MEASURE_KIND))),
            "unit": in_unit(unit),
        },
        population={"id": "x", "label": draw(names)},
        area={"id": draw(st.sampled_from(["not-stated", "x"])), "label": draw(names)},
        period={
            "code": draw(codes),
            "printed": draw(st.sampled_from(["-", "FY2023/24", "2023"])),
            "data_cutoff": draw(st.none() | codes),
        },
        comparator=comparator,
        value=draw(digits) if numeric else None,
        value_low=low if stated else None,
        value_high=high if stated else None,
        unit=scale_of(Unit(slug=unit), quantity, per).unit,
        quantity=quantity,
        base_period=draw(st.none() | codes),
        as_printed=draw(st.none() | names),
        lower_bound=lower,
        upper_bound=upper,
        interval=reading or None,
        bounds_basis=basis,
        status=draw(st.sampled_from(sorted(OBSERVATION_STATUS))),
        bias=draw(st.sampled_from(sorted(biases))),
        caveats=hanging,
        inputs=draw(st.sampled_from([None, READ, GUESSED])),
        known_through=draw(st.none() | names),
        derivation=draw(st.sampled_from([None, {"formula": "a", "operands": OPERANDS}])),
        disputed=draw(st.booleans()),
        rivals=draw(st.sampled_from([[], [POLICE], [POLICE, PRESS]])),
        checks=draw(st.sampled_from([[], [{"rule": "parts_disagree"}]])),
        disputed_since=draw(st.none() | codes),
        replaced=draw(st.booleans()),
    )


OPERANDS = [{"origin_label": "The warden"}, {"origin_label": "Caveat"}, {"origin_label": None}]


@pytest.mark.slow(reason="words records that chance puts together")
@given(records())
def test_any_record_is_told_without_a_number_that_lacks_its_doubt(record):
    told = statement(record, ("a", "b"))
    assert re.fullmatch(r"[^a-z{}][^{}\n]*[^.]\.", told)
    assert "  " not in told
    assert "None" not in told
    label = record["origin"]["label"]
    assert " ".join(label.split()).casefold() in told.casefold()
    if record["bounds_basis"] != "derived":
        for end in ("value", "value_low", "value_high"):
            digits_of = plain(record[end]).lstrip("-") if record[end] is not None else ""
            in_words = record["quantity"] == "ratio" and digits_of in ("1", "0.5", *"23456789")
            assert in_words or digits_of in told.replace(",", "")
    bias = record["bias"]
    assert ("The real " in told) == (bias in ("understated", "overstated", "mixed"))
    assert (NO_CAVEAT in told) <= (not record["caveats"])
    assert ("is disputed" in told) == record["disputed"]
    assert ("not fit" in told) == bool(record["rivals"]) or record["disputed"]
    assert bool(re.search("ha(s|ve) since replaced it.", told)) == record["replaced"]


def test_each_way_of_a_doubt_is_told_with_whoever_holds_it_and_no_other():
    post, blog = caveat("The Post", "understated"), caveat("The Blog", "overstated")
    mixed = says(bias="mixed", caveats=[post, blog])
    told = ("Could be higher or lower", "higher according to the Post, lower according to the Blog")
    assert badge(mixed) == told
    both = says(bias="mixed", caveats=[post, caveat("The Post", "overstated")])
    assert badge(both) == ("Could be higher or lower", "according to the Post")
