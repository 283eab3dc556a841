"""The endpoints that say how to cite a figure, a dataset or a release of it."""

from django.http import HttpResponse

from api.openapi.operations import ReferenceOperation
from api.requests import caching
from api.requests.negotiation import choose
from api.requests.parameters import Reader, format_of
from datasets.formats import FORMATS
from datasets.models import Record, Release
from datasets.references.formats import FORMS as FORMS_OF_REFERENCE
from datasets.references.reference import dataset_document, figure_reference, release_reference

from .records import DetailView, PublicView
from .releases import release_named


class _CitedView(DetailView):
    """A record, which is offered as a reference too."""

    offered = (*FORMATS, *FORMS_OF_REFERENCE)

    def declared(self):
        """Return the parameters that the view takes, with all of its formats."""
        return super().declared() | {"format": format_of(self.offered)}

    def answer(self, fmt, pk, members, bom, headers):
        """Return the record, or how to cite it."""
        if fmt not in FORMS_OF_REFERENCE:
            return super().answer(fmt, pk, members, bom, headers)
        (document,) = Record.objects.filter(pk=pk).parsed()
        return _answer(fmt, self.reference(document), headers)


class ObservationView(_CitedView):
    """A figure; its reference names the release that first held this version, and its digest."""

    def reference(self, document):
        """Return the Reference of the figure."""
        releases = Release.objects.filter(dataset=document["dataset"]).order_by("number")
        # Where a later one was restored alone, the first to hold this version is not here.
        first = releases.filter(number=document["release"]).first()
        title = dataset_document(first or releases.first())["title"]
        digest = first.digest if first else ""
        return figure_reference(document, title, document["cite"]["text"], digest)


class DatasetView(_CitedView):
    """A dataset; its reference is that of the release which the request is pinned to."""

    def reference(self, document):
        """Return the Reference of the release."""
        release = self.snapshot.release_of(document["dataset"])
        return release_reference(Release.objects.get(pk=release))


class ReleaseReferenceView(PublicView):
    """How to cite one release of a dataset."""

    offered = FORMS_OF_REFERENCE
    schema = ReferenceOperation("cite_release", "How to cite a release.", None, 404)

    def get(self, request, slug, number, suffix):
        """Answer the reference in the form that the suffix names."""
        fmt = choose(request, suffix, self.offered)
        reader = Reader(request, None, self.declared(), fmt)
        reader.refuse()
        snapshot = reader.snapshot()
        release = release_named(slug, number, snapshot)
        tag = caching.tag(request, snapshot.newest, fmt)
        if caching.fresh(request, tag):
            return caching.not_modified({"ETag": tag})
        return _answer(fmt, release_reference(release), {"ETag": tag})


RECORDS = {"observation": ObservationView, "dataset": DatasetView}


def _answer(fmt, reference, headers):
    return HttpResponse(fmt.encode(reference), content_type=fmt.content_type, headers=headers)
