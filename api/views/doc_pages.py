"""The documentation as pages: the very files that developers read, with this service's address."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from . import markdown
from .page import PageView

# The service that the files speak of, the one that `make run` starts.
WRITTEN_FOR = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Doc:
    """A served page: the name of its file, what links call it, and what it is about."""

    name: str
    title: str
    says: str

    @property
    def file(self):
        """Return the name of its file."""
        return f"{self.name}.md"

    @property
    def url_name(self):
        """Return the name of its address."""
        return f"docs-{self.name}"

    @property
    def address(self):
        """Return the path of its page."""
        return reverse(self.url_name)


DOCS = (
    Doc("questions", "Questions", "what people ask, each with its request; the CSV in many tools"),
    Doc("api", "The API", "every address, parameter, column and error"),
    Doc("model", "The model", "every rule with an example: bounds, caveats, bias, checks, totals"),
    Doc("stability", "Stability", "what stays, what may be added, fair use"),
)


@cache
def _html(doc):
    text = (settings.DOCS_DIR / doc.file).read_text(encoding="utf-8")
    return markdown.render(text, {other.file: other.address for other in DOCS})


class DocView(PageView):
    """A page of the documentation."""

    template = "api/doc.html"
    doc = None

    def context(self, request, snapshot):
        """Return the page, its requests with the address that this service was asked at."""
        here = escape(self.base().removesuffix("/"))
        html = _html(self.doc).replace(WRITTEN_FOR, here)
        return {"doc": self.doc, "docs": DOCS, "html": html}
