"""Seed files of earlier releases: a clone publishes them in order, each on its day, or nothing."""

import io
import shutil

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command

from datasets.models import PUBLISHED, Observation, Release
from datasets.releases import verify

from .seed_folder import (
    CAVEATS,
    CITATIONS,
    DATASET,
    FIGURE,
    FILES,
    FIRST,
    OBSERVATIONS,
    SECOND,
    SOURCES,
    WITHDRAWN,
    Seeds,
    csv_of,
    dump,
)
from .unguarded import unguarded
from .world import World

NESTS_2022 = FIGURE | {"id": "nests-2022", "period": "2022", "value": "38"}
PRINTED_2022 = FIRST | {"observation": "nests-2022", "as_printed": "38"}
RECOUNTED = FIGURE | {"value": "42", "change_note": "The club counted again."}
EARLIER = "herons/releases"


@pytest.fixture
def files(db, tmp_path, settings):
    """Return the herons' seed files after two releases: 41 nests, without those of 2022, now 42."""
    settings.SEEDS_DIR = tmp_path
    files = Seeds(tmp_path)
    figures(files, FIGURE, NESTS_2022)
    hops(files, FIRST, SECOND, PRINTED_2022)
    files.keep(1, "2024-01-15", "")
    figures(files, FIGURE)
    hops(files, FIRST, SECOND)
    row = {"id": "nests-2022", "reason": "They were storks."}
    files.write(WITHDRAWN, csv_of("withdrawn.csv", row))
    files.keep(2, "2024-02-01", "Storks are no herons.")
    figures(files, RECOUNTED)
    hops(files, FIRST | {"as_printed": "42"}, SECOND)
    files.edit(DATASET, "2024-01-15", "2024-03-01")
    files.edit(CAVEATS, "Nests behind the reeds", "Nests behind the willows")
    files.write("herons/release.toml", 'day = 2024-03-10\nnote = "Counted again."\n')
    return files


def figures(files, *rows):
    """Write the table of figures."""
    files.write(OBSERVATIONS, csv_of("observations.csv", *rows))


def hops(files, *rows):
    """Write the table of citations."""
    files.write(CITATIONS, csv_of("citations.csv", *rows))


def run(*command):
    """Run a command and return what it prints."""
    out = io.StringIO()
    call_command(*command, stdout=out, stderr=out)
    return out.getvalue()


def released():
    """Return (dataset, number, day, note) of every release, in the order of publication."""
    rows = Release.objects.order_by("pk").values_list("dataset", "number", "day", "note")
    return [(dataset, number, str(day), note) for dataset, number, day, note in rows]


def refused(*expected):
    """Have a start refused with these words; nothing is loaded or published by it."""
    before = dump()
    with pytest.raises(CommandError) as error:
        run("bootstrap")
    for words in expected:
        assert words in str(error.value)
    assert [model for model in PUBLISHED if model.objects.exists()] == []
    assert dump() == before
    return str(error.value)


# What a clone serves

THREE = [
    ("herons", 1, "2024-01-15", ""),
    ("herons", 2, "2024-02-01", "Storks are no herons."),
    ("herons", 3, "2024-03-10", "Counted again."),
]


def test_a_first_start_publishes_every_earlier_release_on_its_day_and_then_what_there_is(files):
    told = run("bootstrap")
    assert released() == THREE
    assert [line for line in told.splitlines() if line.startswith("herons:")] == [
        "herons: release 1 on 2024-01-15, 2 observations",
        "herons: release 2 on 2024-02-01, 1 observations",
        "herons: release 3 on 2024-03-10, 1 observations",
    ]
    assert told.endswith("seeds: 0 new, 0 changed, 19 same, 0 gone\n")


def test_nothing_is_published_past_the_earlier_releases_of_a_new_dataset(files):
    run("load_seeds")
    with pytest.raises(CommandError, match="herons/releases has earlier releases") as error:
        run("publish", "herons")
    assert "manage.py bootstrap" in str(error.value)
    assert released() == []
    run("bootstrap")
    assert run("publish", "herons") == "herons: nothing changed, no release\n"


def test_readers_see_what_changed_and_why(files, api):
    run("bootstrap")
    changes = api.json("changes?noun=observation")["results"]
    assert [(one["release"], one["id"], one["change"], one["reason"]) for one in changes] == [
        (1, "nests-2022", "added", None),
        (1, "nests-2023", "added", None),
        (2, "nests-2022", "withdrawn", "They were storks."),
        (3, "nests-2023", "changed", "The club counted again."),
    ]
    versions = api.json("observations/nests-2023/history")["versions"]
    assert [(one["record"]["value"], one["record"]["valid_from"]) for one in versions] == [
        (41, "2024-01-15"),
        (42, "2024-03-10"),
    ]
    assert "They were storks." in api.wrong("observations/nests-2022", 410).detail
    assert api.json("observations/nests-2022?dataset=herons&release=1")["value"] == 38
    feed = api.get("/feed.atom").body.decode()
    assert feed.index("Counted again.") < feed.index("Storks are no herons.")
    (caveat,) = api.json("changes?noun=caveat&updated_after=2024-02-01")["results"]
    assert (caveat["id"], caveat["reason"]) == ("hidden-nests", "Counted again.")


