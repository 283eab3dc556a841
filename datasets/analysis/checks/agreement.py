"""The same question, answered by another origin or a computation with a number that fits both."""

from collections.abc import Iterator

from datasets.wording import findings

from .comparison_group import ComparisonGroup
from .finding import Finding

RULE = "agreement"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each competing pair of counts whose intervals are two-sided and meet."""
    for one, other in group.competing:
        if one.estimated or other.estimated:
            continue
        if not (one.two_sided and other.two_sided and one.interval and other.interval):
            continue
        if not one.interval.disjoint(other.interval):
            text = findings.overlap(one.interval, other.interval)
            yield Finding(RULE, (one.slug, other.slug), text)
