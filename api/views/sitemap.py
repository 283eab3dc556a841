"""The sitemap: the permanent addresses of all figures."""

from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from django.urls import reverse

from api.requests import problems
from datasets.models import Record, Release
from datasets.records import OBSERVATION

from . import xml
from .base import OneFormView
from .doc_pages import DOCS
from .forms_of_one import XML

SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What the protocol of sitemaps allows in one file.
MOST_ADDRESSES = 50_000


class SitemapView(OneFormView):
    """The permanent addresses of all figures; where they are too many, the parts of the sitemap."""

    offered = (XML,)

    def answer(self, request, snapshot, part=None):
        """Return all of them, one part of them, or where the parts are."""
        figures = Record.objects.of(OBSERVATION.name).in_snapshot(snapshot)
        parts = -(-figures.count() // MOST_ADDRESSES)
        if part is None and parts > 1:
            index = Element("sitemapindex", xmlns=SITEMAP_NAMESPACE)
            for number in range(1, parts + 1):
                path = reverse("sitemap-part", kwargs={"part": number})
                xml.add(xml.add(index, "sitemap"), "loc", urljoin(self.base(), path))
            return xml.response(index)
        if part is not None and not 1 <= part <= parts:
            raise problems.Problem(404, f"there is no part {part} of the sitemap")
        sitemap = Element("urlset", xmlns=SITEMAP_NAMESPACE)
        pages = (reverse("front"), *(doc.address for doc in DOCS), reverse("docs"))
        for path in pages if part is None else ():
            xml.add(xml.add(sitemap, "url"), "loc", urljoin(self.base(), path))
        days = dict(Release.objects.values_list("pk", "day"))
        start = (part or 1) * MOST_ADDRESSES - MOST_ADDRESSES
        found = figures.order_by("slug", "dataset").values_list("slug", "valid_from_release")
        for slug, starts in found[start : start + MOST_ADDRESSES]:
            url = xml.add(sitemap, "url")
            xml.add(url, "loc", urljoin(self.base(), f"/observations/{slug}"))
            xml.add(url, "lastmod", str(days[starts]))
        return xml.response(sitemap)
