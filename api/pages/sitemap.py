"""The sitemap: the addresses of all pages."""

from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from django.urls import reverse

from api.requests import problems
from api.requests.elsewhere import address
from api.views import xml
from api.views.base import OneFormView
from api.views.documentation import DOCS
from api.views.forms_of_one import XML
from datasets.models import Record, Release
from datasets.records import BY_NAME, NOUNS

from .lists import NOUNS_TO_BROWSE

SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The protocol of sitemaps allows 50,000 in one file; the first has those of no record too.
MOST_ADDRESSES = 45_000
# The nouns that have pages, and the pages that are none of a record.
WITH_PAGE = tuple(noun.name for noun in NOUNS if noun.has_page)
FIXED = ("front", "how-we-work", "releases-page", "search-page", "privacy", "docs")
# What several datasets cannot share.
OF_ONE_DATASET = ("observation", "dataset")


class SitemapView(OneFormView):
    """The addresses of all pages; where they are too many, the parts of the sitemap."""

    offered = (XML,)

    def answer(self, request, snapshot, part=None):
        """Return all of them, one part of them, or where the parts are."""
        things = Record.objects.filter(noun__in=WITH_PAGE).in_snapshot(snapshot)
        parts = -(-things.count() // MOST_ADDRESSES)
        if part is None and parts > 1:
            index = Element("sitemapindex", xmlns=SITEMAP_NAMESPACE)
            for number in range(1, parts + 1):
                path = reverse("sitemap-part", kwargs={"part": number})
                xml.add(xml.add(index, "sitemap"), "loc", urljoin(self.base(), path))
            return xml.response(index)
        if part is not None and not 1 <= part <= parts:
            raise problems.Problem(404, f"there is no part {part} of the sitemap")
        sitemap = Element("urlset", xmlns=SITEMAP_NAMESPACE)
        releases = list(Release.objects.filter(pk__lte=snapshot.newest))
        for path in _pages_of_no_record(releases) if part in (None, 1) else ():
            xml.add(xml.add(sitemap, "url"), "loc", urljoin(self.base(), path))
        days = {one.pk: one.day for one in releases}
        shared = len({one.dataset for one in releases}) > 1
        start = (part or 1) * MOST_ADDRESSES - MOST_ADDRESSES
        columns = ("noun", "slug", "dataset", "valid_from_release")
        found = things.order_by("noun", "slug", "dataset").values_list(*columns)
        for noun, slug, dataset, starts in found[start : start + MOST_ADDRESSES]:
            url = xml.add(sitemap, "url")
            copy = shared and noun not in OF_ONE_DATASET
            path = address(f"/{BY_NAME[noun].plural}/{slug}", {"dataset": dataset} if copy else {})
            xml.add(url, "loc", urljoin(self.base(), path))
            xml.add(url, "lastmod", str(days[starts]))
        return xml.response(sitemap)


def _pages_of_no_record(releases):
    """Yield the addresses of the pages that are none of a record."""
    yield from map(reverse, FIXED)
    yield from (doc.address for doc in DOCS)
    yield from (f"/{noun.plural}" for noun in NOUNS_TO_BROWSE)
    yield from (f"/datasets/{one.dataset}/releases/{one.number}" for one in releases)
