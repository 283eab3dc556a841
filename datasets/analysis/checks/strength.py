"""How strong a finding is: how far apart its two sides must be, or how alike, from 0 to 1.

How far two numbers are apart is their difference divided by the larger of them. Where no number
fits both sides, the strength is the least that a number of the one and a number of the other can be
apart; where one does, it is 1 less the most that they can be. So exact numbers that are equal agree
by 1, and “double”, which may be anything from 1.5 to 2.5, agrees with 2 by 0.75.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from datasets.arithmetic.digits import rounded_down
from datasets.arithmetic.intervals import INFINITE, End, Interval

from .finding import Finding

SIGNIFICANT = 4


def strength(finding: Finding) -> str | None:
    """The strength in digits, rounded down; None of what holds no numbers against each other."""
    if finding.sides is None:
        return None
    one, other = finding.sides
    if one.below(other):
        share = _apart(one.upper, other.lower)
    elif other.below(one):
        share = _apart(other.upper, one.lower)
    else:
        share = 1 - max(_apart(one.lower, other.upper), _apart(one.upper, other.lower))
    return rounded_down(share, SIGNIFICANT)


def by_strength(finding: Finding) -> tuple[Fraction, str]:
    """What findings are sorted by: the strongest first, those without a strength last."""
    digits = strength(finding)
    return Fraction(1) if digits is None else -Fraction(digits), finding.slug


def with_sides(finding: Finding, intervals: Mapping[str, Interval | None]) -> Finding:
    """A finding with its sides: those that its rule gave it, else the two figures that it names.

    ``intervals`` are those of the figures, by id.
    """
    if finding.sides is None and len(finding.observations) == 2:
        one, other = (intervals[slug] for slug in finding.observations)
        if one and other:
            return replace(finding, sides=(one, other))
    return finding


def _apart(one: End, other: End) -> Fraction:
    """The difference of two numbers divided by the larger; all of it where one is below 0."""
    if one == other:
        return Fraction(0)
    larger = max(one, -one, other, -other)
    apart = max(one - other, other - one)
    return (
        Fraction(1) if larger == INFINITE else min(Fraction(1), Fraction(apart) / Fraction(larger))
    )
