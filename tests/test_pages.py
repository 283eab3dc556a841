"""The pages for people, as a browser or curl gets them."""

import html
import re

import orjson
import pytest
from django.contrib.staticfiles import finders

from api.views import front_page
from datasets import vocabularies
from datasets.models import Carried, Waiver
from datasets.records import OBSERVATION

HOST = "http://testserver"


def text(response):
    """Return what a reader sees of a page, without tags and with single spaces."""
    body = re.sub(r"<[^>]*>", " ", response.body.decode())
    return " ".join(html.unescape(body).split())


def shown_hops(api):
    """Return what a reader sees of each hop on the front page."""
    body = api.get("/").body.decode()
    (chain,) = re.findall(r"<ol>(.*?)</ol>", body, re.DOTALL)
    return [
        " ".join(html.unescape(re.sub(r"<[^>]*>", " ", hop)).split())
        for hop in chain.split("<li value=")[1:]
    ]


def test_before_any_release_the_front_page_says_so(api):
    front = api.get("/")
    assert front.status_code == 200
    assert "Nothing is published yet." in text(front)


def test_a_draft_leaves_no_word_on_the_front_page(api, world):
    assert "heron" not in text(api.get("/")).lower()
    world.publish()
    world.change("nests-2023", value="42")
    world.herons.__class__.objects.update(title="Ospreys")
    assert "42" not in text(api.get("/"))
    assert "Ospreys" not in text(api.get("/"))


def test_the_front_page_lists_what_is_published(api, published):
    front = text(api.get("/"))
    for said in ("Herons at Mill Lake", "Release 1, 15 January 2024", "CC-BY-4.0", "The warden"):
        assert said in front


def test_the_figure_on_the_front_page_is_not_naked(api, deserters):
    front = text(api.get("/"))
    (record,) = api.json("observations?bias=understated&limit=1&sort=id&detail=full")["results"]
    for said in (
        f"{record['value']} {record['unit']}, exactly as printed",
        record["statement"],
        "exactly as printed; “the first six months of 2023” (2023-S1)",
        record["measure"]["label"],
        record["population"]["label"],
        record["area"]["label"],
        record["origin"]["label"],
        "Likely understated: the caveats that affect the accuracy say that the truth",
        "B, usually reliable",
        record["cite_as"],
        record["license"],
        *(caveat["text"] for caveat in record["caveats"]),
    ):
        assert said in front


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("affects", "direction", "said"),
    [
        ("accuracy", "understated", "Likely understated: {whose} the truth is likely higher."),
        ("accuracy", "overstated", "Likely overstated: {whose} the truth is likely lower."),
        ("accuracy", "mixed", "Mixed: {whose} some of it is too high and some too low."),
        ("accuracy", "unknown", "Unknown: {whose} it may be wrong, and nobody says which way."),
        ("interpretation", "overstated", "No recorded caveat affects the accuracy of the number."),
        ("accuracy", None, "No recorded caveat affects the accuracy of the number."),
    ],
)
def test_a_bias_is_told_as_what_the_caveats_say(api, world, affects, direction, said):
    Waiver.objects.create(caveat_id="hidden-nests", observation_id="nests-2023", reason="Cut.")
    if direction:
        world.caveat("leads", direction=direction, affects=affects)
        world.attach("leads", observation_id="nests-2023")
    world.publish()
    assert said.format(whose="the caveats that affect the accuracy say that") in text(api.get("/"))


def test_every_bias_has_its_sentence():
    sentences = {front_page._bias(term) for term in vocabularies.BIAS}
    assert len(sentences) == len(vocabularies.BIAS)
    assert all(one[0].isupper() and one.endswith(".") for one in sentences)


def test_each_caveat_says_what_it_concerns_and_whose_word_it_is(api, world):
    world.caveat(
        "pairs", text="A nest is no pair.", affects="interpretation", direction="overstated"
    )
    world.attach("pairs", observation_id="nests-2023")
    world.publish()
    front = text(api.get("/"))
    assert (
        "Nests behind the reeds cannot be seen. About the number itself: the truth is likely"
        " higher. Asserted by The warden"
    ) in front
    assert "A nest is no pair. Easily misread: the number may be right, but" in front


