"""The public record of a measure."""

from datasets.store import search
from datasets.vocabularies import MEASURE_KIND

from .declaration import Filter, column, shared_noun

NOUN = shared_noun(
    name="measure",
    plural="measures",
    description="What is counted: two figures compare only where it is the same.",
    members=(
        column("id", "slug", "The permanent id of the measure."),
        column("label", "text", "What is counted, in short."),
        column("phrase", "text", "What stands behind the number in a sentence."),
        column("definition", "text", "What is counted and what is not."),
        column(
            "unit",
            "slug",
            "The unit of a level.",
            filter=Filter("unit", "noun_set", of="unit", coded=True),
        ),
        column("population", "slug", "Whom it counts unless a figure says else."),
        column("area", "slug", "Where it counts unless a figure says else.", optional=True),
        column(
            "kind",
            "term",
            "At a moment, over a time, or a ratio.",
            vocabulary=MEASURE_KIND,
            filter=Filter("kind", "noun_set", coded=True),
        ),
        column(
            "topic",
            "slug",
            "The wider question that it answers.",
            filter=Filter("topic", "noun_set", coded=True),
        ),
        column("facets", "words", "The parts of the definition."),
        column("part_of", "slug", "The measure whose count includes it.", optional=True),
        column("parts_complete", "boolean", "Whether its parts add up to the whole of it."),
    ),
    has_page=True,
    serialize=lambda measure: {
        "label": measure.label,
        "phrase": measure.phrase,
        "definition": measure.definition,
        "unit": measure.unit_id,
        "population": measure.population_id,
        "area": measure.area_id,
        "kind": measure.kind,
        "topic": measure.topic,
        "facets": measure.sorted_facets,
        "part_of": measure.part_of_id,
        "parts_complete": measure.parts_complete,
    },
    words=lambda record, labels: search.words_of(
        [record["label"], record["phrase"], record["definition"]]
    ),
)
