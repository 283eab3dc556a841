"""The description of the API, to read and to try it out."""

from api.openapi.operations import FixedOperation, fixed
from api.views.documentation import DOCS
from api.views.examples import examples

from .fixed import FixedPage


class DocsView(FixedPage):
    """The description of the API, with requests that are ready to be sent."""

    template = "pages/try_out.html"
    section = "api"
    operation = fixed(
        FixedOperation,
        name="read_docs",
        summary="This description for people, to try out.",
        description="A page that asks each of the addresses from the browser.",
        schema={"type": "string"},
    )

    def context(self, snapshot):
        """Return the pages of the documentation, and requests that work."""
        return {"docs": DOCS, "examples": examples(snapshot)}
