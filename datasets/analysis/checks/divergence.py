"""Measures of one topic whose numbers do not meet: not comparable, yet taken for one."""

from collections.abc import Iterator

from datasets.models import Unit
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup, pairs
from .facets import differing
from .finding import Finding, ratio

RULE = "divergence"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each pair of another origin and another measure, neither a part.

    Only levels are held against each other: how two ratios of different things differ says nothing.
    """

    def competing_measures(one: Comparable, other: Comparable) -> bool:
        return (
            one.origins.isdisjoint(other.origins)
            and one.measure != other.measure
            and one.measure not in group.above_measure(other.measure)
            and other.measure not in group.above_measure(one.measure)
            and _comparable(group.measures[one.measure].unit, group.measures[other.measure].unit)
        )

    for levels in group.levels.values():
        for one, other in pairs(levels, lambda one: (one.measure, one.origins), competing_measures):
            if not (one.interval and other.interval and one.interval.disjoint(other.interval)):
                continue
            mine, theirs = (group.measures[figure.measure] for figure in (one, other))
            by_size = (mine, theirs) if one.interval.below(other.interval) else (theirs, mine)
            if not group.facet_order.may_be_part(*by_size):
                yield Finding(
                    RULE,
                    (one.slug, other.slug),
                    findings.disjoint(one.interval, other.interval),
                    facets=differing(mine, theirs),
                    spread=ratio(one, other),
                )


def _comparable(one: Unit, other: Unit) -> bool:
    return one.pk == other.pk or (one.countable and other.countable)
