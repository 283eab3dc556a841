"""One document gives a figure with two periods, base periods, measures or populations."""

from collections.abc import Iterator
from itertools import combinations, groupby
from operator import attrgetter

from datasets.wording import findings

from .finding import Finding
from .quotations import Quotation, Quotations

RULE = "self_contradiction"
PARTS = ("measure", "population", "period", "base_period")


def find(chains: Quotations) -> Iterator[Finding]:
    """Yield a finding for each document that gives one figure twice, and differently."""
    in_one_document = attrgetter("observation", "document")
    by_document = sorted(chains.quotations, key=in_one_document)
    for (observation, document), several in groupby(by_document, key=in_one_document):
        for one, other in combinations(several, 2):
            if facets := _differing(one, other):
                text = findings.two_answers(document, facets)
                hops = (one.hop, other.hop)
                yield Finding(RULE, (observation,), text, hops=hops, facets=facets)


def _differing(one: Quotation, other: Quotation) -> dict[str, str]:
    """{part: “one / other”} where no word of the one is a word of the other."""
    return {
        name: findings.either("|".join(sorted(mine)), "|".join(sorted(theirs)))
        for name in PARTS
        if (mine := one.words(name)) and (theirs := other.words(name)) and mine.isdisjoint(theirs)
    }
