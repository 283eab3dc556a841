"""What the releases added, changed, withdrew and replaced, told as data."""

import csv
import datetime
import io

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datasets.models import Attachment
from datasets.records import NOUNS, OBSERVATION
from datasets.releases import ordered_versions
from datasets.releases.changes import Changes
from datasets.vocabularies import CHANGE

from .five_releases import DAYS, EGRETS, HERONS, FiveReleases
from .test_history import walked
from .test_releases import LATER


@pytest.fixture
def lake(remembering):
    """Publish the lake, five times each of its datasets."""
    return remembering(FiveReleases)


def told(api, query=""):
    """Return all changes of observations as (dataset, release, id, change, version)."""
    names = ("dataset", "release", "id", "change", "version")
    changes = api.json(f"changes?noun=observation&limit=1000{query}")["results"]
    return [tuple(one[name] for name in names) for one in changes]


@pytest.mark.usefixtures("lake")
def test_every_release_tells_what_it_added_changed_withdrew_and_replaced(api):
    assert told(api) == [
        ("herons", 1, "nests-2021", "added", 1),
        ("herons", 1, "nests-2022", "added", 1),
        ("herons", 1, "nests-2023", "added", 1),
        ("egrets", 1, "egrets-2021", "added", 1),
        ("egrets", 1, "egrets-2022", "added", 1),
        ("herons", 2, "nests-2023", "changed", 2),
        ("herons", 3, "nests-2021", "withdrawn", 1),
        ("egrets", 2, "egrets-2023", "added", 1),
        ("egrets", 3, "egrets-2021", "changed", 2),
        ("herons", 4, "nests-2022", "replaced", 1),
        ("herons", 4, "nests-2022-recount", "added", 1),
        ("herons", 5, "nests-2023", "changed", 3),
        ("egrets", 4, "egrets-2022", "withdrawn", 1),
        ("egrets", 5, "egrets-2022", "added", 2),
    ]
    assert {change for *_, change, _ in told(api)} == CHANGE.keys()


@pytest.mark.usefixtures("lake")
def test_a_change_of_a_figure_is_told_with_both_versions_and_their_caveats(api):
    (change,) = api.json("changes?dataset=herons&noun=observation&updated_after=4")["results"]
    before, after = change["before"], change["record"]
    assert (before["value_digits"], after["value_digits"]) == ("42", "43")
    assert [before.keys(), after.keys()] == [set(OBSERVATION.mandatory)] * 2
    assert before["caveats"][0]["text"] == "Nests behind the reeds cannot be seen."
    fields = {one["field"]: (one["before"], one["after"]) for one in change["fields"]}
    assert fields["value_digits"] == ("42", "43")
    assert fields["statement"] == (before["statement"], after["statement"])
    assert not fields.keys() & {"version", "release", "valid_from", "change_note", "cite", "id"}
    assert change["reason"] == "A nest was hidden."
    assert (change["day"], change["release"]) == ("2024-03-10", 5)


@pytest.mark.usefixtures("lake")
def test_of_what_left_the_last_version_is_told_and_where_to_read_on(api):
    changes = {one["id"]: one for one in api.json("changes?limit=1000")["results"]}
    gone, replaced = changes["nests-2021"], changes["nests-2022"]
    assert (gone["record"], gone["before"]["value_digits"]) == (None, "5")
    assert (gone["reason"], gone["replaced_by"]) == ("They were storks.", None)
    assert (replaced["reason"], replaced["replaced_by"]) == ("Counted anew.", "nests-2022-recount")
    assert replaced["fields"] == []
    back = changes["egrets-2022"]
    assert (back["change"], back["before"], back["version"]) == ("added", None, 2)
    assert back["reason"] == "Somebody was there."


def naive(releases, lines):
    """Return the changes that follow from comparing the lines of each release with the last."""
    last, found = {}, []
    for dataset, number in releases:
        for noun in sorted(one.name for one in NOUNS):
            now = lines(dataset, number, noun)
            before = last.get((dataset, noun), {})
            for slug in sorted(now.keys() | before.keys()):
                if slug not in now:
                    gone = "replaced" if slug == "nests-2022" else "withdrawn"
                    found.append((dataset, number, noun, slug, gone))
                elif slug not in before:
                    found.append((dataset, number, noun, slug, "added"))
                elif now[slug] != before[slug]:
                    found.append((dataset, number, noun, slug, "changed"))
            last[dataset, noun] = now
    return found


