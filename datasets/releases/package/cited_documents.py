"""The documents that a package names: those that carry a figure, those of the origins."""

from typing import Any

from datasets.models import TermSet
from datasets.records import NOUNS, OBSERVATION
from datasets.releases import digests

from .base import Contents

SOURCE, DOCUMENT = (
    next(noun for noun in NOUNS if noun.name == name) for name in ("source", "document")
)


def carrying(contents: Contents) -> set[str]:
    """Return the ids of the documents that carry a figure of the release."""
    figures = digests.in_force(contents.release, OBSERVATION)
    named = TermSet.objects.filter(
        kind="documents", set_id__in=figures.values("cited_document_set")
    )
    return set(named.values_list("term", flat=True).distinct())


def counting_documents(contents: Contents) -> list[dict[str, Any]]:
    """Return the documents that carry a figure and were published by whoever counted some."""
    figures = digests.in_force(contents.release, OBSERVATION)
    origins = set(figures.values_list("origin", flat=True).distinct())
    carried = carrying(contents)
    return [
        {"title": one["title"], **({"path": one["url"]} if one["url"] else {})}
        for one in contents.records(DOCUMENT)
        if one["id"] in carried and one["source"] in origins
    ]
