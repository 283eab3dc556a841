"""Ratios, changes and shares of which no figure gives the base."""

from collections import defaultdict
from collections.abc import Iterator

from datasets.analysis.checks.comparables import Comparable
from datasets.analysis.checks.comparison_group import ComparisonGroup
from datasets.arithmetic import periods
from datasets.reserved import AREA_NOT_STATED

from .gap import BASE, Gap, Wanted

# What the base of a claim of each quantity is; that of a share is the whole that it is a part of.
BASE_OF = {
    "ratio": "level",
    "percent_change": "level",
    "difference": "level",
    "point_change": "share",
    "share": "level",
}


def find(group: ComparisonGroup) -> Iterator[Gap]:
    """Yield a gap for each base that no figure gives as a number, whoever counted it.

    What was computed from a claim does not give the base of that claim.
    """
    claims: dict[Wanted, list[str]] = defaultdict(list)
    for one in group.figures:
        if one.quantity in BASE_OF and (base := _base(one)):
            claims[base].append(one.slug)
    if not claims:
        return
    given = {
        about
        for one in group.figures
        if (about := _about(one)) in claims
        and one.interval
        and not one.aside
        and one.rests_on.isdisjoint(claims[about])
    }
    for base, figures in claims.items():
        if base not in given:
            yield Gap(BASE, tuple(figures), base)


def _base(claim: Comparable) -> Wanted | None:
    """What a reported claim is measured against; None where that is not told well enough."""
    told = claim.base_period
    if told is None or told.code == periods.UNKNOWN or claim.area == AREA_NOT_STATED:
        return None
    if claim.interval is None or claim.derived or claim.aside:
        return None
    if claim.quantity == "share" and told.code == claim.asked:
        return None
    return Wanted(claim.measure, claim.population, claim.area, told.code, BASE_OF[claim.quantity])


def _about(one: Comparable) -> Wanted:
    return Wanted(one.measure, one.population, one.area, one.period.code, one.quantity)
