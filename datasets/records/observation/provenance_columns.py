"""How a figure came here, and what others say of it: members of an observation."""

from datasets.models.derivation import validate_operand
from datasets.models.validators import validate_id
from datasets.records.declaration import Filter, Member, column
from datasets.vocabularies import (
    ALTERATION,
    ALTERATIONS_NONE,
    CHECK,
    CHECKS_NONE,
    SEEN,
)

from .citation_columns import MEMBERS as CITATION
from .objection_members import objection_members

CHAIN = (
    column(
        "reported_measures",
        "names",
        "Every measure under which a document that was seen reports it, its own first.",
        filter=Filter("reported_measures", "provenance_set", of="measure", coded=True),
        form=validate_id,
    ),
    column(
        "known_through",
        "text",
        "Who published the first document seen that tells it as the origin did, if not the origin.",
        optional=True,
    ),
    column(
        "source_url",
        "url",
        "Where the earliest text with an address can be read that tells the number as its origin "
        "did, of the same thing if one does; empty where none has one.",
        optional=True,
    ),
    column(
        "first_document",
        "slug",
        "The earliest document known to carry it; empty where it was computed here.",
        optional=True,
    ),
    column(
        "first_published",
        "period",
        "When that was published, EDTF; XXXX unknown.",
        optional=True,
        filter=Filter("first_published", "first_published", last_day=True),
    ),
    column(
        "verification",
        "term",
        "How much of the first document the curators saw; of a computed figure, of the weakest.",
        vocabulary=SEEN,
        filter=Filter("verification", "verification"),
    ),
    column(
        "documents",
        "names",
        "Every document known to carry it, in the order of the chain.",
        filter=Filter("documents", "cited_document_set", of="document", coded=True),
        form=validate_id,
    ),
    Member(
        "citing_documents",
        "integer",
        "How many documents that were seen pass it on.",
    ),
    column(
        "alterations",
        "names",
        "What became of it on the way, or none; second mentions in a document left out.",
        empty="none",
        vocabulary=ALTERATION,
        filter=Filter("alterations", "provenance_set", words=ALTERATIONS_NONE, coded=True),
    ),
    *CITATION,
)

COMPARISON = (
    column(
        "independent_origins",
        "integer",
        "How many origins give a figure that fits, without sharing what they counted from.",
        filter=Filter("independent_origins", "independent_origins"),
    ),
    column(
        "check_rules",
        "term",
        "What the rules found about it, or none_found.",
        path="checks[].rule",
        empty="none_found",
        vocabulary=CHECK,
        filter=Filter("check_rules", "provenance_set", words=CHECKS_NONE, coded=True),
    ),
    Member("checks[].id", "slug", "The id of the finding."),
    Member("rivals[].observation", "slug", "A figure by others that does not fit."),
    Member("rivals[].source_label", "text", "Whose it is."),
    Member("rivals[].number", "text", "Its number."),
    column(
        "disputed",
        "boolean",
        "Whether a document doubts it, or what it was computed from.",
        filter=Filter("disputed", "disputed"),
    ),
    Member(
        "disputed_since",
        "period",
        "When the first document that doubts it was published, EDTF.",
        optional=True,
    ),
    *objection_members("objections"),
    Member("derivation", "object", "How it was computed, where it was.", optional=True),
    column(
        "revised_by",
        "slug",
        "The figure that its origin put in its place, where it did.",
        optional=True,
    ),
    column(
        "replaced",
        "boolean",
        "Whether its origin put another figure in its place.",
        filter=Filter("replaced", "replaced"),
    ),
    column(
        "derivation",
        "text",
        "Of a computed figure: the formula, and what each letter is.",
        path="derivation.text",
        optional=True,
    ),
    Member("derivation.formula", "text", "The formula."),
    Member("derivation.compares", "slug", "The figure that it is held against.", optional=True),
    Member("derivation.operands[].letter", "text", "The letter in the formula."),
    Member(
        "derivation.operands[].operand",
        "text",
        "What it is, as observation:slug.",
        form=validate_operand,
    ),
    Member("derivation.operands[].interval", "text", "The numbers that went in."),
    Member(
        "derivation.operands[].statement",
        "text",
        "What the operand says, if a figure.",
        optional=True,
    ),
    Member(
        "derivation.operands[].origin_label",
        "text",
        "Who gave that figure, if it is one.",
        optional=True,
    ),
)
