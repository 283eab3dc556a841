"""Answers that need not be sent again: ETag and 304, and what caches are told."""

import hashlib

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.http import parse_etags

# What a numbered release holds never changes; anything else may with the next publication, and is
# then two minutes old at most. What leads elsewhere, and where everybody begins, is asked first.
FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60, stale-while-revalidate=60"
ASK_FIRST = "no-cache"


class NotModified(Exception):
    """The client has this answer already; ``headers`` are those that it would have had."""

    def __init__(self, headers):
        super().__init__(headers)
        self.headers = headers


class Kept(Exception):
    """The answer was made before, and is kept: ``body`` with its ``etag``."""

    def __init__(self, body, etag):
        super().__init__(etag)
        self.body, self.etag = body, etag


def tag(request, newest, fmt, coding):
    """Return the ETag of the answer, known before any row is read.

    It is another one wherever bytes may be: an answer can hold the address that it was asked at.
    """
    address = request.build_absolute_uri()
    told = (coding or "identity", settings.VERSION, settings.CONTACT, str(settings.LOG_DAYS))
    parts = (str(newest), address, fmt.name, *told)
    return f'"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def is_fresh(request, etag):
    """Return whether the client holds the answer with this ETag."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in held or etag in {one.removeprefix("W/") for one in held}


def response(not_modified):
    """Return the 304: without a body, and so without a type or a length of one."""
    answer = StreamingHttpResponse((), status=304, headers=not_modified.headers)
    # A cache takes the headers of a 304 over for the body that it holds.
    del answer["Content-Type"]
    return answer
