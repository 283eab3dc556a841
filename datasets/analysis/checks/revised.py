"""The origin itself put another figure in its place."""

from collections.abc import Iterator

from datasets.wording import findings

from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

RULE = "revised"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each figure that revises another."""
    for newer, older in group.revised:
        text = findings.revision(newer.interval, older.interval)
        yield Finding(RULE, (newer.slug, older.slug), text, spread=ratio(newer, older))
