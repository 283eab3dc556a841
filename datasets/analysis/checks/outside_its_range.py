"""A document gives an estimate outside of the very range that it gives with it."""

from collections.abc import Iterator
from fractions import Fraction

from datasets.wording import findings

from .finding import Finding
from .quotations import Quotations

RULE = "outside_its_range"


def find(chains: Quotations) -> Iterator[Finding]:
    """Yield a finding for each hop whose own range leaves its number out.

    What its words leave open, as either of two, is not asked.
    """
    for quoted in chains.quotations:
        reading = quoted.reading
        if reading.range is None:
            continue
        low, high, _ = reading.range
        words = (reading.value, low, high)
        if not all(map(_is_number, words)):
            continue
        number, lowest, highest = map(Fraction, words)
        if not lowest <= number <= highest:
            text = findings.outside(quoted.document, reading.value, low, high)
            yield Finding(RULE, (quoted.observation,), text, hops=(quoted.hop,))


def _is_number(word: str) -> bool:
    return word.lstrip("-").replace(".", "", 1).isdecimal()
