"""What became of the article's figures, and of their rivals: the rules on the real seeds."""

import re

import pytest
from django.conf import settings
from django.test import Client

from datasets.arithmetic.digits import plain
from datasets.wording.labels import capitalised
from datasets.wording.statements import LONGEST

from .conftest import Api
from .published_seeds import records

pytestmark = pytest.mark.usefixtures("seeds_of_module")

MEDIAZONA = "mediazona"
ABOUT = settings.SEEDS_DIR / "russian-desertion" / "README.md"


@pytest.fixture(scope="module")
def figures(seeds_of_module):
    """Return {id: record} of all figures."""
    return records("observation")


@pytest.fixture(scope="module")
def checks(seeds_of_module):
    """Return all that the rules found."""
    return list(records("check").values())


def hop(record, number):
    """Return one hop of a figure's chain."""
    return next(one for one in record["citations"] if one["hop"] == number)


def altered(record, number):
    """Return {term: (before, after)} of what a hop altered."""
    found = hop(record, number)["alterations"]
    return {one["alteration"]: (one["before"], one["after"]) for one in found}


def found(checks, rule):
    """Return the sets of figures that a rule found something about."""
    return [set(one["observations"]) for one in checks if one["rule"] == rule]


def test_the_page_of_the_dataset_says_how_much_is_in_it(figures, checks):
    computed = [one for one in figures.values() if one["derivation"]]
    hops = [hop for one in figures.values() for hop in one["citations"]]
    reported = len(figures) - len(computed)
    counted = (
        f"{len(figures)} figures ({reported} reported, {len(computed)} computed), "
        f"{len(hops)} citations, {len(records('document'))} documents, "
        f"{len(records('caveat'))} caveats, {len(checks)} findings of the rules."
    )
    assert counted in " ".join(ABOUT.read_text(encoding="utf-8").split())


# What became of the article's figures on their way


def test_rfe_rl_made_cases_opened_of_the_cases_received(figures):
    rferl = hop(figures["awol-2023-s1"], 4)
    (alteration,) = rferl["alterations"]
    assert rferl["document"]["id"] == "rferl-2023-12"
    assert alteration["alteration"] == "measure"
    assert alteration["facets"] == {"stage": "received → opened"}


def test_the_article_made_desertion_of_unauthorised_absence_and_analysts_surer(figures):
    article = hop(figures["awol-2023-s1"], 8)
    measure, caveat = article["alterations"]
    assert article["document"]["id"] == "defconpress"
    assert (measure["alteration"], measure["facets"]) == ("measure", {"offence": "337 → 338"})
    assert (caveat["alteration"], caveat["after"]) == ("caveat_strengthened", "analysts-higher")
    assert article["unseen"] == "altered by one of: MSN, DEFCONPress"


def test_of_the_2076_readers_learn_all_that_was_altered_and_no_more(figures):
    record = figures["awol-2023-s1"]
    assert record["alterations"] == ["measure", "rounded", "caveat_strengthened"]
    # The heading of the article is the same document once more: shown, and no alteration.
    assert set(altered(record, 9)) == {"rounded", "period", "caveat_lost"}
    assert record["reported_measures"] == [
        *("awol-cases-received", "awol-cases-opened", "desertion-cases-opened")
    ]


def test_double_lost_the_word_that_says_of_what_and_who_says_so(figures):
    record = figures["awol-2023-s1-vs-2022"]
    assert altered(record, 8)["base_period"] == ("2022", "2022|2022-S1")
    assert altered(record, 8)["attribution"] == ("mediazona", "rferl")


def test_three_times_is_credited_to_whoever_passed_it_on_and_read_both_ways(figures):
    record = figures["awol-2023-s1-vs-2021"]
    assert altered(record, 6)["attribution"] == ("mediazona", "rferl")
    assert record["interval"] == "[2.5, 4.5)"
    assert record["bounds_basis"] == "interpreted"


def test_the_soldiers_of_2014_became_soldiers_of_another_war(figures):
    record = figures["soldiers-quit-2014"]
    assert set(altered(record, 4)) == {"period", "measure", "population"}
    assert altered(record, 4)["period"] == ("2014~", "2022-02-24/..")
    assert hop(record, 4)["as_printed"] == "he and 13 other soldiers"
    assert hop(record, 4)["reported_as"]["value"] == record["value_digits"] == "14"


def test_daily_resignations_became_daily_desertions(figures):
    # The slideshow was seen in part: whether it warned of propaganda too, nobody knows.
    record = figures["resignations-daily"]
    assert altered(record, 3) == {"measure": ("resignations", "desertions")}
    assert record["alterations"] == ["measure"]


def test_the_577_reached_the_article_as_it_was(figures):
    article = hop(figures["desertion-requests-2023-09-11"], 3)
    assert article["document"]["id"] == "defconpress"
    assert article["alterations"] == []
    assert article["unseen"] == "nobody saw what stands between: MSN"


