"""What became of a record: every version of it, alone and in lists."""

import csv
import io

import orjson
import pytest

from datasets.models import RecordJson
from datasets.records import NOUNS

from .five_releases import FiveReleases
from .test_releases import LATER


@pytest.fixture
def lake(remembering):
    """Publish the lake, five times each of its datasets."""
    return remembering(FiveReleases)


def stored(slug):
    """Return the stored documents of an observation, oldest version first."""
    versions = RecordJson.objects.filter(record__noun="observation", record__slug=slug)
    return [bytes(one.body) for one in versions.order_by("record__valid_from_release")]


def ends(history):
    """Return what ended each version: the day, the reason, the replacement."""
    return [(one["valid_to"], one["reason"], one["replaced_by"]) for one in history["versions"]]


@pytest.mark.usefixtures("lake")
def test_a_history_wraps_each_published_text_as_it_is(api):
    answer = api.get("observations/nests-2023/history")
    versions = stored("nests-2023")
    assert len(versions) == 3
    for text in versions:
        assert b'{"record":' + text in answer.body
    told = [one["record"] for one in orjson.loads(answer.body)["versions"]]
    assert told == [orjson.loads(text) for text in versions]
    assert [one["value_digits"] for one in told] == ["41", "42", "43"]
    assert all(one["statement"] and one["caveats"] for one in told)


@pytest.mark.usefixtures("lake")
def test_what_ended_a_version_is_told_with_its_day_and_reason(api):
    assert ends(api.json("observations/nests-2023/history")) == [
        ("2024-02-01", "The club counted again.", None),
        ("2024-03-10", "A nest was hidden.", None),
        (None, None, None),
    ]
    assert ends(api.json("observations/nests-2022/history")) == [
        ("2024-02-10", "Counted anew.", "nests-2022-recount")
    ]


@pytest.mark.usefixtures("lake")
def test_of_a_withdrawn_figure_the_history_remains_and_the_refusal_leads_there(api):
    gone = api.get("observations/nests-2021")
    assert gone.status_code == 410
    assert '</api/v1/observations/nests-2021/history>; rel="version-history"' in gone["Link"]
    assert ends(api.json("observations/nests-2021/history")) == [
        ("2024-02-10", "They were storks.", None)
    ]


@pytest.mark.usefixtures("lake")
def test_a_figure_that_came_back_has_a_gap_in_its_history(api):
    first, second = api.json("observations/egrets-2022/history")["versions"]
    assert (first["valid_to"], first["reason"]) == ("2024-03-05", "Nobody was there.")
    assert second["record"]["valid_from"] == "2024-03-20"


@pytest.mark.parametrize(
    ("pinned", "told"),
    [
        ("dataset=herons&release=1", [(None, None, None)]),
        ("as_of=2024-01-31", [(None, None, None)]),
        ("as_of=2024-02-01", [("2024-02-01", "The club counted again.", None), (None,) * 3]),
        (
            "dataset=herons&release=4",
            [("2024-02-01", "The club counted again.", None), (None,) * 3],
        ),
    ],
)
@pytest.mark.usefixtures("lake")
def test_an_earlier_release_knows_nothing_of_what_came_later(api, pinned, told):
    assert ends(api.json(f"observations/nests-2023/history?{pinned}")) == told


@pytest.mark.usefixtures("published")
def test_a_history_of_nothing_names_the_nearest_id(api):
    assert api.wrong("observations/nest-2023/history", 404).nearest == "nests-2023"
    late = api.wrong("observations/nests-2023/history?as_of=2024-01-14", 404)
    assert "published later" in late.detail


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("fields=id", "fields"),
        ("include_history=true", "include_history"),
        ("release=1", "release"),
        ("release=2&dataset=herons", "release"),
        ("as_of=2999-01-01", "as_of"),
        ("format=csv", "format"),
        ("dataset=heron", "dataset"),
        ("limit=1", "limit"),
    ],
)
@pytest.mark.usefixtures("published")
def test_a_history_takes_no_other_question(api, query, parameter):
    assert api.wrong(f"observations/nests-2023/history?{query}").parameter == parameter


def test_a_history_need_not_be_sent_twice(published, api):
    path = "observations/nests-2023/history"
    first = api.get(path)
    again = api.get(path, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.body) == (304, b"")
    published.change("nests-2023", value="42")
    published.publish(on=LATER)
    assert api.get(path, **{"if-none-match": first["ETag"]}).status_code == 200


# Lists with every version


def seen(api, plural, released=""):
    """Return the lines of the noun in every release, each once, as (id, dataset, release, line)."""
    found = set()
    for one in api.json("releases")["results"]:
        pinned = f"dataset={one['dataset']}&release={one['number']}"
        for line in api.get(f"{plural}.ndjson?{pinned}").body.splitlines():
            record = orjson.loads(line)
            found.add((record["id"], record["dataset"], record["release"], line))
    return sorted(found)


