"""The datasets beside the first: what each is there to show, and what holds for all of them."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from datasets import seeds
from datasets.wording.statements import LONGEST

from .published_seeds import DATASET, records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_seeds_of_module")]

OTHERS = ("crowd-sizes", "global-temp", "iraq-deaths", "ukrainian-absence")
# A fragment has so many words at most.
MOST_WORDS = 12


@pytest.fixture(scope="module")
def figures(all_seeds_of_module):
    """Return {dataset: {id: record}} of all figures."""
    found = defaultdict(dict)
    for slug, record in records("observation").items():
        found[record["dataset"]][slug] = record
    return found


@pytest.fixture(scope="module")
def found(all_seeds_of_module):
    """Return {dataset: [checks]}."""
    by_dataset = defaultdict(list)
    for one in records("check").values():
        by_dataset[one["dataset"]].append(one)
    return by_dataset


def rules(found, dataset):
    """Return how often each rule found something in a dataset."""
    return Counter(one["rule"] for one in found[dataset])


def test_all_of_them_are_published(figures, settings):
    assert {*figures} == {*OTHERS, DATASET} == {*seeds.dataset_folders(settings.SEEDS_DIR)}


@pytest.mark.no_cover
def test_each_figure_alone_is_a_total_or_is_refused_with_a_reason(figures, api):
    for slug in (slug for dataset in figures for slug in figures[dataset]):
        answer = api.get(f"observations/total?id={slug}")
        assert answer.status_code in (200, 400, 409, 422), slug


@pytest.mark.parametrize("dataset", OTHERS)
def test_statements_are_sentences_that_are_not_too_long(figures, dataset):
    for slug, record in figures[dataset].items():
        assert re.fullmatch(r"[A-ZÀ-Þ0-9][^\n]*[^.]\.", record["statement"]), slug
        assert len(record["statement"]) <= LONGEST, slug


@pytest.mark.parametrize("dataset", OTHERS)
def test_who_accuses_a_document_quotes_few_words_of_it_or_says_why_not(figures, dataset):
    for slug, record in figures[dataset].items():
        for hop in record["citations"] or ():
            if hop["alterations"]:
                assert hop["fragment"] or hop["no_words"], (slug, hop["hop"])
            assert len((hop["fragment"] or "").split()) <= MOST_WORDS


@pytest.mark.parametrize("dataset", OTHERS)
def test_nobody_is_said_to_have_checked_what_nobody_checked(figures, dataset):
    record = records("dataset")[dataset]
    assert "No person is recorded" in record["gathering"]
    assert record["interests"] is None
    for one in figures[dataset].values():
        assert (one["checked_by"], one["checked_on"]) == (None, None)
        assert date.fromisoformat(one["caveats_reviewed_on"]) <= date(2026, 11, 29)


@pytest.mark.parametrize("dataset", OTHERS)
def test_no_figure_has_a_first_document_without_an_address_or_a_reason(figures, dataset):
    documents = records("document")
    for one in figures[dataset].values():
        for hop in one["citations"] or ():
            document = documents[hop["document"]["id"]]
            assert document["url"] or document["no_address"]


# Deaths in Iraq: estimates that are fought over


def test_estimates_of_one_question_overlap_and_differ(found):
    assert {"estimates_overlap", "estimates_differ"} <= rules(found, "iraq-deaths").keys()


def test_an_interval_was_misprinted_on_the_way(figures):
    chain = figures["iraq-deaths"]["iq-excess-2004"]["citations"]
    changed = [
        hop for hop in chain for one in hop["alterations"] if one["alteration"] == "range_changed"
    ]
    assert "iq-inquiry-2016" in [hop["document"]["id"] for hop in changed]


def test_disputes_reach_the_figures_that_they_are_about(figures, found):
    disputed = {
        slug
        for one in found["iraq-deaths"]
        if one["rule"] == "disputed_by"
        for slug in one["observations"]
    }
    assert "iq-violent-2006" in disputed
    for slug in disputed:
        assert figures["iraq-deaths"][slug]["disputed"], slug
        assert "disputed" in figures["iraq-deaths"][slug]["statement"], slug


def test_excess_and_violent_and_recorded_deaths_are_different_measures(figures):
    measures = records("measure")
    told = {
        tuple(sorted(measures[one["measure"]["id"]]["facets"].items()))
        for one in figures["iraq-deaths"].values()
    }
    assert len(told) > 5


# Crowds: counts of different things, and many that do not meet


def test_no_count_of_a_crowd_is_confirmed_by_another_of_the_same_thing(figures):
    several = {
        slug: one["independent_origins"]
        for slug, one in figures["crowd-sizes"].items()
        if one["independent_origins"] > 1
    }
    assert several == {}


def test_people_at_one_moment_and_over_a_day_are_never_held_against_each_other(found):
    assert rules(found, "crowd-sizes")["divergence"] > 0
    assert rules(found, "crowd-sizes")["contradiction"] > 0


# The prosecutors of Ukraine: one answer, misread, corrected, and still told


def test_the_answer_that_was_misread_is_told_as_corrected_and_replaced(found):
    assert {"misquoted", "revised", "corrected_by"} <= rules(found, "ukrainian-absence").keys()


def test_both_armies_are_filtered_by_the_same_facets(figures):
    measures = records("measure")
    for dataset in ("ukrainian-absence", DATASET):
        facets = {
            name
            for one in figures[dataset].values()
            for name in measures[one["measure"]["id"]]["facets"]
        }
        assert {"offence", "stage", "counted"} <= facets


# Temperatures: one origin of stations, two bases


def test_two_series_of_the_same_stations_do_not_count_as_two(figures, found):
    assert {one["independent_origins"] for one in figures["global-temp"].values()} == {1}
    assert not rules(found, "global-temp")


def test_the_series_that_is_called_one_thing_and_taken_from_another_says_so(figures):
    for slug, one in figures["global-temp"].items():
        caveats = {caveat["id"] for caveat in one["caveats"]}
        assert ("gt-gcag-which" in caveats) == slug.startswith("gt-gcag-")


def test_each_temperature_knows_its_row_in_the_file(figures):
    (hop,) = figures["global-temp"]["gt-gistemp-2016"]["citations"]
    assert (hop["as_printed"], hop["locator"]["place_in_text"]) == (
        "1.0133",
        "Source GISTEMP, Year 2016, column Mean",
    )
