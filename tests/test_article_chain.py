"""What became of the article's figures on their way, in the real seeds."""

import pytest
from django.test import Client

from .conftest import Api
from .published_seeds import records

pytestmark = pytest.mark.usefixtures("seeds_of_module")

MEDIAZONA = "mediazona"


@pytest.fixture(scope="module")
def figures(seeds_of_module):
    """Return {id: record} of all figures."""
    return records("observation")


def hop(record, number):
    """Return one hop of a figure's chain."""
    return next(one for one in record["citations"] if one["hop"] == number)


def altered(record, number):
    """Return {term: (before, after)} of what a hop altered."""
    found = hop(record, number)["alterations"]
    return {one["alteration"]: (one["before"], one["after"]) for one in found}


def credited_to_rferl(record):
    """Return {document: what was not seen before it} of those that credit RFE/RL for Mediazona."""
    return {
        one["document"]["id"]: one["unseen"]
        for one in record["citations"]
        if altered(record, one["hop"]).get("attribution") == ("mediazona", "rferl")
    }


def test_rfe_rl_made_cases_opened_of_the_cases_received(figures):
    rferl = hop(figures["awol-2023-s1"], 4)
    (alteration,) = rferl["alterations"]
    assert rferl["document"]["id"] == "rferl-2023-12"
    assert alteration["alteration"] == "measure"
    assert alteration["facets"] == {"stage": "received by courts → opened by investigators"}


@pytest.mark.parametrize(
    ("number", "document", "unseen"),
    [
        (8, "defconpress", "altered by one of: MSN, DEFCONPress"),
        # As it was seen, it is later than another page with the article's text.
        (12, "daily-digest-2024-es", None),
    ],
)
def test_article_and_slideshow_made_desertion_of_absence_and_analysts_surer(
    figures, number, document, unseen
):
    told = hop(figures["awol-2023-s1"], number)
    measure, caveat = told["alterations"]
    assert told["document"]["id"] == document
    assert (measure["alteration"], measure["facets"]) == (
        "measure",
        {"offence": "unauthorised absence (Art. 337) → desertion (Art. 338)"},
    )
    assert (caveat["alteration"], caveat["after"]) == ("caveat_strengthened", "analysts-higher")
    # Both are held against RFE/RL, the last that was seen before them.
    assert (told["compared_with"], told["unseen"]) == (4, unseen)


def test_readers_of_another_translation_learn_nothing_of_the_analysts(figures):
    paraibano = hop(figures["awol-2023-s1"], 10)
    assert paraibano["document"]["id"] == "oparaibano-2024-07"
    assert paraibano["unseen"] == "altered by one of: MSN, O Paraibano"
    assert (set(altered(figures["awol-2023-s1"], 10)), paraibano["carries"]) == ({"measure"}, [])


def test_one_page_weakened_the_doubt_that_others_made_stronger(figures):
    (carried,) = hop(figures["awol-2023-s1"], 5)["carries"]
    assert carried == {"caveat": "analysts-higher", "strength": "-"}
    assert "caveat_weakened" in altered(figures["awol-2023-s1"], 5)


def test_of_the_2076_readers_learn_all_that_was_altered_and_no_more(figures):
    record = figures["awol-2023-s1"]
    assert record["alterations"] == ["measure", "caveat_weakened", "caveat_strengthened"]
    # The heading of a page is the same document once more: shown, and no alteration.
    assert set(altered(record, 6)) == {"unit", "measure", "period"}
    assert set(altered(record, 9)) == {"rounded", "period", "caveat_lost"}
    assert record["reported_measures"] == [
        *("awol-cases-received", "awol-cases-opened", "desertion-cases-opened"),
        "people-leaving-country",
    ]


def test_in_the_article_and_its_kin_double_is_credited_to_whoever_passed_it_on(figures):
    record = figures["awol-2023-s1-vs-2022"]
    assert credited_to_rferl(record) == {
        "defconpress": "altered by one of: MSN, DEFCONPress",
        "daily-digest-2024-es": None,
        "oparaibano-2024-07": "altered by one of: MSN, O Paraibano",
    }


def test_in_spanish_the_double_is_turned_round(figures):
    # “In 2022 double the number of cases”: of what, it does not say.
    turned = altered(figures["awol-2023-s1-vs-2022"], 9)
    assert turned["period"] == ("2023-S1", "2022")
    assert turned["base_period"] == ("2022", "-")


def test_in_the_article_and_its_kin_three_times_is_credited_to_whoever_passed_it_on(figures):
    record = figures["awol-2023-s1-vs-2021"]
    assert credited_to_rferl(record) == {
        "defconpress": "altered by one of: MSN, DEFCONPress",
        "oparaibano-2024-07": "altered by one of: MSN, O Paraibano",
        "daily-digest-2024-es": None,
    }


def test_three_times_more_is_read_as_a_multiple_since_the_count_of_2021_is_known(figures):
    record = figures["awol-2023-s1-vs-2021"]
    assert hop(record, 1)["as_printed"] == "three times more"
    assert (record["interval"], record["bounds_basis"]) == ("[2.5, 3.5)", "soft")


