"""In what two releases of a dataset differ: each record once, with its old and its new value."""

import csv
import datetime
import io

import pytest

from .five_releases import EGRETS, HERONS, FiveReleases
from .test_history import walked

LATER = datetime.date(2024, 4, 1)


@pytest.fixture(autouse=True)
def lake(remembering):
    """Publish the lake, five times each of its datasets."""
    return remembering(FiveReleases)


def told(api, dataset, first, last):
    """Return (id, change, release) of each figure that differs."""
    path = f"changes?noun=observation&dataset={dataset}&between={first},{last}"
    return [tuple(one[name] for name in ("id", "change", "release")) for one in walked(api, path)]


def test_each_figure_is_told_once_whatever_became_of_it_in_between(api):
    assert told(api, HERONS, 1, 5) == [
        ("nests-2021", "withdrawn", 3),
        ("nests-2022", "replaced", 4),
        ("nests-2022-recount", "added", 4),
        ("nests-2023", "changed", 5),
    ]


def test_the_csv_has_the_old_value_the_new_one_and_why(api):
    response = api.get("changes.csv?noun=observation&dataset=herons&between=1,5")
    table = csv.DictReader(io.StringIO(response.body.decode(), newline=""))
    rows = {row["id"]: row for row in table}
    assert (len(rows), response["Row-Count"]) == (4, "4")
    recounted = rows["nests-2023"]
    assert (recounted["value_before"], recounted["value"]) == ("41", "43")
    assert recounted["reason"] == "The club counted again. A nest was hidden."
    assert "41 nests" in recounted["statement_before"]
    assert "43 nests" in recounted["statement"]
    gone = rows["nests-2021"]
    assert (gone["value_before"], gone["value"], gone["statement"]) == ("5", "", "")
    assert gone["reason"] == "They were storks."
    assert rows["nests-2022"]["replaced_by"] == "nests-2022-recount"


def test_neither_value_is_without_what_a_number_needs(api):
    body = api.get("changes.csv?noun=observation&dataset=herons&between=1,5").body.decode()
    needed = (
        "statement",
        "comparator",
        "unit",
        "period",
        "bias",
        "bias_asserted_by",
        "origin_label",
    )
    needed += ("caveat_text",)
    for row in csv.DictReader(io.StringIO(body, newline="")):
        for side in ("", "_before"):
            there = {bool(row[f"{name}{side}"]) for name in (*needed, "value")}
            assert len(there) == 1


def test_a_figure_that_left_and_came_back_as_it_was_does_not_differ(api):
    assert told(api, EGRETS, 3, 4) == [("egrets-2022", "withdrawn", 4)]
    assert told(api, EGRETS, 4, 5) == [("egrets-2022", "added", 5)]
    assert told(api, EGRETS, 3, 5) == []


def test_one_that_came_and_left_in_between_is_not_told(lake, api):
    lake.figure("nests-2024", value="1")
    lake.publish(on=LATER, dataset=HERONS, note="")
    lake.leave("nests-2024", "A nest of magpies.")
    lake.publish(on=LATER, dataset=HERONS, note="")
    assert told(api, HERONS, 5, 6) == [("nests-2024", "added", 6)]
    assert told(api, HERONS, 5, 7) == []


def test_of_a_figure_that_is_new_the_release_that_added_it_and_its_reason_are_told(api, lake):
    lake.correct("nests-2022-recount", "10", "One was missed.")
    lake.publish(on=LATER, dataset=HERONS, note="")
    path = "changes?noun=observation&dataset=herons&between=3,6"
    added = {one["id"]: one for one in api.json(path)["results"]}["nests-2022-recount"]
    assert (added["change"], added["reason"], added["record"]["value"]) == ("added", None, 10)
    assert (added["release"], added["day"]) == (4, "2024-02-10")


@pytest.mark.parametrize("dataset", [HERONS, EGRETS])
def test_two_releases_in_a_row_differ_in_what_the_second_changed(api, dataset):
    for number in range(1, 5):
        path = f"changes?limit=1000&dataset={dataset}"
        later = api.json(f"{path}&updated_after={number}")["results"]
        changed = [one for one in later if one["release"] == number + 1]
        assert walked(api, f"{path}&between={number},{number + 1}") == changed


def test_pages_and_exports_tell_the_same(api):
    query = "dataset=herons&between=1,5"
    pages = walked(api, f"changes?limit=2&{query}")
    backwards = api.json(f"changes?limit=1000&count=exact&{query}")
    assert (backwards["results"], backwards["count"]) == (pages, len(pages))
    lines = api.get(f"changes.ndjson?{query}").body.splitlines()
    assert len(lines) == len(pages)


def test_the_answer_may_be_kept_for_ever(lake, api):
    path = "changes?dataset=herons&between=1,5&limit=2"
    first = api.get(path)
    assert "immutable" in first["Cache-Control"]
    lake.correct("nests-2023", "44", "Another was hidden.")
    lake.publish(on=LATER, dataset=HERONS, note="")
    assert api.get(path).body == first.body
    assert "immutable" not in api.get("changes?dataset=herons")["Cache-Control"]


def test_the_two_releases_may_be_named_one_by_one(api):
    path = "changes?noun=observation&dataset=herons"
    assert api.json(f"{path}&between=1&between=5") == api.json(f"{path}&between=1,5")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("between=1,2", "dataset="),
        ("between=1&dataset=herons", "two, as in 1,2"),
        ("between=1,2,3&dataset=herons", "two, as in 1,2"),
        ("between=2,1&dataset=herons", "two different releases, the earlier one first"),
        ("between=2,2&dataset=herons", "two different releases, the earlier one first"),
        ("between=1,9&dataset=herons", "1 to 5"),
        ("between=1,x&dataset=herons", "1, 2, 3 …"),
        ("between=1,2&dataset=herons&updated_after=1", "one of the two"),
    ],
)
def test_what_cannot_be_compared_is_refused(api, query, expected):
    wrong = api.wrong(f"changes?{query}")
    assert (wrong.parameter, wrong.expected) == ("between", expected)
