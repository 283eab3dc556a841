"""Lists of what figures refer to, to browse: questions, documents, sources, caveats and others."""

from functools import partial
from urllib.parse import urlencode

from rest_framework.response import Response

from api.requests.elsewhere import address
from api.views.forms_of_one import HTML
from api.views.lists import ListView
from api.views.search import SAYS
from datasets import exact_json
from datasets.records import BY_NAME
from datasets.store.keyset import take
from datasets.wording.labels import capitalised
from datasets.wording.titles import undescribed

from .page import Page

LISTED = ("question", "measure", "document", "source", "caveat", "check")
# Of these we say what they are; of the others curators do.
OURS = ("question", "check")
TAKEN = ("sort", "cursor", "release", "as_of")


class BrowsePage(Page, ListView):
    """The records of a noun, each by what it says, with where it leads to."""

    offered = (HTML,)
    template = "pages/list.html"
    section = "datasets"

    def declared(self):
        """Return the parameters that choose an order, a page and a release."""
        listed = super().declared()
        return {name: listed[name] for name in TAKEN}

    def get(self, request):
        """Answer the page, if the client does not have it already."""
        snapshot, self.sort = self.reader.snapshot(), self.reader.sort()
        records = self.filter_queryset(self.get_queryset())
        self.paginator.read(self.reader, request, snapshot.newest)
        self.reader.refuse()
        snapshot = snapshot.pinned(self.paginator.newest)
        etag = self.etag(snapshot.newest)
        seen = records.in_snapshot(snapshot)
        walk = partial(take, seen, self.sort, extra=("json__body",))
        found = map(exact_json.loads, map(bytes, self.paginator.paginate(walk, seen)))
        context = {
            "title": capitalised(self.noun.plural),
            "about": self.noun.description,
            "composed": self.noun.name in OURS,
            "records": [(_says(one), self._address(one)) for one in found],
            "around": self.paginator.around(request.path),
            "api": f"/api/v1/{self.noun.plural}",
            # Files are whole: of them there is no page to ask for.
            "query": urlencode({n: text for n, text in request.query.items() if n != "cursor"}),
        }
        return Response(self.render(context), headers={"ETag": etag})

    def _address(self, record):
        """Return the page of a record; of a caveat the figures that it is about."""
        if self.noun.has_page:
            return address(f"/{self.noun.plural}/{record['id']}", self._pinning(record["dataset"]))
        pinning = {n: text for n, text in self._pinning(None).items() if n != "dataset"}
        return address(
            f"/datasets/{record['dataset']}", {self.noun.plural: record["id"], **pinning}
        )


def _says(record):
    return undescribed(next(record[name] for name in SAYS if name in record))


NOUNS_TO_BROWSE = tuple(BY_NAME[name] for name in LISTED)
