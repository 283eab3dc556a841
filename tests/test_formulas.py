"""Formulas: what may be written, what cancels, and that no possible result is ever lost."""

from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from datasets.arithmetic import formula_syntax, formulas
from datasets.arithmetic.digits import significant
from datasets.arithmetic.formula_syntax import parse
from datasets.arithmetic.intervals import Interval

from .length import examples
from .test_bounds import inside, intervals


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "a +", "a b", "(a", "a)", "a +* b", "2a", "a; b", "a\n", " a", "a # b", "a,"),
        *("a ** 2", "a // b", "a % b", "+a", "~a", "a < b", "a if b else a", "not a", "a or b"),
        *("__import__('os')", "f(a)", "a(b)", "days", "ab", "abc + d", "A", "é", "ａ", "a.b"),
        *("a[0]", "[a]", "{a}", "lambda: a", "(a := b)", "'a'", '"a"', "None", "true", "a, b"),
        *("1_000", "0x10", "1e5", "1e999999999", "1j", "inf", "nan", "1.", ".5", "007", "1.5.2"),
        *("１", "a +\u00a0b", "a\x00", "a\tb", "(" * 300 + "a" + ")" * 300, "-" * 5000 + "a"),
        "-" * 1500 + "a",
        *("days(a)", "days(a - b - c)", "days(a + b)", "days(a - 1)", "days(a - b, c)", "days()"),
        *("months(2 * a - b)", "days(ab - c)", "days(a - bc)", "days(months(a - b) - c)"),
        *("days(x=a - b)", "years(a - b)", "days(a - b).real", "weeks"),
    ],
)
def test_what_is_no_formula_is_refused_with_what_was_expected(text):
    with pytest.raises(ValueError, match=r"is no formula: expected numbers, letters, \+ - \* /"):
        parse(text)


@pytest.mark.parametrize("text", ["days(a - b) + a", "a * months(c - a)", "b - days(a - b)"])
def test_a_date_stands_inside_of_days_and_months_only(text):
    with pytest.raises(ValueError, match=r"a date stands only inside days\(\) or months\(\)"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a / 0", "1 / (b - b)", "a / (2 * b - b - b)", "a / (b / a * 0)"),
        "a / (b / (b + c) - b / (b + c))",
    ],
)
def test_what_always_divides_by_zero_is_refused(text):
    with pytest.raises(ValueError, match="divides by zero"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("(a / 6) / ((a / b) / 12)", "2 * b"),
        ("a * b / a", "b"),
        ("a + b - a", "b"),
        ("(a + b) * c - a * c", "b * c"),
        ("a / (a * b)", "1 / b"),
        ("-(-a)", "a"),
        ("0.5 * a + a / 2", "a"),
        ("(a - b) / b * 100", "100 * a / b - 100"),
        ("1 / (1 + b / a)", "a / (a + b)"),
        ("a - a", "0"),
    ],
)
def test_what_occurs_twice_cancels(text, same):
    assert parse(text) == parse(same)


def test_what_has_cancelled_leaves_no_trace_but_its_letter():
    assert parse("a * b / a").names == {"b"}
    assert formula_syntax.letters("a * b / a") == {"a", "b"}
    assert formula_syntax.letters("months(m - i) * 2") == {"m", "i"}
    assert formula_syntax.dates("months(m - i) + c") == {"m", "i"}


def test_a_formula_in_the_place_of_an_operand_cancels_too():
    monthly = parse("(a / 6) / (c / 12)")
    implied = parse("a / b")
    parts = {"a": formulas.operand("a"), "c": implied}
    assert monthly.substitute(parts) == parse("2 * b")
    with pytest.raises(ValueError, match="divides by zero"):
        implied.substitute({"a": implied, "b": formulas.constant("0")})
    share = parse("a / (a + b)")
    none = share.substitute({"a": formulas.constant(0), "b": formulas.operand("b")})
    assert none.at({}) == 0


def over(text, **written):
    """Return what a formula can be, its operands anywhere in intervals as they are written."""
    return str(parse(text).over({name: Interval.read(one) for name, one in written.items()}))


