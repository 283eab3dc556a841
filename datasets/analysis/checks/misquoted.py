"""A document gives a figure as the answer to what its origin answered otherwise."""

from collections.abc import Iterator, Mapping

from datasets.analysis.readings import Reading
from datasets.arithmetic.intervals import Interval
from datasets.wording import findings

from .finding import Finding
from .quotations import Quotations

RULE = "misquoted"


def find(chains: Quotations) -> Iterator[Finding]:
    """Yield a finding for each quotation that all of the origin's own answers rule out.

    What still answers the question of its own figure is no answer to another: if its number is not
    the origin's, that is an alteration.
    """
    for quoted in chains.quotations:
        if quoted.question is None:
            continue
        facts = chains.facts.get((quoted.origin, quoted.question), {})
        original = _intervals(facts)
        interval = quoted.reading.interval
        if interval is None or original is None or quoted.observation in facts:
            continue
        if not all(interval.disjoint(one) for one in original.values()):
            continue
        for slug in facts.keys() - chains.superseded:
            text = findings.misquotation(quoted.document, interval, original[slug])
            sides, hops = (interval, original[slug]), (quoted.hop,)
            yield Finding(RULE, (quoted.observation, slug), text, hops=hops, sides=sides)


def _intervals(facts: Mapping[str, Reading]) -> dict[str, Interval] | None:
    """{figure: what its origin gave}; None where one of them is in words alone."""
    intervals = {slug: fact.interval for slug, fact in facts.items() if fact.interval}
    return intervals if len(intervals) == len(facts) else None
