"""Each request has an id, which its answer, its line in the log and a refusal of it carry."""

import logging
import time
import uuid
from contextvars import ContextVar

from . import metrics

HEADER = "X-Request-ID"
# Any other is a word that a client made up.
METHODS = {"GET", "HEAD", "OPTIONS", "POST"}
LOG = logging.getLogger("caveat.requests")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current():
    """Return the id of the request that is being answered, empty outside of any."""
    return _current.get()


class RequestIdMiddleware:
    """Takes the id that a proxy gave, or makes one, and writes one line about each request.

    The line has no address of a client and nothing of a query: whoever asked is not in the log.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer, with the id in the answer's headers."""
        request_id = _given(request.headers.get(HEADER, "")) or uuid.uuid4().hex
        began = time.perf_counter()
        before = _current.set(request_id)
        try:
            response = self.get_response(request)
            response[HEADER] = request_id
            told = _told(request, response, began)
            LOG.info("request", extra={"told": {"request_id": request_id, **told}})
            metrics.count(told)
        finally:
            _current.reset(before)
        return response


def _given(text):
    """Return a UUID as the proxy writes it, without hyphens; empty where the text is none."""
    try:
        return uuid.UUID(hex=text).hex if len(text) in (32, 36) else ""
    except ValueError:
        return ""


def _told(request, response, began):
    """Return what the log says; ``ms`` end where the answer begins."""
    match = request.resolver_match
    length = response.headers.get("Content-Length")
    return {
        "method": request.method if request.method in METHODS else "other",
        "route": f"/{match.route}" if match else None,
        "status": response.status_code,
        "ms": round(1000 * (time.perf_counter() - began), 1),
        "bytes": int(length) if length else None,
    }
