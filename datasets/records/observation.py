"""The public record of an observation: the cited statistic, declared once."""

from datasets.keyset import BY_ID, Sort
from datasets.models import Observation
from datasets.vocabularies import (
    BIAS,
    CAVEAT_KIND,
    COMPARATOR,
    CONCERNS,
    CREDIBILITY,
    DIRECTION,
    IDENTIFIED,
    NONE_RECORDED,
    OBSERVATION_STATUS,
    PERIOD_PRECISION,
    QUANTITY,
    RELIABILITY,
    SEEN,
    SOURCE_KIND,
)

from . import citation, telling
from .base import Filter, Member, Noun, bookkeeping, column

UNIT_WORDS = {
    "times": "how many times as much, the unit of a ratio",
    "percent": "hundredths, the unit of a change or a share",
}

FIGURE = (
    column("id", "slug", "The observation's permanent id."),
    column(
        "measure",
        "slug",
        "What the origin counted.",
        path="measure.slug",
        filter=Filter("measure", "measure", of="measure"),
    ),
    column("measure_label", "text", "The measure in words.", path="measure.label"),
    Member(
        "measure.topic",
        "slug",
        "The wider question that the measure answers.",
        filter=Filter("topic", "topic"),
    ),
    Member("measure.facets", "words", "The parts of the measure's definition."),
    column(
        "population",
        "slug",
        "Whom it counts.",
        path="population.slug",
        filter=Filter("population", "population", of="population"),
    ),
    column("population_label", "text", "The population in words.", path="population.label"),
    column(
        "area",
        "slug",
        "Where it counts them, ISO 3166 in lower case or a word of our own.",
        path="area.slug",
        filter=Filter("area", "area", of="area"),
    ),
    column("area_label", "text", "The area in words.", path="area.label"),
    column(
        "period",
        "period",
        "The reference period: SDMX code where there is exactly one, else EDTF; XXXX unknown.",
        path="period.code",
        filter=Filter("period"),
    ),
    column(
        "period_start",
        "date",
        "Its first day; empty when open or unknown.",
        path="period.start",
        optional=True,
        filter=Filter("period_start", "period_start"),
    ),
    column(
        "period_end",
        "date",
        "Its last day; empty when open or unknown.",
        path="period.end",
        optional=True,
        filter=Filter("period_end", "period_end"),
    ),
    Member(
        "period.counted_to",
        "period",
        "The day up to which it was counted, where that is not the period's end.",
        optional=True,
    ),
    column(
        "comparator",
        "term",
        "How the number was put.",
        vocabulary=COMPARATOR,
        filter=Filter("comparator", "comparator"),
    ),
    column(
        "value",
        "number",
        "The number as published, digit for digit; empty where none was published.",
        optional=True,
        filter=Filter("value", "value"),
    ),
    column(
        "unit",
        "text",
        "The unit of the value as it stands: cases, times, percent, persons/day.",
        filter=Filter("unit", "unit", of="unit", words=UNIT_WORDS),
    ),
    column(
        "quantity",
        "term",
        "A level, a ratio, a change, a share or a rate.",
        vocabulary=QUANTITY,
        filter=Filter("quantity", "quantity"),
    ),
    column(
        "base_period",
        "period",
        "What a ratio or change is measured against, or the whole of a share.",
        optional=True,
    ),
    column("value_low", "number", "The lower end of a range that is stated.", optional=True),
    column("value_high", "number", "The upper end of a range that is stated.", optional=True),
)

DOUBT = (
    column(
        "bias",
        "term",
        "Which way the caveats that concern the count say it is wrong, or none_recorded.",
        vocabulary=BIAS,
        filter=Filter("bias", "bias"),
    ),
    column(
        "caveats",
        "slug",
        "The caveats that reach it, nearest first, or none_recorded.",
        path="caveats[].slug",
        empty="none_recorded",
        filter=Filter("caveat", "caveat_codes", of="caveat", words=NONE_RECORDED, coded=True),
    ),
    column(
        "caveat_kinds",
        "term",
        "The kinds of the caveats, in the same order.",
        path="caveats[].kind",
        empty="none_recorded",
        vocabulary=CAVEAT_KIND,
        filter=Filter("caveat_kind", "caveat_codes", words=NONE_RECORDED, coded=True),
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
        "caveats[].concerns",
        "term",
        "Whether the number may be wrong, or only what readers take it for.",
        vocabulary=CONCERNS,
    ),
    Member(
        "caveats[].direction",
        "term",
        "Which way this figure is wrong by it.",
        vocabulary=DIRECTION,
    ),
    Member("caveats[].asserted_by", "slug", "The source that says so."),
    Member("caveats[].attached_to", "text", "Where it hangs, as noun:slug."),
    Member("caveats_considered", "date", "The day on which a curator last looked for caveats."),
)

ORIGIN = (
    column(
        "origin",
        "slug",
        "Who counted, estimated, computed or witnessed it.",
        path="origin.slug",
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
        "names",
        "The documents that the origin counted from, or unknown.",
        empty="unknown",
    ),
    Member("input_basis", "words", "Of each input: whether it is stated or inferred."),
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

CHAIN = (
    column("first_document", "slug", "The earliest document known to carry it."),
    column("first_published", "period", "When that was published, EDTF; XXXX unknown."),
    column(
        "verification",
        "term",
        "How much of the first document the curators saw.",
        vocabulary=SEEN,
        filter=Filter("verification", "verification"),
    ),
    *citation.MEMBERS,
)

BOOKS = (
    column(
        "dataset",
        "slug",
        "The dataset that publishes it.",
        filter=Filter("dataset", "dataset", of="dataset"),
    ),
    *bookkeeping(),
    column("license", "text", "SPDX code of the licence of the data."),
    column("cite_as", "text", "How to cite this version.", path="cite.text"),
    column("url", "path", "Its permanent address.", path="links.self"),
    Member("links.citations", "path", "The address of its citations."),
    Member("links.dataset", "path", "The address of its dataset."),
)


NOUN = Noun(
    name="observation",
    plural="observations",
    description="One origin's figure with its caveats, its origin and the documents it came by.",
    model=Observation,
    members=(*FIGURE, *DOUBT, *ORIGIN, *CHAIN, *BOOKS),
    tell=telling.tell,
    cite=telling.cite,
    # No naked number: what a figure is published with can't be asked away.
    kept=(
        *("id", "measure", "population", "area", "period", "comparator", "value", "unit"),
        *("value_low", "value_high", "quantity", "base_period", "bias", "caveats", "origin"),
        *("release", "license", "cite"),
    ),
    sorts={
        "id": BY_ID,
        "value": Sort("value", "slug", nullable=True),
        "period_start": Sort("period_start", "slug", nullable=True),
    },
)
