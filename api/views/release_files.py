"""The kept files of releases: whole or one range of bytes, never changed, never half of one."""

import base64
import datetime
import re

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from api.openapi.components import schema_ref
from api.openapi.operations import FixedOperation
from api.requests import caching, problems
from api.requests.parameters import Reader
from datasets.models import Release
from datasets.releases.package import FILES

from . import sealed_files
from .records import JSON, PublicView
from .releases import release_named

FOR_EVER = "public, max-age=31536000, immutable"
TEXTS = ("text/", "application/json", "application/ld+json", "application/x-ndjson")
# One range; several of them, another unit or another form are answered with the whole file, which
# RFC 9110 allows and every client that asks for parts has to expect.
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class FileOperation(FixedOperation):
    """A file, of whatever media type its release lists it under."""

    def _place(self, name):
        if name == "file":
            return {"schema": {"type": "string"}, "example": "observations.csv"}
        return super()._place(name)

    def answers(self):
        """Return the answers: all of it, a part of it, and a range that it does not have."""
        types = sorted({one.media_type for one in FILES})
        content = {media_type: {"schema": self.schema} for media_type in types}
        about = {name: _header(told, pattern) for name, (told, pattern) in HEADERS.items()}
        part = {"Content-Range": _header("Which bytes of how many.", "^bytes [0-9]+-[0-9]+/")}
        none = {"Content-Range": _header("How many bytes there are.", r"^bytes \*/[0-9]+$")}
        problem = {problems.MEDIA_TYPE: {"schema": schema_ref("Problem")}}
        return {
            "200": {"description": "The file.", "headers": about, "content": content},
            "206": {
                "description": "The range of bytes that Range asks for.",
                "headers": about | part,
                "content": content,
            },
            "302": {
                "description": "Where the file of the latest release is.",
                "headers": {"Location": _header("The address with the number.", "^/")},
            },
            "304": {"description": "The client has the file already."},
            "412": {"description": "It is not the file that If-Match names.", "content": problem},
            "416": {
                "description": "The file has no such bytes.",
                "headers": none,
                "content": problem,
            },
            "500": {
                "description": "The file is not there as it was sealed; nothing of it is sent.",
                "content": problem,
            },
        }


HEADERS = {
    "ETag": ("The SHA-256 of the whole file.", '^"[0-9a-f]{64}"$'),
    "Repr-Digest": ("The same after RFC 9530.", "^sha-256=:[A-Za-z0-9+/=]{44}:$"),
    "Content-Length": ("How many bytes follow.", "^[0-9]+$"),
    "Accept-Ranges": ("Ranges are of bytes.", "^bytes$"),
}


def _header(description, pattern):
    schema = {"type": "string", "pattern": pattern}
    return {"required": True, "description": description, "schema": schema}


class FileView(PublicView):
    """One kept file of a release."""

    schema = FileOperation(
        "read_release_file", "A file of a release, as it was sealed.", {"type": "string"}, 404
    )

    def declared(self):
        """Return the parameters: none."""
        return {}

    def get(self, request, slug, number, file):
        """Answer the file, or the way to the one of the latest release."""
        reader = Reader(request, None, self.declared(), JSON)
        reader.refuse()
        if number == "latest" and (latest := Release.objects.filter(dataset=slug).last()):
            there = f"/releases/{latest.number}/"
            return HttpResponseRedirect(request.get_full_path().replace("/releases/latest/", there))
        release = release_named(slug, number, reader.snapshot())
        listed = {one["name"]: one for one in release.files}
        if file not in listed:
            wrong = problems.error("file", file, "no such file", valid=listed)
            told = f"{slug} release {number} has no file {file[:120]}"
            raise problems.Problem(404, told, [wrong])
        return self._answer(request, release, listed[file])

    def _answer(self, request, release, listed):
        headers = _headers(release, listed)
        answered = get_conditional_response(
            request, headers["ETag"], _last_modified(release), HttpResponse(headers=headers)
        )
        if answered.status_code == 304:
            return caching.not_modified(headers)
        if answered.status_code == 412:
            raise problems.Problem(412, "the file is another one than If-Match names")
        media_type = _media_type(release, listed["name"])
        length = listed["bytes"]
        first, end = 0, length
        asked = _range(request, headers)
        if asked:
            first, end = _resolved(asked, length)
            headers["Content-Range"] = f"bytes {first}-{end - 1}/{length}"
        headers["Content-Length"] = str(end - first)
        if request.method == "HEAD":
            sealed_files.check(release, listed)
            return HttpResponse(content_type=media_type, headers=headers)
        stream = sealed_files.stream(release, listed, first, end)
        status = 206 if asked else 200
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
        "Cache-Control": FOR_EVER,
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


def _range(request, headers):
    """Return the match of the one range that is asked for, None where all of it is."""
    if request.method != "GET":
        return None
    held = request.headers.get("If-Range")
    if held is not None and held not in (headers["ETag"], headers["Last-Modified"]):
        return None
    asked = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", "").lower())
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    return None if first and last and int(last) < int(first) else asked


def _resolved(asked, length):
    """Return the range as (first, end) in a file of this length; Problem where it has none."""
    first, last = asked.groups()
    if first:
        start, end = int(first), min(int(last) + 1, length) if last else length
    else:
        start, end = max(length - int(last), 0), length
    if start >= end:
        told = f"the file has {length} bytes: {asked[0]} asks for none of them"
        wrong = problems.error("Range", asked[0], "out of bounds", expected=f"0 to {length - 1}")
        raise problems.Problem(416, told, [wrong], {"Content-Range": f"bytes */{length}"})
    return start, end
