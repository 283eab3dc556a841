"""The public record of a unit."""

from datasets.arithmetic import digits
from datasets.store import search

from .declaration import column, shared_noun

NOUN = shared_noun(
    name="unit",
    plural="units",
    description="A unit of count or measurement.",
    members=(
        column("id", "slug", "The permanent id of the unit."),
        column("label", "text", "The unit as a plural noun."),
        column("countable", "boolean", "Whether only whole numbers of it exist."),
        column("base", "slug", "The unit that it converts into.", optional=True),
        column("factor", "number", "How many of the base unit make one of it.", optional=True),
    ),
    serialize=lambda unit: {
        "label": unit.label,
        "countable": unit.countable,
        "base": unit.base_id,
        "factor": digits.number(unit.factor),
    },
    words=lambda record, labels: search.words_of([record["label"]]),
)
