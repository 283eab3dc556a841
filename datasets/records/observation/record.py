"""The public record of an observation: the cited statistic, declared once."""

from datasets.records.declaration import Filter, Member, Noun, bookkeeping, column, leading
from datasets.store import search
from datasets.store.keyset import BY_ID, Sort

from . import reported
from .caveat_columns import DOUBT, ORIGIN
from .cite_as import cite_as
from .provenance_columns import CHAIN, COMPARISON
from .value_columns import FIGURE

BOOKS = (
    column(
        "dataset",
        "slug",
        "The dataset that publishes it.",
        filter=Filter("dataset", "dataset", of="dataset"),
    ),
    *bookkeeping(),
    column("license", "text", "SPDX code of the licence of the data."),
    column("cite_as", "text", "How to cite this version, in one line."),
    column("page", "path", "Its permanent address.", path="links.page"),
    Member("links.self", "path", "Its address in the API."),
    Member("links.citations", "path", "The address of its citations."),
    Member("links.dataset", "path", "The address of its dataset."),
)


# What a reader of a table asks first, in sight without scrolling.
FIRST = (
    *("id", "statement", "value", "value_digits", "unit", "lower_bound", "upper_bound"),
    *(
        "bias",
        "bias_asserted_by",
        "caveat_shorts",
        "caveat_text",
        "origin_label",
        "known_through",
        "source_url",
    ),
    *("topic",),
)

# What a page of a list holds of a figure: what people ask of it, and what no number goes without.
BRIEF = (
    *("id", "statement", "value", "value_digits", "comparator", "unit", "quantity"),
    *("value_low", "value_high", "range_kind", "lower_bound", "upper_bound"),
    *("bias", "bias_asserted_by"),
    *("caveats[].kind", "caveats[].affects", "caveats[].direction", "caveats[].short"),
    *("caveats[].asserted_by_label",),
    *("origin.label", "known_through", "measure.label", "population.label", "area.label"),
    *("event.title", "period.code", "period.start", "period.end", "base_period"),
    *("source_url", "disputed", "replaced"),
    *("release", "license", "cite_as", "links.page", "links.self"),
)

NOUN = Noun(
    name="observation",
    plural="observations",
    description="One origin's figure with its caveats, its origin and the documents it came by.",
    members=leading(FIRST, (*FIGURE, *DOUBT, *ORIGIN, *CHAIN, *COMPARISON, *BOOKS)),
    serialize=reported.serialize,
    cite_as=cite_as,
    words=search.search_text,
    # No naked number: what a figure is published with can't be asked away.
    mandatory=(
        *(
            "id",
            "statement",
            "measure",
            "population",
            "area",
            "event",
            "period",
            "comparator",
            "value",
            "value_digits",
            "unit",
        ),
        *(
            "value_low",
            "value_high",
            "range_kind",
            "quantity",
            "base_period",
            "bias",
            "bias_asserted_by",
            "caveats",
            "origin",
        ),
        *("release", "license", "cite_as"),
    ),
    brief=BRIEF,
    sorts={
        "id": BY_ID,
        "value": Sort("value", "slug", nullable=True),
        "period_start": Sort("period_start", "slug", nullable=True),
        "first_published": Sort("first_published", "slug", nullable=True),
    },
)
