"""Bounds: what can be concluded from a printed figure, and intervals that never lose a number."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from datasets.arithmetic.bounds import kind_of, of_figure
from datasets.arithmetic.digits import digits
from datasets.arithmetic.intervals import EVERYTHING, INFINITE, Interval
from datasets.models import Unit

CASES, MONTHS = Unit(slug="cases", countable=True), Unit(slug="months", countable=False)


def concluded(comparator, value="", quantity="level", unit=CASES, **words):
    """Return (interval as text, basis) of a figure."""
    interval, basis = of_figure(comparator, value, **words, **kind_of(quantity, unit))
    return str(interval) if interval else None, basis


# The table of MODEL.md, row by row.
@pytest.mark.parametrize(
    ("printed", "figure", "interval", "basis"),
    [
        ("2,076 cases", ("eq", "2076"), "[2076, 2076]", "exact"),
        ("89 %", ("eq", "89", "percent_change"), "[88.5, 89.5)", "rounded"),
        ("5 months", ("eq", "5", "level", MONTHS), "[4.5, 5.5)", "rounded"),
        ("twice", ("about", "2", "ratio"), "[1.5, 2.5)", "soft"),
        ("about 2,700", ("about", "2700"), "[2650, 2750)", "soft"),
        ("about 12,000", ("about", "12000"), "[11500, 12500)", "soft"),
        ("almost 16,000", ("lt_approx", "16000"), "[15500, 16000)", "soft"),
        ("just over 18,000", ("gt_approx", "18000"), "(18000, 18500]", "soft"),
        ("more than 18,000", ("gt", "18000"), "(18000, )", "one_sided"),
        ("at least 49,000", ("gte", "49000"), "[49000, )", "one_sided"),
        ("under 5", ("lt", "5"), "[0, 5)", "one_sided"),
        ("up to 5", ("lte", "5"), "[0, 5]", "one_sided"),
        ("is increasing", ("increase", "", "difference"), "(0, )", "one_sided"),
        ("few", ("vague",), None, "none"),
        ("none of this", ("eq", "0"), "[0, 0]", "exact"),
    ],
)
def test_the_words_of_a_figure_decide_what_can_be_concluded(printed, figure, interval, basis):
    assert concluded(*figure) == (interval, basis)


def test_a_range_is_what_the_source_states():
    assert concluded("range", value_low="5600", value_high="6000") == ("[5600, 6000]", "stated")
    assert (
        concluded("range", value_low="-3", value_high="0.5", quantity="percent_change")[0]
        == "[-3, 0.5]"
    )
    assert concluded("range", value_low="12", value_high="12") == ("[12, 12]", "stated")


@pytest.mark.parametrize(
    ("printed", "figure", "reading", "interval"),
    [
        ("three times higher", ("about", "3", "ratio"), "[3, 4]", "[2.5, 4.5)"),
        ("most", ("vague", "", "share"), "(50, 100]", "(50, 100]"),
        # … nor a share above all of it.
        ("more than half", ("vague", "", "share"), "(50, 150]", "(50, 100]"),
        ("daily", ("vague", "", "rate"), "[1, )", "[1, )"),
        ("tens of thousands", ("vague",), "[10000, 100000)", "[10000, 100000)"),
        # Digits that a reading spreads out are still rounded; one-sided words are not.
        ("3 times", ("eq", "3", "ratio"), "[3, 4]", "[2.5, 4.5)"),
        ("3 cases or 4", ("eq", "3"), "[3, 4]", "[3, 4]"),
        ("almost 300 to 400", ("lt_approx", "300"), "[300, 400]", "[270, 430)"),
        ("just over 300 to 400", ("gt_approx", "300"), "[300, 400]", "[270, 430)"),
        ("3 times less", ("eq", "-3", "percent_change"), "[-4, -3]", "(-4.5, -2.5]"),
        ("more than three times", ("gt", "3", "ratio"), "(3, )", "(3, )"),
        ("at least 3", ("gte", "3"), "[3, 10]", "[3, 10]"),
        ("under 3 dozen", ("lt", "36"), "[24, 36)", "[24, 36)"),
        ("up to 3 dozen", ("lte", "36"), "[24, 36]", "[24, 36]"),
        ("soared", ("increase", "", "percent_change"), "[20, )", "[20, )"),
        ("fell a little", ("decrease", "", "difference"), "[-10, 0)", "[-10, 0)"),
        # A reading cannot lead below 0 what cannot be below it.
        ("hardly any", ("vague",), "[-5, 5]", "[0, 5]"),
        ("hardly more", ("vague", "", "difference"), "[-5, 5]", "[-5, 5]"),
    ],
)
def test_a_reading_decides_where_words_leave_it_open(printed, figure, reading, interval):
    assert concluded(*figure, interpreted_as=reading) == (interval, "interpreted")


@pytest.mark.parametrize(
    ("figure", "interval", "basis"),
    [
        # decimals: the last printed place counts, a trailing zero too
        (("eq", "12.0", "percent_change"), "[11.95, 12.05)", "rounded"),
        (("eq", "0.30", "ratio"), "[0.295, 0.305)", "rounded"),
        (("eq", "100", "share"), "[99.5, 100]", "rounded"),
        (("gt", "50", "share"), "(50, 100]", "one_sided"),
        (("eq", "100.85", "share"), "[100.845, 100.855)", "rounded"),
        (("eq", "1000", "level", MONTHS), "[999.5, 1000.5)", "rounded"),
        # soft words: half of the last place that is not 0, of five of them where it is a 5, and at
        # most a tenth of the number
        (("about", "1.50", "ratio"), "[1.35, 1.65)", "soft"),
        (("about", "0.05", "ratio"), "[0.045, 0.055)", "soft"),
        (("about", "41"), "[40.5, 41.5)", "soft"),
        (("about", "10"), "[9, 11)", "soft"),
        (("about", "100", "rate"), "[90, 110)", "soft"),
        (("lt_approx", "9", "ratio"), "[8.5, 9)", "soft"),
        (("lt_approx", "0.9", "ratio"), "[0.85, 0.9)", "soft"),
        (("gt_approx", "2.50", "ratio"), "(2.5, 2.75]", "soft"),
        # zero
        (("eq", "0", "percent_change"), "[-0.5, 0.5)", "rounded"),
        (("eq", "0", "share"), "[0, 0.5)", "rounded"),
        (("eq", "0.0", "difference", MONTHS), "[-0.05, 0.05)", "rounded"),
        (("about", "0"), "[0, 0.5)", "soft"),
        (("lte", "0"), "[0, 0]", "one_sided"),
        (("gt", "0"), "(0, )", "one_sided"),
        # below zero, where a half is rounded away from zero as well
        (("eq", "-12", "percent_change"), "(-12.5, -11.5]", "rounded"),
        (("about", "-20", "difference"), "(-22, -18]", "soft"),
        (("eq", "-5", "difference"), "[-5, -5]", "exact"),
        (("lt", "-10", "percent_change"), "(, -10)", "one_sided"),
        (("gte", "-10", "percent_change"), "[-10, )", "one_sided"),
        # what can be below zero, and what cannot
        (("lt", "5", "difference"), "(, 5)", "one_sided"),
        (("lt", "5", "level", MONTHS), "(, 5)", "one_sided"),
        (("lte", "5", "rate"), "[0, 5]", "one_sided"),
        (("lt", "5", "ratio", MONTHS), "[0, 5)", "one_sided"),
        (("lt", "50", "share", MONTHS), "[0, 50)", "one_sided"),
        # rates and differences: the one is divided, the other counted
        (("eq", "1.5", "rate"), "[1.45, 1.55)", "rounded"),
        (("eq", "7", "rate"), "[6.5, 7.5)", "rounded"),
        (("eq", "7", "difference"), "[7, 7]", "exact"),
        (("eq", "7", "difference", MONTHS), "[6.5, 7.5)", "rounded"),
        # a rise and a fall, which for a ratio are above and below 1
        (("decrease", "", "difference"), "(, 0)", "one_sided"),
        (("increase", "", "percent_change"), "(0, )", "one_sided"),
        (("increase", "", "ratio"), "(1, )", "one_sided"),
        (("decrease", "", "ratio"), "[0, 1)", "one_sided"),
    ],
)
def test_places_zero_signs_and_quantities_are_told_apart(figure, interval, basis):
    assert concluded(*figure) == (interval, basis)


def test_a_figure_below_zero_is_the_mirror_of_the_same_above_zero():
    for comparator, value in product(("eq", "about"), ("12", "0.5", "1.50", "200")):
        kind = kind_of("percent_change", CASES)
        above, _ = of_figure(comparator, value, **kind)
        below, _ = of_figure(comparator, f"-{value}", **kind)
        assert below == -above


def test_nothing_is_cut_off_where_nothing_would_be_left():
    assert str(Interval.read("[-5, 0)").at_least(0)) == "[-5, 0)"
    assert str(Interval.read("[-5, 0]").at_least(0)) == "[0, 0]"
    assert str(Interval.read("(0, 5]").at_least(0)) == "(0, 5]"


# Intervals with numbers in them. Halves and thirds suffice for every case that can arise.
NUMBERS = st.builds(Fraction, st.integers(-6, 6), st.sampled_from([1, 2, 3]))
HALFWAY = st.sampled_from([Fraction(1, 1000), Fraction(1, 3), Fraction(1, 2), Fraction(999, 1000)])


@st.composite
def intervals(draw, numbers=NUMBERS):
    """Draw an interval that holds a number: of one point, closed, open or without an end."""
    lower, upper = sorted(draw(st.tuples(numbers, numbers)))
    if lower == upper and draw(st.booleans()):
        return Interval.point(lower)
    lower = -INFINITE if draw(st.integers(0, 4)) == 0 else lower
    upper = INFINITE if draw(st.integers(0, 4)) == 0 or lower == upper else upper
    return Interval(
        lower,
        upper,
        lower > -INFINITE and draw(st.booleans()),
        upper < INFINITE and draw(st.booleans()),
    )


@st.composite
def inside(draw, interval):
    """Draw a number of the interval, often an end of it."""
    lower = interval.lower if interval.lower > -INFINITE else min(interval.upper, Fraction(0)) - 100
    upper = interval.upper if interval.upper < INFINITE else max(lower, Fraction(0)) + 100
    lower = min(lower, upper - 100) if interval.lower == -INFINITE else lower
    ends = [end for end in (lower, upper, Fraction(0)) if end in interval]
    between = lower + draw(HALFWAY) * (upper - lower)
    number = draw(st.sampled_from([*ends, between]))
    assert number in interval
    return number


@st.composite
def with_numbers(draw, count=2):
    """Draw intervals, and a number inside each."""
    drawn = [draw(intervals()) for _ in range(count)]
    return drawn, [draw(inside(one)) for one in drawn]


@settings(deadline=None)
@given(with_numbers())
def test_arithmetic_never_loses_a_number_that_is_possible(drawn):
    (one, two), (number, other) = drawn
    assert number + other in one + two
    assert number * other in one * two
    assert -number in -one
    assert number - other in one + -two


@settings(deadline=None)
@given(with_numbers(1), st.integers(1, 5))
def test_dividing_and_powers_never_lose_a_number_that_is_possible(drawn, exponent):
    (one,), (number,) = drawn
    assert number**exponent in one.power(exponent)
    if number != 0:
        assert 1 / number in one.inverse()
        assert number**-exponent in one.power(-exponent)


@settings(deadline=None)
@given(with_numbers(), NUMBERS)
def test_joining_meeting_and_cutting_never_lose_a_number_that_is_possible(drawn, floor):
    (one, two), (number, other) = drawn
    assert number in one.hull(two)
    assert other in one.hull(two)
    for shared in (number, other):
        if shared in one and shared in two:
            assert shared in one.meet(two)
    if number >= floor:
        assert number in one.at_least(floor)


@settings(deadline=None)
@given(intervals(), intervals(), intervals(), st.integers(1, 4))
def test_a_wider_operand_never_gives_a_narrower_result(one, more, two, exponent):
    wider = one.hull(more)
    assert one.within(wider)
    assert (one + two).within(wider + two)
    assert (one * two).within(wider * two)
    assert (-one).within(-wider)
    # Nothing is 1 divided by 0 alone, of which there is then nothing to know.
    if one != Interval.point(0):
        assert one.inverse().within(wider.inverse())
    assert one.power(exponent).within(wider.power(exponent))
    assert one.hull(two).within(wider.hull(two))


@given(intervals())
def test_drawn_in_to_whole_numbers_it_loses_none_of_them_and_ends_in_them(one):
    drawn = one.whole()
    assert drawn.within(one)
    numbers = [number for number in range(-8, 9) if number in one]
    assert [number for number in range(-8, 9) if number in drawn] == numbers
    if numbers:
        for end in (drawn.lower, drawn.upper):
            assert abs(end) == INFINITE or (end.denominator == 1 and end in drawn)
    assert drawn.whole() == drawn


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("(4, )", "[5, )"),
        ("[0, 5)", "[0, 4]"),
        ("(461.3333, 830.4]", "[462, 830]"),
        ("(-2.5, -1)", "[-2, -2]"),
        ("[4.5, 4.5]", "[4.5, 4.5]"),
        ("(0, 1)", "(0, 1)"),
        ("(, )", "(, )"),
    ],
)
def test_of_whole_things_the_ends_are_whole_numbers(said, drawn):
    assert str(Interval.read(said).whole()) == drawn


def _near_ends(interval):
    """Return numbers of the interval at its ends, or as near to them as matters here."""
    lower = max(interval.lower, Fraction(-(10**12)))
    upper = min(interval.upper, Fraction(10**12))
    tiny = (upper - lower) / 10**18
    candidates = (lower, lower + tiny, upper - tiny, upper, Fraction(0))
    return [number for number in candidates if number in interval]


@pytest.mark.slow(reason="tries numbers by the hundred")
@pytest.mark.parametrize("operation", [Fraction.__add__, Fraction.__mul__], ids=["sum", "product"])
@settings(deadline=None)
@given(one=intervals(), two=intervals())
@example(one=Interval.read("(0, 1)"), two=Interval.read("[1, )"))
@example(one=Interval.read("[0, 1)"), two=Interval.read("(-2, 3)"))
def test_sums_and_products_are_no_wider_than_they_must_be(operation, one, two):
    result = one + two if operation is Fraction.__add__ else one * two
    reached = [operation(a, b) for a, b in product(_near_ends(one), _near_ends(two))]
    for end, closed, nearest in (
        (result.lower, result.lower_closed, min(reached)),
        (result.upper, result.upper_closed, max(reached)),
    ):
        if abs(end) == INFINITE:
            assert abs(nearest) > 1000
        elif closed:
            assert nearest == end
        else:
            assert abs(nearest - end) < Fraction(1, 1000)


@pytest.mark.parametrize(
    ("one", "two", "result"),
    [
        # An end that two corners give is possible where one of them is.
        ("[-2, 2)", "(-3, 3]", "[-6, 6)"),
        ("(-2, 2]", "[-3, 3)", "[-6, 6)"),
        ("[-2, 2]", "(-3, 3)", "(-6, 6)"),
        # Nothing times anything is nothing, if it may be nothing.
        ("[0, 1)", "(2, 3)", "[0, 3)"),
        ("(0, 1)", "(2, 3)", "(0, 3)"),
        ("(0, 1)", "[1, )", "(0, )"),
        ("[0, 0]", "(, )", "[0, 0]"),
        ("[-1, 0)", "[0, )", "(, 0]"),
        ("[-1, 1]", "(, 2)", "(, )"),
    ],
)
def test_products_know_which_of_their_ends_are_possible(one, two, result):
    assert str(Interval.read(one) * Interval.read(two)) == result
    assert str(Interval.read(two) * Interval.read(one)) == result


DECIMALS = st.builds(Fraction, st.integers(-(10**9), 10**9), st.sampled_from([1, 10, 1000, 10000]))
ANY = st.fractions(-1000, 1000)


@settings(deadline=None)
@given(intervals(DECIMALS))
def test_an_interval_is_read_as_it_is_written(interval):
    assert Interval.read(str(interval)) == interval


@pytest.mark.slow(reason="tries numbers by the hundred")
@settings(deadline=None)
@given(intervals(ANY))
def test_an_interval_is_written_outward_and_by_less_than_its_last_place(interval):
    written = Interval.read(str(interval))
    assert interval.within(written)
    for end, was in ((written.lower, interval.lower), (written.upper, interval.upper)):
        assert end == was or abs(end - was) < Fraction(1, 10**4)
    closed = (interval.lower_closed, interval.upper_closed)
    assert (written.lower_closed, written.upper_closed) == closed


@pytest.mark.parametrize(
    ("interval", "written"),
    [
        (Interval(Fraction(1, 3), Fraction(2, 3)), "[0.3333, 0.6667]"),
        (Interval(Fraction(-2, 3), Fraction(-1, 3)), "[-0.6667, -0.3333]"),
        (Interval(Fraction(-1, 10**6), Fraction(1, 10**6)), "[-0.0001, 0.0001]"),
        (Interval(Fraction(0), Fraction(10**15)), "[0, 1000000000000000]"),
        (Interval(Fraction("0.5"), INFINITE, False, False), "(0.5, )"),
        (EVERYTHING, "(, )"),
    ],
)
def test_intervals_are_written_in_plain_digits(interval, written):
    assert str(interval) == written


@settings(deadline=None)
@given(DECIMALS)
def test_digits_are_exactly_the_number(number):
    assert Fraction(digits(number)) == number
    assert not digits(number).startswith("-0") or number != 0


def test_digits_that_never_end_are_refused_and_not_looked_for():
    with pytest.raises(ValueError, match="1/3 never end"):
        digits(Fraction(1, 3))


def _all_intervals():
    """Yield every interval with ends among -1, 0, 1 and none."""
    ends = [-INFINITE, Fraction(-1), Fraction(0), Fraction(1), INFINITE]
    for lower, upper in product(ends[:-1], ends[1:]):
        for begins, stops in product((True, False), repeat=2):
            if lower < upper or (lower == upper and begins and stops):
                yield Interval(
                    lower, upper, begins and lower > -INFINITE, stops and upper < INFINITE
                )


def test_comparing_intervals_is_comparing_their_numbers():
    grid = [Fraction(quarter, 4) for quarter in range(-8, 9)]
    held = {one: {number for number in grid if number in one} for one in set(_all_intervals())}
    for (one, numbers), (two, others) in product(held.items(), repeat=2):
        assert one.below(two) == (max(numbers) < min(others)), (one, two)
        assert one.disjoint(two) == numbers.isdisjoint(others), (one, two)
        assert one.within(two) == (numbers <= others), (one, two)
        assert held[one.hull(two)] >= numbers | others
        if not numbers.isdisjoint(others):
            assert held[one.meet(two)] == numbers & others


def test_one_divided_by_what_may_be_zero_leaves_zero_out():
    for divisor, quotient in {
        "[2, 4]": "[0.25, 0.5]",
        "(0, 4]": "[0.25, )",
        "[0, 4]": "[0.25, )",
        "[-4, 0)": "(, -0.25]",
        "[-1, 1]": "(, )",
        "[0, 0]": "(, )",
        "[2, )": "(0, 0.5]",
        "(, -2)": "(-0.5, 0)",
        "(, )": "(, )",
    }.items():
        assert str(Interval.read(divisor).inverse()) == quotient
