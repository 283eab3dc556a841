"""The page of one record of a noun."""

from django.db.models import Q
from rest_framework.response import Response

from api.requests.elsewhere import address
from api.views.forms_of_one import HTML
from api.views.record import RecordView
from datasets import exact_json
from datasets.models import Record

from .page import Page


class ThingPage(Page, RecordView):
    """A page of one record of a noun; as a page unless another form is asked for."""

    offered = (HTML, *RecordView.offered)
    of_one_thing = True
    section = "datasets"

    def answer(self, pk, selection, bom):
        """Return the page, or the form that is asked for."""
        if not self.is_html:
            return super().answer(pk, selection, bom)
        return Response(self.render(self.all_of(pk)))

    def all_of(self, pk):
        """Return all that the page tells of a record."""
        seen = Record.objects.in_snapshot(self.snapshot).filter(dataset=self.dataset)
        read = seen.filter(Q(pk=pk) | Q(noun="dataset")).values_list("pk", "json__body")
        read = {key: exact_json.loads(bytes(body)) for key, body in read}
        record = read.pop(pk)
        (dataset,) = read.values()
        return {"dataset": dataset} | self.context(record, seen) | self._place(record)

    def _place(self, record):
        """Return the address that is this record's own, and the other datasets that have one."""
        if not self.reader.several_datasets:
            return {}
        here = self.request.path
        copies = self.get_queryset().in_snapshot(self.snapshot).exclude(dataset=record["dataset"])
        own = self.request.build_absolute_uri(address(here, {"dataset": record["dataset"]}))
        others = sorted({*copies.values_list("dataset", flat=True)})
        return {
            "canonical": own,
            "copies": [(one, address(here, {"dataset": one})) for one in others],
        }
