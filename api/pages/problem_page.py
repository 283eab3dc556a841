"""A refusal as a page: what is wrong, the near things as links, the way on."""

import re

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from api.requests.page_addresses import is_page
from api.requests.problems import MEDIA_TYPE
from datasets.wording import refusals
from datasets.wording.turning import straight

from .near import links

KEPT = ("Allow", "Link", "Retry-After", "RateLimit", "RateLimit-Policy")
REFUSES_PAGES = re.compile(r"text/html\s*;\s*q=0(\.0*)?\s*(,|$)")


class ProblemPageMiddleware:
    """Turns the problem documents of page addresses into pages, where a browser asks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer as the API does, and dress what it refuses."""
        response = self.get_response(request)
        told = response.headers.get("Content-Type", "") == MEDIA_TYPE
        if not (told and is_page(request.path_info) and _reads_pages(request)):
            return response
        problem = orjson.loads(response.content)
        page = straight(render_to_string("pages/problem.html", _context(problem, request), request))
        kept = {name: response[name] for name in KEPT if name in response}
        kept |= {"Cache-Control": "no-store", "Vary": "Accept"}
        return HttpResponse(page, status=problem["status"], headers=kept)


def _reads_pages(request):
    """Return whether HTML is what is wanted, and not just anything: programs get the document."""
    asked = request.headers.get("Accept", "")
    return "text/html" in asked and not REFUSES_PAGES.search(asked)


def _context(problem, request):
    asked = getattr(request, "query", {})
    return {
        "problem": problem,
        "title": refusals.title(problem["status"]),
        "lead": refusals.lead(problem),
        "columns": refusals.columns(problem["status"]),
        "wrong": [
            one | {"links": links(one, request.path, asked), "says": refusals.reason(one)}
            for one in problem["errors"]
        ],
        "canonical": request.build_absolute_uri("/" + request.path.lstrip("/")),
        "contact": settings.CONTACT,
    }
