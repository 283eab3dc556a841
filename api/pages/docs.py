"""The documentation as pages: the very files that developers read, with this service's address."""

from functools import cache

from django.conf import settings
from django.utils.html import escape

from api.views.documentation import DOCS

from . import markdown
from .fixed import FixedPage

# The service that the files speak of, the one that `make run` starts.
WRITTEN_FOR = "http://127.0.0.1:8000"


@cache
def _html(doc):
    text = (settings.DOCS_DIR / doc.file).read_text(encoding="utf-8")
    return markdown.render(text, {other.file: other.address for other in DOCS})


class DocView(FixedPage):
    """A page of the documentation."""

    template = "pages/doc.html"
    section = "api"
    doc = None

    def context(self, snapshot):
        """Return the page, its requests with the address that this service was asked at."""
        here = escape(self.base().removesuffix("/"))
        html = _html(self.doc).replace(WRITTEN_FOR, here)
        return {"doc": self.doc, "docs": DOCS, "html": html}