@pytest.mark.slow(reason="asks every list of every release")
@pytest.mark.usefixtures("lake")
def test_the_changes_are_those_between_the_releases_for_every_noun_in_every_order(api):
    plurals = {noun.name: noun.plural for noun in NOUNS}

    def lines(dataset, number, noun):
        path = f"{plurals[noun]}.ndjson?dataset={dataset}&release={number}"
        texts = api.get(path).body.splitlines()
        return {orjson.loads(text)["id"]: text for text in texts}

    expected = naive(DAYS, lines)
    pages = walked(api, "changes?limit=7")
    names = ("dataset", "release", "noun", "id", "change")
    assert [tuple(one[name] for name in names) for one in pages] == expected
    assert api.json("changes?limit=1&count=exact")["count"] == len(expected)
    ndjson = api.get("changes.ndjson")
    assert [orjson.loads(line) for line in ndjson.body.splitlines()] == pages
    assert int(ndjson["Row-Count"]) == len(expected)
    assert int(ndjson["Content-Length"]) == len(ndjson.body)
    assert walked(api, "changes?limit=1&dataset=egrets&noun=document") == [
        one for one in pages if (one["dataset"], one["noun"]) == ("egrets", "document")
    ]


@pytest.mark.usefixtures("lake")
def test_updated_after_a_day_leaves_out_that_day_and_all_before_it(api):
    whole = api.json("changes?limit=1000")["results"]
    for day in sorted({*DAYS.values(), datetime.date(2024, 1, 1), datetime.date(2024, 3, 9)}):
        after = [one for one in whole if one["day"] > day.isoformat()]
        assert api.json(f"changes?limit=1000&updated_after={day}")["results"] == after
    assert api.json("changes?updated_after=2024-03-20")["results"] == []


@pytest.mark.usefixtures("lake")
def test_updated_after_a_release_leaves_it_out_too(api):
    for dataset in (HERONS, EGRETS):
        whole = api.json(f"changes?limit=1000&dataset={dataset}")["results"]
        for number in range(1, 6):
            after = [one for one in whole if one["release"] > number]
            path = f"changes?limit=1000&dataset={dataset}&updated_after={number}"
            assert api.json(path)["results"] == after


@pytest.mark.usefixtures("lake")
def test_a_table_of_changes_never_shows_a_number_without_its_caveats(api):
    response = api.get("changes.csv?bom=1")
    assert response.body.startswith(b"\xef\xbb\xbfnoun,id,dataset,release,day,change,version,")
    assert int(response["Content-Length"]) == len(response.body)
    body = api.get("changes.csv?noun=observation").body.decode()
    rows = list(csv.DictReader(io.StringIO(body, newline="")))
    assert len(rows) == len(told(api))
    for row in rows:
        for side in ("", "_before"):
            assert bool(row[f"statement{side}"]) == bool(row[f"caveat_text{side}"])
    corrected = next(row for row in rows if (row["id"], row["version"]) == ("nests-2023", "3"))
    assert "42 nests" in corrected["statement_before"]
    assert "43 nests" in corrected["statement"]
    assert {"statement", "value", "lower_bound"} <= set(corrected["fields"].split(";"))
    gone = next(row for row in rows if row["change"] == "withdrawn")
    assert (gone["statement"], gone["reason"]) == ("", "They were storks.")
    assert "5 nests" in gone["statement_before"]


def test_a_figure_without_caveats_says_so_beside_its_sentence(world, api):
    Attachment.objects.all().delete()
    world.publish()
    body = api.get("changes.csv?noun=observation").body.decode()
    (row,) = csv.DictReader(io.StringIO(body, newline=""))
    assert row["caveat_text"] == "none_recorded"


def test_what_changes_elsewhere_in_the_record_is_a_change_too(published, api):
    published.cite("nests-2023", 3, "gazette-june", via=1)
    published.publish(on=LATER)
    changes = api.json("changes?dataset=herons&updated_after=1")["results"]
    (change,) = [one for one in changes if one["noun"] == "observation"]
    (citations,) = [one for one in change["fields"] if one["field"] == "citations"]
    assert [len(citations["before"]), len(citations["after"])] == [2, 3]