@pytest.mark.parametrize(
    ("text", "operands", "interval"),
    [
        # A change in percent: each operand counts once, however often it is written.
        ("(a - b) / b * 100", {"a": "[5, 6]", "b": "[4, 5]"}, "[0, 50]"),
        ("(a - b) / b * 100", {"a": "[4, 4]", "b": "(4, 5]"}, "[-20, 0)"),
        ("a / (a + b)", {"a": "[1, 3]", "b": "[1, 3]"}, "[0.25, 0.75]"),
        # None of three is a share of 0, though nothing can be divided by none.
        ("a / (a + b)", {"a": "[0, 0]", "b": "[3, 3]"}, "[0, 0]"),
        ("a / (a + b)", {"a": "[0, 2]", "b": "[3, 3]"}, "[0, 0.4]"),
        ("a / (a + b) * 100", {"a": "[0, 5)", "b": "[15, 15]"}, "[0, 25)"),
        # Dividing each part of a sum would let one divisor be two numbers at once.
        ("(a - b) / c", {"a": "[5, 5]", "b": "[1, 1]", "c": "[1, 2]"}, "[2, 4]"),
        ("a / (b - c)", {"a": "[1, 2]", "b": "[5, 5]", "c": "[1, 1]"}, "[0.25, 0.5]"),
        ("a - a", {"a": "(, )"}, "[0, 0]"),
        ("a / (a + b) - a / (a + b)", {"a": "[1, 2]", "b": "[0, 1]"}, "[0, 0]"),
        ("a - b", {"a": "[0, 1]", "b": "[0, 1]"}, "[-1, 1]"),
        ("a * a", {"a": "[-1, 2]"}, "[0, 4]"),
        ("1 / a", {"a": "[0, 2]"}, "[0.5, )"),
        ("1 / a", {"a": "[-1, 1]"}, "(, )"),
        ("a / b", {"a": "[0, 0]", "b": "(, )"}, "[0, 0]"),
        ("days(a - b)", {"a": "[209, 209]", "b": "[0, 1)"}, "(208, 209]"),
        ("months(a - b)", {"a": "[209, 209]", "b": "[0, 0]"}, "[6.8666, 6.8667]"),
    ],
)
def test_bounds_of_a_result_are_as_narrow_as_cancelling_makes_them(text, operands, interval):
    assert over(text, **operands) == interval


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a / b", {"a": 1, "b": 0}),
        ("a / b", {"a": 0, "b": 0}),
        ("a / (b - c)", {"a": 1, "b": 2, "c": 2}),
        ("(a - b) / b * 100", {"a": 1, "b": 0}),
        ("a / (a + b)", {"a": 0, "b": 0}),
        ("a / (a + b)", {"a": 2, "b": -2}),
        ("(a + 1) / (b + 1)", {"a": 1, "b": -1}),
    ],
)
def test_dividing_by_zero_has_no_value(text, numbers):
    with pytest.raises(ValueError, match="divides by zero"):
        parse(text).at(numbers)


def test_a_part_of_nothing_but_itself_has_a_value():
    assert parse("a / (a + b)").at({"a": 0, "b": 5}) == 0
    assert parse("a / (a + b) + 1").at({"a": 0, "b": 5}) == 1


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("a + b", {"a": 1, "b": 1}),
        ("a - b", {"a": 1, "b": -1}),
        ("a / b", {"a": 1, "b": -1}),
        ("a * b", {"a": 1, "b": 1}),
        ("a / (1 + b / 100)", {"a": 1, "b": -1}),
        ("a / (b / 100)", {"a": 1, "b": -1}),
        ("(a - b) / b * 100", {"a": 1, "b": -1}),
        ("a / (a + b)", {"a": 1, "b": -1}),
        ("a - (b - c)", {"a": 1, "b": -1, "c": 1}),
        ("-a", {"a": -1}),
        ("a - b * c", {"a": 1, "b": -1, "c": -1}),
        ("(a + b) / (c + d)", {"a": 1, "d": -1}),
        # Which way it goes depends on which of two is larger, or it does not go at all.
        ("a * b - a * c", {"a": 0, "b": 1, "c": -1}),
        ("(a - b) / (c - d)", {"a": 0, "b": 0, "c": 0, "d": 0}),
        ("(a - b) / (c + d)", {"a": 1, "b": -1, "c": 0}),
        ("a * a - a", {"a": 0}),
        ("a / a + b", {"a": 0, "b": 1}),
        ("b", {"a": 0}),
    ],
)
def test_the_direction_in_which_an_operand_moves_the_result(text, directions):
    formula = parse(text)
    assert {name: formula.direction(name) for name in directions} == directions