def test_almost_doubled_and_89_percent_are_one_figure(figures):
    record = figures["desertion-requests-2023-09-11-vs-summer"]
    assert altered(record, 5) == {}
    assert altered(record, 6) == {"attribution": ("idite-lesom", "moscow-times")}
    assert hop(record, 5)["as_printed"] == "89%"
    assert hop(record, 6)["as_printed"] == "almost doubled"
    same = [one for one in figures.values() if one["base_period"] == "2023-06/2023-08"]
    assert same == [record]


# K1–K9: where figures seem to contradict each other


def test_for_2021_and_2022_rival_measures_diverge_where_no_number_fits_both(checks, figures):
    diverging = found(checks, "divergence")
    for year, rival in (("2021", "527"), ("2022", "887")):
        official, implied = f"awol-cases-{year}-juddep", f"awol-{year}-implied"
        convicted = f"awol-convicted-{year}-proekt"
        assert {official, implied} in diverging
        assert {official, convicted} in diverging
        assert {implied, convicted} not in diverging
        lower, upper = (float(figures[implied][end]) for end in ("lower_bound", "upper_bound"))
        assert lower < float(rival) < upper


def test_a_divergence_says_in_what_the_measures_differ(checks):
    facets = {frozenset(one["observations"]): one["facets"] for one in checks}
    assert facets[frozenset({"awol-2021-implied", "awol-cases-2021-juddep"})] == {
        "stage": "received / not-stated"
    }
    assert facets[frozenset({"awol-convicted-2021-proekt", "awol-cases-2021-juddep"})] == {
        "counted": "case / person",
        "stage": "not-stated / convicted",
    }


def test_fewer_convicted_of_one_offence_than_cases_of_three_are_no_divergence(checks):
    figures = ["awol-convicted-2023-proekt", "refusal-cases-2023"]
    assert [one for one in checks if sorted(one["observations"]) == figures] == []


def test_of_2023_the_first_count_is_revised_and_more_than_3500_rules_out_nobody(checks):
    assert found(checks, "revised") == [{"refusal-cases-2023", "refusal-cases-2023-first"}]
    about = [one for one in checks if "awol-considered-2023-juddep" in one["observations"]]
    assert about == []


def test_cases_given_as_people_sentenced_are_misquoted(checks):
    (misquoted,) = (one for one in checks if one["rule"] == "misquoted")
    assert misquoted["observations"] == ["awol-cases-2025-05", "refusal-convicted-2025-05"]
    assert misquoted["hops"] == ["5"]
    assert "[18159, 18159]" in misquoted["text"]
    assert "[17721, 17721]" in misquoted["text"]


def test_about_2000_helped_contradicts_what_two_counts_leave_possible(checks, figures):
    assert {"helped-desert-2024-12-at-most", "helped-deserted-2024"} in found(
        checks, "contradiction"
    )
    most = figures["helped-desert-2024-12-at-most"]
    assert (most["comparator"], most["interval"]) == ("lte", "[0, 1363]")
    assert most["disputed"]
    assert figures["helped-deserted-2024"]["disputed"]


def test_counts_of_unlike_things_by_the_end_of_2024_are_not_held_against_each_other(checks):
    unlike = {
        *("desertion-cases-2024-12", "refusal-cases-2024-12", "listed-2024-12-istories"),
        *("listed-2024-12-frontelligence", "absent-smd-2024-04"),
    }
    between = (set(one["observations"]) for one in checks if len(one["observations"]) > 1)
    assert not any(slugs <= unlike for slugs in between)


def test_the_base_of_double_is_told_in_two_ways_by_one_document(checks):
    (twice,) = (one for one in checks if one["observations"] == ["awol-2023-s1-vs-2022"])
    assert twice["rule"] == "self_contradiction"
    assert twice["facets"] == {"base_period": "2022 / 2022-S1"}
    assert twice["hops"] == ["3", "4"]


def test_by_2023_contradicts_the_six_months_of_the_same_article(checks):
    (article,) = (one for one in checks if one["observations"] == ["awol-2023-s1"])
    assert article["rule"] == "self_contradiction"
    assert article["facets"] == {"period": "2023-S1 / ../2023"}


def test_two_contradictions_are_all_and_they_alone_dispute(checks, figures):
    contradicting = found(checks, "contradiction")
    assert len(contradicting) == 2
    disputed = {slug for slug, one in figures.items() if one["disputed"]}
    assert disputed == set.union(*contradicting)


@pytest.mark.parametrize("rule", ["contradiction", "divergence", "parts_disagree"])
def test_inside_mediazonas_own_figures_nothing_is_reported(checks, figures, rule):
    for slugs in found(checks, rule):
        assert {figures[slug]["origin"]["id"] for slug in slugs} != {MEDIAZONA}


def test_the_parts_that_mediazona_gives_add_up(checks):
    wholes = {one["observations"][0] for one in checks if one["rule"] == "parts_agree"}
    assert wholes == {
        *("refusal-cases-2024-06", "refusal-cases-2024-12", "refusal-cases-2025-05"),
        "refusal-cases-month-2024-05",
    }


# X1–X8: what Caveat computes