def test_changes_of_several_blocks_are_the_same_as_of_one(published, api, monkeypatch):
    published.figures(25)
    published.publish(on=LATER)
    whole = api.get("changes.csv").body
    monkeypatch.setattr(ordered_versions, "A_BLOCK", 3)
    assert api.get("changes.csv").body == whole


def test_before_any_release_there_are_no_changes(api):
    assert api.json("changes?count=exact") == {
        "results": [],
        "next": None,
        "previous": None,
        "count": 0,
    }
    empty = api.get("changes.ndjson")
    assert (empty.body, empty["Row-Count"], empty["Content-Length"]) == (b"", "0", "0")


def test_nothing_is_told_before_it_is_sealed_and_a_walk_keeps_to_its_release(published, api):
    page = api.json("changes?limit=3")
    everything = api.json("changes?limit=1000")["results"]
    published.figure("nests-2024")
    assert api.json("changes?limit=1000")["results"] == everything
    published.publish(on=LATER)
    walk = page["results"]
    while page["next"]:
        page = api.json(page["next"])
        walk += page["results"]
    assert walk == everything


@pytest.mark.parametrize("path", ["changes", "changes.csv", "changes.ndjson"])
def test_changes_need_not_be_sent_twice(published, api, path):
    first = api.get(path)
    again = api.get(path, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.body) == (304, b"")
    published.figure("nests-2024")
    published.publish(on=LATER)
    assert api.get(path, **{"if-none-match": first["ETag"]}).status_code == 200


def test_head_tells_the_rows_without_writing_them(published, api, django_assert_num_queries):
    # The words of dataset= twice, the release pinned, the releases, and a count of either side.
    with django_assert_num_queries(6):
        head = api.client.head("/api/v1/changes.csv")
    whole = api.get("changes.csv")
    assert (head.getvalue(), head["Row-Count"]) == (b"", whole["Row-Count"])
    assert "Content-Length" not in head
    assert head["ETag"] == whole["ETag"]


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("dataset=heron", "dataset", "herons"),
        ("noun=observations", "noun", "observation"),
        ("noun=release", "noun", None),
        ("updated_after=1", "updated_after", None),
        ("updated_after=9&dataset=herons", "updated_after", None),
        ("updated_after=0&dataset=herons", "updated_after", None),
        ("updated_after=01&dataset=herons", "updated_after", None),
        ("updated_after=2024", "updated_after", None),
        ("updated_after=2999-01-01", "updated_after", None),
        ("updated_after=2024-02-30", "updated_after", None),
        ("updated_after=yesterday", "updated_after", None),
        ("updated_since=2024-01-01", "updated_since", "updated_after"),
        ("sort=id", "sort", None),
        ("release=1&dataset=herons", "release", None),
        ("as_of=2024-01-15", "as_of", None),
        ("include_history=true", "include_history", None),
        ("limit=1001", "limit", None),
        ("cursor=AAAA", "cursor", None),
        ("count=all", "count", None),
        ("format=xlsx", "format", None),
        ("bom=1", "bom", None),
    ],
)
@pytest.mark.usefixtures("published")
def test_a_question_about_changes_is_read_strictly(api, query, parameter, nearest):
    wrong = api.wrong(f"changes?{query}")
    assert wrong.parameter == parameter
    assert nearest is None or wrong.nearest == nearest


@pytest.mark.parametrize("parameter", ["limit=1", "count=exact", "cursor=AAAA"])
@pytest.mark.usefixtures("published")
def test_an_export_of_changes_is_no_page(api, parameter):
    assert "whole" in api.wrong(f"changes.csv?{parameter}").reason


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the words of SQLite's planner")
@pytest.mark.parametrize("noun", [None, "observation"])
@pytest.mark.parametrize("dataset", [None, HERONS])
@pytest.mark.usefixtures("published")
def test_a_page_of_changes_is_sought_and_sorts_nothing(noun, dataset):
    changes = Changes(1, dataset=dataset, noun=noun)
    with CaptureQueriesContext(connection) as asked:
        changes.take(50, after=(1, "document", "gazette-june"))
    # Either side: the rest of the noun, of the release, and all after it.
    assert len(asked) == 6
    for query in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = " ".join(str(row) for row in cursor.fetchall())
        assert "SEARCH" in plan
        assert "TEMP B-TREE" not in plan, f"{query['sql']}: {plan}"