def test_only_a_sum_adds_up():
    for text in ("a", "a + b", "a + b + 3", "2 * a + b / 2", "(a + b) / 2", "a - b + b"):
        assert parse(text).only_adds, text
    for text in ("a - b", "a * b", "a / b", "-a", "1 / a", "a * a", "a - 1", "a / (a + b)"):
        assert not parse(text).only_adds, text
    assert not parse("days(a - b)").only_adds


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("184", "184"),
        ("-184", "-184"),
        ("12345678901", "12345678901"),
        ("1038.5", "1038.5"),
        ("0.000025", "0.000025"),
        ("577/189", "3.05291"),
        ("57700/189", "305.291"),
        ("1/3", "0.333333"),
        ("-2/3", "-0.666667"),
        ("1/3000", "0.000333333"),
        ("1/30000000", "0.0000000333333"),
        ("999999.7", "1000000"),
        ("0.9999999", "1"),
        ("123456.5", "123456"),
        ("123457.5", "123458"),
        ("1234567.5", "1234570"),
        ("12345678901.5", "12345700000"),
        ("0.1234567", "0.123457"),
    ],
)
def test_a_value_is_shown_exactly_or_with_six_digits(number, text):
    assert significant(Fraction(number)) == text


# Formulas as somebody might write them, each with what Python's own fractions make of it.
LEAVES = st.one_of(
    st.sampled_from("abc").map(lambda letter: (letter, lambda numbers: numbers[letter])),
    st.sampled_from(["0", "1", "2", "6", "12", "100", "0.5", "1.25"]).map(
        lambda numeral: (numeral, lambda numbers: Fraction(numeral))
    ),
    # Shares, of which a part may be none.
    st.just(("a / (a + b)", lambda numbers: numbers["a"] / (numbers["a"] + numbers["b"]))),
    st.just(("b / (c - b)", lambda numbers: numbers["b"] / (numbers["c"] - numbers["b"]))),
)
SIGNS = st.sampled_from([("+", add), ("-", sub), ("*", mul), ("/", truediv)])


def _joined(one, sign, other):
    (left, of_left), (symbol, operation), (right, of_right) = one, sign, other
    text = f"(({left}) {symbol} ({right}))"
    return text, lambda numbers: operation(of_left(numbers), of_right(numbers))


def _negated(one):
    text, value = one
    return f"-({text})", lambda numbers: -value(numbers)


FORMULAS = st.recursive(
    LEAVES,
    lambda parts: st.builds(_joined, parts, SIGNS, parts) | parts.map(_negated),
    max_leaves=8,
)


@st.composite
def worked(draw):
    """Draw a formula, an interval for each letter, a number inside each, and the exact result."""
    text, value = draw(FORMULAS)
    spread = {name: draw(intervals()) for name in "abc"}
    numbers = {name: draw(inside(one)) for name, one in spread.items()}
    try:
        result = value(numbers)
    except ZeroDivisionError:
        reject()
    return text, spread, numbers, result


@pytest.mark.slow(reason="works out formulas by the hundred")
@settings(max_examples=examples(400), deadline=None)
@given(worked())
def test_a_formula_has_its_exact_value_and_bounds_that_never_lose_a_result(drawn):
    text, spread, numbers, result = drawn
    formula = parse(text)
    assert formula.at(numbers) == result
    assert result in formula.over(spread)


@pytest.mark.slow(reason="works out formulas by the hundred")
@settings(max_examples=examples(200), deadline=None)
@given(worked(), st.sampled_from("abc"), intervals())
def test_a_wider_operand_never_narrows_what_a_formula_can_be(drawn, name, more):
    text, spread, _, _ = drawn
    formula = parse(text)
    wider = spread | {name: spread[name].hull(more)}
    assert formula.over(spread).within(formula.over(wider))


POSITIVE = st.builds(Fraction, st.integers(1, 30), st.sampled_from([1, 2, 3]))


@pytest.mark.slow(reason="works out formulas by the hundred")
@settings(max_examples=examples(300), deadline=None)
@given(
    st.sampled_from(
        [
            *("a + b - c", "a / (b + c)", "(a - b) / (c + 1)", "a / (a + b) - c", "a * b / c"),
            *("(a - b) / b * 100", "(a + b) / (a + c)", "(a - b) / (c - 2)", "a * (b - c)"),
        ]
    ),
    st.fixed_dictionaries({"a": POSITIVE, "b": POSITIVE, "c": POSITIVE}),
    st.sampled_from("abc"),
    POSITIVE,
)
@example("(a - b) / (c - 2)", {"a": 1, "b": 3, "c": 1}, "a", 1)
def test_a_result_moves_only_in_the_direction_that_is_told(text, numbers, name, step):
    formula = parse(text)
    try:
        change = formula.at(numbers | {name: numbers[name] + step}) - formula.at(numbers)
    except ValueError:
        reject()
    told = formula.direction(name)
    assert told == 0 or change * told >= 0


@settings(deadline=None)
@given(st.fractions(-(10**9), 10**9, max_denominator=10**6))
def test_a_value_is_shown_to_within_half_of_its_sixth_digit(number):
    written = Fraction(significant(number))
    assert abs(written - number) <= abs(number) / 10**5 / 2
