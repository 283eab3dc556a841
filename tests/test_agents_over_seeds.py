"""Over the published seeds every answer of a tool is short, and no number lacks its doubts."""

import re

import pytest

from api.agents.room import MOST_BYTES
from datasets.models import Record

from .published_seeds import DATASET, records
from .test_agents import cursor, ids, refused, told

pytestmark = pytest.mark.usefixtures("seeds_of_module")

ASKED = "how many Russian soldiers deserted in 2023?"


@pytest.fixture
def figures(db):
    """Return the published figures by id."""
    return records("observation")


def pages(name, **arguments):
    """Yield all pages of a tool."""
    text = told(name, **arguments)
    yield text
    while following := cursor(text):
        text = told(name, cursor=following, **arguments)
        yield text


def check(text, figure):
    """Assert that a figure stands in an answer with its statement and all of its caveats."""
    assert figure["statement"] in text
    entry = text.partition(figure["statement"])[2]
    if not figure["caveats"]:
        assert "Caveats: none recorded." in entry.partition("\n\n")[0]
        return
    numbers = re.findall(r"\[(\d+)\]", re.search("Caveats: (.*)", entry)[1])
    legend = dict(re.findall(r"^\[(\d+)\] (.*)$", text, re.MULTILINE))
    assert len(numbers) == len(figure["caveats"])
    for number, caveat in zip(numbers, figure["caveats"], strict=True):
        assert legend[number].startswith(caveat["text"])
        assert f"({caveat['asserted_by_label']}; {caveat['kind']}; " in legend[number]
        assert legend[number].endswith(f"{caveat['direction']})")


def test_every_figure_is_told_whole_with_all_its_caveats(figures):
    for slug, figure in figures.items():
        text = told("get_figure", id=slug)
        check(text, figure)
        assert figure["cite_as"] in text
        assert "SHORTENED" not in text


@pytest.mark.parametrize("sort", ["id", "-value", "period_start"])
def test_the_pages_have_every_figure_once_with_all_its_caveats(figures, sort):
    found = []
    for text in pages("list_figures", sort=sort):
        for slug in ids(text):
            check(text, figures[slug])
            found.append(slug)
    assert sorted(found) == sorted(figures)


def test_the_changes_tell_every_figure_with_all_its_caveats(db):
    added = Record.objects.of("observation").filter(version=1).parsed()
    figures, found = {one["id"]: one for one in added}, []
    for text in pages("what_changed", noun="observation", dataset=DATASET):
        for slug in re.findall(r": observation (\S+) was added\.$", text, re.MULTILINE):
            check(text, figures[slug])
            found.append(slug)
    assert sorted(found) == sorted(figures)


def test_the_question_is_answered_by_figures_of_its_words_and_time_each_of_another_sort(figures):
    text = told("find_claim", q=ASKED)
    found = ids(text)
    assert len(found) >= 4
    assert len({figures[slug]["measure"]["id"] for slug in found}) == len(found)
    assert found[0] == "desertion-cases-2023"
    for slug in found:
        assert "desert" in figures[slug]["statement"].partition(". ")[0]
        assert figures[slug]["period"]["start"] <= "2023-12-31"
        assert figures[slug]["period"]["end"] >= "2023-01-01"
        check(text, figures[slug])
    persons = re.search(r"^- persons: (.*)$", text, re.MULTILINE)[1].split(", ")
    assert "desertions" in persons
    assert "deserters-sought" in persons
    # Nobody counted those convicted of it: a blog made them of cases of all refusals.
    assert "deserters-convicted" not in text
    assert "refusal-cases-unspecified" in text
    assert "listed-absent-soldiers (3)" in persons
    assert "awol-cases-received (" in text
    assert "A match is no confirmation" in text


@pytest.mark.parametrize(
    ("claim", "first"),
    [
        ("2,076 cases of desertion", "awol-2023-s1"),
        ("In the first half of 2023, 2,076 criminal cases were opened", "awol-2023-s1"),
        ("Over 49,000 soldiers are listed as deserters", "listed-2024-12-istories"),
    ],
)
def test_a_claim_with_a_number_finds_its_figure_first(figures, claim, first):
    text = told("find_claim", q=claim)
    assert ids(text)[0] == first
    check(text, figures[first])


def test_what_any_document_prints_is_looked_up_in_a_short_answer(figures):
    fragments = {hop["fragment"] for one in figures.values() for hop in one["citations"]}
    for fragment in sorted(filter(None, fragments)):
        text = told("find_claim", q=fragment)
        for slug in ids(text):
            check(text, figures[slug])


@pytest.mark.parametrize(
    "chosen", ["desertion-requests-2023-06-08,desertion-requests-2023-09-11", "awol-2023-s1"]
)
def test_a_total_is_told_with_the_caveats_of_all_that_went_into_it(figures, chosen):
    text = told("total", id=chosen)
    for slug in chosen.split(","):
        assert f"- {slug} (" in text
        for caveat in figures[slug]["caveats"]:
            assert caveat["text"] in text


@pytest.mark.parametrize(
    "conditions", [{}, {"period": "2023"}, {"unit": "cases"}, {"origin": "mediazona"}]
)
def test_a_refused_total_says_why_in_few_words(db, conditions):
    text = refused("total", **conditions)
    assert len(text.encode()) < MOST_BYTES / 2
    assert "expected: figures of one measure" in text


def test_every_kind_of_record_can_have_changed(db):
    nouns = {*Record.objects.values_list("noun", flat=True)}
    for noun in nouns:
        assert f": {noun} " in told("what_changed", noun=noun)


@pytest.mark.django_db
def test_what_documents_made_of_a_figure_is_told_with_who_may_have_done_it():
    found = told("find_claim", q="2,076 desertion cases opened")
    opened = "told it as awol-cases-opened, desertion-cases-opened, people-leaving-country"
    assert f"{opened}: see get_figure" in found
    changed = "offence unauthorised absence (Art. 337) → desertion (Art. 338)"
    assert changed in told("get_figure", id="awol-2023-s1")
    # Between resignations, which were seen in French, and desertions one page was seen by nobody.
    assert "(altered by one of: MSN, DEFCONPress)" in told("get_figure", id="resignations-daily")


def test_a_claim_whose_number_nobody_published_is_answered_by_few_figures_and_says_so(figures):
    text = told("find_claim", q="Ukraine lost 31,000 tanks at Kursk in 1943")
    assert "share only words, and no number, with" in text
    assert len(ids(text)) == 3
    assert "No figure is 31000; the next smaller and larger: " in text