def test_the_soldiers_of_2014_became_soldiers_of_another_war(figures):
    record = figures["soldiers-quit-2014"]
    # A slideshow puts their words into the war of 2022; a text after it lets them quit that war.
    slideshow, article, paraibano = (hop(record, number) for number in (2, 4, 5))
    assert (slideshow["document"]["id"], slideshow["unseen"]) == ("daily-digest-2022-br", None)
    assert altered(record, 2) == {
        "period": ("2014~", "2022-02-24/.."),
        "population": ("kantemirovskaya-tank-soldiers", "russian-forces"),
    }
    quit_war = {"measure": ("soldiers-quit-together", "soldiers-quit-war-together")}
    assert altered(record, 4) == altered(record, 5) == quit_war
    assert article["document"]["id"] == "defconpress"
    assert article["unseen"] == "altered by one of: MSN, DEFCONPress"
    assert paraibano["unseen"] == "altered by one of: MSN, O Paraibano"
    assert article["as_printed"] == "he and 13 other soldiers"
    assert article["reported_as"]["value"] == record["value_digits"] == "14"


def test_daily_resignations_became_daily_desertions(figures):
    # The heading of the French form still says resignations: it happened after that.
    record = figures["resignations-daily"]
    assert hop(record, 2)["document"]["id"] == "daily-digest-2024-fr"
    assert altered(record, 2) == {}
    assert altered(record, 4) == {"measure": ("resignations", "desertions")}
    assert hop(record, 4)["unseen"] == "altered by one of: MSN, DEFCONPress"
    # The heading of the article leaves out its own warning of propaganda.
    assert altered(record, 5) == {"caveat_lost": ("war-propaganda", None)}
    assert record["alterations"] == ["measure"]


def test_the_577_reached_the_article_as_it_was(figures):
    article = hop(figures["desertion-requests-2023-09-11"], 4)
    assert article["document"]["id"] == "defconpress"
    assert article["alterations"] == []
    assert article["unseen"] == "nobody saw what stands between: MSN"


def test_of_the_577_requests_another_magazine_made_577_soldiers(figures):
    newsweek = hop(figures["desertion-requests-2023-09-11"], 6)
    unit, measure = newsweek["alterations"]
    assert (unit["before"], unit["after"]) == ("requests", "persons")
    assert measure["facets"] == {"counted": "requests → people"}


def test_almost_doubled_and_89_percent_are_one_figure(figures):
    record = figures["desertion-requests-2023-09-11-vs-summer"]
    assert altered(record, 5) == {}
    assert altered(record, 6) == {"attribution": ("idite-lesom", "moscow-times")}
    assert hop(record, 5)["as_printed"] == "89%"
    assert hop(record, 6)["as_printed"] == "almost doubled"
    same = [one for one in figures.values() if one["base_period"] == "2023-06/2023-08"]
    assert same == [record]


# Looking a claim up as somebody read it


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("claim", "slug"),
    [
        ("2,076 desertion", "awol-2023-s1"),
        ("2076 Mediazone", "awol-2023-s1"),
        ("Mediazone desertion double", "awol-2023-s1-vs-2022"),
        ("desertions daily", "resignations-daily"),
        ("almost doubled", "desertion-requests-2023-09-11-vs-summer"),
    ],
)
def test_a_claim_as_it_was_read_finds_the_true_record(claim, slug):
    api = Api(Client())
    assert slug in api.ids(f"observations?q={claim.replace(' ', '%20')}")


@pytest.mark.django_db
def test_2076_desertion_finds_its_figure_and_both_ratios_and_none_counts_desertion():
    results = Api(Client()).json("observations?q=2,076%20desertion&detail=full")["results"]
    assert {one["measure"]["id"] for one in results} == {"awol-cases-received"}
    # The sentence that gives the number also says how many times that of a year it is.
    bases = {one["id"]: one["base_period"] for one in results if one["value"] != 2076}
    assert bases == {"awol-2023-s1-vs-2021": "2021", "awol-2023-s1-vs-2022": "2022"}
    assert [one["id"] for one in results if one["value"] == 2076] == ["awol-2023-s1"]


@pytest.mark.django_db
def test_of_what_2076_desertion_finds_the_figure_itself_is_the_first():
    first, *_ = Api(Client()).json("search?q=2,076%20desertion")["hits"]
    assert (first["noun"], first["id"]) == ("observation", "awol-2023-s1")


@pytest.mark.django_db
def test_a_name_as_others_write_it_finds_what_its_bearer_counted(figures):
    asked = "observations?q=Mediazone&origin=mediazona&limit=1000"
    counted = {slug for slug, one in figures.items() if one["origin"]["id"] == MEDIAZONA}
    assert set(Api(Client()).ids(asked)) == counted


@pytest.mark.django_db
def test_what_is_presented_as_desertion_is_found_and_says_what_was_counted():
    asked = "observations?reported_measures=desertion-cases-opened&origin=mediazona&fields=measure"
    measures = {one["id"]: one["measure"]["id"] for one in Api(Client()).json(asked)["results"]}
    assert measures["awol-2023-s1"] == "awol-cases-received"
    assert "desertion-cases-opened" not in measures.values()
