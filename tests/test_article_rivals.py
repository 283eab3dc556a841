"""Where the article's figures and their rivals meet, and where not: the rules on the real seeds."""

import itertools

import pytest

from .published_seeds import records
from .test_article_chain import MEDIAZONA, altered, hop

pytestmark = pytest.mark.usefixtures("seeds_of_module")

CEILING = "helped-desert-2024-12-at-most"


@pytest.fixture(scope="module")
def figures(seeds_of_module):
    """Return {id: record} of all figures."""
    return records("observation")


@pytest.fixture(scope="module")
def checks(seeds_of_module):
    """Return all that the rules found."""
    return list(records("check").values())


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
        "stage": "received by courts / not stated"
    }
    assert facets[frozenset({"military-cases-2022-juddep", "military-convicted-2022-juddep"})] == {
        "counted": "cases / people",
        "stage": "not stated / people convicted",
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
    assert told["8", "9"] == {"period": "2023-S1 / ../2022|../2023"}


def test_a_heading_of_people_who_left_contradicts_the_cases_of_its_page(checks):
    told = self_contradictions(checks, "awol-2023-s1")
    assert told["5", "6"] == {"measure": "desertion-cases-opened / people-leaving-country"}


def test_the_one_contradiction_names_both_and_disputes_neither(checks, figures):
    (contradicting,) = found(checks, "contradiction")
    assert contradicting == {"resignation-window", "resignation-window-by-decree"}
    assert {slug for slug, one in figures.items() if one["rivals"]} == contradicting
    assert not any(one["disputed"] for one in figures.values())


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
