"""One hop of the chain, as it stands in the record of its observation."""

from datasets.models.citation import GIVEN
from datasets.vocabularies import BASIS, RELATION, SEEN

from .base import Filter, Member

MEMBERS = (
    Member("citations[].hop", "integer", "The number of the hop in the chain, from 1."),
    Member("citations[].via", "integer", "The hop that it took the figure from.", optional=True),
    Member(
        "citations[].document.slug",
        "slug",
        "The document that carries the figure.",
        filter=Filter("cited_in", "document_codes", of="document", coded=True),
    ),
    Member("citations[].document.source", "slug", "Who published the document."),
    Member("citations[].document.source_label", "text", "The publisher's name."),
    Member("citations[].document.title", "text", "Its title."),
    Member("citations[].document.published", "period", "When it was published, EDTF."),
    Member("citations[].document.url", "text", "Its own address.", optional=True),
    Member(
        "citations[].document.seen",
        "term",
        "How much of it the curators saw.",
        vocabulary=SEEN,
    ),
    Member(
        "citations[].document.seen_at",
        "text",
        "Where a whole copy of it was read.",
        optional=True,
    ),
    Member("citations[].relation", "term", "What it does with the figure.", vocabulary=RELATION),
    Member(
        "citations[].basis",
        "term",
        "How it is known where the figure was taken from.",
        vocabulary=BASIS,
        optional=True,
    ),
    Member("citations[].as_printed", "text", "The figure in its characters.", optional=True),
    Member(
        "citations[].given",
        "words",
        "What it gives instead of what was before it; - not stated, a|b either, null unseen.",
        optional=True,
    ),
    Member("citations[].carries[].caveat", "slug", "A caveat that it passes on."),
    Member(
        "citations[].carries[].strength",
        "text",
        "+ stated more strongly than before, - more weakly, empty: as it was.",
    ),
    Member(
        "citations[].locator",
        "object",
        "Where it stands in the text: offsets are code points from 0, end exclusive.",
        optional=True,
    ),
    Member("citations[].locator.paragraph", "integer", "The paragraph, from 1.", optional=True),
    Member("citations[].locator.start", "integer", "Where the words begin."),
    Member("citations[].locator.end", "integer", "Where the words end, exclusive."),
    Member(
        "citations[].locator.sentence_start", "integer", "Where the sentence begins.", optional=True
    ),
    Member("citations[].locator.sentence_end", "integer", "Where it ends.", optional=True),
    Member(
        "citations[].locator.sentence_sha256",
        "text",
        "SHA-256 of the sentence in UTF-8.",
        optional=True,
    ),
    Member("citations[].fragment", "text", "The few words that hold the figure.", optional=True),
)


GIVES = [(name, f"given_{name}") for name in GIVEN]


def tell(citation, carried, shelf):
    """Return what the record says of the hop; ``carried`` are the caveats that it passes on."""
    document = shelf.documents[citation.document_id]
    return {
        "hop": citation.hop,
        "via": citation.via,
        "document": {
            "slug": document.slug,
            "source": document.source_id,
            "source_label": shelf.sources[document.source_id].label,
            "title": document.title,
            "published": document.published,
            "url": document.url or None,
            "seen": document.seen,
            "seen_at": document.seen_at or None,
        },
        "relation": citation.relation,
        "basis": citation.basis or None,
        "as_printed": citation.as_printed or None,
        "given": None if citation.relation == "unknown" else _given(citation),
        "carries": [{"caveat": one.caveat_id, "strength": one.strength} for one in carried],
        "locator": _locator(citation),
        "fragment": citation.fragment or None,
    }


def _given(citation):
    return {name: word for name, field in GIVES if (word := getattr(citation, field))}


def _locator(citation):
    if citation.start is None:
        return None
    return {
        "paragraph": citation.paragraph,
        "start": citation.start,
        "end": citation.end,
        "sentence_start": citation.sentence_start,
        "sentence_end": citation.sentence_end,
        "sentence_sha256": citation.sentence_sha256 or None,
    }
