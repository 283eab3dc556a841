"""The description of the API in OpenAPI 3.1, made from what nouns, views and filters declare."""

import re
from functools import lru_cache

from django.conf import settings
from django.urls import URLPattern, get_resolver

from datasets.models import Release
from datasets.records import NOUNS

from .components import all_components
from .filter_parameters import MOST_TERMS
from .operations import SERVICE

ABOUT = f"""\
Cited statistics: every figure comes with who counted it, through whose documents it went, and
which way it is known to be wrong.

- **A misunderstood question is not answered.** A parameter that an operation does not list is
  refused with 400, and so is one that is empty, repeated or not exactly of its form.
- **Exports are whole.** CSV and NDJSON are never cut into pages; `Row-Count` and `Content-Length`,
  or in gzip and zstd `Identity-Length`, say what to expect, and a body that breaks off is broken
  visibly. JSON lists come in pages.
- **What is published never changes.** `release=` and `as_of=` ask for an earlier state.
- Every operation answers HEAD and OPTIONS too, and 304 to `If-None-Match`.
- Lists of up to {MOST_TERMS} valid words are given here as they are published now.
"""

VARIABLE = re.compile(r"<\w+:(\w+)>")


def document():
    """Return the description with the words that are published now; nobody may change it."""
    newest = Release.objects.order_by("-pk").values_list("pk", "digest").first()
    return _document(newest)


@lru_cache(maxsize=1)
def _document(newest):
    return {
        "openapi": "3.1.1",
        "info": {"title": "Caveat", "version": settings.VERSION, "description": ABOUT},
        "paths": {
            path: {"get": view.operation(view, suffix).describe(path)}
            for path, view, suffix in _addresses(get_resolver().url_patterns)
        },
        "components": all_components(),
        "tags": [
            *({"name": noun.plural, "description": noun.description} for noun in NOUNS),
            {"name": SERVICE, "description": "Releases, and the API about itself."},
        ],
    }


def _addresses(patterns, before="/"):
    """Yield (path, view, suffix) of what is described, every suffix spelt out.

    Each suffix takes other parameters.
    """
    for pattern in patterns:
        path = before + VARIABLE.sub(r"{\1}", str(pattern.pattern))
        if not isinstance(pattern, URLPattern):
            yield from _addresses(pattern.url_patterns, path)
        elif getattr(getattr(pattern.callback, "cls", None), "operation", None):
            view = pattern.callback.cls(**pattern.callback.initkwargs)
            named = path.replace("{slug}", "{id}")
            suffixes = [fmt.name for fmt in view.offered] if "{suffix}" in path else [None]
            for suffix in suffixes:
                yield named.replace("{suffix}", suffix or ""), view, suffix
