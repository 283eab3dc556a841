"""Errors as RFC 9457 problem documents: what was wrong, where, and the nearest valid word."""

import logging
import uuid
from http import HTTPStatus

import orjson
from django.http import Http404, HttpResponse
from django.urls import reverse
from rest_framework.exceptions import APIException, MethodNotAllowed, Throttled
from rest_framework.response import Response

from datasets.nearest import nearest
from datasets.records import NOUNS

from . import elsewhere, freshness, request_id, troubles

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
SHOWN_CHARACTERS = 200
# How like each other names of parameters are before one is named for the other.
NAMES = 0.7
LISTS = [noun.plural for noun in NOUNS]
PLACES = (
    *("front", "index", "openapi", "docs", "releases", "changes", "search", "documentation"),
    *("catalogue", "api-catalog", "llms", "feed", "sitemap"),
    *("search-page", "releases-page", "how-we-work"),
)


# As RFC 9110 has them: Python calls these otherwise before 3.13.
TITLES = {
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
    # As proxies call it; whom it was for does not read it.
    499: "Client Closed Request",
}


class Problem(Exception):
    """A request that is not answered; ``errors`` lists what was wrong with which parameter.

    ``members`` are further ones of its document.
    """

    def __init__(self, status, detail, errors=(), headers=None, members=None):
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.errors, self.headers, self.members = list(errors), headers or {}, members or {}


def error(parameter, value, reason, *, code, expected, valid=()):
    """Return one entry of ``errors``; the nearest word is looked for among the valid ones."""
    return {
        "code": code,
        "parameter": parameter[:SHOWN_CHARACTERS],
        "value": value if value is None else value[:SHOWN_CHARACTERS],
        "reason": reason,
        "expected": expected,
        "nearest": nearest(parameter, valid, NAMES) if value is None else nearest(value, valid),
    }


def refuse(errors, status=400):
    """Raise the Problem of a misunderstood question, if there are any errors."""
    if errors:
        first = errors[0]
        raise Problem(status, f"{first['parameter']}: {first['reason']}", errors)


def response(problem):
    """Return the problem as a plain response, whatever format was asked for."""
    title = TITLES.get(problem.status) or HTTPStatus(problem.status).phrase
    body = {
        "type": "about:blank",
        "title": title,
        "status": problem.status,
        "detail": problem.detail,
        "errors": problem.errors,
        **problem.members,
    }
    if request_id.current():
        body["instance"] = uuid.UUID(hex=request_id.current()).urn
    return HttpResponse(
        orjson.dumps(body),
        status=problem.status,
        reason=title,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def handle(exception, context):
    """Answer what a view of the API raised; anything unforeseen goes on to the 500 below."""
    if isinstance(exception, Problem):
        return response(exception)
    if isinstance(exception, elsewhere.Elsewhere):
        return elsewhere.response(exception)
    if isinstance(exception, freshness.Kept):
        return Response(exception.body, headers={"ETag": exception.etag})
    if isinstance(exception, freshness.NotModified):
        return freshness.response(exception)
    if isinstance(exception, Http404):
        return not_found(context["request"])
    if isinstance(exception, MethodNotAllowed):
        allowed = ", ".join(context["view"].allowed_methods)
        method = context["request"].method
        detail = f"{method} is not possible here: expected one of {allowed}"
        return response(Problem(405, detail, headers={"Allow": allowed}))
    if isinstance(exception, Throttled):
        again = {"Retry-After": str(exception.wait)}
        detail = f"too many requests from your address: ask again in {exception.wait} seconds"
        return response(Problem(429, detail, headers=again))
    if isinstance(exception, APIException):
        return response(Problem(exception.status_code, str(exception.detail)))
    return _troubled(exception, context["request"])


def _troubled(exception, request):
    """Answer what the machine cannot do at the moment, and say so in the log; else None."""
    found = troubles.of(exception)
    if found is None:
        return None
    logger.error("%s %s", request.path, exception)
    return response(Problem(*found, headers={"Retry-After": str(troubles.SECONDS)}))


def bad_request(request, exception=None):
    """Answer what Django itself refused, such as a foreign host name."""
    return response(Problem(400, "the request was malformed or came for another host"))


def forbidden(request, exception=None, reason=""):
    """Answer what Django forbids, such as a form without its token."""
    return response(Problem(403, "the request is not permitted"))


def not_found(request, exception=None):
    """Answer an address that is none of ours, naming the nearest one that is."""
    known = [reverse(name) for name in (*PLACES, *LISTS)]
    wrong = error(
        "path",
        request.path,
        "no such address",
        code="unknown_address",
        expected=f"an address of this service; {reverse('openapi')} lists those of the API",
        valid=known,
    )
    detail = f"there is nothing at {request.path[:SHOWN_CHARACTERS]}"
    return response(Problem(404, detail, [wrong]))


def server_error(request):
    """Answer for a fault of our own, without telling what it was."""
    return response(Problem(500, "a fault of the service; the request may have been right"))