def test_a_period_that_nobody_printed_is_told_by_its_code(api, world):
    world.change("nests-2023", period_printed="-")
    world.publish()
    assert "no period printed (2023-03/2023-05)" in text(api.get("/"))


def measure_in_words(api, slug):
    """Return what a reader sees of a measure on either side of a change."""
    return "not stated" if slug == "-" else f"“{api.json(f'measures/{slug}')['label']}”"


@pytest.mark.usefixtures("deserters")
def test_the_way_of_the_figure_is_on_the_page_hop_by_hop(api):
    hops = shown_hops(api)
    (record,) = api.json("observations?bias=understated&limit=1&sort=id&detail=full")["results"]
    assert len(hops) == len(record["citations"])
    for hop, shown in zip(record["citations"], hops, strict=True):
        document = hop["document"]
        assert document["title"] in shown
        assert f"({document['source_label']})" in shown
        assert f"How it was seen: {vocabularies.SEEN[document['seen']]}." in shown
        assert hop["as_printed"] is None or f"Printed: “{hop['as_printed']}”" in shown
        assert ("Not seen: nobody knows what it changed." in shown) == (hop["reported_as"] is None)
        for one in hop["alterations"]:
            assert vocabularies.ALTERATION[one["alteration"]] in shown
            if one["alteration"] == "measure":
                before, after = (measure_in_words(api, one[side]) for side in ("before", "after"))
                assert f"{before} → {after}" in shown
    assert "2023-12-05 or later" in " ".join(hops)


@pytest.mark.usefixtures("deserters")
def test_the_page_shows_where_the_absent_became_deserters(api):
    told = shown_hops(api)
    assert "Printed: “2,076”, where 1 has “2,076”." in told[3]
    assert (
        "“Cases of unauthorised absence received by Russian military courts” → “Cases of"
        " unauthorised absence opened by investigators” (stage: received by courts →"
        " opened by investigators)"
    ) in told[3]
    assert "Printed: “over 2000”, where 5 has “2,076”." in told[5]
    assert "→ “Russians who left their country to avoid the war”" in told[5]
    assert "(MSN)" in told[6]
    assert "Not seen: nobody knows what it changed." in told[6]
    # The article, and a form of its text that does not stand before it.
    for number, name in {7: "DEFCONPress", 11: "The Daily Digest"}.items():
        assert f"({name})" in told[number]
        assert "(offence: unauthorised absence (Art. 337) → desertion (Art. 338))" in told[number]
        assert "a caveat is stated more strongly: “Analysts whom RFE/RL" in told[number]
    assert "Altered by one of: MSN, DEFCONPress." in told[7]
    assert "“2,076” → “More than 2,000”" in told[8]
    assert "“in the first half of 2023” → “up to the end of 2023”" in told[8]
    assert all("As in 1." in told[number] for number in (1, 2, 14))


def test_of_a_document_that_nobody_saw_nobody_knows_what_it_changed_nor_when(api, world):
    world.document("echo", source_id="gazette", published="XXXX", seen="not_found")
    world.cite("nests-2023", 3, "echo", via=2, relation="unknown")
    world.document("answer", source_id="gazette", published="2024", seen="read")
    world.cite("nests-2023", 4, "answer", via=3)
    world.publish()
    *_, echo, answer = shown_hops(api)
    assert "The echo (The Gazette), undated." in echo
    assert "Not seen: nobody knows what it changed." in echo
    assert "As in 2. Nobody saw what stands between: The Gazette." in answer


