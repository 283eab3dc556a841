"""Figures added up, where that is allowed: the sum, what it can be, what is wrong with it."""

import datetime
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from datasets.analysis.bias import combined_bias
from datasets.arithmetic import periods
from datasets.arithmetic.bounds import ABOVE, BELOW
from datasets.arithmetic.intervals import INFINITE, Interval, digits
from datasets.vocabularies import PERIOD_PRECISION

from . import additivity

MOST_ADDED = 1000
NEARLY = ("lt_approx", "gt_approx")
# From the best known to what is not known at all.
PRECISIONS = list(PERIOD_PRECISION)


@dataclass(frozen=True)
class Total:
    """Published figures of which none clashes with another, in the order of their ids."""

    figures: list

    @cached_property
    def interval(self):
        """Return the Interval of what the sum can be, None where of a figure nothing is known."""
        texts = [one["bounds"]["interval"] for one in self.figures]
        if None in texts:
            return None
        return sum((Interval.read(text) for text in texts), start=Interval.point(0))

    @property
    def basis(self):
        """Return what the bounds rest on."""
        if self.interval is None:
            return "none"
        exact = all(one["bounds"]["basis"] == "exact" for one in self.figures)
        return "exact" if exact else "derived"

    @cached_property
    def put(self):
        """Return (comparator, value): how the sum is put; a figure without a number leaves none."""
        values = [one["value"] for one in self.figures]
        comparators = {one["comparator"] for one in self.figures}
        interval = self.interval
        several = "range" if interval and interval.two_sided else "vague"
        if interval is None or None in values:
            return several, None
        if comparators.isdisjoint((*ABOVE, *BELOW)):
            number = sum(map(Fraction, values))
            if not interval.lower <= number <= interval.upper:
                return several, None
            words = (put for put in ("eq", *NEARLY) if comparators <= {"eq", put})
            return next(words, "about"), digits(number)
        if interval.lower > -INFINITE and (
            comparators <= {"eq", *ABOVE} or interval.upper == INFINITE
        ):
            return interval.as_floor, digits(interval.lower)
        if interval.upper < INFINITE and (
            comparators <= {"eq", *BELOW} or interval.lower == -INFINITE
        ):
            return interval.as_ceiling, digits(interval.upper)
        return several, None

    @property
    def bias(self):
        """Return which way the sum is likely wrong."""
        return combined_bias(one["bias"] for one in self.figures)

    @cached_property
    def caveats(self):
        """Return (caveat, ids of the figures that it reaches), each once.

        Where it says one thing of one figure and another of the next, it says nothing of the sum.
        """
        found = {}
        for figure in self.figures:
            for one in figure["caveats"]:
                known, ids = found.setdefault(one["slug"], (one, []))
                ids.append(figure["id"])
                if known["direction"] != one["direction"]:
                    found[one["slug"]] = known | {"direction": "unknown"}, ids
        return list(found.values())

    @cached_property
    def origins(self):
        """Return (origin, ids of its figures), each once."""
        found = {}
        for figure in self.figures:
            origin = figure["origin"]
            found.setdefault(origin["slug"], (origin, []))[1].append(figure["id"])
        return list(found.values())

    @property
    def areas(self):
        """Return the areas, each once."""
        return list({one["area"]["slug"]: one["area"] for one in self.figures}.values())

    @cached_property
    def periods(self):
        """Return the reference periods, each once, by their days."""
        found = {one["period"]["code"]: one["period"] for one in self.figures}
        return sorted(found.values(), key=lambda one: (one["start"] or "", one["end"] or ""))

    @cached_property
    def period(self):
        """Return (code, first day, last day, precision) of all periods together.

        An end that is not known of one of them is not known of all.
        """
        precision = max((one["precision"] for one in self.periods), key=PRECISIONS.index)
        starts = [one["start"] for one in self.periods]
        ends = [one["end"] for one in self.periods]
        start = None if None in starts else min(starts)
        end = None if None in ends else max(ends)
        if len(self.periods) == 1:
            code = self.periods[0]["code"]
        elif start is None and end is None:
            code = periods.UNKNOWN
        elif precision == "exact":
            code = periods.code_of(_day(start), _day(end))
        else:
            vague = "~" if precision == "approximate" else ""
            code = "/".join(f"{day}{vague}" if day else ".." for day in (start, end))
        return code, start, end, precision

    @property
    def gaps(self):
        """Return whether an area is not counted on some day between; None when nobody knows."""
        _, start, end, precision = self.period
        if precision != "exact":
            return None
        counted = Counter()
        for one in self.figures:
            period = one["period"]
            until = periods.parse(period["counted_to"]).end if period["counted_to"] else None
            last = min(until.isoformat(), period["end"]) if until else period["end"]
            counted[one["area"]["slug"]] += _length(period["start"], last)
        # No two periods of one area overlap, so their lengths add up.
        return min(counted.values()) < _length(start, end)


def total(figures, nouns):
    """Return the Total of published figures, at least one; Clashes says what may not be added."""
    additivity.refuse(figures, nouns)
    return Total(figures)


def _day(text):
    return datetime.date.fromisoformat(text)


def _length(start, end):
    return (_day(end) - _day(start)).days + 1
