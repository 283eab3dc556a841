"""Whoever rounds a number honestly alters it no more than that, with or without “about”."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .test_provenance import Chain, change

MARGIN = {"value": "31700", "interpreted_as": "[29164, 34236]"}
RANGE = {"comparator": "range", "value": "", "value_low": "1271000", "value_high": "1651000"}
ESTIMATE = {"value": "654965", "value_low": "392979", "value_high": "942636", "range_kind": "ci95"}
ABOUT = {"value": "12000", "comparator": "about"}
SHARE = {"quantity": "share", "value": "21"}
TONNES = {"measure_id": "weight-of-nests"}


def ends(low, high):
    """Return what a document gives that prints a range."""
    return {"reported_value_low": low, "reported_value_high": high}


def told(figure, **gives):
    """Return the terms for what a second document alters of a figure."""
    return set(change(figure, **gives))


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        ({"value": "654965"}, "655000"),
        ({"value": "837214"}, "837000"),
        # Its last thousands are gone: nearer to 570,000 than to any other ten thousand.
        ({"value": "570557"}, "570000"),
        ({"value": "2076"}, "2000"),
        ({"value": "41"}, "40"),
        ({"value": "-2076", "quantity": "difference"}, "-2100"),
        ({"value": "1287", **TONNES}, "1300"),
        # Curators who read a margin around a number make it no other number.
        (MARGIN, "32000"),
    ],
)
def test_a_number_that_ends_in_zeros_is_rounded_though_no_word_says_so(figure, number):
    assert told(figure, reported_value=number) == {"rounded"}


@pytest.mark.parametrize(
    ("figure", "number", "term"),
    [
        ({"value": "2076"}, "2706", "value"),
        ({"value": "2076"}, "2700", "value"),
        ({"value": "684"}, "64", "value"),
        ({"value": "684"}, "685", "value"),
        ({"value": "654965"}, "600000", "value"),
        ({"value": "29800"}, "29000", "value"),
        # Five is no ten, and two dozens are no twenty: a tenth at most is rounded away.
        ({"value": "5"}, "10", "value"),
        ({"value": "24"}, "20", "value"),
        ({"value": "15000", "comparator": "gt"}, "15500", "sharpened"),
        # Words that say “at least” are gone: that says more than was said.
        ({"value": "7400", "comparator": "gt"}, "7400", "sharpened"),
        # What was rounded is not made exact by being rounded.
        (ABOUT, "12000", "sharpened"),
        # In percent each digit counts, and decimals are printed because they are meant.
        (SHARE, "20", "value"),
        ({"value": "12.3", **TONNES}, "12.0", "value"),
        ({"value": "20.3", **TONNES}, "20.0", "value"),
        (MARGIN, "33000", "sharpened"),
        (MARGIN, "31700", "sharpened"),
        (MARGIN, "20000", "value"),
    ],
)
def test_what_no_honest_rounding_makes_stays_an_alteration(figure, number, term):
    assert told(figure, reported_value=number, reported_comparator="eq") == {term}


@pytest.mark.parametrize("put", ["lt_approx", "gt_approx"])
@pytest.mark.parametrize(
    ("value", "printed"), [("7400", ""), ("2000000", ""), ("2000000", "two million")]
)
def test_what_is_almost_a_round_number_is_that_number_when_it_is_rounded(put, value, printed):
    almost = {"value": value, "comparator": put}
    gives = {"reported_value": value, "as_printed": printed, "reported_comparator": "eq"}
    assert told(almost, **gives) == {"rounded"}


@pytest.mark.parametrize(
    ("value", "printed", "number", "term"),
    [
        ("1600000", "two million", "2000000", "value"),
        ("1900000", "two million", "2000000", "rounded"),
        ("440000", "half a million", "500000", "value"),
        ("480000", "half a million", "500000", "rounded"),
    ],
)
def test_a_number_in_words_is_no_rounder_than_one_in_digits(value, printed, number, term):
    gives = {"reported_value": number, "as_printed": printed, "reported_comparator": "eq"}
    assert told({"value": value}, **gives) == {term}


def test_the_place_that_a_curator_gives_is_kept_to():
    assert told({"value": "654965"}, reported_value="655000", reported_place="10") == {"value"}


@given(st.integers(10, 10**7), st.sampled_from([[1, 2, 3], [2, 4], [3], [1, 3]]), st.booleans())
def test_roundings_that_take_no_more_than_a_tenth_are_nothing_worse(number, places, to_even):
    chain = Chain(value=str(number)).hop("club-report", None)
    rounding = ROUND_HALF_EVEN if to_even else ROUND_HALF_UP
    for place in places:
        rounded = int(Decimal(number).scaleb(-place).quantize(Decimal(1), rounding)) * 10**place
        if abs(rounded - number) * 10 <= rounded:
            number = rounded
            chain.hop(via=len(chain.citations), reported_value=str(number))
    assert {*chain.altered} <= {"rounded"}


# Ranges


@pytest.mark.parametrize(
    ("low", "high", "term"),
    [
        ("1270000", "1650000", "rounded"),
        ("1270000", "1651000", "rounded"),
        ("1300000", "1700000", "rounded"),
        ("1280000", "1750000", "sharpened"),
        ("1271000", "1650000", "rounded"),
        ("1272000", "1650000", "sharpened"),
        ("1700000", "1800000", "value"),
    ],
)
def test_a_range_whose_ends_are_rounded_is_rounded(low, high, term):
    assert told(RANGE, **ends(low, high)) == {term}


def test_decimals_of_both_ends_are_rounded_too():
    percent = {"quantity": "percent_change", "comparator": "range", "value": ""}
    figure = {**percent, "value_low": "8.4", "value_high": "12.3"}
    assert told(figure, **ends("8", "12")) == {"rounded"}
    assert told(figure, **ends("9", "12")) == {"sharpened"}


def test_the_range_beside_an_estimate_may_be_rounded():
    name = "95 % confidence interval"
    assert change(ESTIMATE, **ends("393000", "943000")) == {
        "rounded": (f"{name} 392979 to 942636", f"{name} 393000 to 943000")
    }
    assert told(ESTIMATE, **ends("393000", "940000")) == {"rounded"}
    assert told(ESTIMATE, **ends("400000", "900000")) == {"rounded"}
    assert told(ESTIMATE, **ends("392979", "92636")) == {"range_changed"}
    assert told(ESTIMATE, **ends("393000", "943000"), reported_range_kind="stated") == {
        "range_changed"
    }
