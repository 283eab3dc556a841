"""A share that is more than the whole of which it is a share."""

from collections.abc import Iterator

from datasets.arithmetic.bounds import WHOLE
from datasets.arithmetic.intervals import Interval
from datasets.wording import findings

from .comparison_group import ComparisonGroup
from .finding import Finding

RULE = "share_above_whole"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each share that is above 100 percent, however it was rounded."""
    whole = Interval.point(WHOLE)
    for one in group.figures:
        if one.quantity == "share" and one.interval and whole.below(one.interval):
            sides = (one.interval, whole)
            yield Finding(RULE, (one.slug,), findings.more_than_all(one.interval), sides=sides)
