"""The record of a reported figure."""

from datasets.analysis import citation_chain
from datasets.analysis.assessment import Assessment
from datasets.analysis.reported_figure import ReportedFigure
from datasets.arithmetic import digits

from . import citation
from .members import bounds_members, caveat_member, origin_member, period_member, whole_record
from .types import ObservationRecord


def serialize(figure: ReportedFigure, assessment: Assessment) -> ObservationRecord:
    """The record, bookkeeping left out."""
    row, citations, hops = figure.observation, figure.citations, figure.hops
    first = figure.first_document
    passing_on = {one.document_id for one in figure.legible} - {first.slug}
    return whole_record(
        row,
        period_member(row.period, printed=row.period_printed, data_cutoff=row.data_cutoff or None),
        {
            "comparator": row.comparator,
            "value": digits.number(row.value),
            "value_digits": row.value or None,
            "value_low": digits.number(row.value_low),
            "value_high": digits.number(row.value_high),
            **bounds_members(*figure.bounds),
            "as_printed": next((one.as_printed or None for one in figure.legible), None),
            "status": row.status,
            "bias": figure.bias,
            "caveats": [caveat_member(one) for one in figure.caveats],
            "origin": origin_member(figure.origin),
            "inputs": [
                {"document": link.document_id, "basis": link.basis} for link in figure.rows.inputs
            ],
            "credibility": row.credibility,
            "reported_measures": citation_chain.reported_measures(figure.facts, hops),
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
