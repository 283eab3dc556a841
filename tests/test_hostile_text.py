"""Hostile text in every curated field: nothing of it lives on any page, in any feed or drawing."""

from html.parser import HTMLParser
from itertools import cycle, islice, product

import pytest

from datasets.models import (
    Area,
    Caveat,
    Citation,
    Dataset,
    Document,
    Measure,
    Population,
    Source,
)

BROWSER = "text/html"
PAYLOADS = (
    *("<script>alert(1)</script>", "</script><script>x()</script>", "<img src=x onerror=x()>"),
    *("<svg onload=x()>", "<a href=javascript:x()>y</a>", "<iframe src=//evil></iframe>"),
    *('" onmouseover="x()', "' onfocus='x()", "</title><script>x()</script>", "<style>*{}</style>"),
    *("</bdi></q></p><h1>x", "<!-- ", "]]><x>", "{{ 7|add:7 }}", "{% load x %}", "&lt;script&gt;"),
    *("javascript:x()", "data:text/html,<script>x()</script>", "<math><mi xlink:href=x>"),
    *("<base href=//evil>", "<form action=//evil>", "<meta http-equiv=refresh content=0>"),
    *("=1+1", "\uff1d1+1", "&#x202e;9,999", "<link href=//x>", "<bdo dir=rtl>12</bdo>"),
    *("<object data=x>", "<embed src=x>", "<body onload=x()>"),
)
AROUND = (
    *("{}", "a {} b", "{}{{}}", "«{}»", "א {}", "ж {}", "{}\u00a0x", "1 {} 2", "“{}”", "{}."),
)
# What would be run or fetched.
OUR_SCRIPTS = (
    {"type": "application/ld+json"},
    {"defer": None, "src": "/static/api/copy.js"},
)
LIVE = {"iframe", "object", "embed", "base", "style", "form", "math", "bdo"}
FIELDS = (
    *((Dataset, one) for one in ("title", "description", "method", "maintainer")),
    *((Measure, one) for one in ("label", "phrase", "definition")),
    *((Source, one) for one in ("label", "interest")),
    *((Document, "title"), (Caveat, "text"), (Population, "label"), (Area, "label")),
)
PAGES = (
    *("/", "/observations/nests-2023", "/observations/nests-2023/embed", "/datasets/herons"),
    *("/measures/nests-counted", "/documents/gazette-june", "/sources/bird-club", "/releases"),
    *("/how-we-work", "/datasets/herons/releases/1", "/caveats", "/documents", "/sources"),
    *("/measures", "/search?q=41+nests"),
)


class Elements(HTMLParser):
    """Collects the elements of a page, with their attributes."""

    def __init__(self, body):
        super().__init__()
        self.found = []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def strings():
    """Return 300 hostile strings."""
    return [around.format(one) for one, around in product(PAYLOADS, AROUND)]


BATCHES = [strings()[at : at + len(FIELDS)] for at in range(0, len(strings()), len(FIELDS))]


def put(text, row, field):
    """Return as much of a text as a field holds."""
    return text[: row._meta.get_field(field).max_length]


@pytest.mark.slow(reason="publishes for each batch of strings, and reads every page")
@pytest.mark.parametrize("batch", BATCHES, ids=lambda one: one[0][:20])
def test_what_curators_wrote_is_text_on_every_page_and_in_the_feed(world, api, batch):
    for (model, field), text in zip(FIELDS, islice(cycle(batch), len(FIELDS)), strict=True):
        for row in model.objects.all():
            setattr(row, field, put(text, row, field))
            row.save()
    printed = put(batch[0], Citation, "as_printed")
    world.cite("nests-2023", 3, "gazette-june", via=2, as_printed=printed, reckoned=True)
    world.publish()
    for path in PAGES:
        response = api.get(path, accept=BROWSER)
        assert response.status_code == 200, path
        body = response.body.decode()
        for tag, attributes in Elements(body).found:
            assert tag not in LIVE or attributes.get("role") == "search", (path, tag)
            assert not any(name.startswith("on") for name in attributes), (path, attributes)
            assert tag != "script" or attributes in OUR_SCRIPTS, path
            for name in ("href", "src", "action"):
                link = attributes.get(name) or ""
                assert not link.startswith(("javascript:", "data:", "//")), (path, link)
    feeds = ("/feed.atom", "/sources/bird-club/feed.atom")
    for path in (
        *feeds,
        "/measures/nests-counted.svg",
        "/observations/nests-2023.svg",
        "/sitemap.xml",
    ):
        body = api.get(path).body.decode()
        for tag, attributes in Elements(body).found:
            assert tag not in {*LIVE, "script", "img"}, (path, tag)
            assert not any(name.startswith("on") for name in attributes), (path, attributes)
