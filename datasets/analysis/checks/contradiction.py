"""The same question, answered so that no number fits both; the only finding that disputes."""

from collections.abc import Iterator

from datasets.wording import findings

from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

RULE = "contradiction"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each competing pair of counts whose intervals are disjoint."""
    for one, other in group.competing:
        if one.estimated or other.estimated:
            continue
        if one.interval and other.interval and one.interval.disjoint(other.interval):
            text = findings.disjoint(one.interval, other.interval)
            yield Finding(RULE, (one.slug, other.slug), text, spread=ratio(one, other))
