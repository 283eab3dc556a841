"""The public record of a source."""

from datasets.store import search
from datasets.vocabularies import IDENTIFIED, RELIABILITY, SOURCE_KIND

from .declaration import Filter, column, shared_noun

NOUN = shared_noun(
    name="source",
    plural="sources",
    description="Somebody who counts, states or passes on figures.",
    members=(
        column("id", "slug", "The permanent id of the source."),
        column("label", "text", "The name readers know it by."),
        column("also_written", "names", "Other spellings of its name."),
        column("plural", "boolean", "Whether one says of it “they say”."),
        column(
            "kind",
            "term",
            "What sort of source it is.",
            vocabulary=SOURCE_KIND,
            filter=Filter("kind", "noun_set", coded=True),
        ),
        column("interest", "text", "What it may gain or fear from the figures.", optional=True),
        column(
            "reliability",
            "term",
            "Admiralty code, A to F.",
            vocabulary=RELIABILITY,
            filter=Filter("reliability", "noun_set", coded=True),
        ),
        column(
            "identified",
            "term",
            "Whether readers are told who it is.",
            vocabulary=IDENTIFIED,
            filter=Filter("identified", "noun_set", coded=True),
        ),
    ),
    has_page=True,
    serialize=lambda source: {
        "label": source.label,
        "also_written": source.also_written,
        "plural": source.plural,
        "kind": source.kind,
        "interest": source.interest or None,
        "reliability": source.reliability,
        "identified": source.identified,
    },
    words=lambda record, labels: search.words_of(
        [record["label"], *record["also_written"], record["interest"]]
    ),
)