def walked(api, path):
    """Return the results of all pages, there and back again."""
    there, back, last = [], [], None
    while path:
        page = api.json(path)
        there += page["results"]
        last, path = page, page["next"]
    while last:
        back = last["results"] + back
        last = api.json(last["previous"]) if last["previous"] else None
    assert there == back
    return there


@pytest.mark.slow(reason="asks every list for every version")
@pytest.mark.usefixtures("lake")
def test_with_history_a_list_has_every_version_that_any_release_held(api):
    for plural in [noun.plural for noun in NOUNS]:
        expected = [row[3] for row in seen(api, plural)]
        export = api.get(f"{plural}.ndjson?include_history=true")
        assert export.body.splitlines() == expected, plural
        assert int(export["Row-Count"]) == len(expected)
        assert int(export["Content-Length"]) == len(export.body)
        table = api.get(f"{plural}.csv?include_history=true")
        detail = "&detail=full" if plural == "observations" else ""
        rows = list(csv.DictReader(io.StringIO(table.body.decode(), newline="")))
        ids = [(orjson.loads(line)["id"], str(orjson.loads(line)["release"])) for line in expected]
        assert [(row["id"], row["release"]) for row in rows] == ids
        assert int(table["Content-Length"]) == len(table.body)
        page = api.json(f"{plural}?include_history=true&count=exact&limit=1000{detail}")
        assert page["results"] == [orjson.loads(line) for line in expected]
        assert page["count"] == len(expected)


@pytest.mark.slow(reason="walks a list in every order")
@pytest.mark.parametrize("sort", ["id", "-id", "value", "-value", "period_start", "-period_start"])
@pytest.mark.usefixtures("lake")
def test_pages_with_history_lose_and_repeat_nothing_in_any_order(api, sort):
    question = f"include_history=true&sort={sort}"
    export = api.get(f"observations.ndjson?{question}").body.splitlines()
    assert walked(api, f"observations?{question}&limit=1&detail=full") == [
        orjson.loads(one) for one in export
    ]


def test_rows_without_a_value_are_paged_with_their_versions_too(published, api):
    published.change("nests-2023", value="", comparator="vague", change_note="Nobody counted.")
    published.publish(on=LATER)
    published.change("nests-2023", period_printed="in spring", change_note="As printed.")
    published.publish(on=LATER)
    pages = walked(api, "observations?include_history=true&sort=value&limit=1&detail=full")
    assert [one["version"] for one in pages] == [1, 2, 3]


@pytest.mark.usefixtures("lake")
def test_with_history_a_release_answers_what_it_and_those_before_it_held(api):
    question = "observations?include_history=true&dataset=herons&detail=full"
    versions = {
        release: [(one["id"], one["version"]) for one in api.json(question + release)["results"]]
        for release in ("&release=1", "&release=2", "&release=4", "&value=43")
    }
    first = [("nests-2021", 1), ("nests-2022", 1), ("nests-2023", 1)]
    assert versions == {
        "&release=1": first,
        "&release=2": [*first, ("nests-2023", 2)],
        "&release=4": [*first[:2], ("nests-2022-recount", 1), first[2], ("nests-2023", 2)],
        "&value=43": [("nests-2023", 3)],
    }


def test_a_cursor_keeps_to_the_history_that_it_began_with(published, api):
    published.change("nests-2023", value="42")
    published.figure("nests-2024")
    published.publish(on=LATER)
    page = api.json("observations?include_history=true&limit=1&detail=full")
    published.change("nests-2024", value="43")
    published.publish(on=LATER)
    told = [(one["id"], one["version"]) for one in page["results"]]
    while page["next"]:
        page = api.json(page["next"])
        told += [(one["id"], one["version"]) for one in page["results"]]
    assert told == [("nests-2023", 1), ("nests-2023", 2), ("nests-2024", 1)]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("include_history=false", "include_history"),
        ("include_history=True", "include_history"),
        ("include_history=1", "include_history"),
        ("include_history=true&as_of=2024-01-15", "include_history"),
        ("include_histry=true", "include_histry"),
    ],
)
@pytest.mark.parametrize("path", ["observations", "observations.csv", "sources", "sources.ndjson"])
@pytest.mark.usefixtures("published")
def test_a_history_is_asked_for_in_one_way(api, path, query, parameter):
    wrong = api.wrong(f"{path}?{query}")
    assert wrong.parameter == parameter
    assert wrong.nearest in ("true", "include_history", None)


@pytest.mark.usefixtures("published")
def test_a_sum_and_a_record_take_no_history(api):
    for path in ("observations/total", "observations/nests-2023"):
        assert api.wrong(f"{path}?include_history=true").parameter == "include_history"
