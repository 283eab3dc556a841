"""A document disputes or corrects a figure, or was itself retracted or corrected."""

from collections import defaultdict
from collections.abc import Iterator

from datasets.analysis.objections import Objection
from datasets.wording import objections

from .finding import Finding
from .quotations import Quotations


def find(chains: Quotations) -> Iterator[Finding]:
    """Yield a finding for each hop that objects, and for all documents to which one thing was done.

    What was done to a document has no hop: a figure may also have been counted from it.
    """
    findings: dict[tuple[str, str, int | None], list[Objection]] = defaultdict(list)
    for one in chains.objections:
        findings[one.objection, one.observation, one.hop].append(one)
    for (rule, observation, hop), said in findings.items():
        text = " ".join(objections.sentence(vars(one)) for one in said)
        yield Finding(rule, (observation,), text, hops=(hop,) if hop else ())
