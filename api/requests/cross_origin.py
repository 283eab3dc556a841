"""Web pages of every other site may read what is public (CORS)."""

from django.http import HttpResponse

from .query import NOT_OURS

EXPOSED = (
    *("ETag", "Link", "Row-Count", "Content-Length", "Identity-Length", "Content-Encoding"),
    *("Content-Disposition", "Content-Location", "Content-Range", "Accept-Ranges", "Repr-Digest"),
    *("RateLimit", "RateLimit-Policy", "Retry-After"),
)
# “*” stands for every header but Authorization; browsers that do not know it read the names.
ALLOWED = ("*", "Authorization", "If-Match", "If-None-Match", "If-Range", "Range", "traceparent")
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": ", ".join(ALLOWED),
    "Access-Control-Max-Age": "86400",
}


class CrossOriginMiddleware:
    """Says so in every answer, whoever asks: no answer depends on the origin, nor on a cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the question before the question, or go on."""
        if request.path_info.startswith(NOT_OURS):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response = HttpResponse(status=204, headers=PREFLIGHT)
        else:
            response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
        return response