@pytest.mark.parametrize(
    ("slug", "comparator", "value", "interval"),
    [
        ("requests-summer-implied", "about", "305.291", "(304.4854, 306.1008]"),
        ("awol-2022-implied", "about", "1038", "(830.4, 1384]"),
        ("awol-2021-implied", "about", "692", "(461.3333, 830.4]"),
        ("awol-monthly-ratio", "about", "4", "[3, 5)"),
        ("requests-2023-09", "eq", "184", "[184, 184]"),
        ("all-desertion-requests-implied", "about", "1211.11", "(1178.3783, 1245.7143]"),
        ("resignation-window-by-decree", "about", "6.86667", "[6.8666, 6.8667]"),
        ("helped-desert-2024-12-at-most", "lte", "1363", "[0, 1363]"),
    ],
)
def test_a_computed_figure_says_what_remains_possible(figures, slug, comparator, value, interval):
    record = figures[slug]
    assert (record["comparator"], record["value_digits"]) == (comparator, value)
    assert record["interval"] == interval
    assert record["bounds_basis"] == "derived"
    assert record["origin"]["id"] == "software"


def test_what_89_percent_implies_agrees_with_the_305(checks):
    assert found(checks, "agreement") == [
        {"requests-summer-implied", "desertion-requests-2023-06-08"}
    ]


def test_all_requests_implied_by_a_share_of_18_percent_are_held_against_nothing(figures):
    assert figures["all-desertion-requests-implied"]["checks"] == []


def test_the_decree_contradicts_the_five_months(checks):
    assert {"resignation-window", "resignation-window-by-decree"} in found(checks, "contradiction")


# Whose figure it is, and which way it is wrong


def test_two_counts_of_the_same_leaked_lists_are_one_origin(figures):
    counts = [figures[f"listed-2024-12-{name}"] for name in ("istories", "frontelligence")]
    assert [[link["document"] for link in one["inputs"]] for one in counts] == [
        ["leaked-lists-2024"]
    ] * 2


def test_no_figure_here_is_confirmed_by_anybody_else(figures):
    assert {one["independent_origins"] for one in figures.values()} == {1}


def test_the_2076_is_understated_and_of_its_ratios_nobody_knows(figures):
    assert figures["awol-2023-s1"]["bias"] == "understated"
    assert figures["awol-2023-s1-vs-2022"]["bias"] == "unknown"
    assert figures["awol-2023-s1-vs-2021"]["bias"] == "unknown"


def test_a_ratio_of_half_a_year_to_a_year_says_that_they_are_unequal(figures):
    for base in ("2021", "2022"):
        record = figures[f"awol-2023-s1-vs-{base}"]
        (unequal,) = (one for one in record["caveats"] if one["kind"] == "unequal_periods")
        assert (unequal["affects"], unequal["direction"]) == ("interpretation", "understated")


def test_no_caveat_of_an_operand_is_lost_but_for_unequal_periods_that_are_evened_out(figures):
    for record in figures.values():
        if record["derivation"]:
            named = (one["operand"].partition(":") for one in record["derivation"]["operands"])
            operands = [figures[what] for noun, _, what in named if noun == "observation"]
            mine = {one["id"] for one in record["caveats"]}
            lost = {one["id"] for other in operands for one in other["caveats"]} - mine
            evened_out = record["id"] in ("awol-2021-implied", "awol-2022-implied")
            assert lost == ({"unequal-periods"} if evened_out else set())


# The sentence that is safe to paste


def test_every_statement_is_short_and_names_its_origin_and_its_gravest_caveat(figures):
    for slug, record in figures.items():
        statement = record["statement"]
        assert re.fullmatch(r"[A-Z0-9][^\n]*[^.]\.", statement), slug
        assert len(statement) <= LONGEST, slug
        assert record["origin"]["label"][1:] in statement, slug
        first = record["caveats"][0]
        assert capitalised(first["short"]) in statement or first["weight"] > 1, slug


def test_every_statement_gives_its_value_with_separators(figures):
    for slug, record in figures.items():
        for end in ("value", "value_low", "value_high"):
            if record[end] is not None and not record["derivation"]:
                whole, point, decimals = plain(record[end]).partition(".")
                told = {word.rstrip(".,") for word in re.split("[^0-9,.]+", record["statement"])}
                in_words = record["quantity"] == "ratio" and whole in "23456789"
                assert in_words or f"{int(whole):,}{point}{decimals}" in told, slug


def test_no_statement_of_a_figure_in_words_claims_a_number(figures):
    vague = [one for one in figures.values() if one["comparator"] == "vague"]
    assert vague
    for record in vague:
        assert re.search("no count is known|Caveat reads", record["statement"])


def test_a_disputed_figure_says_so_in_its_statement(figures):
    for record in figures.values():
        assert ("disputed" in record["statement"]) == record["disputed"]


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
def test_2076_desertion_finds_one_record_and_it_counts_no_desertion():
    (record,) = Api(Client()).json("observations?q=2,076%20desertion&detail=full")["results"]
    assert record["measure"]["id"] == "awol-cases-received"


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
