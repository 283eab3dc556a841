"""Formulas over figures, brought to a form in which equal operands have cancelled each other.

A formula is one sum of products divided by another. Each product maps operands to their exponents;
what divides by a single product is divided out, so that an operand which need not occur twice
does not: ``(a / 6) / ((a / b) / 12)`` is ``2 * b``, and its bounds are those of ``b`` doubled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from . import polynomials
from .intervals import Interval
from .polynomials import ONE, Sum


@dataclass(frozen=True)
class Formula:
    """A quotient of two sums; ``events`` are the operands that are dates."""

    above: Sum
    below: Sum
    events: frozenset[str] = frozenset()

    @property
    def names(self) -> set[str]:
        """Return the operands that are left in it."""
        return {name for name, _ in polynomials.factors(self.above, self.below)}

    def substitute(self, formulas: Mapping[str, Formula]) -> Formula:
        """Return it with formulas in the place of its operands."""
        above, below = (_substituted(terms, formulas) for terms in self._undivided)
        return above / below

    def __add__(self, other: Formula) -> Formula:
        mine = polynomials.times(self.above, other.below)
        above = polynomials.plus(mine, polynomials.times(other.above, self.below))
        below = polynomials.times(self.below, other.below)
        return _reduced(above, below, self.events | other.events)

    def __mul__(self, other: Formula) -> Formula:
        above = polynomials.times(self.above, other.above)
        below = polynomials.times(self.below, other.below)
        return _reduced(above, below, self.events | other.events)

    def __neg__(self) -> Formula:
        return Formula(polynomials.times(self.above, {(): Fraction(-1)}), self.below, self.events)

    def __truediv__(self, other: Formula) -> Formula:
        if not other.above:
            raise ValueError("divides by zero")
        return self * Formula(other.below, other.above, other.events)

    @property
    def added(self) -> Formula:
        """Return it without the products that it subtracts."""
        above = {term: factor for term, factor in self.above.items() if factor > 0}
        return Formula(above, self.below, self.events)

    def at(self, values: Mapping[str, Fraction]) -> Fraction:
        """Return its value where every operand is one number; ValueError where it divides by 0."""
        above, below = (polynomials.evaluated(terms, values) for terms in self._undivided)
        if below == 0:
            raise ValueError("divides by zero")
        return above / below

    def over(self, intervals: Mapping[str, Interval]) -> Interval:
        """Return the Interval of what it can be when each operand is anywhere in its interval.

        Dividing out makes some operands occur once, and others again: both ways hold all that is
        possible, and so does what they have in common.
        """
        undivided = _quotient(*self._undivided, intervals)
        divided = _quotient(self.above, self.below, intervals)
        if any(0 in intervals[name] for name in polynomials.divisors(self.below)):
            # Only dividing out divides by these. As one of them nears 0 the sum below has no limit,
            # so of what can be where it is 0, nothing but 0 itself may have been left out.
            divided = divided.hull(Interval.point(0))
        return undivided.meet(divided)

    @property
    def _undivided(self) -> tuple[Sum, Sum]:
        """Return both sums with every operand that divides multiplied out."""
        exponents: dict[str, int] = {}
        for name, exponent in polynomials.factors(self.above, self.below):
            exponents[name] = max(exponents.get(name, 0), -exponent)
        by = {tuple(exponents.items()): Fraction(1)}
        return polynomials.times(self.above, by), polynomials.times(self.below, by)

    def direction(self, name: str) -> int:
        """Return 1 where the result grows with the operand, -1 where it shrinks, 0 if either."""
        above, below = polynomials.signs(self.above), polynomials.signs(self.below)
        ways = {way * sign for way in polynomials.moves(self.above, name) for sign in below}
        ways |= {-way * sign for way in polynomials.moves(self.below, name) for sign in above}
        return ways.pop() if len(ways) == 1 else 0

    @property
    def only_adds(self) -> bool:
        """Return whether it adds its operands up and does nothing else to them."""
        exponents = [exponent for term in self.above for _, exponent in term]
        terms = all(len(term) <= 1 for term in self.above) and set(exponents) <= {1}
        return terms and self.below == ONE and all(factor > 0 for factor in self.above.values())


def operand(name: str) -> Formula:
    """Return the formula that is one operand."""
    return Formula({((name, 1),): Fraction(1)}, ONE)


def constant(number: Fraction | int | str) -> Formula:
    """Return the formula that is a number."""
    return Formula({(): Fraction(number)} if Fraction(number) else {}, ONE)


def _reduced(above: Sum, below: Sum, events: frozenset[str]) -> Formula:
    """Return the formula with what divides by, or is divided by, one product divided out."""
    if len(below) == 1:
        above, below = polynomials.times(above, polynomials.inverted(below)), ONE
    elif len(above) == 1:
        above, below = ONE, polynomials.times(below, polynomials.inverted(above))
    return Formula(above, below, events)


def _substituted(terms: Sum, formulas: Mapping[str, Formula]) -> Formula:
    total = constant(0)
    for term, factor in terms.items():
        product = constant(factor)
        for name, exponent in term:
            for _ in range(exponent):
                product = product * formulas[name]
        total = total + product
    return total


def _quotient(above: Sum, below: Sum, intervals: Mapping[str, Interval]) -> Interval:
    numerator, denominator = (polynomials.interval_of(terms, intervals) for terms in (above, below))
    return numerator * denominator.inverse()
