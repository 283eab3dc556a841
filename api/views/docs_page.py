"""The description of the API, to read and to try it out."""

from api.openapi.operations import FixedOperation, fixed

from .doc_pages import DOCS
from .examples import examples
from .page import PageView


class DocsView(PageView):
    """The description of the API, with requests that are ready to be sent."""

    template = "api/docs.html"
    operation = fixed(
        FixedOperation,
        name="read_docs",
        summary="This description for people, to try out.",
        description="A page that asks each of the addresses from the browser.",
        schema={"type": "string"},
    )

    def context(self, request, snapshot):
        """Return the pages of the documentation, and requests that work."""
        return {"docs": DOCS, "examples": examples(snapshot)}
