"""The public record of a dataset."""

from datasets.store import search

from .declaration import column, shared_noun

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
        column("reviewed_on", "date", "The day on which a person last reviewed all of it."),
    ),
    serialize=lambda dataset: {
        "title": dataset.title,
        "description": dataset.description,
        "maintainer": dataset.maintainer,
        "method": dataset.method,
        "reviewed_on": dataset.reviewed_on.isoformat(),
    },
    words=lambda record, labels: search.words_of(
        [record["title"], record["description"], record["method"]]
    ),
)
