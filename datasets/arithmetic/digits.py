"""Exact numbers written in digits, and read from them."""

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

SIGNIFICANT = 6
DECIMALS = 4
# What any double holds, and what whole numbers are read exactly by clients that count in 64 bits.
DIGITS_OF_A_DOUBLE = 15
DIGITS_OF_A_WHOLE = 18
EXACTLY = (
    f"at most {DIGITS_OF_A_DOUBLE} significant digits, or a whole number of at most "
    f"{DIGITS_OF_A_WHOLE} that a double holds exactly"
)


def significant(number: Fraction) -> str:
    """Return a value in plain digits: whole ones and those of 6 digits exactly, else 6 of them."""
    if number.denominator == 1:
        return digits(number)
    place = SIGNIFICANT - _magnitude(number)
    rounded = Fraction(round(number * Fraction(10) ** place)) / Fraction(10) ** place
    return digits(rounded)


def rounded_down(number: Fraction, significant: int) -> str:
    """Return at most so many significant digits of a number that is not below 0."""
    scale = Fraction(10) ** (significant - _magnitude(number))
    return digits(math.floor(number * scale) / scale)


def _magnitude(number: Fraction) -> int:
    """Return how many digits stand before the decimal point, 0 or fewer for a pure fraction."""
    magnitude = 0
    while abs(number) >= Fraction(10) ** magnitude:
        magnitude += 1
    while number and abs(number) < Fraction(10) ** (magnitude - 1):
        magnitude -= 1
    return magnitude


def rounded_outward(number: Fraction | float, rounding: Callable[[Fraction], int]) -> str | None:
    """Return digits with at most 4 decimals, None where it is infinite.

    ``rounding`` is floor or ceil, whichever leads out of the interval.
    """
    if isinstance(number, float):
        return None
    if number.denominator == 1:
        return str(number.numerator)
    return digits(Fraction(rounding(number * 10**DECIMALS), 10**DECIMALS))


def digits(number: Fraction) -> str:
    """Return a fraction that ends as plain digits; ValueError says that this one never does."""
    if not ends(number):
        raise ValueError(f"the digits of {number} never end")
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    sign = "-" if number < 0 else ""
    whole = str(abs(number * 10**places).numerator).zfill(places + 1)
    return sign + (f"{whole[:-places]}.{whole[-places:]}" if places else whole)


def ends(number: Fraction) -> bool:
    """Return whether so many digits are all of a number: a third has no last one."""
    left = number.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    return left == 1


def number(text: str | None) -> Decimal | None:
    """Return the number that plain digits say, with all of them; None where there are none."""
    return Decimal(text) if text else None


def plain(number: Decimal | int) -> str:
    """Return the digits of a number as they were read, never with an exponent."""
    return str(number) if isinstance(number, int) else format(number, "f")


def a_double_holds(text: str) -> bool:
    """Return whether plain digits mean the same on every database and in every reader."""
    digits = text.lstrip("-").replace(".", "").lstrip("0")
    if len(digits) <= DIGITS_OF_A_DOUBLE:
        return True
    is_whole = "." not in text and len(digits) <= DIGITS_OF_A_WHOLE
    return is_whole and int(float(text)) == int(text)
