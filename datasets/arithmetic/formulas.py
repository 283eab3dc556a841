"""Formulas over figures, brought to a form in which equal operands have cancelled each other.

A formula is one sum of products divided by another. Each product maps operands to their exponents;
what divides by a single product is divided out, so that an operand which need not occur twice
does not: ``(a / 6) / ((a / b) / 12)`` is ``2 * b``, and its bounds are those of ``b`` doubled.
"""

import ast
import re
from dataclasses import dataclass
from fractions import Fraction

from . import polynomials
from .intervals import Interval, digits
from .polynomials import ONE

EXPECTED = "numbers, letters, + - * / ( ), days(a - b) or months(a - b)"
SIGNIFICANT = 6
# The mean Gregorian month.
DAYS_A_MONTH = Fraction("30.436875")
_WRITTEN = re.compile(r"[a-z0-9.+\-*/() ]+")
_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


@dataclass(frozen=True)
class Formula:
    """A quotient of two sums; ``events`` are the operands that are dates."""

    above: dict
    below: dict
    events: frozenset = frozenset()

    @property
    def names(self):
        """Return the operands that are left in it."""
        return {name for name, _ in polynomials.factors(self.above, self.below)}

    def substitute(self, formulas):
        """Return it with formulas in the place of its operands."""
        above, below = (_substituted(terms, formulas) for terms in self._undivided)
        return above / below

    def __add__(self, other):
        mine = polynomials.times(self.above, other.below)
        above = polynomials.plus(mine, polynomials.times(other.above, self.below))
        below = polynomials.times(self.below, other.below)
        return _reduced(above, below, self.events | other.events)

    def __mul__(self, other):
        above = polynomials.times(self.above, other.above)
        below = polynomials.times(self.below, other.below)
        return _reduced(above, below, self.events | other.events)

    def __neg__(self):
        return Formula(polynomials.times(self.above, {(): Fraction(-1)}), self.below, self.events)

    def __truediv__(self, other):
        if not other.above:
            raise ValueError("divides by zero")
        return self * Formula(other.below, other.above, other.events)

    def at(self, values):
        """Return its value where every operand is one number; ValueError where it divides by 0."""
        above, below = (polynomials.evaluated(terms, values) for terms in self._undivided)
        if below == 0:
            raise ValueError("divides by zero")
        return above / below

    def over(self, intervals):
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
    def _undivided(self):
        """Return both sums with every operand that divides multiplied out."""
        exponents = {}
        for name, exponent in polynomials.factors(self.above, self.below):
            exponents[name] = max(exponents.get(name, 0), -exponent)
        by = {tuple(exponents.items()): Fraction(1)}
        return polynomials.times(self.above, by), polynomials.times(self.below, by)

    def direction(self, name):
        """Return 1 where the result grows with the operand, -1 where it shrinks, 0 if either."""
        above, below = polynomials.signs(self.above), polynomials.signs(self.below)
        ways = {way * sign for way in polynomials.moves(self.above, name) for sign in below}
        ways |= {-way * sign for way in polynomials.moves(self.below, name) for sign in above}
        return ways.pop() if len(ways) == 1 else 0

    @property
    def only_adds(self):
        """Return whether it adds its operands up and does nothing else to them."""
        exponents = [exponent for term in self.above for _, exponent in term]
        terms = all(len(term) <= 1 for term in self.above) and set(exponents) <= {1}
        return terms and self.below == ONE and all(factor > 0 for factor in self.above.values())


def operand(name):
    """Return the formula that is one operand."""
    return Formula({((name, 1),): Fraction(1)}, ONE)


def constant(number):
    """Return the formula that is a number."""
    return Formula({(): Fraction(number)} if Fraction(number) else {}, ONE)


def parse(text):
    """Return the Formula that the text writes down; ValueError says what was expected."""
    try:
        if not _WRITTEN.fullmatch(text):
            raise ValueError(text)
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"“{text}” is no formula: expected {EXPECTED}") from error
    formula = _read(tree, text)
    if formula.events & _figures(tree):
        raise ValueError(f"“{text}”: a date stands only inside days() or months()")
    return formula


def letters(text):
    """Return the letters that a formula is written with, before any has cancelled another."""
    nodes = ast.walk(ast.parse(text, mode="eval"))
    return {node.id for node in nodes if isinstance(node, ast.Name) and len(node.id) == 1}


def dates(text):
    """Return the letters of a formula that are dates."""
    return parse(text).events


def shown(number):
    """Return a value in plain digits: whole ones and those of 6 digits exactly, else 6 of them."""
    if number.denominator == 1:
        return digits(number)
    place = SIGNIFICANT - _magnitude(number)
    rounded = Fraction(round(number * Fraction(10) ** place)) / Fraction(10) ** place
    return digits(rounded)


def _magnitude(number):
    """Return how many digits stand before the decimal point, 0 or fewer for a pure fraction."""
    magnitude = 0
    while abs(number) >= Fraction(10) ** magnitude:
        magnitude += 1
    while number and abs(number) < Fraction(10) ** (magnitude - 1):
        magnitude -= 1
    return magnitude


def _read(node, text):
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int()) | ast.Constant(value=float()):
            number = ast.get_source_segment(text, node)
            if _NUMBER.fullmatch(number):
                return constant(number)
        case ast.Name(id=name) if len(name) == 1 and name.isascii() and name.islower():
            return operand(name)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_read(inner, text)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _read(left, text) + _read(right, text)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _read(left, text) + -_read(right, text)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _read(left, text) * _read(right, text)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _read(left, text) / _read(right, text)
        case ast.Call(
            func=ast.Name(id="days" | "months" as unit),
            args=[ast.BinOp(left=ast.Name() as end, op=ast.Sub(), right=ast.Name() as start)],
            keywords=[],
        ):
            between = _read(end, text) + -_read(start, text)
            between = Formula(between.above, between.below, frozenset({end.id, start.id}))
            return between / constant(DAYS_A_MONTH) if unit == "months" else between
    raise ValueError(f"“{text}” is no formula: expected {EXPECTED}")


def _figures(tree):
    """Return the letters that stand outside of days() and months()."""
    if isinstance(tree, ast.Call):
        return set()
    if isinstance(tree, ast.Name):
        return {tree.id}
    return {name for child in ast.iter_child_nodes(tree) for name in _figures(child)}


def _reduced(above, below, events):
    """Return the formula with what divides by, or is divided by, one product divided out."""
    if len(below) == 1:
        above, below = polynomials.times(above, polynomials.inverted(below)), ONE
    elif len(above) == 1:
        above, below = ONE, polynomials.times(below, polynomials.inverted(above))
    return Formula(above, below, events)


def _substituted(terms, formulas):
    total = constant(0)
    for term, factor in terms.items():
        product = constant(factor)
        for name, exponent in term:
            for _ in range(exponent):
                product = product * formulas[name]
        total = total + product
    return total


def _quotient(above, below, intervals):
    numerator, denominator = (polynomials.spread(terms, intervals) for terms in (above, below))
    return numerator * denominator.inverse()
