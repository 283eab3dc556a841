"""Whether the complete parts of a whole, counted by the same origin, add up to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from datasets.arithmetic.intervals import Interval
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding

AGREE, DISAGREE = "parts_agree", "parts_disagree"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each whole whose parts are all there.

    Recounts reach some figures and not others. So a whole is held against the parts that one
    document gave with it, revised or not; one in force also against other parts in force, but for
    those that were told with another whole.
    """
    parts = group.parts
    for counted in _counted(group):
        wholes = [one for one in counted if can_add_up(group, one.measure, parts[one.measure])]
        for whole in wholes:
            measures = parts[whole.measure]
            told = [one for one in counted if one.measure in measures]
            together = one_each(measures, (one for one in told if _told_together(whole, one)))
            yield from _add_up(whole, together)
            if not whole.superseded:
                loose = [one for one in told if _is_loose(one, whole, wholes)]
                in_force = one_each(measures, loose)
                if in_force != together:
                    yield from _add_up(whole, in_force)


def _counted(group: ComparisonGroup) -> Iterator[list[Comparable]]:
    """Yield what one origin counted of a population in a period, or at an event."""
    levels = defaultdict(list)
    for one in group.figures:
        if one.question and one.quantity == "level" and not (one.derived or one.projected):
            levels[one.population, one.asked, one.origins, one.event].append(one)
    yield from levels.values()


def can_add_up(group: ComparisonGroup, whole: str, parts: Collection[str]) -> bool:
    """Whether the parts of a measure are all there are of it, and are in its unit."""
    measure = group.measures[whole]
    units = {group.measures[part].unit_id for part in parts}
    return measure.parts_complete and units == {measure.unit_id}


def _told_together(whole: Comparable, part: Comparable) -> bool:
    """Whether one document gave both; the day up to which one was counted goes for the other."""
    cut_off = {one.period.code for one in (whole, part) if one.cut_off}
    return part.told.document == whole.told.document and len(cut_off) < 2


def _is_loose(part: Comparable, whole: Comparable, wholes: Iterable[Comparable]) -> bool:
    """Whether a part is in force, and was not told with another whole of the same measure."""
    others = (one for one in wholes if one.measure == whole.measure and one is not whole)
    in_force = not part.superseded and part.period.code == whole.period.code
    return in_force and not any(_told_together(other, part) for other in others)


def one_each(measures: Collection[str], parts: Iterable[Comparable]) -> list[Comparable]:
    """One figure of each measure, those in force first; none where one of them is missing."""
    ordered = sorted(parts, key=lambda one: (not one.superseded, one.slug))
    found = {one.measure: one for one in ordered}
    return [found[measure] for measure in sorted(found)] if found.keys() == measures else []


def _add_up(whole: Comparable, parts: Sequence[Comparable]) -> Iterator[Finding]:
    intervals = [one.interval for one in parts if one.interval]
    if not parts or len(intervals) < len(parts) or whole.interval is None:
        return
    total = sum(intervals, Interval.point(0))
    rule = DISAGREE if total.disjoint(whole.interval) else AGREE
    slugs = (whole.slug, *(one.slug for one in parts))
    revised = any(one.superseded for one in (whole, *parts))
    text = findings.parts_and_whole(total, whole.interval, revised)
    yield Finding(rule, slugs, text, sides=(total, whole.interval))
