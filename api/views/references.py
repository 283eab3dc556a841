"""Figures and datasets in their forms, among them how to cite one, or a release."""

from rest_framework.response import Response

from api.openapi.exports import RecordFormsOperation, ReferenceOperation
from api.openapi.operations import fixed
from api.requests.parameters import format_of
from datasets.formats import FORMATS
from datasets.interchange.json_ld import JSON_LD
from datasets.interchange.schema_org import schema_org
from datasets.models import Record, Release
from datasets.models.snapshot import Snapshot
from datasets.references.formats import FORMS
from datasets.references.reference import dataset_record, figure_reference, release_reference

from .base import PublicView
from .catalogue_entries import entries
from .record import RecordView
from .releases import release_named


class _CitedView(RecordView):
    """A record, which is offered as a reference too."""

    offered = (*FORMATS, *FORMS)
    suffixed = RecordFormsOperation

    def declared(self):
        """Return the parameters that the view takes, with all of its formats."""
        return super().declared() | {"format": format_of(self.offered)}

    def answer(self, pk, selection, bom):
        """Return the record, or how to cite it."""
        if self.fmt not in FORMS:
            return super().answer(pk, selection, bom)
        (record,) = Record.objects.filter(pk=pk).parsed()
        return Response(self.fmt.encode(self.reference(record)).encode())


class ObservationView(_CitedView):
    """A figure; its reference names the release that first held this version, and its digest."""

    def reference(self, record):
        releases = Release.objects.filter(dataset=record["dataset"]).order_by("number")
        # Where a later one was restored alone, the first to hold this version is not here.
        first = releases.filter(number=record["release"]).first()
        dataset = dataset_record(first or releases.first())
        digest = first.digest if first else ""
        return figure_reference(record, dataset, self.base(), digest)


class DatasetView(_CitedView):
    """A dataset, its reference and what search engines read, of the release that is asked for."""

    offered = (*_CitedView.offered, JSON_LD)

    def answer(self, pk, selection, bom):
        """Return the dataset, how to cite it, or what search engines read."""
        if self.fmt is not JSON_LD:
            return super().answer(pk, selection, bom)
        (entry,) = entries(self.snapshot, self.kwargs["slug"])
        return Response(schema_org(entry, self.base()), content_type=JSON_LD.media_type)

    def reference(self, record):
        release = self.snapshot.release_of(record["dataset"])
        return release_reference(Release.objects.get(pk=release), self.base())


class ReleaseReferenceView(PublicView):
    """How to cite one release of a dataset."""

    offered = FORMS
    suffixed = fixed(
        ReferenceOperation,
        tag="releases",
        name="cite_release",
        summary="How to cite a release.",
        description="A reference for a reference manager, or as text.",
        refusals=(404, 451),
    )

    def get(self, request, slug, number, suffix):
        """Answer the reference in the form that the suffix names."""
        self.reader.refuse()
        snapshot = self.reader.snapshot()
        release = release_named(slug, number, snapshot)
        # What that one held is read, and refused where it was redacted since.
        self.reader.seen = Snapshot(release.pk, release.dataset)
        etag = self.etag(snapshot.newest)
        reference = self.fmt.encode(release_reference(release, self.base()))
        return Response(reference.encode(), headers={"ETag": etag})


RECORDS = {"observation": ObservationView, "dataset": DatasetView}