@pytest.mark.release_files
def test_two_clones_publish_the_same_bytes_on_whatever_day_they_start(files):
    run("bootstrap")
    first = list(Release.objects.values_list("digest", "texts", "seal"))
    assert verify.verify().faults == []
    with unguarded():
        for model in reversed(PUBLISHED):
            model.objects.all().delete()
    shutil.rmtree(settings.STORAGES["releases"]["OPTIONS"]["location"])
    with time_machine.travel("2031-03-04", tick=False):
        run("bootstrap")
    assert list(Release.objects.values_list("digest", "texts", "seal")) == first


def test_where_nothing_has_changed_since_there_is_no_release(files):
    files.keep(3, "2024-03-10", "Counted again.")
    told = run("bootstrap")
    assert "herons: nothing changed, no release" in told
    assert released() == THREE


def test_without_a_day_of_their_own_the_present_files_are_published_on_the_day_of_review(files):
    (files.folder / "herons/release.toml").unlink()
    shutil.rmtree(files.folder / EARLIER)
    shutil.copytree(files.folder / "herons", files.folder / EARLIER / "1")
    files.write(f"{EARLIER}/1/release.toml", "day = 2024-02-29")
    files.write(f"{EARLIER}/1/citations.csv", csv_of("citations.csv", FIRST, SECOND))
    files.write(f"{EARLIER}/1/observations.csv", csv_of("observations.csv", FIGURE))
    run("bootstrap")
    assert released() == [("herons", 1, "2024-02-29", ""), ("herons", 2, "2024-03-01", "")]


def test_what_changes_without_a_reason_is_published_by_no_start(files):
    (files.folder / "herons/release.toml").unlink()
    refused("herons cannot be published:", "dataset herons: it changes without a reason")


def test_releases_of_several_datasets_come_in_the_order_of_their_days(files):
    another_folder(files)
    run("bootstrap")
    assert [(one[:3]) for one in released()] == [
        ("herons", 1, "2024-01-15"),
        ("herons", 2, "2024-02-01"),
        ("waders", 1, "2024-02-15"),
        ("herons", 3, "2024-03-10"),
    ]


def another_folder(files):
    """Add a dataset that counts what the herons' folder names."""
    files.write("waders/dataset.toml", FILES[DATASET].replace("2024-01-15", "2024-02-15"))
    row = FIGURE | {"id": "waders-2023", "value": "7"}
    files.write("waders/observations.csv", csv_of("observations.csv", row))
    hop = FIRST | {"observation": "waders-2023", "as_printed": "7"}
    files.write("waders/citations.csv", csv_of("citations.csv", hop))


# Later starts


def test_a_second_start_publishes_nothing_and_leaves_the_present_files_curated(files):
    run("bootstrap")
    before = dump(), released()
    assert "new, 0 changed" in run("bootstrap")
    assert (dump(), released()) == before
    assert Observation.objects.get(pk="nests-2023").seed_file == OBSERVATIONS


def test_a_database_that_has_a_release_is_given_no_earlier_ones(files):
    shutil.rmtree(files.folder / EARLIER)
    run("bootstrap")
    files.keep(1, "2024-01-15", "")
    files.edit(DATASET, "Herons at Mill Lake", "Herons")
    assert "would be changed: dataset herons\n  title: " in run("bootstrap")
    assert released() == [("herons", 1, "2024-03-10", "Counted again.")]


def test_the_admin_keeps_what_it_curates(files):
    files.write("common/sources.toml", FILES[SOURCES].replace("bird-club", "walkers"))
    for name in list(FILES):
        file = files.folder / name
        file.write_text(file.read_text().replace("herons", "waders"))
    World()
    (files.folder / "herons").rename(files.folder / "waders")
    refused("is curated in the admin, and cannot come from seeds too")


def test_loading_speaks_of_the_present_files_alone(files):
    assert "new: observation nests-2023" in run("load_seeds")
    assert not Observation.objects.filter(pk="nests-2022").exists()
    assert run("load_seeds", "--check").startswith("seeds: 0 new, 0 changed")


# What is wrong with an earlier release


def mistaken(name, old, new):
    """Return what puts one text in the place of another in a file of an earlier release."""
    return lambda files: files.edit(f"{EARLIER}/{name}", old, new)


def written(name, content):
    """Return what writes a file of an earlier release."""
    return lambda files: files.write(f"{EARLIER}/{name}", content)


def removed(name):
    """Return what removes a file of an earlier release."""
    return lambda files: (files.folder / EARLIER / name).unlink()


def a_gap(files):
    (files.folder / EARLIER / "2").rename(files.folder / EARLIER / "3")


def a_file_for_a_folder(files):
    shutil.rmtree(files.folder / EARLIER)
    files.write(EARLIER, "")


