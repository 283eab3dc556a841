"""The public record of a population."""

from datasets.store import search

from .declaration import Filter, column, shared_noun

NOUN = shared_noun(
    name="population",
    plural="populations",
    description="The persons or things that figures count.",
    members=(
        column("id", "slug", "The permanent id of the population."),
        column("label", "text", "Its name."),
        column(
            "part_of",
            "slug",
            "The population that includes it.",
            optional=True,
            filter=Filter("part_of", "noun_set", of="population", coded=True),
        ),
    ),
    serialize=lambda population: {
        "label": population.label,
        "part_of": population.part_of_id,
    },
    words=lambda record, labels: search.words_of([record["label"]]),
)
