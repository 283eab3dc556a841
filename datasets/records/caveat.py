"""The public record of a caveat."""

from datasets.store import search
from datasets.vocabularies import AFFECTS, CAVEAT_KIND, DIRECTION

from .declaration import Filter, column, shared_noun

NOUN = shared_noun(
    name="caveat",
    plural="caveats",
    description="One sentence of doubt with a direction, attached to what it reaches.",
    members=(
        column("id", "slug", "The permanent id of the caveat."),
        column(
            "kind",
            "term",
            "What sort of doubt it is.",
            vocabulary=CAVEAT_KIND,
            filter=Filter("kind", "noun_set", coded=True),
        ),
        column(
            "affects",
            "term",
            "The count or only its meaning.",
            vocabulary=AFFECTS,
            filter=Filter("affects", "noun_set", coded=True),
        ),
        column(
            "direction",
            "term",
            "Which way a number is wrong by it.",
            vocabulary=DIRECTION,
            filter=Filter("direction", "noun_set", coded=True),
        ),
        column("text", "text", "The caveat as a sentence."),
        column("short", "text", "The caveat in at most 40 characters."),
        column("weight", "integer", "How decisive it is: 1 stands before 2 and 3."),
        column(
            "asserted_by",
            "slug",
            "The source that says so.",
            filter=Filter("asserted_by", "noun_set", of="source", coded=True),
        ),
        column("document", "slug", "The document in which it says so.", optional=True),
        column("grounds", "text", "What the editors’ own caveat rests on.", optional=True),
        column("fragment", "text", "Its words, quoted.", optional=True),
        column("place_in_text", "text", "Where they stand in the document.", optional=True),
        column("sentence_sha256", "text", "SHA-256 of their sentence in UTF-8.", optional=True),
        column("no_words", "text", "Why no words are quoted.", optional=True),
    ),
    serialize=lambda caveat: {
        "kind": caveat.kind,
        "affects": caveat.affects,
        "direction": caveat.direction,
        "text": caveat.text,
        "short": caveat.short,
        "weight": caveat.weight,
        "asserted_by": caveat.asserted_by_id,
        "document": caveat.document_id,
        "grounds": caveat.grounds or None,
        "fragment": caveat.fragment or None,
        "place_in_text": caveat.place_in_text or None,
        "sentence_sha256": caveat.sentence_sha256 or None,
        "no_words": caveat.no_words or None,
    },
    words=lambda record, labels: search.words_of(
        [record["text"], *labels("source", record["asserted_by"])]
    ),
)
