"""The record of a reported figure."""

from datasets.analysis import citation_chain
from datasets.analysis.assessment import Assessment
from datasets.analysis.readings import Reading
from datasets.analysis.reported_figure import ReportedFigure
from datasets.analysis.rows import CitationRow
from datasets.arithmetic import digits
from datasets.models.observation import WITHOUT_NUMBER

from . import citation
from .members import (
    bounds_members,
    caveat_member,
    event_member,
    objection_member,
    origin_member,
    period_member,
    whole_record,
)
from .types import ObservationRecord


def serialize(figure: ReportedFigure, assessment: Assessment) -> ObservationRecord:
    """The record, bookkeeping left out."""
    row, related = figure.observation, figure.related
    citations, hops = figure.citations, figure.hops
    first = figure.first_document
    passing_on = {one.document_id for one in figure.passing_on} - {first.slug}
    return whole_record(
        row,
        period_member(row.period, printed=row.period_printed, data_cutoff=row.data_cutoff or None),
        {
            "event": event_member(related.events[row.event_id]) if row.event_id else None,
            "comparator": row.comparator,
            "value": digits.number(row.value),
            "value_digits": row.value or None,
            "value_low": digits.number(row.value_low),
            "value_high": digits.number(row.value_high),
            "range_kind": row.range_kind or ("stated" if row.value_low else None),
            **bounds_members(*figure.bounds),
            "as_printed": _as_printed(figure),
            "status": row.status,
            "bias": figure.bias,
            "bias_asserted_by": [],
            "caveats": [caveat_member(one) for one in figure.caveats],
            "origin": origin_member(figure.origin),
            "inputs": [
                {"document": link.document_id, "basis": link.basis} for link in figure.rows.inputs
            ]
            or None,
            "credibility": row.credibility,
            "reported_measures": citation_chain.reported_measures(figure.facts, hops),
            "citations": [
                citation.serialize(one, hop, figure)
                for one, hop in zip(citations, hops, strict=True)
            ],
            "alterations": citation_chain.altered(hops, citations),
            "known_through": _known_through(figure),
            "source_url": _source_url(figure),
            "first_document": first.slug,
            "first_published": first.published,
            "verification": first.seen,
            "documents": list(dict.fromkeys(one.document_id for one in citations)),
            "citing_documents": len(passing_on),
            "objections": [objection_member(one) for one in figure.objections],
            "checked_by": row.checked_by or None,
            "checked_on": row.checked_on.isoformat() if row.checked_on else None,
            "derivation": None,
        },
        related,
        assessment,
    )


def _as_printed(figure: ReportedFigure) -> str | None:
    """The figure in the characters of the earliest document that was seen, but no other number."""
    return (printing.as_printed or None) if (printing := _printing(figure)) else None


def _printing(figure: ReportedFigure) -> CitationRow | None:
    passing_on = figure.passing_on
    told = (one for one in figure.legible if one in passing_on or not one.reported_value)
    return next(told, None)


def _known_through(figure: ReportedFigure) -> str | None:
    """The name of whoever published the earliest document that was seen; None for the origin.

    One that tells of another thing or number than the origin did comes after all that do not; of
    words, whoever printed them comes first.
    """
    by_words = figure.observation.comparator in WITHOUT_NUMBER
    printing = _printing(figure) if by_words else None
    related = figure.related
    hops = {one.hop: hop.reading for one, hop in zip(figure.citations, figure.hops, strict=True)}
    seen = sorted(figure.legible, key=lambda one: _tells_else(hops[one.hop], figure.facts))
    earliest = printing or next(iter(seen), None)
    if earliest is None:
        return None
    publisher = related.documents[earliest.document_id].source_id
    return None if publisher == figure.origin.slug else related.sources[publisher].label


def _tells_else(reading: Reading | None, facts: Reading) -> bool:
    """Whether a document puts another measure or number in the place of the origin's."""
    return reading is None or (reading.measure, reading.value) != (facts.measure, facts.value)


def _source_url(figure: ReportedFigure) -> str | None:
    """The address of the earliest document that has one of its own, or of a copy that was read."""
    documents = [figure.related.documents[one.document_id] for one in figure.citations]
    addresses = (one.url or one.seen_at for one in documents)
    return next((address for address in addresses if address), None)
