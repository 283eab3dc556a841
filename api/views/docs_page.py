"""The documentation of the API, to read and to try it out."""

from api.openapi.operations import FixedOperation, fixed

from .page import PageView


class DocsView(PageView):
    """The documentation of the API."""

    template = "api/docs.html"
    operation = fixed(
        FixedOperation,
        name="read_docs",
        summary="This description for people, to try out.",
        description="A page that asks each of the addresses from the browser.",
        schema={"type": "string"},
    )
