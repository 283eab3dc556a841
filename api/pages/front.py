"""The front page: what Caveat is, one figure on its way, and the datasets."""

from api.requests import freshness
from api.views.examples import example_of
from datasets.models import Record
from datasets.records import OBSERVATION
from datasets.wording import hops
from datasets.wording.headlines import headline

from . import chain, said_of_chain
from .fixed import FixedPage
from .names import find, names


class FrontPage(FixedPage):
    """What Caveat is, one figure on its way, and the datasets."""

    template = "pages/front.html"
    held = freshness.ASK_FIRST

    def context(self, snapshot):
        """Return the page."""
        records = Record.objects.in_snapshot(snapshot)
        releases = {one.dataset: one for one in snapshot.releases()}
        datasets = [
            (one, releases[one["id"]]) for one in records.of("dataset").order_by("slug").parsed()
        ]
        return {"datasets": datasets, "example": _example(records)}


def _example(records):
    """Return a figure with its way, None where nothing is published."""
    figure = example_of(records.of(OBSERVATION.name))
    if figure is None:
        return None
    of_dataset = records.filter(dataset=figure["dataset"])
    found = find(of_dataset, set(said_of_chain.named(figure["citations"])))
    return {
        "figure": figure,
        "head": headline(figure),
        "stops": chain.rail(figure["citations"], names(found)),
        "travelled": hops.travelled(figure["citations"]),
    }
