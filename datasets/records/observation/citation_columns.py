"""One hop of the chain: members of an observation."""

from datasets.records.declaration import Member
from datasets.vocabularies import ALTERATION, BASIS, RELATION, SEEN, STRENGTH

MEMBERS = (
    Member("citations[].hop", "integer", "The number of the hop in the chain, from 1."),
    Member("citations[].via", "integer", "The hop that it took the figure from.", optional=True),
    Member(
        "citations[].document.id",
        "slug",
        "The document that carries the figure.",
    ),
    Member("citations[].document.source", "slug", "Who published the document."),
    Member("citations[].document.source_label", "text", "The publisher's name."),
    Member("citations[].document.title", "text", "Its title."),
    Member("citations[].document.published", "period", "When it was published, EDTF."),
    Member("citations[].document.url", "url", "Its own address.", optional=True),
    Member(
        "citations[].document.seen",
        "term",
        "How much of it the curators saw.",
        vocabulary=SEEN,
    ),
    Member(
        "citations[].document.seen_at",
        "url",
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
        "citations[].reckoned",
        "boolean",
        "Whether the number does not stand in those characters, but follows from them.",
    ),
    Member(
        "citations[].reported_as",
        "words",
        "What it reports in effect; - not stated, a|b either, null where nobody saw it.",
        optional=True,
    ),
    Member(
        "citations[].compared_with",
        "integer",
        "The nearest hop before it that was seen; null: the origin's own facts.",
        optional=True,
    ),
    Member(
        "citations[].printed_before",
        "text",
        "The figure in the characters of that hop.",
        optional=True,
    ),
    Member(
        "citations[].alterations[].alteration",
        "term",
        "How it differs from that hop; rounded is no change.",
        vocabulary=ALTERATION,
    ),
    Member("citations[].alterations[].before", "text", "As it was.", optional=True),
    Member("citations[].alterations[].after", "text", "As it is now.", optional=True),
    Member(
        "citations[].alterations[].facets",
        "words",
        "Of another measure: the parts that differ, before → after.",
    ),
    Member(
        "citations[].unseen",
        "text",
        "Which documents before it nobody saw, and who may have made the change.",
        optional=True,
    ),
    Member("citations[].carries[].caveat", "slug", "A caveat that it passes on."),
    Member(
        "citations[].carries[].strength",
        "term",
        "Whether it is stated more strongly than before or more weakly; null: as it was.",
        vocabulary=STRENGTH,
        optional=True,
    ),
    Member(
        "citations[].locator",
        "object",
        "Where it stands in the text: offsets are code points from 0, end exclusive.",
        optional=True,
    ),
    Member(
        "citations[].locator.place_in_text", "text", "Where they stand, in words.", optional=True
    ),
    Member("citations[].locator.paragraph", "integer", "The paragraph, from 1.", optional=True),
    Member("citations[].locator.start", "integer", "Where the words begin.", optional=True),
    Member("citations[].locator.end", "integer", "Where the words end, exclusive.", optional=True),
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
    Member("citations[].no_words", "text", "Why no words are quoted of it.", optional=True),
)
