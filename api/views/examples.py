"""Requests that work on what is published now, to begin with."""

from dataclasses import dataclass
from urllib.parse import urlencode

from datasets.models import Record, Release
from datasets.wording.statements import first_sentence

LEANING = ("understated", "overstated", "mixed")
LIST = "/api/v1/observations"


@dataclass(frozen=True)
class Example:
    """A request: what it asks, the path as the description has it, and what is filled in."""

    asks: str
    path: str
    query: dict
    suffix: str = ""

    @property
    def address(self):
        """Return the request as an address."""
        return f"{self.path.replace('{suffix}', self.suffix)}?{urlencode(self.query)}"


def example_of(figures):
    """Return the record of the first figure that leans to a side, else of the first, if any."""
    ordered = figures.order_by("slug", "dataset")
    found = ordered.filter(bias__in=LEANING)[:1].parsed() or ordered[:1].parsed()
    return found[0] if found else None


def examples(snapshot):
    """Return the examples for one published figure, none where nothing is published."""
    figure = example_of(Record.objects.in_snapshot(snapshot).of("observation"))
    if figure is None:
        return []
    dataset, claim = figure["dataset"], first_sentence(figure["statement"])
    published = Release.objects.filter(pk__lte=snapshot.newest, dataset=dataset)
    release = {"dataset": dataset, "release": published.latest("number").number}
    alike = {"measure": figure["measure"]["id"], "bias": figure["bias"]}
    return [
        Example("A claim: what was counted?", "/api/v1/search", {"q": claim}),
        Example("A filter: one measure, wrong in one direction", LIST, alike),
        Example("A page: the five largest values", LIST, {"sort": "-value", "limit": 5}),
        Example(
            "A total, with the caveats of all that is in it", f"{LIST}/total", {"id": figure["id"]}
        ),
        Example("A whole dataset as CSV", f"{LIST}.{{suffix}}", {"dataset": dataset}, "csv"),
        Example("A release, which never changes", LIST, release),
    ]
