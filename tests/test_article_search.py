"""The sentences of the article, pasted as they stand, find their figures.

The article is not part of the project. Where a copy lies beside it, each sentence is read from
there; elsewhere what the seeds quote of it is pasted.
"""

import hashlib
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from datasets.models import Record

pytestmark = pytest.mark.usefixtures("seeds_of_module")


ARTICLE = Path(settings.BASE_DIR).parent / "shared" / "seed" / "article.txt"
DOCUMENT = "defconpress"
# Among so many figures the right one is to be.
FIRST = 3
# A sentence that states no figure, where it begins and ends: what it is about.
ABOUT = {(3492, 3642): ("event", "mobilisation")}


@pytest.fixture
def article(db):
    """Return the text of the article, to which the places in the seeds refer."""
    if not ARTICLE.exists():
        pytest.skip("the article is not here")
    raw = ARTICLE.read_bytes()
    (document,) = Record.objects.of("document").current().filter(slug=DOCUMENT).parsed()
    assert hashlib.sha256(raw).hexdigest() == document["sha256"]
    return raw.decode()


def quoted():
    """Return of the article {place of a sentence: {figure: what is quoted of it there}}."""
    sentences = defaultdict(dict)
    for figure in Record.objects.of("observation").current().order_by("slug").parsed():
        for hop in figure["citations"]:
            if hop["document"]["id"] == DOCUMENT and hop["locator"]:
                place = hop["locator"]["sentence_start"], hop["locator"]["sentence_end"]
                sentences[place][figure["id"]] = hop["fragment"]
    return sentences


def hits(api, text):
    """Return (noun, id) of what a text finds, best first."""
    return [(hit["noun"], hit["id"]) for hit in api.json(f"search?q={quote(text)}")["hits"]]


def figures(api, text):
    """Return the ids of the figures that a text finds, best first."""
    return [slug for noun, slug in hits(api, text) if noun == "observation"]


def test_each_sentence_of_the_article_finds_its_figures(article, api):
    places = quoted()
    assert len(places) + len(ABOUT) == 19
    for (start, end), slugs in places.items():
        found = figures(api, article[start:end])
        assert found[0] in slugs or len(slugs) == 1, (start, found[:FIRST])
        assert slugs.keys() <= {*found[:FIRST]}, (start, found[:FIRST])


def test_a_sentence_without_a_figure_finds_what_it_is_about(article, api):
    for (start, end), about in ABOUT.items():
        assert about in hits(api, article[start:end])[:FIRST], start


def test_the_number_of_the_article_finds_its_figure_from_the_whole_of_it(article, api):
    assert figures(api, " ".join(article.split())[:2000])[0] == "awol-2023-s1"


def test_the_sentence_on_the_analysts_finds_the_figure_that_they_spoke_of(article, api):
    figure, caveat = ("observation", "awol-2023-s1"), ("caveat", "analysts-higher")
    found = hits(api, article[1042:1201])
    assert found[0] == figure
    assert caveat in found
    told = hits(api, "most analysts agree that the real figures are probably higher")
    assert told[0] == figure
    assert caveat in told[:FIRST]


def test_what_the_seeds_quote_of_the_article_finds_its_figures(db, api):
    for place, fragments in quoted().items():
        for slug, fragment in fragments.items():
            assert slug in figures(api, fragment)[:FIRST], place


def test_real_figures_likely_higher_finds_the_caveat_and_the_figures_of_which_it_is_said(db, api):
    found = hits(api, "real figures likely higher")
    assert ("caveat", "analysts-higher") in found
    assert ("observation", "awol-2023-s1") in found
    for noun, slug in found[:FIRST]:
        assert noun == "observation"
        assert "likely higher" in api.json(f"observations/{slug}")["statement"]
    assert hits(api, "analysts true figures likely higher")[0] == ("caveat", "analysts-higher")
    assert api.ids("caveats?q=figures+likely+higher") == ["analysts-higher"]
    reached = set(api.ids("observations?q=figures+likely+higher&limit=1000"))
    assert reached >= set(api.ids("observations?caveats=analysts-higher"))
