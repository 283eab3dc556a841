"""What became of the article's figures, and of their rivals: the rules on the real seeds."""

import itertools

import pytest
from django.conf import settings
from django.test import Client

from .conftest import Api
from .published_seeds import records

pytestmark = pytest.mark.usefixtures("seeds_of_module")

MEDIAZONA = "mediazona"
CEILING = "helped-desert-2024-12-at-most"
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


def self_contradictions(checks, slug):
    """Return {hops: facets} of the documents that contradict themselves about a figure."""
    return {
        tuple(one["hops"]): one["facets"]
        for one in checks
        if one["rule"] == "self_contradiction" and one["observations"] == [slug]
    }


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


def test_the_text_behind_the_article_made_desertion_of_absence_and_analysts_surer(figures):
    # The Spanish form was seen: the article only translates what it says.
    record = figures["awol-2023-s1"]
    spanish, article = hop(record, 7), hop(record, 8)
    measure, caveat = spanish["alterations"]
    assert spanish["document"]["id"] == "daily-digest-2024-es"
    assert (measure["alteration"], measure["facets"]) == ("measure", {"offence": "337 → 338"})
    assert (caveat["alteration"], caveat["after"]) == ("caveat_strengthened", "analysts-higher")
    assert article["document"]["id"] == "defconpress"
    assert (article["compared_with"], article["unseen"]) == (7, None)
    assert article["alterations"] == []


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


def test_double_is_credited_to_whoever_passed_it_on_before_it_reaches_the_article(figures):
    record = figures["awol-2023-s1-vs-2022"]
    assert altered(record, 7)["attribution"] == ("mediazona", "rferl")
    assert hop(record, 8)["document"]["id"] == "defconpress"
    assert altered(record, 8) == {}


def test_in_spanish_the_double_is_turned_round(figures):
    # “In 2022 double the number of cases”: of what, it does not say.
    turned = altered(figures["awol-2023-s1-vs-2022"], 9)
    assert turned["period"] == ("2023-S1", "2022")
    assert turned["base_period"] == ("2022", "-")


def test_three_times_is_credited_to_whoever_passed_it_on_before_it_reaches_the_article(figures):
    record = figures["awol-2023-s1-vs-2021"]
    assert altered(record, 5)["attribution"] == ("mediazona", "rferl")
    assert hop(record, 6)["document"]["id"] == "defconpress"
    assert altered(record, 6) == {}


def test_three_times_more_is_read_as_a_multiple_since_the_count_of_2021_is_known(figures):
    record = figures["awol-2023-s1-vs-2021"]
    assert hop(record, 1)["as_printed"] == "three times more"
    assert (record["interval"], record["bounds_basis"]) == ("[2.5, 3.5)", "soft")


def test_the_soldiers_of_2014_became_soldiers_of_another_war(figures):
    record = figures["soldiers-quit-2014"]
    assert set(altered(record, 3)) == {"period", "measure", "population"}
    assert altered(record, 3)["period"] == ("2014~", "2022-02-24/..")
    assert hop(record, 3)["unseen"] == "altered by one of: The Daily Digest, O Paraibano"
    article = hop(record, 4)
    assert (article["document"]["id"], altered(record, 4)) == ("defconpress", {})
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
    assert measure["facets"] == {"counted": "request → person"}


def test_almost_doubled_and_89_percent_are_one_figure(figures):
    record = figures["desertion-requests-2023-09-11-vs-summer"]
    assert altered(record, 5) == {}
    assert altered(record, 6) == {"attribution": ("idite-lesom", "moscow-times")}
    assert hop(record, 5)["as_printed"] == "89%"
    assert hop(record, 6)["as_printed"] == "almost doubled"
    same = [one for one in figures.values() if one["base_period"] == "2023-06/2023-08"]
    assert same == [record]


# K1–K9: where figures seem to contradict each other


@pytest.mark.parametrize(("year", "base"), [("2021", "615"), ("2022", "1001")])
def test_both_ratios_of_the_headline_agree_with_mediazonas_own_counts(checks, figures, year, base):
    ratio, counted = f"awol-2023-s1-vs-{year}", f"awol-cases-{year}"
    assert {ratio, "awol-2023-s1", counted} in found(checks, "ratio_agrees")
    assert figures[counted]["value_digits"] == base
    assert figures[counted]["origin"]["id"] == MEDIAZONA
    assert {f"awol-{year}-implied", counted} in found(checks, "agreement")


def test_for_2021_and_2022_rival_measures_diverge_where_no_number_fits_both(checks, figures):
    diverging = found(checks, "divergence")
    for year in ("2021", "2022"):
        rivals = (
            f"awol-cases-{year}",
            f"awol-cases-{year}-juddep",
            f"awol-convicted-{year}-proekt",
        )
        for pair in itertools.combinations(rivals, 2):
            assert {*pair} in diverging
    # “Twice as many” leaves room for Proekt's 887, “three times as many” none for its 527.
    lower, upper = (
        float(figures["awol-2022-implied"][end]) for end in ("lower_bound", "upper_bound")
    )
    assert lower < 887 < upper
    assert {"awol-2022-implied", "awol-convicted-2022-proekt"} not in diverging
    assert float(figures["awol-2021-implied"]["lower_bound"]) > 527
    assert {"awol-2021-implied", "awol-convicted-2021-proekt"} in diverging


