"""How strong a finding is: what its bounds make certain, and the order that follows."""

from fractions import Fraction

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from datasets.analysis.checks.finding import Finding
from datasets.analysis.checks.strength import strength
from datasets.arithmetic.intervals import INFINITE, Interval
from datasets.models import Record
from datasets.store.keyset import Sort, take

from .findings import checks, figure, finding, rows


def of(one, other):
    """Return the strength of a finding with these two sides."""
    return strength(Finding("agreement", (), "", sides=(Interval.read(one), Interval.read(other))))


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        # apart: the least of what is possible
        ("[41, 41]", "[50, 50]", "0.18"),
        ("[0, 1363]", "[1500, 2500)", "0.09133"),
        ("[1, 1]", "[1000000, 1000000]", "0.9999"),
        ("[0, 0]", "[7, 7]", "1"),
        ("[46.5, 47.5)", "[47.5, 48)", "0"),
        ("[10, )", "[5, 5]", "0.5"),
        ("[9999, 9999]", "[10000, 10000]", "0.0001"),
        ("[999999, 999999]", "[1000000, 1000000]", "0.000001"),
        # below 0
        ("[-50, -50]", "[-40, -40]", "0.2"),
        ("[-5, -5]", "[5, 5]", "1"),
        # alike: all of what is possible
        ("[929, 929]", "[929, 929]", "1"),
        ("[0, 0]", "[0, 0]", "1"),
        ("[2, 2]", "[1.5, 2.5)", "0.75"),
        ("[3000, 3000]", "[1000, 3001]", "0.3333"),
        ("[15902, 15902]", "[15500, 16000)", "0.9747"),
        ("[89.1803, 89.1804]", "[88.5, 89.5)", "0.9923"),
        ("[0, 35]", "[20, 20]", "0"),
        ("[-1, 1]", "[1, 1]", "0"),
        ("[49000, )", "[50000, 50000]", "0"),
        ("(50000, )", "[49000, )", "0"),
        ("(, )", "[49000, )", "0"),
    ],
)
def test_strength_is_the_least_that_is_certain(one, other, told):
    assert of(one, other) == of(other, one) == told


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)
intervals = st.tuples(numbers, numbers).map(lambda ends: Interval(*sorted(ends)))


@given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1))
def test_no_two_numbers_of_the_sides_are_nearer_or_less_alike_than_it_says(
    one, other, mine, theirs
):
    told = Fraction(strength(Finding("agreement", (), "", sides=(one, other))))
    here, there = (
        side.lower + side.width * share for side, share in ((one, mine), (other, theirs))
    )
    larger = max(abs(here), abs(there))
    apart = min(abs(here - there) / larger, 1) if larger else 0
    assert 0 <= told <= (apart if one.disjoint(other) else 1 - apart)


@given(intervals, intervals, st.fractions(Fraction(1, 100), 100))
def test_the_unit_makes_no_difference(one, other, factor):
    scaled = tuple(side * Interval.point(factor) for side in (one, other))
    told = strength(Finding("agreement", (), "", sides=(one, other)))
    assert told == strength(Finding("agreement", (), "", sides=scaled))


def test_what_has_no_end_is_as_far_apart_as_can_be():
    assert of("(, )", "(, )") == "0"
    endless = Interval(Fraction(1), INFINITE, True, False)
    assert strength(Finding("agreement", (), "", sides=(endless, endless))) == "0"


# In the records


@pytest.fixture
def several(clubs):
    """Two rivals contradict the club, by 9 of 50 and by 59 of 100, and one agrees with it."""
    clubs.rival("trust-2023")
    clubs.rival("ranger-2023", "ranger", value="100")
    clubs.source("school", label="The school", kind="ngo", reliability="C")
    clubs.document("school-report", source_id="school", published="2023-09-01", seen="read")
    clubs.document("school-log", source_id="school", published="XXXX", seen="cited_only")
    clubs.rival("school-2023", "school", value="40", comparator="about")
    clubs.publish()
    return clubs


STRENGTHS = {
    "nests-2023 school-2023": 0.878,
    "ranger-2023 school-2023": 0.57,
    "nests-2023 ranger-2023": 0.59,
    "ranger-2023 trust-2023": 0.5,
    "nests-2023 trust-2023": 0.18,
    "school-2023 trust-2023": 0.14,
}


def test_checks_come_with_their_strength_the_strongest_first(several, api):
    listed = [(" ".join(one["observations"]), one["strength"]) for one in checks(api)]
    assert dict(listed) == STRENGTHS
    assert [number for _, number in listed] == sorted(STRENGTHS.values(), reverse=True)
    told = [row["strength"] for row in rows(api, "checks.csv")]
    assert told == ["0.878", "0.59", "0.57", "0.5", "0.18", "0.14"]


def test_checks_can_be_asked_for_by_strength_and_in_another_order(several, api):
    strengths = [one["strength"] for one in checks(api, "?sort=strength")]
    assert strengths == sorted(STRENGTHS.values())
    ids = api.ids("checks?sort=id")
    assert ids == sorted(ids)
    assert len(api.ids("checks?strength__gte=0.5")) == 4
    assert len(api.ids("checks?strength__lt=0.18")) == 1


def test_a_page_of_checks_follows_the_one_before_through_those_without_a_strength(several, api):
    several.document("gazette-late", source_id="gazette", published="2023-12", seen="read")
    for slug in ("trust-2023", "ranger-2023"):
        several.cite(slug, 2, "gazette-late", via=1, reported_measure="pairs-breeding")
        several.cite(slug, 3, "gazette-late", via=1)
    several.publish()
    whole = api.ids("checks")
    assert [one["strength"] for one in checks(api)][-2:] == [None, None]
    walked, path = [], "checks?limit=1"
    while path:
        page = api.json(path)
        walked += [one["id"] for one in page["results"]]
        path = page["next"]
    assert walked == whole


def test_a_figure_names_its_strongest_findings_first(several, api):
    by_id = {one["id"]: one["strength"] for one in checks(api)}
    told = [by_id[one["id"]] for one in figure(api, "nests-2023")["checks"]]
    assert told == [0.878, 0.59, 0.18]


def test_the_database_walks_checks_in_the_order_of_strength_and_sorts_nothing(several):
    records = Record.objects.of("check").current()
    seen = []
    with connection.execute_wrapper(
        lambda execute, sql, params, many, context: (
            seen.append((sql, params)),
            execute(sql, params, many, context),
        )[1]
    ):
        order = Sort("importance", "slug", nullable=True, descending=True)
        assert len(take(records, order, 3)) == 3
    (sql, params) = seen[0]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = " ".join(str(step) for step in cursor.fetchall())
        assert "record_by_importance" in plan
        assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(("share", "told"), [("100.85", 0.008379), ("200", 0.4987)])
def test_a_share_above_the_whole_is_as_strong_as_it_is_above(clubs, api, share, told):
    clubs.figure("most", value=share, quantity="share")
    clubs.publish()
    assert finding(api, "share_above_whole")["strength"] == told


def test_however_small_it_is_it_is_written_in_plain_digits(clubs, api):
    clubs.change("nests-2023", value="12500000")
    clubs.rival("trust-2023", value="12500010")
    clubs.publish()
    for path in ("checks", "checks.ndjson", "checks?fields=strength", "checks.csv"):
        assert "0.0000007999," in api.get(path).body.decode().replace("}", ","), path
