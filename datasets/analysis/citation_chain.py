"""What became of a figure on its way: the chain of its documents, each read against the one before.

A document is legible when somebody saw it. Whatever a legible one does not give it says as the
nearest legible one before it did; those that nobody saw are passed over, and named. What objects to
a figure does not pass it on, and so alters nothing, whatever it gives instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from datasets.models.reported import NOT_STATED
from datasets.models.source import LEGIBLE
from datasets.wording.hops import RESTATES, may_be_another
from datasets.wording.objections import CORRECTED_BY, DISPUTED_BY

from .alterations import Alteration, of_caveats, of_readings
from .readings import Reading, words
from .rows import CarriedRow, CitationRow

WHOLE = ("read", "copy")
# What a document does with a figure that it does not pass on, and the check that tells of it.
OBJECTING = {"disputes": DISPUTED_BY, "corrects": CORRECTED_BY}
# What a document says of a figure that it gives elsewhere: a doubt, mostly.
REMARKS = "remarks"


@dataclass(frozen=True)
class Hop:
    """What became of the figure at one hop; ``reading`` is None where nobody saw the document.

    ``compared_with`` is the nearest legible hop before it, None for the origin's own facts, and
    ``unseen`` are the documents in between. At a dead end nothing before it could be read.
    """

    reading: Reading | None = None
    compared_with: int | None = None
    printed_before: str | None = None
    alterations: list[Alteration] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    dead_end: bool = False


def trace(
    facts: Reading,
    citations: Sequence[CitationRow],
    carried: Mapping[int, Sequence[CarriedRow]],
    seen: Mapping[str, str],
    languages: Mapping[str, str],
) -> list[Hop]:
    """The Hop of each citation; both are in the order of their hops.

    ``facts`` are the origin's own; ``carried`` maps the key of a citation to the caveats that it
    passes on, ``seen`` the id of a document to how much of it was seen, ``languages`` to its
    language.
    """
    rows: dict[int, CitationRow] = {}
    readings: dict[int, Reading] = {}
    hops = []
    for citation in citations:
        rows[citation.hop] = citation
        if not is_legible(citation, seen):
            hops.append(Hop())
            continue
        number, unseen = _nearest(citation.via, rows, readings)
        before = facts if number is None else readings[number]
        earlier = None if number is None else rows[number]
        reading = readings[citation.hop] = before.overlaid(
            citation, languages[citation.document_id]
        )
        printed = (earlier.as_printed or None) if earlier else None
        found: list[Alteration] = []
        if citation.relation not in (*OBJECTING, REMARKS):
            found = of_readings(before, reading, printed, citation.as_printed)
            found += _of_caveats(earlier, citation, carried, seen)
        dead_end = citation.via is not None and number is None
        hops.append(Hop(reading, number, printed, found, unseen, dead_end))
    return hops


def is_legible(citation: CitationRow, seen: Mapping[str, str]) -> bool:
    """Whether somebody saw how the document gives the figure."""
    return citation.relation != "unknown" and seen[citation.document_id] in LEGIBLE


def reported_measures(facts: Reading, hops: Sequence[Hop]) -> list[str]:
    """The measures under which a document presents it, its own first."""
    readings = [facts, *(hop.reading for hop in hops if hop.reading)]
    measures = dict.fromkeys(word for one in readings for word in words(one.measure))
    return [measure for measure in measures if measure != NOT_STATED]


def altered(hops: Sequence[Hop], citations: Sequence[CitationRow]) -> list[str]:
    """The terms of what was altered on the way, each term once; a restatement alters no figure.

    Nor does what may be another figure.
    """
    passed_on = (
        hop
        for hop, citation in zip(hops, citations, strict=True)
        if citation.relation != RESTATES and not is_unsure(hop, citation)
    )
    return list(dict.fromkeys(one.alteration for hop in passed_on for one in hop.alterations))


def is_unsure(hop: Hop, citation: CitationRow) -> bool:
    """Whether a hop may be about another figure."""
    terms = [one.alteration for one in hop.alterations]
    return may_be_another(terms, citation.basis, unread=hop.dead_end)


def _nearest(
    via: int | None, rows: Mapping[int, CitationRow], readings: Mapping[int, Reading]
) -> tuple[int | None, list[str]]:
    """The nearest hop that has a reading, or None, and the documents passed over."""
    unseen = []
    while via is not None and via not in readings:
        unseen.append(rows[via].document_id)
        via = rows[via].via
    return via, list(dict.fromkeys(reversed(unseen)))


def _of_caveats(
    earlier: CitationRow | None,
    citation: CitationRow,
    carried: Mapping[int, Sequence[CarriedRow]],
    seen: Mapping[str, str],
) -> list[Alteration]:
    """What became of the caveats; against the origin's facts none can be lost or added."""
    before = carried.get(earlier.id, ()) if earlier else ()
    after = carried.get(citation.id, ())
    if not before and not after:
        return []
    return of_caveats(
        before,
        after,
        seen_whole_before=earlier is not None and seen[earlier.document_id] in WHOLE,
        seen_whole=seen[citation.document_id] in WHOLE,
    )
