"""The headers of answers, and the ways in which a question is refused."""

from api.requests import problems
from api.requests.query import MAX_BYTES
from datasets.formats import csv, ndjson

from .refs import ref, schema_ref


def _header(description, **schema):
    return {"required": True, "description": description, "schema": {"type": "string"} | schema}


HEADERS = {
    "ETag": _header("Stands for exactly this answer; If-None-Match with it is answered 304."),
    "Link": _header("The description of the API, and the pages next to this one (RFC 8288)."),
    "Location": _header("The address to read instead."),
    "RowCount": _header("How many records the body holds.", pattern="^[0-9]+$"),
    "ContentRange": _header("Which bytes of how many.", pattern="^bytes [0-9]+-[0-9]+/[0-9]+$"),
}


def _problem(description, schema="Problem"):
    return {
        "description": description,
        "content": {problems.MEDIA_TYPE: {"schema": schema_ref(schema)}},
    }


AGAIN = {"headers": {"Retry-After": _header("After how many seconds to ask again.")}}
PART = {"schema": {"type": "string"}}
RESPONSES = {
    "Status206": {
        "description": "The range of bytes that Range asks for: exports of a release= only.",
        "headers": {
            "Content-Range": ref("headers", "ContentRange"),
            "ETag": ref("headers", "ETag"),
        },
        "content": {fmt.media_type: PART for fmt in (csv.FORMAT, ndjson.FORMAT)},
    },
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
    # Its body is not described, as a server in front of this one refuses in its own words.
    "Status414": {
        "description": (
            f"The query is longer than {MAX_BYTES} bytes. The body is a problem like the others, "
            "or HTML where the line was too long for the server to read."
        )
    },
    "Status416": _problem("There are no such bytes.")
    | {"headers": {"Content-Range": _header("How many there are.", pattern=r"^bytes \*/[0-9]+$")}},
    "Status422Export": _problem("The records do not fit the format; `errors` says why."),
    "Status422": _problem(
        "The figures may not be added, or are too many; `errors` names those that clash.",
        "ProblemOfTotal",
    ),
    "Status429": _problem(
        "Too many requests from one address; `RateLimit` in every answer says how many are left."
    )
    | AGAIN,
    "Status451": _problem("Something of it was redacted; `detail` says what, when and why."),
    "Status500": _problem("A fault of the service; the question may have been right."),
    "Status503": _problem(
        "The service is busy, or takes too long to look this up; the question may be right."
    )
    | AGAIN,
    "Status507": _problem("The disk of the service is full; the question may be right."),
}
