"""The endpoint that tells all published versions of an observation, withdrawn ones too."""

import orjson
from django.http import HttpResponse

from api.openapi.operations import HistoryOperation
from api.requests import caching
from api.requests.negotiation import choose
from api.requests.parameters import Reader, of_detail
from datasets.models import Record
from datasets.records import OBSERVATION
from datasets.releases import history

from .records import JSON, DetailView, PublicView

# What says as of when, as of a record itself.
PINNING = ("release", "as_of")


class HistoryView(DetailView):
    """Every version of an observation, with what ended it: what remains when it was withdrawn."""

    noun = OBSERVATION
    offered = (JSON,)
    schema = HistoryOperation()

    def declared(self):
        """Return the parameters that the view takes, its dataset left out."""
        detail = of_detail(self.noun)
        return {name: detail[name] for name in PINNING} | PublicView.declared(self)

    def get(self, request, slug):
        """Answer the versions that were published by then."""
        fmt = choose(request, None, self.offered)
        reader = Reader(request, self.noun, self.declared(), fmt, self.filters())
        snapshot = reader.snapshot()
        records = reader.records(Record.objects.of(self.noun.name).filter(slug=slug))
        reader.refuse()
        tag = caching.tag(request, snapshot.newest, fmt)
        dataset = records.values_list("dataset", flat=True).first()
        versions = history.versions(records, snapshot.release_of(dataset))
        if not versions:
            return self._absent(request, slug, records, snapshot)
        if caching.fresh(request, tag):
            return caching.not_modified({"ETag": tag})
        body = orjson.dumps({"id": slug, "versions": versions})
        return HttpResponse(body, content_type=fmt.content_type, headers={"ETag": tag})
