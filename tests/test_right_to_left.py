"""Attacks 25 and 28: no number on a page is shown the wrong way round, no link leads astray."""

import re
from html.parser import HTMLParser

import pytest
from django.db import models

from datasets.models import CURATED, Record

from .right_to_left import ASKED, HEBREW, NOT_PROSE, PAGES, PHRASE, of_right_to_left

BROWSER = "text/html"
LETTERS = re.compile("[\u0590-\u05ff]")
# What stands in no line of a page, but is told by itself: a tooltip, the name of a tab.
ALONE = {"title", "desc", "script", "style"}
WITHOUT_END = {"meta", "link", "input", "br", "img", "hr"}
# Where browsers find an address to open or to send something to.
ADDRESSES = ("href", "src", "action", "formaction", "poster", "xlink:href", "data", "srcset")
OURS = re.compile(r"/(?![/\\])|#|https?://")
# Fields that have a form of their own, which no letter from right to left fits.
OF_A_FORM = {
    *("url", "seen_at", "archived_url", "home", "sha256", "sentence_sha256", "published"),
    *("retracted", "corrected", "date", "period", "base_period", "data_cutoff", "value", "place"),
    *("value_low", "value_high", "interpreted_as", "factor", "formula", "operands", "topic"),
    *("slug", "observation"),
}


class Pieces(HTMLParser):
    """The texts of a page, each with the elements that it stands in, and all links."""

    def __init__(self, body):
        super().__init__()
        self.around, self.texts, self.links = [], [], []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.links += [(tag, link) for name, link in attrs if name in ADDRESSES]
        if tag not in WITHOUT_END:
            self.around.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.links += [(tag, link) for name, link in attrs if name in ADDRESSES]

    def handle_endtag(self, tag):
        assert self.around.pop()[0] == tag

    def handle_data(self, data):
        self.texts.append((data, [*self.around]))


def set_apart(element):
    """Return whether what is in an element moves nothing beside it."""
    tag, attributes = element
    return tag == "bdi" or (tag == "tspan" and attributes.get("unicode-bidi") == "isolate")


def test_what_somebody_asks_for_turns_nothing_round_either(published, api):
    for path in ("/search?q=%E2%80%AE9,999", "/datasets/herons?origin=%E2%80%AE9,999"):
        body = api.get(path, accept=BROWSER).body.decode()
        assert "9,999" in body
        assert "\u202e" not in body


@pytest.fixture
def hebrew(remembering):
    """Return the fields that hold Hebrew, in a world that is published so."""
    return remembering(of_right_to_left)


@pytest.fixture
def pages(hebrew, api):
    """Return {address: its page} of all kinds of pages."""
    found = Record.objects.filter(noun__in=("check", "question")).values_list("noun", "slug")
    paths = {**PAGES, **{f"/{noun}s/{slug}": 200 for noun, slug in found}}
    assert {path.split("/")[1] for path in paths} >= {"checks", "questions"}
    answers = {path: api.get(path, accept=BROWSER) for path in paths}
    assert {path: one.status_code for path, one in answers.items()} == paths
    return {path: one.body.decode() for path, one in answers.items()}


def test_every_field_of_prose_is_in_hebrew(hebrew):
    prose = {
        str(field)
        for model in CURATED
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
        and field.name not in {*NOT_PROSE, *OF_A_FORM}
        and not field.name.startswith("reported_")
    }
    assert sorted(prose - hebrew) == []


def test_what_is_read_from_right_to_left_moves_nothing_beside_it(pages):
    """Each such word is set apart: with no number, or in a text that is a curator's alone."""
    of_curators = {HEBREW, PHRASE, *ASKED}
    seen = 0
    for path, body in pages.items():
        for text, around in Pieces(body).texts:
            if LETTERS.search(text) and not {tag for tag, _ in around} & ALONE:
                seen += 1
                inner = [one for one in around if one[0] != "mark"][-1]
                assert set_apart(inner), (path, text, around[-3:])
                assert not re.search("[0-9]", text) or text in of_curators, (path, text)
    assert seen > 300


def test_pictures_set_it_apart_too(hebrew, api):
    for path in ("/observations/nests-2023.svg", "/measures/nests-counted.svg"):
        for text, around in Pieces(api.get(path).body.decode()).texts:
            if LETTERS.search(text) and not {tag for tag, _ in around} & ALONE:
                assert set_apart(around[-1]), (path, text)
                assert not re.search("[0-9]", text), (path, text)


def test_every_link_begins_with_a_slash_or_with_a_scheme_of_the_web(pages):
    linked = set()
    for path, body in pages.items():
        for tag, link in Pieces(body).links:
            assert OURS.match(link), (path, tag, link)
            linked.add(link)
    assert len(linked) > 60
    # Of what is written in a record only the addresses of documents are led to, and not its links.
    elsewhere = {link for link in linked if link.startswith("http") and "//testserver" not in link}
    assert elsewhere == {"https://news.example/herons", "https://archive.example/herons"}
