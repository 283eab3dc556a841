"""Figures that may count one thing twice, since their days or areas overlap."""

import datetime
import math
import re
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, product
from typing import Any

from datasets.reserved import AREA_NOT_STATED

from .violations import (
    Figure,
    Lookup,
    Pair,
    Violation,
    apart,
    area_of,
    grouped,
    measure_of,
    not_apart,
    outliers,
    pair_violation,
    period_code,
)

# How far an approximate end may be off at least, in days: “about 2015” can well be 2014.
A_YEAR = 365
# Why measures of these kinds are not added up over time.
NOT_OVER_TIME = {
    "stock": "a stock is counted at a moment, and these are not known to share theirs",
    "unknown": "nobody has recorded whether this is counted at a moment or over time (the kind of "
    "its measure), and these are not known to share a moment",
}


def other_moments(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield what may be stocks of more than one moment, unless their events differ."""
    for of_measure in grouped(figures, measure_of).values():
        reason = NOT_OVER_TIME.get(lookup.measures[measure_of(of_measure[0])]["kind"])
        if reason:
            for pair in chain(*(outliers(kin, moment) for kin in not_apart(of_measure))):
                yield pair_violation(
                    pair, "period", period_code, reason, "one moment, in areas apart"
                )


def moment(figure: Figure) -> Hashable:
    """Return the moment of a stock; one that is not exactly known is its own."""
    period = figure["period"]
    if period["precision"] != "exact":
        return figure["id"]
    return period["start"], period["end"], period["data_cutoff"]


def overlapping_periods(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures of one area that share days, or may do so, unless their events differ."""
    for kin in grouped(figures, area_of).values():
        running: list[tuple[float, int]] = []
        for first, last, number in sorted(
            (*_possible_days(one["period"]), number) for number, one in enumerate(kin)
        ):
            running = [(until, other) for until, other in running if until >= first]
            for _, other in running:
                pair = kin[min(number, other)], kin[max(number, other)]
                if apart(*pair):
                    continue
                exact = {one["period"]["precision"] for one in pair} == {"exact"}
                reason = f"their periods {'' if exact else 'may '}overlap, in the same area"
                yield pair_violation(
                    pair, "period", period_code, reason, "periods known to share no day"
                )
            running.append((last, number))


def _possible_days(period: dict[str, Any]) -> tuple[float, float]:
    """Return the first and the last day that the period may have, as ordinals; infinite if open."""
    start, end = (
        day and datetime.date.fromisoformat(day).toordinal()
        for day in (period["start"], period["end"])
    )
    slack = 0
    if re.search("[~?%]", period["code"]):
        slack = max(A_YEAR, end - start if start and end else 0)
    return (start - slack if start else -math.inf), (end + slack if end else math.inf)


def nested_areas(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures of areas that include each other, or may, unless their events differ."""
    by_area = grouped(figures, area_of)
    for area, inside in by_area.items():
        wider = lookup.areas[area]["part_of"]
        while wider:
            for pair in _possibly_twice(by_area.get(wider, ()), inside):
                yield _in_areas(pair, f"{area} is part of {wider}")
            wider = lookup.areas[wider]["part_of"]
    for area, others in by_area.items():
        if area != AREA_NOT_STATED:
            for pair in _possibly_twice(by_area.get(AREA_NOT_STATED, ()), others):
                yield _in_areas(pair, f"the area that is not stated may include {area}")


def _possibly_twice(some: Iterable[Figure], others: Iterable[Figure]) -> Iterator[Pair]:
    return (pair for pair in product(some, others) if not apart(*pair))


def _in_areas(pair: Pair, reason: str) -> Violation:
    return pair_violation(
        pair, "area", area_of, reason, "stated areas of which none includes another"
    )
