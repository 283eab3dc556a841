"""What programs that read all pages may read: each page once, and the files of releases."""

from urllib.parse import urljoin

from django.urls import reverse
from rest_framework.response import Response

from api.requests.query import NOT_OURS
from api.views.base import OneFormView
from api.views.forms_of_one import TEXT

from .lists import NOUNS_TO_BROWSE

API = "/api/v1"
# Filters, orders and pages of lists make more addresses than anybody can read: the sitemap has
# every page, and a release every figure. What is made for each request is left, too.
LEFT = (
    *(NOT_OURS, "/search?", "/oembed?"),
    *(f"/{noun.plural}?" for noun in NOUNS_TO_BROWSE),
    *(f"{API}/*?", f"{API}/search", f"{API}/changes.", f"{API}/*.xlsx", f"{API}/*.parquet"),
)
KEPT = f"{API}/datasets/*/releases/"
SECONDS = 1


class RobotsView(OneFormView):
    """The rules for crawlers, and where the sitemap is."""

    offered = (TEXT,)

    def answer(self, request, snapshot):
        """Return the rules."""
        lines = ["User-agent: *", *(f"Disallow: {one}" for one in LEFT), f"Allow: {KEPT}"]
        lines += [
            f"Crawl-delay: {SECONDS}",
            "",
            f"Sitemap: {urljoin(self.base(), reverse('sitemap'))}",
        ]
        return Response("\n".join([*lines, ""]).encode())
