"""The same question, answered by another origin with an estimate: do their ranges meet?

Nothing is disputed by it: what was estimated may be wrong by more than its range says.
"""

from collections.abc import Iterator

from datasets.wording import findings

from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

DIFFER, OVERLAP = "estimates_differ", "estimates_overlap"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each competing pair of which one at least is an estimate.

    One without a range says nothing of how wrong it may be, and is held against none.
    """
    for one, other in group.competing:
        if not (one.estimated or other.estimated) or not (one.interval and other.interval):
            continue
        slugs = (one.slug, other.slug)
        if one.interval.disjoint(other.interval):
            text = findings.disjoint(one.interval, other.interval)
            yield Finding(DIFFER, slugs, text, spread=ratio(one, other))
        elif one.two_sided and other.two_sided:
            yield Finding(OVERLAP, slugs, findings.overlap(one.interval, other.interval))
