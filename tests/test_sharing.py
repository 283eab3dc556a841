"""What other pages, programs and feed readers take of a page: pictures, frames, feeds, marks."""

import json
import re
import struct
from xml.etree import ElementTree

import pytest

from api.pages.shared_picture import shared_picture
from datasets.models import Observation, Record, Withdrawal
from datasets.wording.headlines import headline

BROWSER = "text/html"
FIGURE = "/observations/nests-2023"
HOST = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
SVG = "{http://www.w3.org/2000/svg}"


def size(response):
    """Return the width and height of a PNG, as a reader of pictures finds them."""
    assert response["Content-Type"] == "image/png"
    assert response.body.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", response.body[16:24])


def entries(response):
    """Return [(title, content)] of a feed."""
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.body)
    return [
        (one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}content"))
        for one in feed.findall(f"{ATOM}entry")
    ]


# Pictures


@pytest.mark.parametrize("path", [FIGURE, "/measures/nests-counted"])
def test_a_picture_that_stands_alone_says_what_it_shows_and_with_which_caveat(world, api, path):
    world.attach("hidden-nests", measure_id="nests-counted")
    world.figure("nests-2022", period="2022-03/2022-05", value="38")
    world.publish()
    answered = api.get(f"{path}.svg", accept=BROWSER)
    assert answered["Content-Type"].startswith("image/svg+xml")
    drawing = ElementTree.fromstring(answered.body)
    drawn = " ".join(one.strip() for one in drawing.itertext() if one.strip())
    assert drawing.findtext(f"{SVG}title")
    assert drawing.findtext(f"{SVG}desc")
    assert "CC-BY-4.0" in drawn
    assert "41" in drawn
    assert "hidden nests" in drawn
    width, height = size(api.get(f"{path}.png", accept=BROWSER))
    assert width == 2 * float(drawing.get("width"))
    assert height == pytest.approx(2 * float(drawing.get("height")), abs=2)


@pytest.mark.parametrize("words", ["see href=here", "url(of it", "an @import of eggs", "<image"])
def test_words_that_look_like_markup_are_drawn_as_words(world, api, words):
    world.caveat("odd", text="Eggs.", short=words, direction="understated")
    world.attach("odd", observation_id="nests-2023")
    world.publish()
    for picture in (".png", "/shared.png"):
        assert size(api.get(f"{FIGURE}{picture}"))


@pytest.mark.parametrize(
    ("changed", "by"),
    [
        ({}, "Counted by the bird club"),
        ({"status": "F", "period": "2025-03/2025-05"}, "Projected by the bird club"),
        ({"status": "E"}, "Estimated by the bird club"),
    ],
)
def test_a_shared_picture_names_who_had_the_number_and_of_which_time(world, api, changed, by):
    world.figure("alone", **{"period": "2022-03/2022-05", "value": "38"} | changed)
    world.publish()
    (record,) = Record.objects.of("observation").filter(slug="alone").parsed()
    drawn = shared_picture(record, headline(record), [])
    assert by in drawn
    assert "to May 202" in drawn


def test_a_measure_of_a_single_figure_has_no_chart(published, api):
    assert "no chart" in api.wrong("/measures/nests-counted.svg", 404).detail


def test_a_link_that_is_shared_brings_its_sentence_and_a_picture_of_the_size_asked_for(
    published, api
):
    body = api.get(FIGURE, accept=BROWSER).body.decode()
    marks = dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]*)">', body))
    assert marks["og:url"] == f"{HOST}{FIGURE}"
    assert "41 nests of Grey herons" in marks["og:description"]
    assert marks["og:image"] == f"{HOST}{FIGURE}/shared.png"
    assert size(api.get(f"{FIGURE}/shared.png", accept="image/webp,*/*;q=0.8")) == (1200, 630)


# Frames


def test_only_the_small_page_of_a_figure_may_be_framed(published, api):
    framed, page = (api.get(path, accept=BROWSER) for path in (f"{FIGURE}/embed", FIGURE))
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert "hidden nests" in framed.body.decode()


def test_a_withdrawn_figure_is_not_framed(published, api):
    world = published
    world.figure("nests-2022", period="2022-03/2022-05", value="38")
    world.publish()
    Withdrawal.objects.create(
        observation="nests-2023", dataset=world.herons, reason="They were storks."
    )
    Observation.objects.filter(pk="nests-2023").delete()
    world.publish()
    assert api.get(f"{FIGURE}/embed", accept=BROWSER).status_code == 410
    assert api.get(f"/oembed?url={HOST}{FIGURE}").status_code == 410


