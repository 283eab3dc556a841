"""What a figure counts, and how much: the first members of an observation."""

from datasets.records.declaration import Filter, Member, column
from datasets.vocabularies import BOUNDS_BASIS, COMPARATOR, QUANTITY

UNIT_WORDS = {
    "times": "how many times as much, the unit of a ratio",
    "percent": "hundredths, the unit of a change or a share",
}

FIGURE = (
    column(
        "id",
        "slug",
        "The observation's permanent id.",
        filter=Filter("id", "slug", of="observation"),
    ),
    column(
        "statement",
        "text",
        "One safe sentence to paste: who, how many, of what, when, and what is wrong with it.",
    ),
    column(
        "measure",
        "slug",
        "What the origin counted.",
        path="measure.id",
        filter=Filter("measure", "measure", of="measure"),
    ),
    column("measure_label", "text", "The measure in words.", path="measure.label"),
    Member("measure.phrase", "text", "What stands behind the number in a sentence."),
    column(
        "topic",
        "slug",
        "The wider question that the measure answers.",
        path="measure.topic",
        filter=Filter("topic", "topic"),
    ),
    Member("measure.facets", "words", "The parts of the measure's definition."),
    column(
        "population",
        "slug",
        "Whom it counts.",
        path="population.id",
        filter=Filter("population", "population", of="population"),
    ),
    column("population_label", "text", "The population in words.", path="population.label"),
    column(
        "area",
        "slug",
        "Where it counts them, ISO 3166 in lower case or a word of our own.",
        path="area.id",
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
        "period.data_cutoff",
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
        "The number as published; empty where none was published.",
        optional=True,
        filter=Filter("value", "value"),
    ),
    column(
        "value_digits",
        "text",
        "The digits of the value as published, in formats where the value is a number.",
        optional=True,
        in_csv=False,
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
    column(
        "lower_bound",
        "number",
        "What it is at least, as far as can be concluded, rounded down.",
        optional=True,
        filter=Filter("lower_bound", "lower_bound"),
    ),
    column(
        "upper_bound",
        "number",
        "What it is at most, as far as can be concluded, rounded up.",
        optional=True,
        filter=Filter("upper_bound", "upper_bound"),
    ),
    column(
        "interval",
        "text",
        "Both bounds; [ ] an end that is possible itself, ( ) one that is not.",
        optional=True,
    ),
    column(
        "bounds_basis",
        "term",
        "What the bounds rest on.",
        vocabulary=BOUNDS_BASIS,
        filter=Filter("bounds_basis", "provenance_set", coded=True),
    ),
)
