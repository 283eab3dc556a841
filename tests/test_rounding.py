"""A number that was worked out is told no further than what it may be bears out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.arithmetic import rounding


@pytest.mark.parametrize(
    ("number", "lower", "upper", "told", "ends"),
    [
        ("1038", "830.4", "1384", "1040", ("830", "1384")),
        ("692", "461.3333", "830.4", "690", ("461", "831")),
        ("1211.11", "1178.3783", "1245.7143", "1211", ("1178", "1246")),
        ("305.291", "304.4854", "306.1008", "305.3", ("304.4", "306.2")),
        ("2.41", "1.5352", "3.7442", "2.4", ("1.5", "3.8")),
        ("4", "3", "5", "4", ("3", "5")),
        ("6.86667", "6.8666", "6.8667", "6.87", ("6.86", "6.87")),
        ("250000", "100000", "400000", "250000", ("100000", "400000")),
        ("-12.34", "-15", "-10", "-12.3", ("-15", "-10")),
        ("184", "184", "184", "184", ("184", "184")),
        ("54.5", "54.5", "54.5", "54.5", ("54.5", "54.5")),
    ],
)
def test_a_value_is_told_to_a_tenth_of_its_interval_and_the_ends_outward(
    number, lower, upper, told, ends
):
    low, high = Decimal(lower), Decimal(upper)
    assert rounding.told(Decimal(number), low, high) == told
    if low != high:
        assert rounding.told_ends(low, high) == ends


def test_of_things_there_are_only_whole_ones():
    ends = (Decimal("304.4854"), Decimal("306.1008"))
    assert rounding.told(Decimal("305.291"), *ends, rounding.WHOLE) == "305"
    assert rounding.told_ends(*ends, rounding.WHOLE) == ("304", "307")


numbers = st.decimals(-(10**6), 10**6, places=4)


@given(st.tuples(numbers, numbers, numbers).map(sorted).filter(lambda three: three[0] < three[2]))
def test_what_is_told_leaves_out_no_number_that_it_may_be(three):
    lower, number, upper = three
    low, high = map(Decimal, rounding.told_ends(lower, upper))
    assert low <= lower < upper <= high
    # Half of the place at most: a twentieth of the interval, or of the finest place.
    off = abs(Decimal(rounding.told(number, lower, upper)) - number)
    assert off <= max((upper - lower) / 20, Decimal("0.005"))
