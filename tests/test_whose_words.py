"""What the datasets tell of somebody is what they said of that very figure, and which way."""

import re
from collections import defaultdict

import pytest

from .published_seeds import records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_seeds_of_module")]

IN_CAVEATS_VIEW = ("the Caveat editors", "Caveat")
# “By the Gazette, nobody counted” for “according to the Gazette”.
BY_SOMEBODY = re.compile(
    r"(?:^By|[.;:] [Bb]y|, by|\band by) (?!March|July)(?:the same |(?:the |a )?[A-Z])"
    r"|by [^.]*own word"
)


@pytest.fixture(scope="module")
def figures(all_seeds_of_module):
    """Return {id: record} of all figures."""
    return records("observation")


def hops_of(figure, document):
    """Return the hops of one document that pass a figure on, but for what it says again."""
    return [
        hop
        for hop in figure["citations"]
        if hop["document"]["id"] == document and hop["relation"] != "restates"
    ]


@pytest.mark.parametrize(
    ("slug", "document", "caveat"),
    [
        ("cr-pv-2018-700", "cr-spectator-2018-10", "cr-spectator-750"),
        ("cr-honor-airphotos", "cr-host-2010-08-30", "cr-media-diminish"),
        ("cr-hk-0616-organisers", "cr-hk-blog-2019", "cr-overstate-in-general"),
        ("iq-excess-2006", "iq-health-minister-2006-11", "iq-minister-600000"),
    ],
)
def test_who_doubts_another_number_or_none_does_not_dispute_this_one(
    figures, slug, document, caveat
):
    figure = figures[slug]
    assert document not in [one["document"] for one in figure["objections"]]
    (said,) = (one for one in figure["caveats"] if one["id"] == caveat)
    assert said["direction"] == "unknown"


@pytest.mark.parametrize(
    "slug",
    [
        "cr-inauguration-2009-post",
        "cr-hk-0701-ai",
        "cr-pv-2019-organisers",
        "iq-hospital-2006",
        "iq-documented-2012-12",
        "iq-certified-2004-2008",
    ],
)
def test_who_says_what_is_missing_is_not_said_to_say_which_way(figures, slug):
    figure = figures[slug]
    assert figure["bias"] in ("understated", "overstated", "mixed")
    assert {*figure["bias_asserted_by"]} <= {*IN_CAVEATS_VIEW}
    assert "in Caveat’s view" in figure["statement"]


def test_a_margin_that_leads_upward_is_the_range_and_no_word_that_it_is_likely_more(figures):
    lynce = figures["cr-statute-lynce"]
    assert (lynce["bias"], lynce["upper_bound"]) == ("unknown", 64400)
    (printed,) = hops_of(lynce, "cr-voz-galicia-2010-07")
    assert (printed["as_printed"], printed["alterations"]) == ("entre 56.000 y 64.400", [])


def test_a_count_has_the_error_that_its_partner_printed(figures):
    team = figures["cr-hk-0701-ai"]
    assert (team["value"], team["value_low"], team["value_high"]) == (265000, 240000, 290000)
    altered = {
        one["alteration"]
        for document in ("cr-nyt-2019-07", "cr-nyt-2019-07-summary", "cr-scmp-2019-07")
        for hop in hops_of(team, document)
        for one in hop["alterations"]
    }
    assert altered == set()


def test_a_newspaper_is_not_said_to_credit_another_with_a_number_that_it_has_of_another_day(
    figures,
):
    assert hops_of(figures["cr-paris-2019-12-05-cgt"], "cr-huffpost-2019-12-10") == []


def test_what_only_an_agency_prints_is_told_as_the_agencys(figures):
    assert figures["iq-centcom-coalition-ap"]["origin"]["id"] == "iq-ap"
    assert "3,952" in figures["iq-centcom-coalition"]["statement"]


@pytest.mark.parametrize(
    ("total", "computed"),
    [
        ("ua-absence-2022-2024-09", "ua-absence-2022-2024-09-sum"),
        ("ua-both-2022-2024-09", "ua-both-2022-2024-09-sum"),
        ("iq-certified-2004-2008", "iq-certified-years-sum"),
        ("ua-absence-2023", "ua-absence-2023-left-out"),
    ],
)
def test_one_number_is_not_said_to_be_wrong_in_two_ways(figures, total, computed):
    both = {figures[slug]["bias"] for slug in (total, computed)}
    assert not {"understated", "overstated"} <= both
    assert both in ({"understated"}, {"none_recorded", "unknown"})


def test_a_number_is_cited_with_the_month_of_its_own_march(figures):
    for slug, month in (
        ("cr-paris-2019-12-05-cgt", "2019-12"),
        ("cr-paris-2018-05-26-cgt", "2018-05"),
    ):
        assert figures[slug]["first_published"] == month
        assert "or later" not in figures[slug]["cite_as"]


def test_a_gap_of_two_tallies_is_told_as_no_count(figures):
    gap = figures["iq-certified-2008-11-2009-02-implied"]
    assert "12,834 as the gap between two tallies" in gap["statement"]
    assert "which is no count of deaths" in gap["statement"]


def test_temperatures_say_which_way_is_warmer(figures):
    cold, warm = figures["gt-gcag-1850"]["statement"], figures["gt-gistemp-2016"]["statement"]
    assert "estimated 0.4177 degrees Celsius below the average of base years" in cold
    assert "estimated 1.0133 degrees Celsius above the average of 1951–1980, for" in warm


def test_nobody_says_by_somebody_for_according_to_them():
    told = defaultdict(list)
    for slug, one in records("caveat").items():
        for words in (one["text"], one["short"]):
            if BY_SOMEBODY.search(words):
                told[slug].append(words)
    assert told == {}
