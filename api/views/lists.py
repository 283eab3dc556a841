"""The records of a noun: pages in JSON, whole exports in every other format."""

from functools import cache

from api.openapi.exports import ExportOperation
from api.openapi.operations import ListOperation
from api.requests import redacted
from api.requests.counts import countable, counts
from api.requests.filters import FILTERSETS, RecordFilterBackend
from api.requests.pagination import KeysetPagination
from api.requests.parameters import count_by, of_list
from datasets.formats import FORMATS, MADE
from datasets.models import Record
from datasets.records import BY_NAME

from .base import PublicView
from .exports import Export
from .stored_json import stored_json


@cache
def _declared(noun):
    """Return the parameters of a noun's list besides its filters, made once for all requests."""
    counted = count_by(countable(FILTERSETS[noun].base_filters))
    return of_list(BY_NAME[noun]) | {counted.name: counted}


class ListView(PublicView):
    """The list of a noun, filtered and sorted."""

    offered = (*FORMATS, *MADE)
    operation = ListOperation
    suffixed = ExportOperation
    filter_backends = (RecordFilterBackend,)
    pagination_class = KeysetPagination

    def declared(self):
        """Return the parameters that the view takes besides its filters."""
        return {**_declared(self.noun.name)}

    def filters(self):
        return FILTERSETS[self.noun.name].base_filters

    def get_queryset(self):
        """Return all records of the noun; which of them are seen is the snapshot's to say."""
        return Record.objects.of(self.noun.name)

    def get(self, request, suffix=None):
        """Answer a page or an export."""
        snapshot = self.reader.snapshot()
        self.sort, bom = self.reader.sort(), self.reader.with_bom()
        selection = self.reader.selection(brief=self.fmt.paged)
        if snapshot.history:
            self.sort = self.sort.of_versions()
        records = self.filter_queryset(self.get_queryset())
        if self.fmt.paged:
            return self._page(records, snapshot, selection)
        self.reader.refuse()
        redacted.refuse_looked_up(self)
        records = records.in_snapshot(snapshot)
        if self.reader.redactions:
            redacted.refuse(records)
        etag = self.etag(snapshot.newest)
        return Export(self, records, snapshot, bom, selection).response(etag)

    def _page(self, records, snapshot, selection):
        self.paginator.read(self.reader, self.request, snapshot.newest)
        countable_words = self.declared()["count_by"].schema["items"]["enum"]
        counted = self.reader.words_of("count_by", countable_words)
        self.reader.refuse()
        redacted.refuse_looked_up(self)
        snapshot = snapshot.pinned(self.paginator.newest)
        etag = self.etag(snapshot.newest)
        records = records.in_snapshot(snapshot)
        response = self.get_paginated_response(
            stored_json(self.paginate_queryset(records), selection)
        )
        if counted:
            response.data["counts"] = counts(records, self.filters(), counted)
        response["ETag"] = etag
        return response
