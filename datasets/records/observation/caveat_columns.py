"""What is wrong with a figure, and who counted it: members of an observation."""

from datasets.records.declaration import Filter, Member, column
from datasets.vocabularies import (
    AFFECTS,
    BIAS,
    CAVEAT_KIND,
    CREDIBILITY,
    DIRECTION,
    IDENTIFIED,
    INPUT_BASIS,
    NONE_RECORDED,
    OBSERVATION_STATUS,
    PERIOD_PRECISION,
    RELIABILITY,
    SOURCE_KIND,
)

DOUBT = (
    column(
        "bias",
        "term",
        "Which way the caveats that affect the accuracy say it is wrong, or none_recorded.",
        vocabulary=BIAS,
        filter=Filter("bias", "bias"),
    ),
    column(
        "caveats",
        "slug",
        "The caveats that reach it, nearest first, or none_recorded.",
        path="caveats[].id",
        empty="none_recorded",
        filter=Filter("caveats", "caveat_set", of="caveat", words=NONE_RECORDED, coded=True),
    ),
    column(
        "caveat_kinds",
        "term",
        "The kinds of the caveats, in the same order.",
        path="caveats[].kind",
        empty="none_recorded",
        vocabulary=CAVEAT_KIND,
        filter=Filter("caveat_kinds", "caveat_set", words=NONE_RECORDED, coded=True),
    ),
    column(
        "caveat_text",
        "text",
        "The caveats as sentences, in the same order.",
        path="caveats[].text",
        joined_by=" ",
        empty="none_recorded",
    ),
    Member(
        "caveats[].affects",
        "term",
        "Whether the number may be wrong, or only what readers take it for.",
        vocabulary=AFFECTS,
    ),
    Member(
        "caveats[].direction",
        "term",
        "Which way this figure is wrong by it.",
        vocabulary=DIRECTION,
    ),
    Member("caveats[].asserted_by", "slug", "The source that says so."),
    Member("caveats[].asserted_by_label", "text", "Its name."),
    Member("caveats[].attached_to", "text", "Where it hangs, as noun:slug."),
    Member("caveats_reviewed_on", "date", "The day on which a curator last looked for caveats."),
)

ORIGIN = (
    column(
        "origin",
        "slug",
        "Who counted, estimated, computed or witnessed it.",
        path="origin.id",
        filter=Filter("origin", "origin", of="source"),
    ),
    column("origin_label", "text", "The origin's name.", path="origin.label"),
    column(
        "origin_kind",
        "term",
        "What sort of source the origin is.",
        path="origin.kind",
        vocabulary=SOURCE_KIND,
        filter=Filter("origin_kind", "origin_kind"),
    ),
    Member(
        "origin.identified", "term", "Whether readers are told who it is.", vocabulary=IDENTIFIED
    ),
    column(
        "inputs",
        "slug",
        "The documents that the origin counted from, or unknown.",
        path="inputs[].document",
        empty="unknown",
    ),
    Member(
        "inputs[].basis",
        "term",
        "Whether it is stated or inferred that this is what was counted from.",
        vocabulary=INPUT_BASIS,
    ),
    column(
        "status",
        "term",
        "The origin's own qualification, SDMX observation status.",
        vocabulary=OBSERVATION_STATUS,
        filter=Filter("status", "status"),
    ),
    column(
        "reliability",
        "term",
        "Admiralty code of the origin, A to F.",
        path="origin.reliability",
        vocabulary=RELIABILITY,
    ),
    column(
        "credibility",
        "term",
        "Admiralty code of the information, 1 to 6.",
        vocabulary=CREDIBILITY,
    ),
    column(
        "as_printed",
        "text",
        "The figure in the characters of the earliest document that was seen.",
        optional=True,
    ),
    column(
        "period_printed",
        "text",
        "The period in the text's words; - when it prints none.",
        path="period.printed",
    ),
    column(
        "period_precision",
        "term",
        "How well the period is known.",
        path="period.precision",
        vocabulary=PERIOD_PRECISION,
    ),
)