def test_what_a_hop_left_out_or_left_open_is_told_in_words(api, world):
    world.document("echo", source_id="gazette", published="2023~", seen="excerpt")
    world.cite("nests-2023", 3, "echo", via=2, reported_measure="nests-counted|pairs-breeding")
    world.cite("nests-2023", 5, "echo", via=3, reported_attribution="-", reported_period="2022/..")
    world.cite("nests-2023", 6, "echo", via=5, relation="unknown")
    world.cite("nests-2023", 8, "echo", via=6, reported_value="50", as_printed="fifty")
    world.publish()
    first, second, third, fifth, sixth, eighth = shown_hops(api)
    assert "Took it from" not in first
    assert "“Nests counted” → “Breeding pairs” (seen: from the shore → not stated)" in second
    assert "The echo (The Gazette), about 2023." in third
    assert "“Breeding pairs” → “Nests counted” or “Breeding pairs” (seen: " in third
    assert "Took it from 3." in fifth
    assert "credited to somebody else, or to nobody: “The bird club” → not stated" in fifth
    assert "“from March to May 2023” → “since 2022”" in fifth
    assert "The figure was not seen in it: nobody knows what it changed." in sixth
    assert "which the one before rules out: “41” → “fifty”" in eighth
    assert "Altered by one of: The Gazette." in eighth


def test_a_caveat_that_a_hop_gained_or_lost_is_told_in_its_words(api, world):
    world.document("echo", source_id="gazette", published="2023", seen="read")
    world.document("answer", source_id="gazette", published="2024", seen="read")
    carrying = world.cite("nests-2023", 3, "echo", via=1)
    Carried.objects.create(citation=carrying, caveat_id="hidden-nests")
    world.cite("nests-2023", 4, "answer", via=3)
    world.publish()
    *_, gained, lost = shown_hops(api)
    caveat = "“Nests behind the reeds cannot be seen.”"
    assert f"a caveat that did not stand beside it: {caveat}" in gained
    assert f"a caveat that stood beside it is gone: {caveat}" in lost
    assert "Altered by" not in gained + lost


def test_a_document_that_disputes_the_figure_is_told_on_the_page(api, world):
    world.document("letter", source_id="gazette", published="2023", seen="read")
    world.cite("nests-2023", 3, "letter", via=1, relation="disputes")
    world.publish()
    *_, letter = shown_hops(api)
    assert "Names it and doubts it. Took it from 1. How it was seen: " in letter
    assert "As in 1." not in letter
    assert "Disputed by : a document names it and doubts it." in text(api.get("/"))


def test_a_rival_figure_is_told_on_the_page(api, clubs):
    clubs.rival("nests-2023-of-trust")
    clubs.publish()
    front = text(api.get("/"))
    assert "The bird club counted 41 nests" in front
    assert ". It has been disputed since 1 July 2023." in front
    assert "Contradiction : the same question, another origin or a computation, no number" in front
    assert "No other independent origin gives a number that fits." in front
    clubs.change("nests-2023-of-trust", value="41")
    clubs.publish()
    assert "Agreement : the same question, another origin, a number that fits both." in text(
        api.get("/")
    )
    assert "2 independent origins give a number that fits." in text(api.get("/"))


def test_a_computed_figure_shows_what_went_in_instead_of_a_chain(api, world):
    world.derive("all-nests", "a + b", {"a": "nests-2023", "b": "constant:1"})
    world.publish()
    front = text(api.get("/"))
    assert "a + b where a = observation:nests-2023, b = constant:1" in front
    assert "a = observation:nests-2023, [41, 41]. The bird club counted 41 nests" in front
    assert "b = constant:1, [1, 1]" in front
    assert "First document none, it was computed here" in front
    assert "As printed computed here" in front
    assert "42 nests" in front


def test_what_curators_wrote_is_shown_as_text_and_never_run(api, world):
    evil = "<script>alert('x')</script>"
    for row, field in (
        (world.herons, "title"),
        (world.document("evil", source_id="gazette", published="2024", seen="read"), "title"),
        (world.source("evil", kind="media", reliability="F", label="x"), "label"),
    ):
        setattr(row, field, evil)
        row.save()
    world.cite("nests-2023", 3, "evil", via=2, as_printed=evil, reported_attribution="evil")
    world.caveat("evil", text=evil, asserted_by_id="evil")
    world.attach("evil", observation_id="nests-2023")
    world.publish()
    body = api.get("/").body.decode()
    assert "<script" not in body
    assert body.count(html.escape(evil)) >= 6


