"""Whether the complete parts of a whole, counted by the same origin, add up to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from datasets.arithmetic.intervals import Interval
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding

AGREE, DISAGREE = "parts_agree", "parts_disagree"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each whole whose parts are all there."""
    parts = defaultdict(set)
    for slug, measure in group.measures.items():
        parts[measure.part_of_id].add(slug)
    for levels in group.levels.values():
        for whole in levels:
            if _can_add_up(group, whole, parts[whole.measure]):
                yield from _add_up(whole, parts[whole.measure], levels)


def _can_add_up(group: ComparisonGroup, whole: Comparable, parts: Collection[str]) -> bool:
    measure = group.measures[whole.measure]
    units = {group.measures[part].unit_id for part in parts}
    return measure.parts_complete and not whole.derived and units == {measure.unit_id}


def _add_up(
    whole: Comparable, measures: Collection[str], levels: Iterable[Comparable]
) -> Iterator[Finding]:
    found = {
        one.measure: one
        for one in levels
        if one.measure in measures and one.origins == whole.origins and not one.derived
    }
    added = [found[measure] for measure in sorted(found)]
    intervals = [one.interval for one in added if one.interval]
    if found.keys() != measures or len(intervals) < len(added) or whole.interval is None:
        return
    total = sum(intervals, Interval.point(0))
    rule = DISAGREE if total.disjoint(whole.interval) else AGREE
    slugs = (whole.slug, *(one.slug for one in added))
    yield Finding(rule, slugs, findings.parts_and_whole(total, whole.interval))
