"""The public record of a dataset: what is in it, by which rules, and how its editors work."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from datasets.models import Dataset
from datasets.store import search
from datasets.wording.originals import read_of

from .declaration import column, shared_noun

# What its editors may say of how they work; null is shown as not set.
EDITORIAL: dict[str, str] = {
    name: getattr(Dataset, name).field.help_text
    for name in ("inclusion", "left_out", "gathering", "letters", "corrections", "interests")
}


@dataclass(frozen=True)
class DatasetAsPublished:
    """A dataset with what follows from its figures.

    ``seen`` counts how the first documents of the reported ones were seen; ``newest_day`` is the
    last that one of them counts, ``newest_document`` the id of the one published last.
    """

    dataset: Dataset
    seen: Mapping[str, int]
    newest_day: datetime.date | None
    newest_document: str | None

    @property
    def slug(self) -> str:
        """The id of the dataset."""
        return self.dataset.slug


NOUN = shared_noun(
    name="dataset",
    plural="datasets",
    description="A set of observations about one subject, published as numbered releases.",
    members=(
        column("id", "slug", "The permanent id of the dataset."),
        column("title", "text", "What it is about."),
        column("description", "text", "What it holds and what it does not."),
        column("maintainer", "text", "Who answers for it."),
        column("method", "text", "How figures were found, traced and checked."),
        *(column(name, "text", about, optional=True) for name, about in EDITORIAL.items()),
        column("facet_labels", "words", "How people call the words in the facets of measures."),
        column("topic_labels", "words", "How people call the topics of measures."),
        column("originals_read", "text", "Of how many figures the first known text was read."),
        column("newest_day", "date", "The last day that a reported figure counts.", optional=True),
        column("newest_document", "slug", "The document published last.", optional=True),
        column("reviewed_on", "date", "The day on which all of it was last reviewed."),
    ),
    has_page=True,
    serialize=lambda published: {
        "title": published.dataset.title,
        "description": published.dataset.description,
        "maintainer": published.dataset.maintainer,
        "method": published.dataset.method,
        **{name: getattr(published.dataset, name) or None for name in EDITORIAL},
        "facet_labels": dict(sorted(published.dataset.facet_labels.items())),
        "topic_labels": dict(sorted(published.dataset.topic_labels.items())),
        "originals_read": read_of(published.seen),
        "newest_day": published.newest_day.isoformat() if published.newest_day else None,
        "newest_document": published.newest_document,
        "reviewed_on": published.dataset.reviewed_on.isoformat(),
    },
    words=lambda record, labels: search.words_of(
        [record["title"], record["description"], record["method"]]
    ),
)
