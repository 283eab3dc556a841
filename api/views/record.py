"""One record of a noun, as of now or as of a release; or where it went."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from rest_framework.response import Response

from api.openapi.operations import RecordOperation
from api.requests import problems, redacted
from api.requests.filters import FILTERSETS, RecordFilterBackend
from api.requests.parameters import of_detail
from datasets.models import Record
from datasets.models.record import ids_near
from datasets.records import OBSERVATION

from . import chosen_exports
from .base import PublicView
from .exports import header_of


class RecordView(PublicView):
    """One record; ``self.snapshot`` is what the request is pinned to, ``self.dataset`` its own."""

    operation = RecordOperation
    # Whoever reads a page is told what became of a record, and is not just led to another number.
    is_html = False
    filter_backends = (RecordFilterBackend,)

    def declared(self):
        return of_detail(self.noun)

    def filters(self):
        """Return the one filter that says whose copy of a shared noun is meant."""
        return {"dataset": FILTERSETS[self.noun.name].base_filters["dataset"]}

    def get_queryset(self):
        """Return all versions of the record, of every dataset."""
        return Record.objects.of(self.noun.name).filter(slug=self.kwargs["slug"])

    def get(self, request, slug, suffix=None):
        """Answer the record, or say where it went."""
        self.snapshot = self.reader.snapshot()
        bom = self.reader.with_bom()
        versions = self.filter_queryset(self.get_queryset())
        selection = self.reader.selection()
        self.reader.refuse()
        seen = versions.in_snapshot(self.snapshot).order_by("-valid_from_release")
        record = seen.values("pk", "dataset").first()
        if record is None:
            return self.absent(versions)
        self.dataset = record["dataset"]
        etag = self.etag(self.snapshot.newest)
        response = self.answer(record["pk"], selection, bom)
        response["ETag"] = etag
        return response

    def answer(self, pk, selection, bom):
        if not selection.whole:
            return self._cut(pk, selection, bom)
        stored = Record.objects.values_list(f"{self.fmt.stored}__body", flat=True).get(pk=pk)
        return Response(header_of(self.noun, self.fmt, bom) + bytes(stored) + self.fmt.row_end)

    def _cut(self, pk, selection, bom):
        """Answer what of the record is asked for."""
        (record,) = Record.objects.filter(pk=pk).parsed()
        header = header_of(selection.chosen, self.fmt, bom)
        return Response(header + chosen_exports.row(record, self.fmt, selection))

    def absent(self, versions):
        """Tell a record that left from one that never was, and from a misspelt id."""
        slug = self.kwargs["slug"]
        name = f"{self.noun.name} {slug[:120]}"
        first = versions.order_by("valid_from_release").first()
        if first is None:
            known = ids_near(self.noun.name, slug)
            wrong = problems.error(
                "id",
                slug,
                "not published",
                code="not_published",
                expected=f"a published {self.noun.name}",
                valid=known,
            )
            raise problems.Problem(404, f"there is no {name} here", [wrong])
        seen = self.snapshot.release_of(first.dataset)
        earlier = versions.filter(valid_from_release__lte=seen)
        last = earlier.order_by("-valid_from_release").first()
        if last is None:
            raise problems.Problem(404, f"{name} was published later than what was asked for")
        if last.replaced_by and not self.is_html:
            here, there = (f"/{self.noun.plural}/{one}" for one in (slug, last.replaced_by))
            target = self.request.get_full_path().replace(here, there, 1)
            return HttpResponseRedirect(target, status=308)
        redacted.refuse(versions.filter(pk=last.pk))
        gone = f"{name} is no longer published: {last.withdrawal_reason}"
        instead = _instead(slug, last.replaced_by) if last.replaced_by else []
        raise problems.Problem(410, gone, instead, headers=_versions_of(self.noun, slug))


def _instead(slug, replaced_by):
    """Return the error that leads to what replaces a record."""
    expected = f"{replaced_by}, which is read instead"
    error = problems.error(
        "id", slug, "replaced by another", code="not_published", expected=expected
    )
    return [error | {"nearest": replaced_by}]


def _versions_of(noun, slug):
    """Return the header that leads to what remains of a withdrawn record."""
    if noun is not OBSERVATION:
        return {}
    path = reverse("history", kwargs={"slug": slug})
    return {"Link": f'<{path}>; rel="version-history"'}
