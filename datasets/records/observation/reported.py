"""The record of a reported figure."""

from collections.abc import Iterable
from operator import attrgetter

from datasets.analysis import citation_chain
from datasets.analysis.assessment import Assessment
from datasets.analysis.readings import Reading, words
from datasets.analysis.reported_figure import ReportedFigure
from datasets.analysis.rows import CitationRow
from datasets.arithmetic import digits
from datasets.models.observation import WITHOUT_NUMBER
from datasets.models.reported import NOT_STATED
from datasets.wording.labels import first_of

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
            "caveats": [caveat_member(one, related.dataset) for one in figure.caveats],
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
    """The names of those who published the earliest documents seen; None for the origin.

    One that tells of another period than the origin did comes after all that do not, and one that
    tells of another thing or number has not told it. Of words, whoever printed them comes first.
    """
    if figure.observation.comparator in WITHOUT_NUMBER and (printing := _printing(figure)):
        telling = [printing]
    else:
        telling = _telling(figure)
    if not telling:
        return None
    publishers = [figure.related.documents[one.document_id].source_id for one in telling]
    if publishers[0] == figure.origin.slug:
        return None
    return first_of(figure.related.sources[slug].label for slug in publishers)


def _telling(figure: ReportedFigure) -> list[CitationRow]:
    """The earliest document that tells the figure, or the two that together do; none if unseen."""
    hops = zip(figure.citations, figure.hops, strict=True)
    told = {one: hop.reading for one, hop in hops if hop.reading}

    def first(*parts: str) -> CitationRow | None:
        """The earliest that tells these parts as the origin did."""
        as_told = attrgetter(*parts)
        return next((one for one in told if as_told(told[one]) == as_told(figure.facts)), None)

    parts = ("measure", "value") if figure.facts.value else ("measure", "value_low", "value_high")
    open_ = (one for one in told if _leaves_open(told[one], figure.facts, parts))
    number = first(*parts) or next(open_, None)
    period = first("period")
    if whole := first(*parts, "period"):
        return [whole]
    if number and period and told[number].period == NOT_STATED:
        return [number, period]
    return [number] if number else []


def _leaves_open(told: Reading, facts: Reading, parts: Iterable[str]) -> bool:
    """Whether what a document tells may be what the origin did: “41 or 44” for 41, of something."""
    given = {one: words(getattr(told, one)) for one in parts}
    return all(not {getattr(facts, one), NOT_STATED}.isdisjoint(given[one]) for one in given)


def _source_url(figure: ReportedFigure) -> str | None:
    """The address of the earliest text, or copy, that tells the figure as its origin did.

    Else of the earliest that gives the same number of another thing; never of another number.
    """
    ends = () if figure.facts.value else ("value_low", "value_high")
    number = ("quantity", "comparator", "value", *ends)
    return _address(figure, "measure", *number) or _address(figure, *number)


def _address(figure: ReportedFigure, *parts: str) -> str | None:
    """The address of the earliest document that tells these parts as the origin did.

    One that nobody saw may tell another number, unless the figure begins with it.
    """
    as_told = attrgetter(*parts)
    for row, hop in zip(figure.citations, figure.hops, strict=True):
        document = figure.related.documents[row.document_id]
        if hop.reading is None:
            tells = document is figure.first_document
        else:
            passes_on = row.relation not in citation_chain.OBJECTING
            tells = passes_on and as_told(hop.reading) == as_told(figure.facts)
        if tells and (address := document.url or document.seen_at):
            return address
    return None
