"""The shared parts of the description: bodies, filters, headers and refusals."""

from functools import partial

from api.requests import problems
from api.requests.filters import FILTERSETS, LOOKED_UP, operators
from api.requests.forms import (
    MAX_CHARACTERS,
    MAX_LISTED,
    MAX_WORDS,
    SPAN,
    Day,
    Flag,
    Number,
    Span,
    Whole,
    Words,
    closed_list,
)
from api.requests.query import MAX_BYTES
from datasets.models.fields import DIGITS, SLUG
from datasets.records import NOUNS, OBSERVATION
from datasets.records.change import CHANGE
from datasets.records.release import RELEASE
from datasets.totals.record import TOTAL

# A longer list is described by its form: nobody reads it, and it would be most of the document.
MOST_TERMS = 200
SLUG_SCHEMA = {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": 120}
COMMAS = {"style": "form", "explode": False}
TEXT_OR_NULL = {"type": ["string", "null"]}


def ref(kind, name):
    """Return the reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


schema_ref = partial(ref, "schemas")


def all_components():
    """Return every component, with the words that are published now."""
    return {
        "schemas": body_schemas(),
        "parameters": {
            f"{noun.name}.{name}": parameter
            for noun in NOUNS
            for name, parameter in filter_parameters(noun)
        },
        "headers": HEADERS,
        "responses": RESPONSES,
    }


def title(noun):
    """Return the name of the component that describes a record."""
    return noun.name.capitalize()


def record_schema(noun):
    """Return the schema of a record's JSON: whole, or cut down with ``fields``."""
    return {"anyOf": [schema_ref(title(noun)), schema_ref(f"{title(noun)}Part")]}


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
        told = f"What no number of the record leaves without, {when} the change."
        schema["properties"][side] = {"anyOf": [*parts, {"type": "null"}], "description": told}
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


def filter_parameters(noun):
    """Yield (name, parameter) of every filter of a noun."""
    filters = FILTERSETS[noun.name].base_filters
    if LOOKED_UP in filters:
        yield LOOKED_UP, CLAIM
    for member in noun.filtered:
        one = _one(noun, member, filters[member.filter.name].field)
        for operator, meaning in operators(member).items():
            name = f"{member.filter.name}__{operator}" if operator else member.filter.name
            yield (
                name,
                {
                    "name": name,
                    "in": "query",
                    "description": f"{member.description} Comparison: {meaning}.",
                    **_form(filters[name].field, one),
                },
            )


FORMS = {
    Number: {"type": "string", "pattern": f"^{DIGITS.pattern}$", "maxLength": 40},
    Whole: {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    Flag: {"type": "boolean"},
    Day: {"type": "string", "format": "date"},
    Span: {"type": "string", "pattern": f"^({SPAN.pattern})$"},
}


CLAIM = {
    "name": LOOKED_UP,
    "in": "query",
    "description": (
        "Words of a claim as it was read, every one of which must occur in what the record says, "
        "in the labels and spellings of its measures and sources or in the wording of its "
        "documents. Case, punctuation around words and the separators of thousands do not matter."
    ),
    "schema": {
        "type": "string",
        "pattern": rf"^\s*\S+(\s+\S+){{0,{MAX_WORDS - 1}}}\s*$",
        "maxLength": MAX_CHARACTERS,
    },
}


def _one(noun, member, field):
    """Return the schema of one value that the filter on a member takes."""
    if not isinstance(field, Words):
        return FORMS[type(field)]
    words = sorted(closed_list(noun.name, member))
    if words and len(words) <= MOST_TERMS:
        return {"type": "string", "enum": words}
    return SLUG_SCHEMA if member.type in ("slug", "names") else {"type": "string", "minLength": 1}


def _form(field, one):
    """Return what a parameter says of its value, one or several, which this form field reads."""
    if not getattr(field, "several", False):
        return {"schema": one}
    several = {"type": "array", "items": one, "minItems": 1}
    if isinstance(field, Words):
        several |= {"maxItems": MAX_LISTED, "uniqueItems": True}
    return {"schema": several, **COMMAS}


def _header(description, required=True, **schema):
    return {"required": required, "description": description, "schema": {"type": "string"} | schema}


ROW_COUNT, COUNT = "How many records the body holds.", "^[0-9]+$"
HEADERS = {
    "ETag": _header("Stands for exactly this answer; If-None-Match with it is answered 304."),
    "Link": _header("The description of the API, and the pages next to this one (RFC 8288)."),
    "Location": _header("The address to read instead."),
    "RowCount": _header(ROW_COUNT, pattern=COUNT),
    "RowCountOfExport": _header(f"{ROW_COUNT} Exports only.", required=False, pattern=COUNT),
}


def _problem(description, schema="Problem"):
    return {
        "description": description,
        "content": {problems.MEDIA_TYPE: {"schema": schema_ref(schema)}},
    }


RESPONSES = {
    "Status304": {
        "description": "The client has this answer already.",
        "headers": {"ETag": ref("headers", "ETag")},
    },
    "Status308": {
        "description": "Another record took the place of this one.",
        "headers": {"Location": ref("headers", "Location")},
    },
    "Status400": _problem(
        "The question was not understood. A parameter that is not listed here, that is repeated "
        "or empty, or whose value is not exactly of its form is never ignored; `errors` names "
        "each, with what was expected and the nearest valid word."
    ),
    "Status404": _problem("There is nothing of this name."),
    "Status405": _problem("Another method than GET, HEAD or OPTIONS."),
    "Status406": _problem("Nothing that Accept asks for is offered here."),
    "Status410": _problem("The record was withdrawn; `detail` has the reason."),
    "Status414": _problem(f"The query is longer than {MAX_BYTES} bytes."),
    "Status422": _problem(
        "The figures may not be added, or are too many; `errors` names those that clash.",
        "ProblemOfTotal",
    ),
}
