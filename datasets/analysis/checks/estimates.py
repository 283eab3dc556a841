"""The same question, answered by another origin with an estimate: do their ranges meet?

Nothing is disputed by it: what was estimated may be wrong by more than its range says.
"""

from collections.abc import Iterator
from fractions import Fraction

from datasets.arithmetic.digits import digits
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

DIFFER, OVERLAP = "estimates_differ", "estimates_overlap"
# How many times as large says that two guesses differ, of which nobody says how far they may err.
TWICE = 2


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each competing pair of which one at least is an estimate.

    One without a range does not say how wrong it may be: it differs where one is twice the other.
    """
    for one, other in group.competing:
        if not (one.estimated or other.estimated):
            continue
        slugs = (one.slug, other.slug)
        if not (one.interval and other.interval):
            counts = _counts(one, other)
            if len(counts) == 2 and max(counts) >= TWICE * min(counts):
                text = findings.twice(*map(digits, counts))
                yield Finding(DIFFER, slugs, text, spread=ratio(one, other))
        elif one.interval.disjoint(other.interval):
            text = findings.disjoint(one.interval, other.interval)
            yield Finding(DIFFER, slugs, text, spread=ratio(one, other))
        elif one.two_sided and other.two_sided:
            yield Finding(OVERLAP, slugs, findings.overlap(one.interval, other.interval))


def _counts(*several: Comparable) -> list[Fraction]:
    """The numbers of those that count things, and any at all: of none nothing is twice as many."""
    return [one.value for one in several if one.whole_things and one.value and one.value > 0]
