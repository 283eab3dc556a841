"""The public record of an event."""

from datasets.store import search

from .declaration import column, shared_noun

NOUN = shared_noun(
    name="event",
    plural="events",
    description="Something dated that figures refer to.",
    members=(
        column("id", "slug", "The permanent id of the event."),
        column("title", "text", "What happened."),
        column("date", "period", "When, EDTF."),
        column("document", "slug", "The document that it is known from."),
    ),
    serialize=lambda event: {
        "title": event.title,
        "date": event.date,
        "document": event.document_id,
    },
    words=lambda record, labels: search.words_of([record["title"], record["date"]]),
)
