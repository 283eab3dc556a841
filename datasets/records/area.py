"""The public record of an area."""

from datasets.store import search

from .declaration import Filter, column, shared_noun

NOUN = shared_noun(
    name="area",
    plural="areas",
    description="A territory that figures are about.",
    members=(
        column("id", "slug", "The permanent id of the area."),
        column("label", "text", "Its name."),
        column(
            "part_of",
            "slug",
            "The area that includes it.",
            optional=True,
            filter=Filter("part_of", "noun_set", of="area", coded=True),
        ),
    ),
    serialize=lambda area: {
        "label": area.label,
        "part_of": area.part_of_id,
    },
    words=lambda record, labels: search.words_of([record["label"]]),
)