def test_a_program_learns_from_the_page_how_to_frame_it(published, api):
    body = api.get(FIGURE, accept=BROWSER).body.decode()
    (asked,) = re.findall(r'href="([^"]*)" type="application/json\+oembed"', body)
    told = json.loads(api.get(asked).body)
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 680)
    (framed,) = re.findall(r'src="([^"]*)"', told["html"])
    assert framed == f"{HOST}{FIGURE}/embed"
    small = json.loads(api.get(f"{asked}&maxwidth=300&maxheight=200").body)
    assert (small["width"], small["height"]) == (300, 200)
    assert 'width="300" height="200"' in small["html"]


@pytest.mark.parametrize(
    ("asked", "status", "wrong"),
    [
        ("", 400, "url"),
        (f"url={HOST}/measures/nests-counted", 400, "url"),
        (f"url=http://elsewhere.example{FIGURE}", 400, "url"),
        (f"url=javascript:{FIGURE}", 400, "url"),
        ("url=http://[", 400, "url"),
        (f"url={HOST}{FIGURE}%3Frelease=1", 400, "without a release"),
        (f"url={HOST}{FIGURE}&maxwidth=wide", 400, "maxwidth"),
        (f"url={HOST}{FIGURE}&maxheight=0", 400, "maxheight"),
        (f"url={HOST}/observations/nests-1850", 404, "the observation nests-1850 is not published"),
    ],
)
def test_what_cannot_be_framed_is_refused_with_its_reason(published, api, asked, status, wrong):
    refused = api.get(f"/oembed?{asked}")
    assert refused.status_code == status
    assert wrong in refused.body.decode()


# A feed of a source


def test_the_feed_of_a_source_tells_what_came_what_was_put_right_and_what_left(published, api):
    feed = "/sources/bird-club/feed.atom"
    ((title, told),) = entries(api.get(feed))
    assert title == "herons: nests-2023 added in release 1"
    assert "Now: The bird club counted 41 nests" in told
    assert not told.startswith("Why")
    published.figure("nests-2024", period="2024-03/2024-05", value="55")
    published.change("nests-2023", value="43", change_note="Two nests were overlooked.")
    published.publish()
    added, corrected, _ = sorted(entries(api.get(feed)))[::-1]
    assert added[0] == "herons: nests-2024 added in release 2"
    assert corrected[1].startswith("Why: Two nests were overlooked.")
    Withdrawal.objects.create(
        observation="nests-2024", dataset=published.herons, reason="They were storks."
    )
    Observation.objects.filter(pk="nests-2024").delete()
    published.publish()
    newest = entries(api.get(feed))[0]
    assert newest[0] == "herons: nests-2024 withdrawn in release 3"
    assert newest[1].startswith("Why: They were storks.")


def test_the_feed_of_a_source_that_counted_nothing_is_empty_and_one_of_none_is_refused(
    published, api
):
    assert entries(api.get("/sources/gazette/feed.atom")) == []
    assert api.wrong("/sources/gazete/feed.atom", 404).nearest == "gazette"


def test_the_page_of_a_source_names_its_feed(published, api):
    body = api.get("/sources/bird-club", accept=BROWSER).body.decode()
    assert body.count('href="/sources/bird-club/feed.atom"') == 2


# What programs read of pages


def test_the_page_of_a_dataset_holds_its_description_for_search_engines(published, api):
    body = api.get("/datasets/herons", accept=BROWSER).body.decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    told = json.loads(found)
    assert told["@type"] == "Dataset"
    assert told["name"] == "Herons at Mill Lake"
    assert {one["encodingFormat"] for one in told["distribution"]} >= {"text/csv"}


def may_be_read(rules, path):
    """Return whether robots.txt lets a path be read, by its longest rule (RFC 9309)."""
    found = re.findall(r"^(Allow|Disallow): (.*)$", rules, re.MULTILINE)
    patterns = [(len(rule), verb, re.escape(rule).replace(r"\*", ".*")) for verb, rule in found]
    fitting = [one for one in patterns if re.match(one[2], path)]
    return not fitting or max(fitting)[1] == "Allow"


def test_crawlers_read_every_page_once_and_leave_filters_and_what_is_made(published, api):
    # attacks 47
    rules = api.get("/robots.txt", accept="*/*").body.decode()
    assert f"\nSitemap: {HOST}/sitemap.xml\n" in rules
    assert "\nCrawl-delay: 1\n" in rules
    pages = re.findall(f"<loc>{HOST}(.*?)</loc>", api.get("/sitemap.xml").body.decode())
    assert FIGURE in pages
    for path in (*pages, "/api/v1/datasets/herons/releases/1/observations.xlsx", "/llms.txt"):
        assert may_be_read(rules, path), path
    for path in (
        *("/admin/", "/documents?source=gazette", "/search?q=41", "/api/v1/observations?value=41"),
        *("/api/v1/observations.xlsx", "/api/v1/sources.parquet", "/api/v1/observations.csv?q=a"),
        *("/api/v1/changes.csv", "/api/v1/search"),
    ):
        assert not may_be_read(rules, path), path