def test_a_divergence_says_in_what_the_measures_differ(checks):
    facets = {
        frozenset(one["observations"]): one["facets"]
        for one in checks
        if one["rule"] == "divergence"
    }
    assert facets[frozenset({"awol-2021-implied", "awol-cases-2021-juddep"})] == {
        "stage": "received / not-stated"
    }
    assert facets[frozenset({"military-cases-2022-juddep", "military-convicted-2022-juddep"})] == {
        "counted": "case / person",
        "stage": "not-stated / convicted",
    }
    # Cases in court records and cases by some statistics differ in their definitions alone.
    alike = {pair for pair, told in facets.items() if not told}
    assert alike == {
        frozenset({f"awol-cases-{year}-juddep", f"awol-convicted-{year}-proekt"})
        for year in ("2021", "2022")
    }


def test_fewer_convicted_of_one_offence_than_cases_of_three_are_no_divergence(checks):
    figures = ["awol-convicted-2023-proekt", "refusal-cases-2023"]
    assert [one for one in checks if sorted(one["observations"]) == figures] == []


def test_of_2023_the_first_count_of_absence_is_revised_and_that_of_refusal_is_not(checks, figures):
    assert found(checks, "revised") == [{"awol-cases-2023", "awol-cases-2023-first"}]
    # 5,517 is below 5,593 and counts what judges handled: nothing says that it is a recount.
    first, later = (figures[one] for one in ("refusal-cases-2023-first", "refusal-cases-2023"))
    assert (first["value_digits"], later["value_digits"]) == ("5593", "5517")
    assert first["measure"]["id"] != later["measure"]["id"]
    assert not first["replaced"]


def test_more_than_3500_rules_out_nobody(checks):
    about = [one for one in checks if "awol-considered-2023-juddep" in one["observations"]]
    assert about == []


def test_cases_given_as_people_sentenced_are_misquoted(checks):
    told = {tuple(one["observations"]): one for one in checks if one["rule"] == "misquoted"}
    assert len(told) == 2
    misquoted = told["awol-cases-2025-05", "refusal-convicted-2025-05"]
    assert misquoted["hops"] == ["5"]
    assert "[18159, 18159]" in misquoted["text"]
    assert "[17721, 17721]" in misquoted["text"]


def test_a_heading_that_makes_desertion_of_all_refusals_is_misquoted(checks, figures):
    (misquoted,) = (one for one in checks if one["rule"] == "misquoted" and one["hops"] == ["3"])
    assert misquoted["observations"] == ["refusal-cases-2023-first", "desertion-cases-2023"]
    heading = hop(figures["refusal-cases-2023-first"], 3)
    assert heading["fragment"] == "Russia Prosecuted 5.5K Cases of Military Desertion in 2023"
    assert "[148, 148]" in misquoted["text"]


def test_2000_who_deserted_with_some_help_are_not_held_against_those_helped_to_desert(
    checks, figures
):
    interview, most = (figures[one] for one in ("helped-deserted-2024", CEILING))
    assert interview["measure"]["id"] != most["measure"]["id"]
    assert (most["comparator"], most["interval"]) == ("lte", "[0, 1363]")
    assert not [one for one in checks if CEILING in one["observations"]]
    assert (interview["disputed"], most["disputed"]) == (False, False)


def test_counts_of_unlike_things_by_the_end_of_2024_are_not_held_against_each_other(checks):
    unlike = {
        *("desertion-cases-2024-12", "refusal-cases-2024-12", "listed-2024-12-istories"),
        *("absence-cases-2024-12-slide", "absent-smd-2024-04"),
    }
    between = (set(one["observations"]) for one in checks if len(one["observations"]) > 1)
    assert not any(slugs <= unlike for slugs in between)


def test_a_base_whose_words_allow_both_contradicts_nothing(checks, figures):
    # “Than a year earlier” may be 2022 or its first half: a page that says both is not refuted.
    record = figures["awol-2023-s1-vs-2022"]
    assert hop(record, 3)["document"] == hop(record, 4)["document"]
    assert altered(record, 4)["base_period"] == ("2022", "2022|2022-S1")
    about = {one["rule"] for one in checks if record["id"] in one["observations"]}
    assert about == {"ratio_agrees"}


def test_by_2023_contradicts_the_six_months_of_the_same_article(checks):
    told = self_contradictions(checks, "awol-2023-s1")
    assert told["8", "9"] == {"period": "2023-S1 / ../2023"}


