"""How we work: what the editors of each dataset say of it themselves."""

from datasets.models import Record
from datasets.records.dataset import EDITORIAL

from .fixed import FixedPage

# Who found and worded the figures is what a reader must know before all else.
FIRST = "gathering"


class WorkPage(FixedPage):
    """How figures were found, by which rules, and who answers for them."""

    template = "pages/work.html"
    section = "work"

    def context(self, snapshot):
        """Return the datasets with what their editors say; what nobody set is shown as not set."""
        datasets = Record.objects.in_snapshot(snapshot).of("dataset").order_by("slug").parsed()
        told = [
            (one, [(about, one[name]) for name, about in EDITORIAL.items() if name != FIRST])
            for one in datasets
        ]
        return {"datasets": told}
