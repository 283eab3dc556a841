"""The record of a reported figure."""

from datasets.analysis import citation_chain
from datasets.analysis.assessment import Assessment
from datasets.analysis.reported_figure import ReportedFigure

from . import citation
from .members import bounds_member, caveat_member, origin_member, period_member, whole_record
from .types import ObservationRecord


def serialize(figure: ReportedFigure, assessment: Assessment) -> ObservationRecord:
    """The record, bookkeeping left out."""
    row, citations, hops = figure.observation, figure.citations, figure.hops
    first = figure.first_document
    passing_on = {one.document_id for one in figure.legible} - {first.slug}
    return whole_record(
        row,
        period_member(row.period, printed=row.period_printed, counted_to=row.counted_to or None),
        {
            "comparator": row.comparator,
            "value": row.value or None,
            "value_low": row.low or None,
            "value_high": row.high or None,
            "bounds": bounds_member(*figure.bounds),
            "as_printed": next((one.as_printed or None for one in figure.legible), None),
            "status": row.status,
            "bias": figure.bias,
            "caveats": [caveat_member(one) for one in figure.caveats],
            "origin": origin_member(figure.origin),
            "inputs": [link.document_id for link in figure.rows.inputs],
            "input_basis": {link.document_id: link.basis for link in figure.rows.inputs},
            "credibility": row.credibility,
            "presented_as": citation_chain.presented_as(figure.facts, hops),
            "citations": [
                citation.serialize(one, hop, figure)
                for one, hop in zip(citations, hops, strict=True)
            ],
            "alterations": citation_chain.altered(hops, citations),
            "first_document": first.slug,
            "first_published": first.published,
            "verification": first.seen,
            "documents": list(dict.fromkeys(one.document_id for one in citations)),
            "citing_documents": len(passing_on),
            "derivation": None,
        },
        figure.related,
        assessment,
    )
