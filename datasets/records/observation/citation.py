"""One hop of the chain, as it stands in the record of its observation."""

from collections.abc import Iterable

from datasets.analysis.citation_chain import Hop, is_unsure
from datasets.analysis.lookups import Lookups
from datasets.analysis.readings import reading_record
from datasets.analysis.reported_figure import ReportedFigure
from datasets.analysis.rows import CitationRow
from datasets.wording import chains
from datasets.wording.facets import labelled
from datasets.wording.hop_numbers import OF_NUMBER
from datasets.wording.hops import RESTATES, ROUNDED

from .types import CitationMember, Locator


def serialize(citation: CitationRow, hop: Hop, figure: ReportedFigure) -> CitationMember:
    """One hop of a figure; ``hop`` is what became of the figure there."""
    related = figure.related
    document = related.documents[citation.document_id]
    carried = figure.rows.carried.get(citation.id, ())
    return {
        "hop": citation.hop,
        "via": citation.via,
        "document": {
            "id": document.slug,
            "source": document.source_id,
            "source_label": related.sources[document.source_id].label,
            "title": document.title,
            "published": document.published,
            "url": document.url or None,
            "seen": document.seen,
            "seen_at": document.seen_at or None,
        },
        "relation": citation.relation,
        "basis": citation.basis or None,
        "as_printed": citation.as_printed or None,
        "reckoned": citation.reckoned,
        "reported_as": reading_record(hop.reading) if hop.reading else None,
        "compared_with": hop.compared_with,
        "printed_before": hop.printed_before,
        "alterations": [
            {
                "alteration": one.alteration,
                "before": one.before,
                "after": one.after,
                "facets": labelled(one.facets, related.dataset.facet_labels),
            }
            for one in hop.alterations
        ],
        "unseen": _unseen(citation, hop, figure) if hop.unseen else None,
        "carries": [{"caveat": one.caveat_id, "strength": one.strength or None} for one in carried],
        "locator": _locator(citation),
        "fragment": citation.fragment or None,
        "no_words": citation.no_words or None,
    }


def _unseen(citation: CitationRow, hop: Hop, figure: ReportedFigure) -> str:
    """The sentence about the documents that nobody saw, and who may have altered the figure."""
    unseen = _publishers(hop.unseen, figure.related)
    if is_unsure(hop, citation):
        return chains.dead_end(unseen, chains.UNSURE)
    altered_by = _altered_by(citation, hop, figure)
    if hop.dead_end:
        return chains.dead_end(unseen, altered_by)
    return altered_by or chains.gap(unseen)


def _altered_by(citation: CitationRow, hop: Hop, figure: ReportedFigure) -> str:
    """Who may have altered it, empty where nobody did; the origin alters nothing of its own.

    Nor does whoever another text had it from as it was, or who says a number again.
    """
    again = citation.relation == RESTATES
    terms = {one.alteration for one in hop.alterations} - set(OF_NUMBER if again else ())
    if not terms:
        return ""
    related, cleared = figure.related, figure.cleared_of(hop)
    suspects = [
        slug
        for slug in hop.unseen
        if related.documents[slug].source_id != figure.origin.slug and slug not in cleared
    ]
    publishers = _publishers([*suspects, citation.document_id], related)
    return chains.altered_by(publishers, one_of=bool(suspects), only_rounded=terms == {ROUNDED})


def _publishers(documents: Iterable[str], related: Lookups) -> list[str]:
    """The labels of those who published documents, each once."""
    sources = dict.fromkeys(related.documents[slug].source_id for slug in documents)
    return [related.sources[slug].label for slug in sources]


def _locator(citation: CitationRow) -> Locator | None:
    if citation.start is None and not citation.place_in_text:
        return None
    return {
        "place_in_text": citation.place_in_text or None,
        "paragraph": citation.paragraph,
        "start": citation.start,
        "end": citation.end,
        "sentence_start": citation.sentence_start,
        "sentence_end": citation.sentence_end,
        "sentence_sha256": citation.sentence_sha256 or None,
    }
