"""Whether the shares of all parts of a whole, given by the same origin, come to 100 percent."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from datasets.arithmetic.bounds import WHOLE
from datasets.arithmetic.intervals import Interval
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding
from .parts import AGREE, DISAGREE, can_add_up, one_each


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for the shares that one document gives of all parts of a whole.

    Where no document gives all of them, those in force are added up, whoever told them.
    """
    for whole, shares in _shares(group):
        measures = group.parts[whole]
        documents = sorted({one.told.document for one in shares})
        told = [
            one_each(measures, (one for one in shares if one.told.document == document))
            for document in documents
        ]
        in_force = one_each(measures, (one for one in shares if not one.superseded))
        for complete in filter(None, told if any(told) else [in_force]):
            yield from _all_of_it(complete)


def _shares(group: ComparisonGroup) -> Iterator[tuple[str, list[Comparable]]]:
    """Yield (measure of the whole, shares of it that one origin gives of one question)."""
    shares = defaultdict(list)
    for one in group.figures:
        whole = group.measures[one.measure].part_of_id
        if whole and one.question and _is_of_its_own_period(one):
            shares[whole, one.population, one.period.code, one.origins, one.event].append(one)
    for (whole, *_), figures in shares.items():
        if can_add_up(group, whole, group.parts[whole]):
            yield whole, figures


def _is_of_its_own_period(one: Comparable) -> bool:
    """Whether it is a share of what was counted in its period, and not of a longer one."""
    reported = one.quantity == "share" and not (one.derived or one.projected)
    return reported and (one.base_period is None or one.base_period.code == one.asked)


def _all_of_it(shares: Sequence[Comparable]) -> Iterator[Finding]:
    intervals = [one.interval for one in shares if one.interval]
    if len(intervals) < len(shares):
        return
    total, whole = sum(intervals, Interval.point(0)), Interval.point(WHOLE)
    rule = DISAGREE if total.disjoint(whole) else AGREE
    text = findings.shares_and_whole(total, any(one.superseded for one in shares))
    yield Finding(rule, tuple(one.slug for one in shares), text, sides=(total, whole))