@pytest.mark.usefixtures("published")
def test_the_front_page_explains_every_column_and_every_term_of_the_csv(api):
    front = text(api.get("/"))
    for column in OBSERVATION.columns:
        assert f"{column.name} {column.description}" in front
        for term, meaning in (column.vocabulary or {}).items():
            assert f"{term} : {meaning}" in front


@pytest.mark.parametrize(
    ("asked", "led_to"), [("/favicon.ico", "/static/api/icon.svg"), ("/admin", "/admin/")]
)
def test_what_browsers_and_people_try_leads_where_it_should(api, asked, led_to):
    response = api.get(asked)
    assert (response.status_code, response["Location"]) == (302, led_to)


@pytest.mark.usefixtures("deserters")
def test_the_three_requests_work_when_copied(api):
    requests = re.findall(r"curl '([^']*)'", html.unescape(api.get("/").body.decode()))
    assert len(requests) == 3
    for address in requests:
        response = api.get(address.removeprefix(HOST))
        assert response.status_code == 200
        assert response.body
    figures, citations, export = [api.get(one.removeprefix(HOST)) for one in requests]
    assert orjson.loads(figures.body)["results"]
    assert orjson.loads(citations.body)["citations"]
    assert int(export["Row-Count"]) == api.json("observations?limit=1&count=exact")["count"]


@pytest.mark.usefixtures("deserters")
def test_every_link_of_the_front_page_leads_somewhere(api):
    body = html.unescape(api.get("/").body.decode())
    links = re.findall(r'(?:href|src)="([^"]*)"', body)
    assert len(links) > 10
    for link in links:
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in body, link
        elif link.startswith("/static/"):
            assert finders.find(link.removeprefix("/static/")), link
        elif not link.startswith("https://spdx.org/"):
            assert api.get(link).status_code in (200, 302, 303), link


@pytest.mark.usefixtures("published")
def test_the_front_page_has_no_script_and_no_style_of_its_own(api):
    body = api.get("/").body.decode()
    assert "<script" not in body
    assert not re.search(r"<style|\sstyle=|\son\w+=", body)


@pytest.mark.parametrize("page", ["/", "/docs/api", "/api/v1/docs", "/observations/nests-2023"])
@pytest.mark.usefixtures("published")
def test_pages_take_no_parameters(api, page):
    assert api.wrong(f"{page}?theme=dark").parameter == "theme"


@pytest.mark.usefixtures("published")
def test_the_documentation_is_offline_and_runs_under_the_policy(api):
    docs = api.get("docs")
    links = re.findall(r'(?:href|src|data-description)="([^"]*)"', docs.body.decode())
    assert len(links) >= 5
    for link in map(html.unescape, links):
        if link.startswith("/static/"):
            assert finders.find(link.removeprefix("/static/")), link
        else:
            assert api.get(link).status_code == 200, link
    assert "unsafe" not in docs["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|<script(?![^>]* src=)", docs.body.decode())


@pytest.mark.usefixtures("published")
def test_the_permanent_address_of_an_observation_leads_to_the_api(api):
    response = api.get("/observations/nests-2023")
    assert (response.status_code, response["Location"]) == (303, "/api/v1/observations/nests-2023")
    assert api.client.head("/observations/nests-2023").status_code == 303
    assert api.get(response["Location"]).status_code == 200
    assert api.get("/observations/Nests_2023").status_code == 404


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/api/v1/observations/", "/api/v1/observations"),
        ("/api/v1/observation", "/api/v1/observations"),
        ("/api/v1/", "/api/v1"),
        ("/api/v2/sources", "/api/v1/sources"),
        ("/openapi.json", "/api/v1/openapi.json"),
        ("/docs/apis", "/docs"),
    ],
)
def test_an_address_that_is_none_names_the_nearest(api, asked, meant):
    assert api.wrong(asked, status=404).nearest == meant
