"""A tool as an agent sees it, and what is said of parameters that several tools take."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from api.requests.parameters import AS_OF, CURSOR, RELEASE


@dataclass(frozen=True)
class Tool:
    """A tool: ``answer`` turns its arguments into text, or raises Refused.

    ``parameters`` has the JSON Schema of each; where ``open``, it takes all filters of the API.
    """

    name: str
    description: str
    answer: Callable[[dict[str, str]], str]
    parameters: dict[str, dict[str, Any]]
    required: list[str] = field(default_factory=list)
    open: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return {
            "type": "object",
            "properties": self.parameters,
            "required": self.required,
            "additionalProperties": self.open,
        }


def text(description: str) -> dict[str, Any]:
    """Return the schema of an argument that is text."""
    return {"type": "string", "description": description}


DATASET = {"dataset": text("Id of a dataset, to ask only that one.")}
PINS = {
    **DATASET,
    "release": {"type": "integer", "description": RELEASE.description},
    "as_of": text(AS_OF.description),
}
PAGE = {
    "limit": {"type": "integer", "description": "At most so many; fewer where they are long."},
    "cursor": text(f"{CURSOR.description.split(',')[0]}: the word at the end of the page before."),
}
FILTERS = {
    "q": text("Words that all stand in the texts about a figure: desert finds desertion."),
    "period": text("2023, 2023-S1, 2023-09 or 2022-02-24/..: has a day in common with it."),
    "measure": text("What is counted: ids of measures, separated by commas."),
    "unit": text("persons, cases …: a case is no person."),
    "topic": text("Topics of measures, separated by commas."),
    "area": text("Ids of territories."),
    "population": text("Ids of those who are counted."),
    "origin": text("Ids of those who counted."),
    "bias": text("understated, overstated, mixed, unknown or none_recorded."),
    "disputed": {"type": "boolean", "description": "Whether a document disputes it."},
}
