"""The description of the API in OpenAPI 3.1, made from what nouns, views and filters declare.

drf-spectacular walks the addresses and writes the frame; each view carries an Operation.
"""

from functools import lru_cache
from threading import Lock

from drf_spectacular.generators import SchemaGenerator

from datasets.models import Release
from datasets.records import NOUNS

from .components import MOST_TERMS, all_components
from .operations import SERVICE

ABOUT = f"""\
Cited statistics: every figure comes with who counted it, through whose documents it went, and
which way it is known to be wrong.

- **A misunderstood question is not answered.** A parameter that an operation does not list is
  refused with 400, and so is one that is empty, repeated or not exactly of its form.
- **Exports are whole.** CSV and NDJSON are never cut into pages; `Row-Count` and `Content-Length`
  say what to expect, and a body that breaks off is broken visibly. JSON lists come in pages.
- **What is published never changes.** `release=` and `as_of=` ask for an earlier state.
- Every operation answers HEAD and OPTIONS too, and 304 to `If-None-Match`.
- Lists of up to {MOST_TERMS} valid words are given here as they are published now.
"""

_one_at_a_time = Lock()


def document():
    """Return the description with the words that are published now; nobody may change it."""
    newest = Release.objects.order_by("-pk").values_list("pk", "digest").first()
    # The generator keeps the view at hand in the Operation, which all threads share.
    with _one_at_a_time:
        return _document(newest)


@lru_cache(maxsize=1)
def _document(newest):
    return SchemaGenerator().get_schema(public=True)


def each_suffix(endpoints):
    """Return the addresses with every suffix spelt out, as each takes other parameters.

    A record is named by its ``id``; what belongs to a dataset, by the dataset's slug.
    """
    return [
        (named.replace("{suffix}", suffix), *rest)
        for path, *rest in endpoints
        for named in [path if "/releases" in path else path.replace("{slug}", "{id}")]
        for suffix in (_suffixes(rest[-1].cls) if "{suffix}" in path else [""])
    ]


def _suffixes(view):
    return [fmt.name for fmt in view.offered]


def complete(result, **_):
    """Add what is common to all operations."""
    result["info"]["description"] = ABOUT
    result["tags"] = [
        *({"name": noun.plural, "description": noun.description} for noun in NOUNS),
        {"name": SERVICE, "description": "Releases, and the API about itself."},
    ]
    result["components"] = all_components()
    return result
