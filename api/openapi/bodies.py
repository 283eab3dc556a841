"""The bodies of answers, as JSON Schemas: records, pages, problems."""

from api.requests.parameters import SLUG_SCHEMA
from datasets.records import NOUNS, OBSERVATION
from datasets.records.change import CHANGE
from datasets.records.release import RELEASE
from datasets.totals.declaration import TOTAL

from .refs import record_schema, schema_ref, title
from .search_operation import search_schema

TEXT_OR_NULL = {"type": ["string", "null"]}


def body_schemas():
    """Return the schemas of all bodies."""
    described = {title(noun): noun.schema() for noun in (*NOUNS, RELEASE, TOTAL)}
    described["Change"] = _change()
    described["ChangePage"] = _page(schema_ref("Change"))
    described["ObservationHistory"] = _exactly(
        {"id": SLUG_SCHEMA, "versions": {"type": "array", "items": _exactly(VERSION)}}
    )
    for noun in NOUNS:
        part = {"description": "What fields= leaves of a record.", "required": [*noun.mandatory]}
        described[f"{title(noun)}Part"] = noun.schema() | part
        described[f"{title(noun)}Page"] = _page(record_schema(noun))
    described["ObservationCitations"] = _cut(
        OBSERVATION.schema(), (*OBSERVATION.mandatory, "citations")
    )
    described["Search"] = search_schema()
    described["Releases"] = _exactly(
        {"results": {"type": "array", "items": schema_ref(title(RELEASE))}}
    )
    described["Index"] = _exactly(
        {
            "endpoints": {
                "type": "array",
                "items": _exactly({"path": {"type": "string"}, "description": {"type": "string"}}),
            }
        }
    )
    described["Problem"] = PROBLEM
    described["ProblemOfTotal"] = PROBLEM_OF_TOTAL
    return described


def _page(one):
    """Return the schema of a page of records."""
    return _exactly(
        {
            "results": {"type": "array", "items": one},
            "next": {**TEXT_OR_NULL, "description": "The address of the next page."},
            "previous": {**TEXT_OR_NULL, "description": "The address of the page before."},
            "count": {"type": "integer", "description": "All records, with count=exact."},
        },
        optional=("count",),
    )


VERSION = {
    "record": {**schema_ref(title(OBSERVATION)), "description": "The version, as published."},
    "valid_to": {
        "type": ["string", "null"],
        "format": "date",
        "description": "The day of the first release without it; null while in force.",
    },
    "reason": {**TEXT_OR_NULL, "description": "Why the next version, or none, follows."},
    "replaced_by": {**TEXT_OR_NULL, "description": "The observation to read instead."},
}


def _change():
    """Return the schema of a change; each side is what is kept of a record of its noun."""
    schema = CHANGE.schema()
    parts = [schema_ref(f"{title(noun)}Part") for noun in NOUNS]
    for side, when in {"before": "before", "record": "after"}.items():
        description = f"What no number of the record leaves without, {when} the change."
        schema["properties"][side] = {
            "anyOf": [*parts, {"type": "null"}],
            "description": description,
        }
    return schema


def _exactly(properties, optional=()):
    """Return the schema of an object with these members and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _cut(schema, members):
    """Return the schema of the same object with these members only."""
    properties = {name: one for name, one in schema["properties"].items() if name in members}
    return schema | {"properties": properties, "required": [*properties]}


def _problem_of(error):
    """Return the schema of a problem whose errors have these members."""
    return _exactly(
        {
            "type": {"const": "about:blank"},
            "title": {"type": "string", "description": "The phrase of the status."},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What was wrong, in words."},
            "errors": {"type": "array", "items": _exactly(error)},
        }
    )


ERROR = {
    "parameter": {"type": "string", "description": "What was wrong."},
    "value": {**TEXT_OR_NULL, "description": "What was given for it."},
    "reason": {"type": "string", "description": "Why it is refused."},
    "expected": {**TEXT_OR_NULL, "description": "What would be valid."},
    "nearest": {**TEXT_OR_NULL, "description": "The valid word closest to it."},
}
CLASHING = {"type": "array", "items": {"type": "string"}, "description": "The figures that clash."}
PROBLEM = _problem_of(ERROR)
PROBLEM_OF_TOTAL = _problem_of(ERROR | {"ids": CLASHING})
