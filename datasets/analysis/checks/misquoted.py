"""A document gives a figure as the answer to what its origin answered otherwise."""

from collections.abc import Collection, Iterator

from datasets.analysis.readings import Reading
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
        if quoted.observation in facts or not _ruled_out(quoted.reading, facts.values()):
            continue
        for slug in facts.keys() - chains.superseded:
            text = findings.misquotation(
                quoted.document, quoted.reading.interval, facts[slug].interval
            )
            yield Finding(RULE, (quoted.observation, slug), text, hops=(quoted.hop,))


def _ruled_out(reading: Reading, facts: Collection[Reading]) -> bool:
    intervals = [fact.interval for fact in facts]
    known = reading.interval is not None and None not in intervals
    return known and all(reading.interval.disjoint(one) for one in intervals)
