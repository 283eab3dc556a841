"""Answers that need not be sent again: an ETag from what the answer depends on."""

import hashlib

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.http import parse_etags


def tag(request, newest, fmt):
    """Return the ETag of the answer, known before any row is read."""
    parts = (str(newest), request.get_full_path(), fmt.name, settings.VERSION)
    return f'"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def fresh(request, etag):
    """Return whether the client has this answer already."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in held or etag in {one.removeprefix("W/") for one in held}


def not_modified(headers):
    """Return the answer that has no body, and does not claim that what it stands for is empty."""
    return StreamingHttpResponse((), status=304, headers=headers)
