"""The public record of a document."""

from datasets.store import search
from datasets.vocabularies import DOCUMENT_KIND, SEEN

from .declaration import Filter, column, shared_noun

NOUN = shared_noun(
    name="document",
    plural="documents",
    description="One text or file that carries figures, or that they were counted from.",
    members=(
        column("id", "slug", "The permanent id of the document."),
        column("title", "text", "Its title; in square brackets where it is described instead."),
        column(
            "source",
            "slug",
            "Who published it.",
            filter=Filter("source", "noun_set", of="source", coded=True),
        ),
        column(
            "kind",
            "term",
            "What sort of document it is.",
            vocabulary=DOCUMENT_KIND,
            filter=Filter("kind", "noun_set", coded=True),
        ),
        column("published", "period", "When it was published, EDTF; XXXX unknown."),
        column(
            "retracted",
            "period",
            "When it was retracted, EDTF; XXXX unknown.",
            optional=True,
        ),
        column(
            "corrected",
            "period",
            "When it was corrected, EDTF; XXXX unknown.",
            optional=True,
        ),
        column("notice", "text", "What the retraction or correction says.", optional=True),
        column(
            "language", "text", "Its language.", filter=Filter("language", "noun_set", coded=True)
        ),
        column("url", "url", "Its own address.", optional=True),
        column("seen_at", "url", "Where a whole copy of it was read.", optional=True),
        column("archived_url", "url", "An archived copy.", optional=True),
        column("no_address", "text", "Why it has no address of its own here.", optional=True),
        column("retrieved", "date", "The day on which the curators last saw it.", optional=True),
        column(
            "seen",
            "term",
            "How much of it the curators saw.",
            vocabulary=SEEN,
            filter=Filter("seen", "noun_set", coded=True),
        ),
        column("sha256", "text", "SHA-256 of the text that offsets refer to.", optional=True),
    ),
    has_page=True,
    serialize=lambda document: {
        "title": document.title,
        "source": document.source_id,
        "kind": document.kind,
        "published": document.published,
        "retracted": document.retracted or None,
        "corrected": document.corrected or None,
        "notice": document.notice or None,
        "language": document.language,
        "url": document.url or None,
        "seen_at": document.seen_at or None,
        "archived_url": document.archived_url or None,
        "no_address": document.no_address or None,
        "retrieved": document.retrieved.isoformat() if document.retrieved else None,
        "seen": document.seen,
        "sha256": document.sha256 or None,
    },
    words=lambda record, labels: search.words_of(
        [record["title"], *labels("source", record["source"]), record["url"], record["seen_at"]]
    ),
)
