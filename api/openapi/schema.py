"""The description of the API in OpenAPI 3.1, made from what nouns, views and filters declare."""

import re
from functools import lru_cache

from django.conf import settings
from django.urls import URLPattern, get_resolver

from datasets.models import Release
from datasets.records import NOUNS
from datasets.records.change import CHANGE
from datasets.records.release import RELEASE

from .components import all_components
from .operations import SERVICE

ABOUT = """\
Cited statistics: every figure comes with who counted it, through whose documents it went, and
which way it is known to be wrong. [What people ask](/docs), each with its request.

- **A misunderstood question is not answered.** A parameter that an operation does not list is
  refused with 400, and so is one that is empty, not exactly of its form, or repeated though it
  takes no list.
- **Every address answers JSON; suffixes lead to other formats.** `.json` is the address without
  one. `format=csv` and `Accept: text/csv` say the same as the suffix `.csv`.
- **Exports are whole.** CSV and NDJSON are never cut into pages; `Row-Count` and `Content-Length`,
  or in gzip and zstd `Identity-Length`, say what to expect, and a body that breaks off is broken
  visibly. JSON lists come in pages.
- **Answers grow.** Later releases may add members to an answer and terms to a vocabulary; what
  `required` names stays. Members that are not required are those that `fields=` can leave out.
- **What is published never changes.** `release=` and `as_of=` ask for an earlier state.
- Every operation answers HEAD and OPTIONS too, and 304 to `If-None-Match`.
"""

# Of the service; the data of a dataset have a licence of their own.
LICENSE = {
    "name": "MIT for the service; each record names the licence of its data",
    "identifier": "MIT",
}
# Relative, so that a release is described in the same bytes wherever it is served.
HERE = {"url": "/", "description": "The host that this description was read from."}
DOCUMENTATION = {"path": "/docs", "description": "What people ask, each with its request."}
VARIABLE = re.compile(r"<\w+:(\w+)>")


def document():
    """Return the description with examples that are published now; nobody may change it."""
    newest = Release.objects.order_by("-pk").values_list("pk", "digest").first()
    return _document(newest)


@lru_cache(maxsize=1)
def _document(newest):
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Caveat",
            "version": settings.VERSION,
            "description": ABOUT,
            "license": LICENSE,
        },
        "servers": [HERE],
        "security": [],
        "paths": {
            path: {"get": operation.describe(path)}
            for path, operation in _operations(get_resolver().url_patterns)
        },
        "components": all_components(),
        "tags": [
            *({"name": noun.plural, "description": noun.description} for noun in NOUNS),
            {"name": CHANGE.plural, "description": CHANGE.description},
            {"name": RELEASE.plural, "description": RELEASE.description},
            {"name": SERVICE, "description": "The API about itself."},
        ],
    }


def _operations(patterns, before="/"):
    """Yield (path, operation) of every address that is described.

    Of the addresses with a suffix these are the ones whose answers differ in more than their form.
    """
    for pattern in patterns:
        path = before + VARIABLE.sub(r"{\1}", str(pattern.pattern))
        if not isinstance(pattern, URLPattern):
            yield from _operations(pattern.url_patterns, path)
        elif view_class := getattr(pattern.callback, "cls", None):
            view = view_class(**pattern.callback.initkwargs)
            kind = view.suffixed if "{suffix}" in path else view.operation
            if kind:
                yield path.replace("{slug}", "{id}"), kind(view)