def test_a_heading_of_people_who_left_contradicts_the_cases_of_its_page(checks):
    told = self_contradictions(checks, "awol-2023-s1")
    assert told["5", "6"] == {"measure": "desertion-cases-opened / people-leaving-country"}


def test_the_one_contradiction_is_all_that_disputes(checks, figures):
    (contradicting,) = found(checks, "contradiction")
    assert contradicting == {"resignation-window", "resignation-window-by-decree"}
    assert {slug for slug, one in figures.items() if one["disputed"]} == contradicting


@pytest.mark.parametrize("rule", ["contradiction", "divergence", "parts_disagree"])
def test_inside_mediazonas_own_figures_nothing_is_reported(checks, figures, rule):
    for slugs in found(checks, rule):
        assert {figures[slug]["origin"]["id"] for slug in slugs} != {MEDIAZONA}


def test_the_parts_that_mediazona_gives_add_up(checks):
    told = {one["observations"][0]: one["text"] for one in checks if one["rule"] == "parts_agree"}
    assert told.keys() == {
        *("refusal-cases-2024-06", "refusal-cases-2024-12", "refusal-cases-2025-05"),
        *("refusal-cases-month-2024-05", "refusal-cases-2023-first"),
    }
    # The parts of 2023 add up as they stood then, though one of them has a later number.
    revised = [slug for slug, text in told.items() if "has revised some of this since" in text]
    assert revised == ["refusal-cases-2023-first"]


# X1–X12: what Caveat computes


@pytest.mark.parametrize(
    ("slug", "comparator", "value", "interval"),
    [
        ("requests-summer-implied", "about", "305.291", "(304.4854, 306.1008]"),
        ("awol-2022-implied", "about", "1038", "(830.4, 1384]"),
        ("awol-2021-implied", "about", "692", "(593.1428, 830.4]"),
        ("awol-monthly-ratio", "about", "4.14785", "[4.1478, 4.1479]"),
        ("requests-2023-09", "eq", "184", "[184, 184]"),
        ("all-desertion-requests-implied", "about", "1211.11", "(1178.3783, 1245.7143]"),
        ("resignation-window-by-decree", "about", "6.86667", "[6.8666, 6.8667]"),
        ("helped-desert-2024-12-at-most", "lte", "1363", "[0, 1363]"),
        ("awol-proekt-two-years", "eq", "5260", "[5260, 5260]"),
        ("refusal-proekt-2023-sum", "eq", "4822", "[4822, 4822]"),
        ("toughened-cases-2023-03-parts", "eq", "536", "[536, 536]"),
        ("awol-share-2023-04-late", "about", "89.3797", "[89.3796, 89.3797]"),
    ],
)
def test_a_computed_figure_says_what_remains_possible(figures, slug, comparator, value, interval):
    record = figures[slug]
    assert (record["comparator"], record["value_digits"]) == (comparator, value)
    assert record["interval"] == interval
    assert record["bounds_basis"] == "derived"
    assert record["origin"]["id"] == "software"


@pytest.mark.parametrize(
    ("computed", "given"),
    [
        ("requests-summer-implied", "desertion-requests-2023-06-08"),
        ("awol-2022-implied", "awol-cases-2022"),
        ("awol-2021-implied", "awol-cases-2021"),
        ("awol-proekt-two-years", "awol-cases-2022-2023-proekt"),
        ("refusal-proekt-2023-sum", "refusal-cases-2023-proekt"),
        ("toughened-cases-2023-03-parts", "toughened-cases-2023-03"),
    ],
)
def test_what_is_computed_agrees_with_what_the_origin_gives(checks, figures, computed, given):
    assert figures[computed]["derivation"]["compares"] == given
    assert {computed, given} in found(checks, "agreement")
    assert len(found(checks, "agreement")) == 6


def test_all_requests_implied_by_a_share_of_18_percent_are_held_against_nothing(figures):
    assert figures["all-desertion-requests-implied"]["checks"] == []


def test_the_decree_leaves_more_than_the_five_months(figures):
    window = figures["resignation-window-by-decree"]
    assert window["lower_bound"] > figures["resignation-window"]["upper_bound"]


# Whose figure it is, and which way it is wrong


def test_counts_of_the_same_leaked_record_name_one_document(figures):
    slide = [one for slug, one in figures.items() if slug.startswith("absence-cases-2024-12-slide")]
    assert {one["citations"][0]["document"]["id"] for one in slide} == {"ru-army-slide-2024"}
    assert len(slide) == 3


def test_three_newsrooms_that_count_from_court_websites_count_from_one_thing(figures):
    counts = ("awol-cases-2022", "awol-cases-2023-08-sibreal", "awol-cases-2022-02-08-rtvi")
    assert {link["document"] for slug in counts for link in figures[slug]["inputs"]} == {
        "court-websites"
    }
    assert len({figures[slug]["origin"]["id"] for slug in counts}) == 3


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
