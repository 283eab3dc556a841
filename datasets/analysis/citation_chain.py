"""What became of a figure on its way: the chain of its documents, each read against the one before.

A document is legible when somebody saw it. Whatever a legible one does not give it says as the
nearest legible one before it did; those that nobody saw are passed over, and named.
"""

from dataclasses import dataclass, field

from datasets.curation.chain_rules import LEGIBLE
from datasets.models.given import NOT_STATED

from . import alterations
from .readings import Reading, origin_reading, told_reading, words

__all__ = ["Hop", "altered", "origin_reading", "presented_as", "told_reading", "trace"]

WHOLE = ("read", "copy")


@dataclass(frozen=True)
class Hop:
    """What became of the figure at one hop; ``reading`` is None where nobody saw the document.

    ``compared_with`` is the nearest legible hop before it, None for the origin's own facts, and
    ``unseen`` are the documents in between. At a dead end nothing before it could be read.
    """

    reading: Reading | None = None
    compared_with: int | None = None
    printed_before: str | None = None
    alterations: list = field(default_factory=list)
    unseen: list = field(default_factory=list)
    dead_end: bool = False


def trace(facts, citations, carried, shelf):
    """Return the Hop of each citation; both are in the order of their hops.

    ``facts`` are the origin's own; ``carried`` maps the key of a citation to its rows of Carried.
    """
    rows, readings, hops = {}, {}, []
    for citation in citations:
        rows[citation.hop] = citation
        if not is_legible(citation, shelf):
            hops.append(Hop())
            continue
        number, unseen = _nearest(citation.via, rows, readings)
        before = facts if number is None else readings[number]
        earlier = None if number is None else rows[number]
        reading = readings[citation.hop] = before.overlaid(citation)
        printed = (earlier.as_printed or None) if earlier else None
        found = alterations.of_readings(before, reading, printed, citation.as_printed)
        found += _of_caveats(earlier, citation, carried, shelf)
        dead_end = citation.via is not None and number is None
        hops.append(Hop(reading, number, printed, found, unseen, dead_end))
    return hops


def is_legible(citation, shelf):
    """Return whether somebody saw how the document gives the figure."""
    return citation.relation != "unknown" and _seen(citation, shelf) in LEGIBLE


def presented_as(facts, hops):
    """Return the measures under which a document presents it, its own first."""
    readings = [facts, *(hop.reading for hop in hops if hop.reading)]
    measures = dict.fromkeys(word for one in readings for word in words(one.measure))
    return [measure for measure in measures if measure != NOT_STATED]


def altered(hops, citations):
    """Return what was altered on the way, each term once; a restatement alters no figure."""
    passed_on = (
        hop
        for hop, citation in zip(hops, citations, strict=True)
        if citation.relation != "restates"
    )
    return list(dict.fromkeys(one.alteration for hop in passed_on for one in hop.alterations))


def _nearest(via, rows, readings):
    """Return the nearest hop that has a reading, or None, and the documents passed over."""
    unseen = []
    while via is not None and via not in readings:
        unseen.append(rows[via].document_id)
        via = rows[via].via
    return via, list(dict.fromkeys(reversed(unseen)))


def _of_caveats(earlier, citation, carried, shelf):
    """Return what became of the caveats; against the origin's facts none can be lost or added."""
    before = carried.get(earlier.id, ()) if earlier else ()
    after = carried.get(citation.id, ())
    if not before and not after:
        return []
    return alterations.of_caveats(
        before,
        after,
        seen_whole_before=earlier is not None and _seen(earlier, shelf) in WHOLE,
        seen_whole=_seen(citation, shelf) in WHOLE,
    )


def _seen(citation, shelf):
    return shelf.documents[citation.document_id].seen
