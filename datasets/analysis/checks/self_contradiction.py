"""One document gives a figure with two periods, base periods, measures or populations."""

from itertools import groupby

from .finding import Finding

RULE = "self_contradiction"
PARTS = ("measure", "population", "period", "base_period")


def find(chains):
    """Yield a finding for each document that gives one figure twice, and differently."""
    by_document = sorted(chains.quotations, key=lambda one: (one.observation, one.document))
    for (observation, document), several in groupby(
        by_document, key=lambda one: (one.observation, one.document)
    ):
        quotations = list(several)
        for place, one in enumerate(quotations):
            for other in quotations[place + 1 :]:
                if facets := _differing(one, other):
                    parts = " and ".join(name.replace("_", " ") for name in facets)
                    text = f"{document} gives it with two answers to what its {parts} is."
                    hops = (one.hop, other.hop)
                    yield Finding(RULE, (observation,), text, hops=hops, facets=facets)


def _differing(one, other):
    """Return {part: “one / other”} where no word of the one is a word of the other."""
    return {
        name: f"{'|'.join(sorted(one.words(name)))} / {'|'.join(sorted(other.words(name)))}"
        for name in PARTS
        if one.words(name) and other.words(name) and one.words(name).isdisjoint(other.words(name))
    }
