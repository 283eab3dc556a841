"""The pages for people, as a browser or curl gets them."""

import html
import re

import orjson
import pytest
from django.contrib.staticfiles import finders

HOST = "http://testserver"


def text(response):
    """Return what a reader sees of a page, without tags and with single spaces."""
    body = re.sub(r"<[^>]*>", " ", response.body.decode())
    return " ".join(html.unescape(body).split())


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
    (record,) = api.json("observations?bias=understated&limit=1&sort=id")["results"]
    for said in (
        f"{record['value']} {record['unit']}, exactly as printed",
        record["period"]["code"],
        record["period"]["printed"],
        record["measure"]["label"],
        record["population"]["label"],
        record["area"]["label"],
        record["origin"]["label"],
        "Understated: the truth is likely higher.",
        "B, usually reliable",
        record["cite"]["text"],
        record["license"],
        *(caveat["text"] for caveat in record["caveats"]),
    ):
        assert said in front


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
    assert int(export["Row-Count"]) == 17


@pytest.mark.usefixtures("deserters")
def test_every_link_of_the_front_page_leads_somewhere(api):
    links = re.findall(r'(?:href|src)="([^"]*)"', html.unescape(api.get("/").body.decode()))
    assert len(links) > 10
    for link in links:
        if link.startswith("/static/"):
            assert finders.find(link.removeprefix("/static/")), link
        elif not link.startswith("https://spdx.org/"):
            assert api.get(link).status_code in (200, 303), link


@pytest.mark.usefixtures("published")
def test_the_front_page_has_no_script_and_no_style_of_its_own(api):
    body = api.get("/").body.decode()
    assert "<script" not in body
    assert not re.search(r"<style|\sstyle=|\son\w+=", body)


@pytest.mark.parametrize("page", ["/", "/api/v1/docs", "/observations/nests-2023"])
@pytest.mark.usefixtures("published")
def test_pages_take_no_parameters(api, page):
    assert api.wrong(f"{page}?theme=dark").parameter == "theme"


@pytest.mark.usefixtures("published")
def test_the_documentation_is_offline_and_runs_under_the_policy(api):
    docs = api.get("docs")
    links = re.findall(r'(?:href|src|data-description)="([^"]*)"', docs.body.decode())
    assert len(links) >= 5
    for link in links:
        if link.startswith("/static/"):
            assert finders.find(link.removeprefix("/static/")), link
        else:
            assert link == "/api/v1/openapi.json"
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
    ],
)
def test_an_address_that_is_none_names_the_nearest(api, asked, meant):
    assert api.wrong(asked, status=404).nearest == meant
