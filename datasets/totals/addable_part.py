"""The largest part of figures that can be added up, where all of them cannot.

Which part has the most figures would take for ever to find out for sure. So of what is left, the
figure that clashes with the fewest others is taken again and again, and those are dropped; of
equals the one of the longest period, then the first by id.
"""

import datetime
from collections import defaultdict
from collections.abc import Hashable

from .additivity import RULES
from .overlap_rules import NOT_OVER_TIME, moment
from .violations import Figure, Lookup, grouped, measure_of

# By figure, the ids of those that it may not be added to; of what adds to nothing its own.
Clashes = dict[str, set[str]]


def addable_part(figures: list[Figure], lookup: Lookup) -> list[Figure]:
    """Return figures of one dataset that can be added, by id; none where no two of them can.

    Of parts that count different things the one with the most figures, then with the most days.
    """
    parts = [_without_clashes(kin, lookup) for kin in _alike(figures, lookup)]
    largest = max(parts, key=size)
    return sorted(largest, key=lambda one: one["id"]) if len(largest) > 1 else []


def size(part: list[Figure]) -> tuple[int, int]:
    """Return how many figures a part has, and how many days."""
    return len(part), sum(map(_days, part))


def _alike(figures: list[Figure], lookup: Lookup) -> list[list[Figure]]:
    """Return the figures that count the same, of what may be a stock at the same moment."""

    def counts(one: Figure) -> Hashable:
        of_a_moment = lookup.measures[measure_of(one)]["kind"] in NOT_OVER_TIME
        at = moment(one) if of_a_moment else None
        return measure_of(one), one["population"]["id"], one["unit"], at

    return list(grouped(figures, counts).values())


def _without_clashes(figures: list[Figure], lookup: Lookup) -> list[Figure]:
    clashes = _clashes(figures, lookup)
    left = {one["id"]: one for one in figures if one["id"] not in clashes[one["id"]]}
    part = []
    while left:
        best = min(
            left.values(),
            key=lambda one: (len(clashes[one["id"]] & left.keys()), -_days(one), one["id"]),
        )
        part.append(best)
        for slug in {best["id"], *clashes[best["id"]]}:
            left.pop(slug, None)
    return part


def _clashes(figures: list[Figure], lookup: Lookup) -> Clashes:
    clashes: Clashes = defaultdict(set)
    for rule in RULES:
        for one in rule(figures, lookup):
            first, last = one.ids[0], one.ids[-1]
            if len(one.ids) == 1 or first != last:
                clashes[first].add(last)
                clashes[last].add(first)
    return clashes


def _days(figure: Figure) -> int:
    """Return the length of its period; 0 where an end is not known."""
    start, end = (figure["period"][name] for name in ("start", "end"))
    if start is None or end is None:
        return 0
    return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days + 1
