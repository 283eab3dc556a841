"""What the hops of a chain must obey: their order, their relations, what could be seen of each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from datasets.models import Citation, Document, Observation
from datasets.models.source import LEGIBLE

from .print_rules import print_problems


def chain_problems(
    citations: Sequence[Citation], documents: Mapping[str, Document], observation: Observation
) -> Iterator[tuple[int, str, str]]:
    """Yield (hop, field, message) for what is wrong with the chain of one observation.

    ``citations`` are all of its citations, ``documents`` those that they name.
    """
    hops: dict[int | None, Citation] = {citation.hop: citation for citation in citations}
    if citations and 1 not in hops:
        yield min(citation.hop for citation in citations), "hop", "a chain begins with hop 1"
    for citation in citations:
        if citation.hop == 1 and citation.via is not None:
            yield 1, "via", "hop 1 is the first known document, it took the figure from no other"
        if citation.via is not None and citation.via not in hops:
            yield (
                citation.hop,
                "via",
                f"there is no hop {citation.via}: expected one of {_list(citations)}",
            )
        before = hops.get(citation.via)
        if citation.relation in ("restates", "remarks") and (
            before is None or before.document_id != citation.document_id
        ):
            yield (
                citation.hop,
                "relation",
                f"{citation.relation} belongs to a hop of the same document as its via",
            )
        document = documents[citation.document_id]
        if document.seen == "not_found" and citation.relation != "unknown":
            yield citation.hop, "relation", "nobody saw the document: expected unknown"
        for name in ("as_printed", "fragment"):
            if getattr(citation, name) and document.seen not in LEGIBLE:
                yield citation.hop, name, "nobody saw how the document prints it"
        for name, message in print_problems(citation, hops, observation, document.language):
            yield citation.hop, name, message


def first_document(citations: Sequence[Any], origin: str, publishers: Mapping[str, str]) -> str:
    """The earliest document known to carry a figure of this origin, by id.

    ``citations`` are at least one, in the order of their hops; ``publishers`` maps documents to
    their sources. A hop that nobody saw counts only where it is the origin's own, which others
    name.
    """
    documents = [one.document_id for one in citations]
    known = (
        one.document_id
        for one in citations
        if one.relation != "unknown" or publishers[one.document_id] == origin
    )
    return next(known, documents[0])


def _list(citations: Sequence[Citation]) -> str:
    return ", ".join(str(hop) for hop in sorted({citation.hop for citation in citations}))