# (what is done, what is said about it)
MISTAKES = {
    "a gap": (a_gap, "herons/releases: there is 3, but no 2"),
    "a file": (a_file_for_a_folder, "herons/releases: cannot be read: Not a directory"),
    "a name": (
        written("first/release.toml", ""),
        "herons/releases/first: expected folders named 1, 2, 3 …",
    ),
    "a zero": (written("03/release.toml", ""), "herons/releases/03: expected folders named 1,"),
    "a number that is a file": (written("3", ""), "herons/releases/3: expected folders named 1,"),
    "no release.toml": (removed("2/release.toml"), "herons/releases/2/release.toml: is missing"),
    "no dataset.toml": (removed("1/dataset.toml"), "herons/releases/1/dataset.toml: is missing"),
    "not TOML": (written("1/release.toml", "day ="), "herons/releases/1/release.toml:1: not TOML"),
    "not UTF-8": (
        written("1/release.toml", "day = é".encode("latin-1")),
        "herons/releases/1/release.toml:1: byte “0xe9”: not UTF-8",
    ),
    "no day": (
        written("1/release.toml", 'note = "x"'),
        "herons/releases/1/release.toml: day: is missing",
    ),
    "no such day": (
        mistaken("2/release.toml", "2024-02-01", '"2024-02-31"'),
        "herons/releases/2/release.toml: day “2024-02-31”: expected a day such as 2026-11-22",
    ),
    "a number for a note": (
        mistaken("2/release.toml", '"Storks are no herons."', "5"),
        "herons/releases/2/release.toml: note “5”: expected text in quotes",
    ),
    "blanks around the note": (
        mistaken("2/release.toml", "Storks", " Storks"),
        "herons/releases/2/release.toml: note “ Storks are no herons.”: space at its beginning",
    ),
    "an unknown key": (
        mistaken("2/release.toml", "note", "notes"),
        "herons/releases/2/release.toml: notes: unknown; did you mean “note”?",
    ),
    "the day of the one before": (
        mistaken("2/release.toml", "2024-02-01", "2024-01-15"),
        "herons/releases/1/release.toml: day “2024-01-15”: "
        "expected a day before that of herons/releases/2, 2024-01-15",
    ),
    "a day after the present files'": (
        mistaken("2/release.toml", "2024-02-01", "2024-03-11"),
        "herons/releases/2/release.toml: day “2024-03-11”: "
        "expected a day before that of herons, 2024-03-10",
    ),
    "a bad present release.toml": (
        written("../release.toml", "day = 2024-03-10\nwhy = 5"),
        "herons/release.toml: why: unknown",
    ),
    "a bad row": (
        mistaken("1/observations.csv", "lake,,this spring,2022", "pond,,this spring,2022"),
        "herons/releases/1/observations.csv:3: row 2 (nests-2022) area “mill-pond”: "
        "there is no such area",
    ),
    "a broken rule": (
        mistaken("1/observations.csv", "38,eq", "39,eq"),
        "herons/releases/1/citations.csv:4: row 3",
    ),
    "a row that the database refuses": (
        mistaken("1/observations.csv", "38,eq", ",eq"),
        "herons/releases/1/observations.csv:3: row 2 (nests-2022) comparator “eq”",
    ),
    "another file": (
        written("1/notes.txt", ""),
        "herons/releases/1/notes.txt: no file of a dataset: expected one of dataset.toml",
    ),
    "a folder in it": (
        written("1/releases/1/release.toml", ""),
        "herons/releases/1/releases: no file of a dataset",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("break_it", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_an_earlier_release_is_named_by_a_start_and_by_a_check(
    files, break_it, expected
):
    break_it(files)
    said = refused(expected)
    assert said.startswith("nothing was published:\n")
    with pytest.raises(CommandError) as error:
        run("load_seeds", "--check")
    assert expected in str(error.value)


@pytest.mark.parametrize("name", ["release.toml", "releases/1/release.toml"])
def test_what_is_shared_has_no_releases(files, name):
    files.write(f"common/{name}", "day = 2024-01-15")
    refused(f"common/{name.partition('/')[0]}: no file of a dataset")


def test_what_an_earlier_release_published_leaves_through_withdrawn_csv_alone(files):
    for folder in (f"{EARLIER}/2", "herons"):
        (files.folder / folder / "withdrawn.csv").unlink()
    refused(
        "herons/releases/2 cannot be published:",
        "herons/releases/1/observations.csv: (nests-2022): "
        "is published, and may leave only through withdrawn.csv",
    )


def test_what_was_refused_is_published_whole_once_it_is_mended(files):
    files.edit("herons/release.toml", "2024-03-10", "2099-03-10")
    refused("herons cannot be published:", "2099-03-10 is in the future")
    assert verify.verify().faults == []
    files.edit("herons/release.toml", "2099-03-10", "2024-03-10")
    run("bootstrap")
    assert released() == THREE


def test_notes_of_curators_and_their_systems_are_passed_over(files):
    for name in ("README.md", ".DS_Store", "1/README.md"):
        files.write(f"{EARLIER}/{name}", "")
    run("bootstrap")
    assert released() == THREE
