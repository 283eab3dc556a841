"""A document gives a figure as the answer to what its origin answered otherwise."""

from .finding import Finding

RULE = "misquoted"


def find(chains):
    """Yield a finding for each quotation that all of the origin's own answers rule out.

    What still answers the question of its own figure is no answer to another: if its number is not
    the origin's, that is an alteration.
    """
    for quoted in chains.quotations:
        facts = chains.facts.get((quoted.origin, quoted.question), {})
        if quoted.observation in facts or not _ruled_out(quoted.reading, facts.values()):
            continue
        for slug in facts.keys() - chains.superseded:
            text = (
                f"{quoted.document} gives {quoted.reading.interval} as what the origin itself "
                f"gives as {facts[slug].interval}."
            )
            yield Finding(RULE, (quoted.observation, slug), text, hops=(quoted.hop,))


def _ruled_out(reading, facts):
    intervals = [fact.interval for fact in facts]
    known = reading.interval is not None and None not in intervals
    return known and all(reading.interval.disjoint(one) for one in intervals)
