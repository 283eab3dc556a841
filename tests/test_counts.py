"""Counts by word tell what there is to ask for, under the filters of the question."""

from collections import Counter

import pytest


@pytest.fixture
def figures(deserters, api):
    return api.json("observations?limit=1000&detail=full")["results"]


def counted(words):
    return dict(sorted(Counter(words).items(), key=lambda one: (-one[1], one[0])))


def test_each_word_is_counted_once_for_each_figure_that_has_it(figures, api):
    answer = api.json("observations?count_by=bias,origin,caveat_kinds,documents&limit=1")
    told = answer["counts"]
    assert list(told) == ["bias", "origin", "caveat_kinds", "documents"]
    assert told["bias"] == counted(one["bias"] for one in figures)
    assert told["origin"] == counted(one["origin"]["id"] for one in figures)
    kinds = (kind for one in figures for kind in {caveat["kind"] for caveat in one["caveats"]})
    assert told["caveat_kinds"] == counted(kinds)
    assert told["documents"] == counted(slug for one in figures for slug in one["documents"])


def test_counts_are_of_what_is_asked_for(figures, api):
    told = api.json("observations?bias=understated&count_by=bias,area&limit=1")["counts"]
    chosen = [one for one in figures if one["bias"] == "understated"]
    assert told["bias"] == {"understated": len(chosen)}
    assert told["area"] == counted(one["area"]["id"] for one in chosen)


def test_counts_lead_to_figures(figures, api):
    for word, number in api.json("observations?count_by=topic&limit=1")["counts"]["topic"].items():
        assert api.json(f"observations?topic={word}&count=exact&limit=1")["count"] == number


def test_an_earlier_release_is_counted_as_it_was(world, api):
    world.publish()
    world.figure("nests-2024", period="2024")
    world.publish(on=None)
    now, then = (
        api.json(f"observations?dataset=herons&release={number}&count_by=origin")["counts"]
        for number in (2, 1)
    )
    assert now["origin"] != then["origin"]


def test_other_lists_are_counted_too(deserters, api):
    told = api.json("sources?count_by=kind&limit=1")["counts"]["kind"]
    assert sum(told.values()) == api.json("sources?count=exact&limit=1")["count"]


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [("count_by=biass", "bias"), ("count_by=value", None), ("count_by=bias,bias", None)],
)
def test_what_cannot_be_counted_is_refused(published, api, asked, nearest):
    wrong = api.wrong(f"observations?{asked}")
    assert (wrong.parameter, wrong.nearest) == ("count_by", nearest)


def test_a_file_has_no_counts(published, api):
    assert api.wrong("observations.csv?count_by=bias").code == "would_be_ignored"
