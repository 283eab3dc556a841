"""All published versions of an observation, withdrawn ones too."""

from rest_framework.response import Response

from api.openapi.operations import HistoryOperation
from api.requests.parameters import of_detail
from datasets.records import OBSERVATION
from datasets.releases import history

from .base import JSON, PublicView
from .record import RecordView

# What says as of when, as of a record itself.
PINNING = ("release", "as_of")


class HistoryView(RecordView):
    """Every version of an observation, with what ended it: what remains when it was withdrawn."""

    noun = OBSERVATION
    offered = (JSON,)
    operation = HistoryOperation

    def declared(self):
        """Return the parameters that the view takes, its dataset left out."""
        detail = of_detail(self.noun)
        return {name: detail[name] for name in PINNING} | PublicView.declared(self)

    def get(self, request, slug):
        """Answer the versions that were published by then."""
        self.snapshot = self.reader.snapshot()
        records = self.filter_queryset(self.get_queryset())
        self.reader.refuse()
        dataset = records.values_list("dataset", flat=True).first()
        versions = history.versions(records, self.snapshot.release_of(dataset))
        if not versions:
            return self.absent(records)
        etag = self.etag(self.snapshot.newest)
        return Response({"id": slug, "versions": versions}, headers={"ETag": etag})
