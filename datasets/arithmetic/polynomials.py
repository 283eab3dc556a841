"""Sums of products: each maps operands with their exponents to a factor, and none is 0."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import prod

from .intervals import Interval

# Operands with their exponents, in the order of their names.
Term = tuple[tuple[str, int], ...]
Sum = dict[Term, Fraction]
ONE: Sum = {(): Fraction(1)}


def inverted(terms: Sum) -> Sum:
    """Return 1 divided by a sum of one product."""
    ((term, factor),) = terms.items()
    return {tuple((name, -exponent) for name, exponent in term): 1 / factor}


def plus(one: Sum, two: Sum) -> Sum:
    """Return both added up."""
    total = dict(one)
    for term, factor in two.items():
        total[term] = total.get(term, Fraction(0)) + factor
    return {term: factor for term, factor in total.items() if factor}


def times(one: Sum, two: Sum) -> Sum:
    """Return each product of one with each of the other, added up."""
    total: Sum = {}
    for first, factor in one.items():
        for second, other in two.items():
            term = _joined(first, second)
            total[term] = total.get(term, Fraction(0)) + factor * other
    return {term: factor for term, factor in total.items() if factor}


def _joined(first: Term, second: Term) -> Term:
    exponents = dict(first)
    for name, exponent in second:
        exponents[name] = exponents.get(name, 0) + exponent
    return tuple(sorted((name, exponent) for name, exponent in exponents.items() if exponent))


def evaluated(terms: Sum, values: Mapping[str, Fraction]) -> Fraction:
    """Return the value of a sum of products in which nothing divides."""
    products = (
        factor * prod(values[name] ** exponent for name, exponent in term)
        for term, factor in terms.items()
    )
    return sum(products, start=Fraction(0))


def interval_of(terms: Sum, intervals: Mapping[str, Interval]) -> Interval:
    """Return the Interval of a sum of products."""
    total = Interval.point(0)
    for term, factor in terms.items():
        product = Interval.point(factor)
        for name, exponent in term:
            product *= intervals[name].power(exponent)
        total += product
    return total


def factors(*sums: Sum) -> Iterator[tuple[str, int]]:
    """Yield each operand of some sums with its exponent, wherever it stands."""
    for terms in sums:
        for term in terms:
            yield from term


def divisors(terms: Sum) -> set[str]:
    """Return the operands that divide in some product."""
    return {name for name, exponent in factors(terms) if exponent < 0}


def signs(terms: Sum) -> set[int]:
    """Return the signs of the terms: more than one, and nobody knows that of their sum."""
    return {1 if factor > 0 else -1 for factor in terms.values()}


def moves(terms: Sum, name: str) -> set[int]:
    """Return which ways the terms move with an operand, the others taken as positive."""
    return {
        (1 if factor > 0 else -1) * (1 if exponent > 0 else -1)
        for term, factor in terms.items()
        for operand, exponent in term
        if operand == name
    }
