"""The bodies of answers, as JSON Schemas: records, pages, problems."""

from api.requests.parameters import SLUG_SCHEMA
from api.requests.refusal_codes import REFUSALS
from datasets.records import NOUNS, OBSERVATION
from datasets.records.change import CHANGE
from datasets.records.release import RELEASE
from datasets.totals.declaration import TOTAL

from .record_schemas import record_schema
from .refs import object_of, schema_ref, title
from .search_operation import search_schemas
from .terms import growing

TEXT_OR_NULL = {"type": ["string", "null"]}


def body_schemas():
    """Return the schemas of all bodies."""
    described = {title(noun): record_schema(noun) for noun in (*NOUNS, RELEASE, TOTAL)}
    described |= {f"{title(noun)}Page": _page(schema_ref(title(noun))) for noun in NOUNS}
    return described | {
        "Change": _change(),
        "ChangePage": _page(schema_ref("Change")),
        "ObservationHistory": object_of(
            {"id": SLUG_SCHEMA, "versions": {"type": "array", "items": schema_ref("Version")}}
        ),
        "Version": object_of(VERSION),
        **search_schemas(),
        "Releases": object_of({"results": {"type": "array", "items": schema_ref(title(RELEASE))}}),
        "Index": object_of(
            {
                "endpoints": {"type": "array", "items": schema_ref("Endpoint")},
                "contact": {
                    "type": ["string", "null"],
                    "description": "Where to reach whoever runs this service, if they say so.",
                },
            }
        ),
        "Endpoint": object_of({"path": {"type": "string"}, "description": {"type": "string"}}),
        "Problem": _problem_of("ProblemError"),
        "ProblemError": object_of(ERROR),
        "RefusalCode": growing(REFUSALS),
        "ProblemOfTotal": _problem_of("ProblemOfTotalError", {"addable": ADDABLE}),
        "ProblemOfTotalError": object_of(ERROR | {"ids": CLASHING}),
    }


def _page(one):
    """Return the schema of a page of records."""
    return object_of(
        {
            "results": {"type": "array", "items": one},
            "next": {**TEXT_OR_NULL, "description": "The address of the next page."},
            "previous": {**TEXT_OR_NULL, "description": "The address of the page before."},
            "count": {"type": "integer", "description": "All records, with count=exact."},
            "counts": COUNTS,
        },
        optional=("count", "counts"),
    )


COUNTS = {
    "type": "object",
    "additionalProperties": {"type": "object", "additionalProperties": {"type": "integer"}},
    "description": "With count_by: of each filter the records that have each of its words.",
}
VERSION = {
    "record": {
        "anyOf": [schema_ref(title(OBSERVATION)), {"type": "null"}],
        "description": "The version, as published; null where it was redacted.",
    },
    "valid_to": {
        "type": ["string", "null"],
        "format": "date",
        "description": "The day of the first release without it; null while in force.",
    },
    "reason": {**TEXT_OR_NULL, "description": "Why the next version, or none, follows."},
    "replaced_by": {**TEXT_OR_NULL, "description": "The observation to read instead."},
    "redacted": {
        **object_of(
            {
                "day": {"type": "string", "format": "date", "description": "When."},
                "reason": {"type": "string", "description": "Why."},
            }
        ),
        "type": ["object", "null"],
        "description": "When and why its text was emptied; null where it was not.",
    },
}


def _change():
    """Return the schema of a change; each side is what is kept of a record of its noun."""
    schema = record_schema(CHANGE)
    for side, when in {"before": "before", "record": "after"}.items():
        schema["properties"][side] = {
            "type": ["object", "null"],
            "additionalProperties": True,
            "description": (
                f"What no number of the record leaves without, {when} the change: the required "
                "members of the schema of its `noun`."
            ),
        }
    return schema


def _problem_of(error, more=None):
    """Return the schema of a problem with errors of this kind, and with these members more."""
    return object_of(
        {
            "type": {"type": "string", "examples": ["about:blank"]},
            "title": {"type": "string", "description": "The phrase of the status."},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What was wrong, in words."},
            "errors": {"type": "array", "items": schema_ref(error)},
            "instance": {
                "type": "string",
                "description": "The id of the request, as in the header X-Request-ID.",
            },
            **(more or {}),
        }
    )


ERROR = {
    "code": schema_ref("RefusalCode"),
    "parameter": {"type": "string", "description": "What was wrong."},
    "value": {**TEXT_OR_NULL, "description": "What was given for it."},
    "reason": {"type": "string", "description": "Why it is refused."},
    "expected": {**TEXT_OR_NULL, "description": "What would be valid."},
    "nearest": {**TEXT_OR_NULL, "description": "The valid word closest to it."},
}
CLASHING = {"type": "array", "items": {"type": "string"}, "description": "The figures that clash."}
ADDABLE = {
    **object_of(
        {
            "observations": {
                "type": "array",
                "items": {"type": "string"},
                "description": "The ids of figures of which none clashes with another.",
            },
            "total": {"type": "string", "description": "The address of their total."},
        }
    ),
    "type": ["object", "null"],
    "description": (
        "The largest part that can be added, as far as it was looked for; null where no two "
        "figures can, or where more were asked for than an address may name."
    ),
}
