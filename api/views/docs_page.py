"""The documentation of the API, to read and to try it out."""

from api.openapi.operations import FixedOperation, fixed

from .page import PageView


class DocsView(PageView):
    """The documentation of the API."""

    template = "api/docs.html"
    operation = fixed(
        FixedOperation, "read_docs", "The same for people, to try out.", {"type": "string"}
    )
