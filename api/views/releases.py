"""The endpoints that tell which releases there are."""

import re

from django.http import HttpResponseRedirect
from rest_framework.response import Response

from api.openapi.operations import FixedOperation, RedirectOperation, fixed
from api.openapi.refs import schema_ref
from api.requests import problems
from datasets.models import Release
from datasets.releases.redactions import serialized

from .base import FixedView


class _ToldView(FixedView):
    """An endpoint that tells of releases, and which of their files are withheld."""

    def _told(self, releases):
        return serialized(releases, any_redacted=bool(self.reader.redactions))


class ReleasesView(_ToldView):
    """The releases of all datasets, in one answer, as their number is small."""

    operation = fixed(
        FixedOperation,
        tag="releases",
        name="list_releases",
        summary="All releases of all datasets, oldest first.",
        description="All of them in one answer: there are no pages.",
        schema=schema_ref("Releases"),
    )

    def answer(self, request, snapshot):
        return Response({"results": self._told(_releases(snapshot))})


class DatasetReleasesView(_ToldView):
    """The releases of one dataset."""

    operation = fixed(
        FixedOperation,
        tag="releases",
        name="list_dataset_releases",
        summary="The releases of a dataset, oldest first.",
        description="All of them in one answer: there are no pages.",
        schema=schema_ref("Releases"),
        refusals=(404,),
    )

    def answer(self, request, snapshot, slug):
        return Response({"results": self._told(_of(slug, snapshot))})


class ReleaseView(_ToldView):
    """One release of a dataset."""

    operation = fixed(
        FixedOperation,
        tag="releases",
        name="read_release",
        summary="One release of a dataset.",
        description="What it holds, with the address and the SHA-256 of each of its files.",
        schema=schema_ref("Release"),
        refusals=(404,),
    )

    def answer(self, request, snapshot, slug, number):
        (told,) = self._told([release_named(slug, number, snapshot)])
        return Response(told)


class LatestReleaseView(FixedView):
    """The way to the newest release of a dataset; formats are chosen where it leads to."""

    offered = ()
    operation = fixed(
        RedirectOperation,
        tag="releases",
        name="read_latest_release",
        summary="The way to the newest release of a dataset.",
        description="A redirect to the address with its number, which stays what it is.",
        refusals=(404,),
    )

    def declared(self):
        """Return no parameters: there is nothing to choose about a redirect."""
        return {}

    def answer(self, request, snapshot, slug):
        """Redirect to the number, which stays."""
        latest = f"/releases/{_of(slug, snapshot).last().number}"
        return HttpResponseRedirect(request.get_full_path().replace("/releases/latest", latest, 1))


def release_named(slug, number, snapshot):
    """Return a release by its public number; Problem when the dataset has none such."""
    releases = _of(slug, snapshot)
    exact = re.fullmatch("[1-9][0-9]{0,8}", number)
    release = releases.filter(number=number).first() if exact else None
    if release is None:
        first, last = releases.first().number, releases.last().number
        raise problems.Problem(404, f"{slug} has releases {first} to {last}")
    return release


def _releases(snapshot):
    return Release.objects.filter(pk__lte=snapshot.newest).order_by("pk")


def _of(slug, snapshot):
    """Return the releases of a dataset; Problem when it has none."""
    known = list(Release.objects.values_list("dataset", flat=True).distinct())
    if slug not in known:
        wrong = problems.error(
            *("dataset", slug, "not published"),
            code="not_published",
            expected="a published dataset",
            valid=known,
        )
        raise problems.Problem(404, f"there is no dataset {slug[:120]}", [wrong])
    return _releases(snapshot).filter(dataset=slug)
