"""The public record of an observation: the cited statistic, declared once."""

from datasets.records.declaration import Filter, Member, Noun, bookkeeping, column
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


NOUN = Noun(
    name="observation",
    plural="observations",
    description="One origin's figure with its caveats, its origin and the documents it came by.",
    members=(*FIGURE, *DOUBT, *ORIGIN, *CHAIN, *COMPARISON, *BOOKS),
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
            "period",
            "comparator",
            "value",
            "value_digits",
            "unit",
        ),
        *("value_low", "value_high", "quantity", "base_period", "bias", "caveats", "origin"),
        *("release", "license", "cite_as"),
    ),
    sorts={
        "id": BY_ID,
        "value": Sort("value", "slug", nullable=True),
        "period_start": Sort("period_start", "slug", nullable=True),
        "first_published": Sort("first_published", "slug", nullable=True),
    },
)
