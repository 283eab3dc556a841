"""Asks our own API within the process, so that its filters, refusals and releases hold here too."""

from functools import cache
from io import BytesIO
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.urls import reverse

from api.requests.problems import error
from datasets import exact_json
from datasets.models.record import ids_near
from datasets.models.validators import SLUG, SLUG_FORM
from datasets.records import OBSERVATION

LIST = reverse(OBSERVATION.plural)
TOTAL = f"{LIST}/total"
SEARCH, CHANGES, CHECKS, DATASETS = map(reverse, ("search", "changes", "checks", "datasets"))
# What a tool decides itself: answers are text, whole records, in the newest form.
OF_THE_FORM = {"bom", "count", "count_by", "detail", "fields", "format", "include_history"}
MOVED = 308


class Refused(Exception):
    """A question that is not answered: why in one sentence, and the ``errors`` of a problem.

    ``addable`` is the part of a total that can be added.
    """

    def __init__(self, detail, errors=(), addable=None):
        super().__init__(detail)
        self.detail, self.errors, self.addable = detail, errors, addable


def ask(path, question):
    """Return the JSON at a path of the API; ``question`` are its parameters."""
    status, location, body = _get(path, urlencode(question, errors="surrogatepass"))
    # One after the other: what replaces a figure may have been replaced itself.
    while status == MOVED:
        there = urlsplit(location)
        status, location, body = _get(there.path, there.query)
    if status != 200:
        problem = orjson.loads(body)
        raise Refused(problem["detail"], problem["errors"], problem.get("addable"))
    return exact_json.loads(body)


def address(path, question):
    """Return the address at which the same question is answered whole."""
    return f"{path}?{urlencode(question)}"


def figure(slug, question):
    """Return the record of a figure; of one that was replaced, the record to read instead."""
    if not SLUG.fullmatch(slug):
        near = ids_near(OBSERVATION.name, slug.lower())
        refuse("id", slug, "not an id", code="not_of_form", expected=SLUG_FORM, valid=near)
    # With a suffix no id is mistaken for the address of something else.
    return ask(f"{LIST}/{slug}.json", question)


def page(path, question, **form):
    """Return a page of the API, and the cursor of the next one, None after the last."""
    if len(question["limit"]) > 2:
        refuse("limit", question["limit"], "too many", code="out_of_range", expected="1 to 99")
    answer = ask(path, question | form)
    following = answer["next"] and parse_qs(urlsplit(answer["next"]).query)["cursor"][0]
    return answer, following


def parameters(arguments):
    """Return the arguments of a tool as the parameters of an address, null ones left out."""
    words = {name: _word(name, given) for name, given in arguments.items() if given is not None}
    for name in filter(OF_THE_FORM.__contains__, arguments):
        reason, expected = "the tool decides on the form", f"no {name}"
        refuse(name, words.get(name), reason, code="would_be_ignored", expected=expected)
    return words


def refuse(name, value, reason, **more):
    """Refuse an argument as the API refuses a parameter."""
    raise Refused(f"{name}: {reason}", [error(name, value, reason, **more)])


def _word(name, given):
    """Return an argument as it stands in a query: lists with commas, numbers as their digits."""
    if isinstance(given, str):
        return given
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return ",".join(given)
    if isinstance(given, bool | int | float):
        return str(given).lower()
    return refuse(name, str(given), "not text", code="not_of_form", expected="text")


@cache
def _handler():
    return WSGIHandler()


def _get(path, query):
    """Return status, Location and body of a GET request, answered in this thread.

    Nothing tells Django that a request began or ended: the connection is the caller's to close.
    """
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    response = _handler().get_response(WSGIRequest(environ))
    return response.status_code, response.get("Location"), response.content
