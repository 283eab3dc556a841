"""Rival measures of one topic whose numbers do not meet: not comparable, yet taken for one."""

from .comparables import pairs
from .finding import Finding, apart, spread

RULE = "divergence"


def find(ground):
    """Yield a finding for each pair of another origin and another measure, neither a part.

    Only levels are held against each other: how two ratios of different things differ says nothing.
    """

    def rival_measures(one, other):
        return (
            one.origins.isdisjoint(other.origins)
            and one.measure != other.measure
            and one.measure not in ground.above_measure(other.measure)
            and other.measure not in ground.above_measure(one.measure)
            and _comparable(ground.measures[one.measure].unit, ground.measures[other.measure].unit)
        )

    for levels in ground.levels.values():
        for one, other in pairs(levels, lambda one: (one.measure, one.origins), rival_measures):
            if one.interval and other.interval and one.interval.disjoint(other.interval):
                yield Finding(
                    RULE,
                    (one.slug, other.slug),
                    apart(one, other),
                    facets=_facets(ground, one, other),
                    spread=spread(one, other),
                )


def _comparable(one, other):
    return one.pk == other.pk or (one.countable and other.countable)


def _facets(ground, one, other):
    """Return {facet: “one / other”} of those in which the two measures differ."""
    mine, theirs = (ground.measures[answer.measure].facets for answer in (one, other))
    return {
        name: f"{mine.get(name, '-')} / {theirs.get(name, '-')}"
        for name in sorted({*mine, *theirs})
        if mine.get(name) != theirs.get(name)
    }
