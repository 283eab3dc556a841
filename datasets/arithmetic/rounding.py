"""How far a number that was worked out is told: no further than what it may be bears out."""

import math
from decimal import Decimal
from fractions import Fraction

from .digits import digits

WHOLE = Fraction(1)
_TEN = 10
# What is finer is an accident of the arithmetic.
HUNDREDTH = Fraction(1, 100)


def told(
    number: Decimal | int, lower: Decimal | int, upper: Decimal | int, finest: Fraction = HUNDREDTH
) -> str:
    """Return it to the largest power of ten that is not above a tenth of its interval.

    What can be but one number is told exactly; nothing else finer than ``finest``.
    """
    if lower == upper:
        return digits(Fraction(number))
    place = _place(lower, upper, finest)
    return digits(round(Fraction(number) / place) * place)


def told_ends(
    lower: Decimal | int, upper: Decimal | int, finest: Fraction = HUNDREDTH
) -> tuple[str, str]:
    """Return both ends rounded outward, to whole numbers wherever these are apart by ten."""
    place = WHOLE if upper - lower >= _TEN else _place(lower, upper, finest)
    down = math.floor(Fraction(lower) / place) * place
    up = math.ceil(Fraction(upper) / place) * place
    return digits(down), digits(up)


def rounds_to(number: str, told: str) -> bool:
    """Return whether a number that was ``told`` is another one, rounded to its last digit.

    Whatever lies more than a tenth off is no rounding.
    """
    whole, _, decimals = told.partition(".")
    zeros = 0 if decimals else len(whole) - len(whole.rstrip("0"))
    off = abs(abs(Fraction(number)) - Fraction(told))
    return 0 < off <= min(Fraction(_TEN) ** (zeros - len(decimals)) / 2, Fraction(told) / _TEN)


def _place(lower: Decimal | int, upper: Decimal | int, finest: Fraction) -> Fraction:
    tenth = (Fraction(upper) - Fraction(lower)) / 10
    place = finest
    while place * 10 <= tenth:
        place *= 10
    return place
