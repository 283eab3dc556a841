"""The kept files of releases: whole or one range of bytes, never changed, never half of one."""

import base64
import datetime

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from api.openapi.file_operation import FileOperation
from api.openapi.operations import fixed
from api.requests import problems, ranges
from api.requests.freshness import NotModified
from datasets.models import Release
from datasets.releases import redactions
from datasets.releases.package import FILES

from . import sealed_files
from .base import PublicView
from .releases import release_named

TEXTS = ("text/", "application/json", "application/ld+json", "application/x-ndjson")


class FileView(PublicView):
    """One kept file of a release."""

    offered = ()
    operation = fixed(
        FileOperation,
        tag="releases",
        name="read_release_file",
        summary="A file of a release, as it was sealed.",
        description=(
            "Whole, or the range of bytes that `Range` asks for. It never changes; it is withheld "
            "where something in it was redacted."
        ),
        schema={"type": "string", "format": "binary"},
        refusals=(404, 451),
    )

    def declared(self):
        return {}

    def get(self, request, slug, number, file):
        """Answer the file, or the way to the one of the latest release."""
        self.reader.refuse()
        if number == "latest" and (latest := Release.objects.filter(dataset=slug).last()):
            there = f"/releases/{latest.number}/"
            return HttpResponseRedirect(request.get_full_path().replace("/releases/latest/", there))
        release = release_named(slug, number, self.reader.snapshot())
        listed = {one["name"]: one for one in release.files}
        if file not in listed:
            wrong = problems.error(
                *("file", file, "no such file"),
                code="not_published",
                expected=f"a file of {slug} release {number}, which lists them",
                valid=listed,
            )
            detail = f"{slug} release {number} has no file {file[:120]}"
            raise problems.Problem(404, detail, [wrong])
        if why := redactions.withheld_of(release).get(file):
            raise problems.Problem(451, f"{file} is withheld: {why}")
        return self._answer(request, release, listed[file])

    def _answer(self, request, release, listed):
        headers = _headers(release, listed)
        answered = get_conditional_response(
            request, headers["ETag"], _last_modified(release), HttpResponse(headers=headers)
        )
        if answered.status_code == 304:
            raise NotModified(headers)
        if answered.status_code == 412:
            raise problems.Problem(412, "the file is another one than If-Match names")
        media_type = _media_type(release, listed["name"])
        length = listed["bytes"]
        part = ranges.asked(request, length, headers["ETag"], headers["Last-Modified"])
        headers |= ranges.headers(part, length)
        if request.method == "HEAD":
            sealed_files.check(release, listed)
            return HttpResponse(content_type=media_type, headers=headers)
        stream = sealed_files.stream(release, listed, *(part or (0, length)))
        status = 206 if part else 200
        return StreamingHttpResponse(
            stream, status=status, content_type=media_type, headers=headers
        )


def _headers(release, listed):
    digest = base64.b64encode(bytes.fromhex(listed["sha256"])).decode()
    name = listed["name"]
    if not name.startswith(release.dataset):
        name = f"{release.dataset}-{release.number}-{name}"
    return {
        "ETag": quote_etag(listed["sha256"]),
        "Last-Modified": http_date(_last_modified(release)),
        "Repr-Digest": f"sha-256=:{digest}:",
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{name}"',
    }


def _last_modified(release):
    midnight = datetime.datetime.combine(release.day, datetime.time(), datetime.UTC)
    return int(midnight.timestamp())


def _media_type(release, name):
    """Return the media type; of a file that today's packages do not have, that of any bytes."""
    types = {one.name_in(release): one.media_type for one in FILES}
    media_type = types.get(name, "application/octet-stream")
    return f"{media_type}; charset=utf-8" if media_type.startswith(TEXTS) else media_type
