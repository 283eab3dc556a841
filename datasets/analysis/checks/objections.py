"""A document says something against a figure: it disputes or corrects it."""

from collections.abc import Iterator

from datasets.wording import objections

from .finding import Finding
from .quotations import Quotations


def find(chains: Quotations) -> Iterator[Finding]:
    """Yield a finding for each thing that a document says against a figure."""
    for one in chains.objections:
        text = objections.sentence(one.objection, one.source, one.document, one.number)
        yield Finding(one.objection, (one.observation,), text, hops=(one.hop,))
