"""Figures added up, where that is allowed: the sum, what it can be, what is wrong with it."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from datasets.analysis.bias import combined_bias
from datasets.arithmetic.bounds import ABOVE, BELOW
from datasets.arithmetic.digits import digits
from datasets.arithmetic.intervals import INFINITE, Interval
from datasets.reserved import COUNTED, PERSONS

from .additivity import require_additive
from .covered_period import Period, covered_period, has_gaps
from .violations import Figure, Lookup, measure_of, period_code

MOST_ADDED = 1000
NEARLY = ("lt_approx", "gt_approx")


@dataclass(frozen=True)
class Total:
    """Published figures of which none counts what another one does, in the order of their ids.

    ``whole``: only whole ones of their unit exist. ``persons``: they count persons, who may be
    counted again in another period.
    """

    figures: list[Figure]
    whole: bool
    persons: bool

    @cached_property
    def interval(self) -> Interval | None:
        """Return the Interval of what the sum can be, None where of a figure nothing is known."""
        parts = self._parts
        if parts is None:
            return None
        if self.whole:
            parts = [one.whole() for one in parts]
        return _of_some(parts) if self.may_repeat else _sum(parts)

    @cached_property
    def _parts(self) -> list[Interval] | None:
        texts = [one["interval"] for one in self.figures]
        return None if None in texts else [Interval.read(text) for text in texts]

    @property
    def may_repeat(self) -> bool:
        """Return whether somebody may be counted in several of the figures."""
        return self.persons and len({period_code(one) for one in self.figures}) > 1

    @property
    def basis(self) -> str:
        """Return what the bounds rest on."""
        if self.interval is None:
            return "none"
        exact = all(one["bounds_basis"] == "exact" for one in self.figures)
        return "exact" if exact and not self.may_repeat else "derived"

    @cached_property
    def expressed(self) -> tuple[str, str | None]:
        """Return (comparator, digits) of the sum; digits are None where a figure has no number."""
        values = [one["value"] for one in self.figures]
        comparators = {one["comparator"] for one in self.figures}
        interval = self.interval
        several = "range" if interval and interval.two_sided else "vague"
        if interval is None or self._parts is None or None in values:
            return several, None
        if self.may_repeat and interval.upper < INFINITE:
            return interval.upper_bound_comparator, digits(Fraction(interval.upper))
        if comparators.isdisjoint((*ABOVE, *BELOW)) and not self.may_repeat:
            number = sum(map(Fraction, values), start=Fraction(0))
            worded = _sum(self._parts)
            if not worded.lower <= number <= worded.upper:
                return several, None
            words = (word for word in ("eq", *NEARLY) if comparators <= {"eq", word})
            return next(words, "about"), digits(number)
        if interval.lower > -INFINITE and (
            comparators <= {"eq", *ABOVE} or interval.upper == INFINITE
        ):
            return interval.lower_bound_comparator, digits(Fraction(interval.lower))
        if interval.upper < INFINITE and (
            comparators <= {"eq", *BELOW} or interval.lower == -INFINITE
        ):
            return interval.upper_bound_comparator, digits(Fraction(interval.upper))
        return several, None

    @property
    def bias(self) -> str:
        """Return which way the sum is likely wrong."""
        return combined_bias(one["bias"] for one in self.figures)

    @cached_property
    def caveats(self) -> list[tuple[dict[str, Any], list[str]]]:
        """Return (caveat, ids of the figures that it reaches), each once, by weight.

        Where it says one thing of one figure and another of the next, it says nothing of the sum.
        """
        found: dict[str, tuple[dict[str, Any], list[str]]] = {}
        for figure in self.figures:
            for one in figure["caveats"]:
                known, ids = found.setdefault(one["id"], (one, []))
                ids.append(figure["id"])
                if known["direction"] != one["direction"]:
                    found[one["id"]] = known | {"direction": "unknown"}, ids
        return sorted(found.values(), key=lambda one: one[0]["weight"])

    @cached_property
    def origins(self) -> list[tuple[dict[str, Any], list[str]]]:
        """Return (origin, ids of its figures), each once."""
        found: dict[str, tuple[dict[str, Any], list[str]]] = {}
        for figure in self.figures:
            origin = figure["origin"]
            found.setdefault(origin["id"], (origin, []))[1].append(figure["id"])
        return list(found.values())

    @property
    def objections(self) -> list[dict[str, Any]]:
        """Return what documents say against the figures, each once."""
        said = [one for figure in self.figures for one in figure["objections"]]
        return [one for number, one in enumerate(said) if one not in said[:number]]

    @property
    def areas(self) -> list[dict[str, Any]]:
        return list({one["area"]["id"]: one["area"] for one in self.figures}.values())

    @property
    def events(self) -> list[dict[str, Any]]:
        """Return the events that figures are about, each once."""
        named = {one["event"]["id"]: one["event"] for one in self.figures if one["event"]}
        return list(named.values())

    @cached_property
    def period(self) -> Period:
        """Return all reference periods together."""
        return covered_period(self.figures)

    @property
    def gaps(self) -> bool | None:
        """Return whether an area is not counted on some day between; None when nobody knows."""
        return has_gaps(self.figures, self.period)


def total(figures: list[Figure], lookup: Lookup) -> Total:
    """Return the Total of at least one published figure, or raise NotAdditive."""
    require_additive(figures, lookup)
    measure = lookup.measures[measure_of(figures[0])]
    whole = lookup.units[measure["unit"]]["countable"]
    return Total(figures, whole, _counts_persons(measure))


def _counts_persons(measure: dict[str, Any]) -> bool:
    """Return whether a measure counts persons: by its facet for what is counted, else its unit."""
    return measure["facets"].get(COUNTED, measure["unit"]) in PERSONS


def _sum(parts: list[Interval]) -> Interval:
    return sum(parts, start=Interval.point(0))


def _of_some(parts: list[Interval]) -> Interval:
    """Return how many there are together of whom some may be in several of the parts."""
    lower, lower_closed = max((one.lower, not one.lower_closed) for one in parts)
    return replace(_sum(parts), lower=lower, lower_closed=not lower_closed)
