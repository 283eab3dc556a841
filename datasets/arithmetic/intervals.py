"""Intervals in exact fractions, rounded outward where they are written down.

An interval's ends are Fractions, or infinite; each is closed (the end itself is possible) or open.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction

from .digits import rounded_outward

# An end: a Fraction, or infinite.
End = Fraction | float
# An end, and whether it is closed.
Corner = tuple[End, bool]
INFINITE = math.inf
# How curators write one, and how it is published.
WRITTEN = re.compile(r"([\[(])(-?[0-9.]+)?, ?(-?[0-9.]+)?([\])])")


@dataclass(frozen=True)
class Interval:
    """All numbers between two ends; an infinite end is always open."""

    lower: End
    upper: End
    lower_closed: bool = True
    upper_closed: bool = True

    @classmethod
    def read(cls, text: str) -> Interval:
        """Return the interval that is written as ``[3, 4]``, ``(50, 100]`` or ``[1, )``."""
        match = WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is no interval")
        begins, lower, upper, ends = match.groups()
        return cls(
            Fraction(lower) if lower else -INFINITE,
            Fraction(upper) if upper else INFINITE,
            begins == "[" and lower is not None,
            ends == "]" and upper is not None,
        )

    @classmethod
    def point(cls, number: Fraction | int) -> Interval:
        """Return the interval that holds one number."""
        number = Fraction(number)
        return cls(number, number)

    @property
    def is_point(self) -> bool:
        return self.lower == self.upper

    def __str__(self) -> str:
        return self.written(*self.ends)

    def written(self, lower: str | None, upper: str | None) -> str:
        """Return it as text with these digits at its ends."""
        begins = "[" if self.lower_closed else "("
        return f"{begins}{lower or ''}, {upper or ''}{']' if self.upper_closed else ')'}"

    @property
    def lower_bound_comparator(self) -> str:
        """Return the comparator that says its lower end."""
        return "gte" if self.lower_closed else "gt"

    @property
    def upper_bound_comparator(self) -> str:
        """Return the comparator that says its upper end."""
        return "lte" if self.upper_closed else "lt"

    @property
    def ends(self) -> tuple[str | None, str | None]:
        """Return both ends as digits, rounded outward to 4 decimals; None is infinite."""
        return rounded_outward(self.lower, math.floor), rounded_outward(self.upper, math.ceil)

    def __contains__(self, number: End) -> bool:
        above = self.lower <= number if self.lower_closed else self.lower < number
        return above and (number <= self.upper if self.upper_closed else number < self.upper)

    def __neg__(self) -> Interval:
        return Interval(-self.upper, -self.lower, self.upper_closed, self.lower_closed)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.lower + other.lower,
            self.upper + other.upper,
            self.lower_closed and other.lower_closed,
            self.upper_closed and other.upper_closed,
        )

    def __mul__(self, other: Interval) -> Interval:
        products = [_product(one, two) for one in self._corners for two in other._corners]
        lower, upper = min(products)[0], max(products)[0]
        return Interval(
            lower,
            upper,
            any(closed for number, closed in products if number == lower),
            any(closed for number, closed in products if number == upper),
        )

    def inverse(self) -> Interval:
        """Return what 1 divided by its numbers can be; 0 divides nothing and is left out."""
        if self.lower < 0 < self.upper:
            return EVERYTHING
        lower = 1 / self.upper if self.upper != 0 else -INFINITE
        upper = 1 / self.lower if self.lower != 0 else INFINITE
        return Interval(
            _whole(lower),
            _whole(upper),
            self.upper_closed and self.upper != 0,
            self.lower_closed and self.lower != 0,
        )

    def power(self, exponent: int) -> Interval:
        """Return what its numbers can be when raised to a whole number other than 0."""
        result = self
        for _ in range(abs(exponent) - 1):
            result *= self
        if exponent % 2 == 0:
            result = result.at_least(0)
        return result if exponent > 0 else result.inverse()

    def at_least(self, floor: Fraction | int) -> Interval:
        """Return the part of it that is not below ``floor``; all of it where there is none."""
        if self.lower >= floor or self.below(Interval.point(floor)):
            return self
        return replace(self, lower=Fraction(floor), lower_closed=True)

    def at_most(self, ceiling: Fraction | int) -> Interval:
        """Return the part of it that is not above ``ceiling``; all of it where there is none."""
        return -(-self).at_least(-ceiling)

    def below(self, other: Interval) -> bool:
        """Return whether each of its numbers is below all of the other's."""
        if self.upper == other.lower:
            return not (self.upper_closed and other.lower_closed)
        return self.upper < other.lower

    def disjoint(self, other: Interval) -> bool:
        """Return whether no number lies in both."""
        return self.below(other) or other.below(self)

    def gap(self, other: Interval) -> End:
        """Return how far apart they are; 0 where they meet or touch."""
        return max(self.lower - other.upper, other.lower - self.upper, Fraction(0))

    def within(self, other: Interval) -> bool:
        """Return whether all of its numbers lie in the other."""
        starts = self.lower > other.lower or (
            self.lower == other.lower and (other.lower_closed or not self.lower_closed)
        )
        stops = self.upper < other.upper or (
            self.upper == other.upper and (other.upper_closed or not self.upper_closed)
        )
        return starts and stops

    def whole(self) -> Interval:
        """Return it drawn in to the whole numbers that it holds; itself where it holds none."""
        lower = _next_whole(self.lower, closed=self.lower_closed)
        upper = -_next_whole(-self.upper, closed=self.upper_closed)
        if lower > upper:
            return self
        return Interval(lower, upper, lower > -INFINITE, upper < INFINITE)

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        lower, upper = min(self.lower, other.lower), max(self.upper, other.upper)
        both = (self, other)
        return Interval(
            lower,
            upper,
            any(one.lower_closed for one in both if one.lower == lower),
            any(one.upper_closed for one in both if one.upper == upper),
        )

    def meet(self, other: Interval) -> Interval:
        """Return the numbers that lie in both, of which there must be one."""
        lower, upper = max(self.lower, other.lower), min(self.upper, other.upper)
        both = (self, other)
        return Interval(
            lower,
            upper,
            all(one.lower_closed for one in both if one.lower == lower),
            all(one.upper_closed for one in both if one.upper == upper),
        )

    @property
    def two_sided(self) -> bool:
        """Return whether both ends are finite."""
        return self.lower > -INFINITE and self.upper < INFINITE

    @property
    def width(self) -> End:
        """How far apart its ends are."""
        return self.upper - self.lower

    @property
    def middle(self) -> Fraction:
        """The number between two finite ends, from which rounding made them."""
        return Fraction(self.lower + self.upper) / 2

    @property
    def closure(self) -> Interval:
        """Return it with both ends, where they are finite."""
        return replace(
            self, lower_closed=self.lower > -INFINITE, upper_closed=self.upper < INFINITE
        )

    @property
    def _corners(self) -> tuple[Corner, Corner]:
        return (self.lower, self.lower_closed), (self.upper, self.upper_closed)


EVERYTHING = Interval(-INFINITE, INFINITE, False, False)


def _product(one: Corner, two: Corner) -> Corner:
    (first, first_closed), (second, second_closed) = one, two
    if first == 0 or second == 0:
        return Fraction(0), (first == 0 and first_closed) or (second == 0 and second_closed)
    return first * second, first_closed and second_closed


def _next_whole(end: End, *, closed: bool) -> End:
    """Return the first whole number from a lower end on, the end itself only if it is closed."""
    if isinstance(end, float):
        return end
    return Fraction(math.ceil(end) if closed else math.floor(end) + 1)


def _whole(number: End) -> End:
    """Return 1 divided by an infinite end as the exact 0 that it is."""
    return Fraction(0) if number == 0 else number
