"""The one place that reads a query string, strictly, before any view sees it."""

import re
import unicodedata
from urllib.parse import unquote_to_bytes

from . import problems
from .page_addresses import has_forms

MAX_BYTES = 8_000
MAX_PARAMETERS = 50
# The admin's own forms repeat parameters and leave them empty.
NOT_OURS = "/admin/"
# Whatever else is asked for is refused for its method, however its query is written.
READING = ("GET", "HEAD", "OPTIONS")

_READABLE = "text in UTF-8 without control characters, escaped as in %C3%A9"
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class Query(dict):
    """The parameters of a request by name; ``repeated`` are those that stood there several times.

    The values of a repeated one are joined by commas: whoever knows that it is a list takes them.
    ``asked_as`` has the names that were understood as another, as they stood in the request;
    ``stood`` are the names and values as they stood, in their order.
    """

    def __init__(self, pairs=(), repeated=(), asked_as=(), stood=()):
        super().__init__(pairs)
        self.repeated, self.asked_as = frozenset(repeated), dict(asked_as)
        self.stood = tuple(stood)


class StrictQueryMiddleware:
    """Puts the parameters on the request as ``request.query``, or answers what is wrong."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Read the query, then go on."""
        if request.method in READING and not request.path_info.startswith(NOT_OURS):
            try:
                raw = request.META["QUERY_STRING"].encode("latin-1")
                request.query = read(raw, of_form=has_forms(request.path_info))
            except problems.Problem as problem:
                return problems.response(problem)
        return self.get_response(request)


def read(raw, of_form=False):
    """Return the Query of a raw query string; Problem names what is not exact.

    What is left empty in a form was not asked for; anywhere else it is a mistake.
    """
    if len(raw) > MAX_BYTES:
        raise problems.Problem(414, f"the query has {len(raw)} bytes, expected at most {MAX_BYTES}")
    pairs = raw.split(b"&") if raw else []
    if len(pairs) > MAX_PARAMETERS:
        detail = f"the query has {len(pairs)} parameters, expected at most {MAX_PARAMETERS}"
        raise problems.Problem(400, detail)
    values, errors = {}, []
    for pair in pairs:
        raw_name, equals, raw_value = pair.partition(b"=")
        name, wrong_name = _decode(raw_name)
        value, wrong_value = _decode(raw_value)
        if wrong := wrong_name or wrong_value:
            errors.append(problems.error(name, value, wrong, code="unreadable", expected=_READABLE))
        elif not name:
            errors.append(
                problems.error(
                    "", value, "a parameter without a name", code="empty", expected="name=value"
                )
            )
        elif of_form and not value:
            continue
        elif not equals or not value:
            expected = f"a value behind {name[:80]}=, or no {name[:80]}= at all"
            errors.append(problems.error(name, "", "empty", code="empty", expected=expected))
        else:
            values.setdefault(name, []).append(value)
    problems.refuse(errors)
    repeated = [name for name, several in values.items() if len(several) > 1]
    joined = ((name, ",".join(several)) for name, several in values.items())
    return Query(joined, repeated, stood=[(name, one) for name in values for one in values[name]])


def _decode(raw):
    """Return (text fit to be shown, what is wrong with it or None)."""
    if _BROKEN_ESCAPE.search(raw):
        return raw.decode("ascii", "backslashreplace"), "a % that no two hexadecimal digits follow"
    decoded = unquote_to_bytes(raw.replace(b"+", b" "))
    try:
        text = decoded.decode()
    except UnicodeDecodeError:
        return decoded.decode("utf-8", "backslashreplace"), "not UTF-8"
    if any(unicodedata.category(character) == "Cc" for character in text):
        return text.encode("unicode_escape").decode(), "a control character"
    return text, None
