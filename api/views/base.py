"""What every endpoint shares: reading only, the format first, every parameter read strictly."""

from functools import partial
from urllib.parse import urlencode

from django.http import HttpResponse
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from api.limits import throttles
from api.requests import coding, freshness, redacted
from api.requests.parameters import format_of
from api.requests.problems import Problem
from api.requests.reader import Reader
from api.requests.renderers import renderer_of
from datasets.formats import FORMATS, MADE
from datasets.models.published_text import EmptiedText

JSON = next(fmt for fmt in FORMATS if fmt.paged)
READING = ("GET", "HEAD")
# Answers that are the same for ever where the release is pinned; what refuses or leads elsewhere
# may be another one tomorrow.
LASTING = (200, 206, 304)
DESCRIBED_BY = (
    '</api/v1/openapi.json>; rel="service-desc", </docs>; rel="service-doc", '
    '</api/v1/docs>; rel="service-doc"'
)


class PublicView(GenericAPIView):
    """An endpoint; before it answers, ``self.reader`` has what is asked for.

    ``noun`` is what it answers records of, ``offered`` are its formats. ``operation`` is how the
    description tells of it, ``suffixed`` how it tells of its address with a suffix; None where it
    does not. ``held`` is what caches are told of an answer that is not pinned to a release.
    """

    http_method_names = ("get", "head", "options")
    noun = None
    offered = FORMATS
    operation = None
    suffixed = None
    reader_class = Reader
    spelt_otherwise = False
    held = freshness.BRIEFLY
    filter_backends = ()
    # The framework would say which methods are allowed, and what the answer depends on, by itself.
    default_response_headers = {}

    def get_renderers(self):
        """Return the renderers of the formats that are offered."""
        return [renderer_of(fmt) for fmt in self.offered]

    def perform_content_negotiation(self, request, force=False):
        """Leave a method that is refused anyway, and a view without formats, without a renderer."""
        if request.method not in READING or not self.offered:
            return None, None
        return super().perform_content_negotiation(request, force)

    def initial(self, request, *args, **kwargs):
        """Read the parameters; what is wrong with them is told once all of them are read."""
        super().initial(request, *args, **kwargs)
        if request.method in READING:
            self.reader = self.reader_class(
                request, self.noun, self.declared(), self.fmt, self.filters()
            )
            self.spelt_otherwise = self.reader.query != request.query
            # From here on there is one spelling of the question.
            request.query = self.reader.query

    @property
    def fmt(self):
        """The format of the answer, None where there is none to choose or none that fits."""
        renderer = getattr(self.request, "accepted_renderer", None)
        return renderer and renderer.fmt

    @property
    def coding(self):
        """The content coding of the answer, None where it is sent as it is."""
        return coding.chosen(self.request) if self._codable else None

    @property
    def _codable(self):
        # Only text shrinks: a workbook and Parquet are compressed already, files are as sealed.
        return self.fmt is not None and self.fmt not in MADE

    @property
    def pinned(self):
        """Whether a release is asked for by its number: the answer is the same for ever."""
        return "release" in self.request.query or "number" in self.kwargs

    def declared(self):
        """Return the parameters that the view takes besides its filters, by name."""
        return {"format": format_of(self.offered)}

    def filters(self):
        return {}

    def etag(self, newest):
        """Return the ETag of the answer as of a release; NotModified where the client has it."""
        # A redaction changes what was published: whoever has it from before is not told to keep it.
        redacted = f" without {self.reader.redactions}" if self.reader.redactions else ""
        etag = freshness.tag(self.request, f"{newest}{redacted}", self.fmt, self.coding)
        if freshness.is_fresh(self.request, etag):
            raise freshness.NotModified({"ETag": etag})
        return etag

    def base(self):
        """Return what addresses begin with where a dataset has no home."""
        return self.request.build_absolute_uri("/")

    def handle_exception(self, exc):
        """Answer what went wrong, 451 where a text that was redacted would have to be read."""
        try:
            if isinstance(exc, EmptiedText):
                redacted.refuse_of(self)
        except Problem as problem:
            exc = problem
        return super().handle_exception(exc)

    def options(self, request, *args, **kwargs):
        """Answer which methods there are."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def finalize_response(self, request, response, *args, **kwargs):
        """Say where the description is and what caches may do, and put a body into its coding."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Link"] = ", ".join(filter(None, (response.get("Link"), DESCRIBED_BY)))
        for name, value in throttles.headers(request).items():
            response[name] = value
        if response.status_code == 200 and self.spelt_otherwise:
            where = f"{request.path}?{urlencode(request.query)}"
            response.headers.setdefault("Content-Location", where)
        if request.method in READING:
            self._tell_caches(response)
            if isinstance(response, Response) and self.coding:
                response.add_post_render_callback(partial(coding.code, self.coding))
        return response

    def _tell_caches(self, response):
        """Say for how long the answer holds, unless it is a refusal, and what it depends on."""
        told = freshness.ASK_FIRST
        if response.status_code in LASTING:
            told = freshness.FOR_EVER if self.pinned else self.held
        response.headers.setdefault("Cache-Control", told)
        chosen = self.get_format_suffix(**self.kwargs) or "format" in self.request.query
        headers = [] if chosen or not self.offered else ["Accept"]
        if self._codable:
            headers.append("Accept-Encoding")
        if headers:
            response["Vary"] = ", ".join(headers)


class FixedView(PublicView):
    """One text that stays the same until something is published."""

    offered = (JSON,)

    def get(self, request, **where):
        """Answer it, if the client does not have it already."""
        self.reader.refuse()
        snapshot = self.reader.snapshot()
        response = self.answer(request, snapshot, **where)
        if response.status_code == 200:
            response["ETag"] = self.etag(snapshot.newest)
        return response


class OneFormView(FixedView):
    """A text in the one form that its address stands for; it takes no parameters."""

    def get_format_suffix(self, **kwargs):
        """Return the name of the one format: whatever Accept says, the address has said it."""
        return self.offered[0].name

    def declared(self):
        return {}
