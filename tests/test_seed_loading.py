"""Seed files: what is right is loaded as it stands, what is wrong is refused with its place."""

import io
import re
import tomllib

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datasets import publishing, seeds
from datasets.models import (
    Attachment,
    Caveat,
    Citation,
    Observation,
    Population,
    Record,
    Release,
    Source,
)

from .planning import tables_counted
from .seed_folder import (
    CAVEATS,
    CITATIONS,
    DATASET,
    DOCUMENTS,
    EVENTS,
    FIGURE,
    FILES,
    FIRST,
    MEASURES,
    OBSERVATIONS,
    POPULATIONS,
    SECOND,
    SOURCES,
    UNITS,
    WITHDRAWN,
    Seeds,
    csv_of,
    dump,
)
from .seed_mistakes import UNREADABLE, WRONG
from .world import World


@pytest.fixture
def files(db, tmp_path, settings):
    """Return the seed folder, nothing of it loaded."""
    settings.SEEDS_DIR = tmp_path
    return Seeds(tmp_path)


LONG = "Nests," * 20


@pytest.fixture
def loaded(files, remembering):
    """Return the seed folder after loading."""

    def small_folder():
        files.load()

    remembering(small_folder)
    return files


# What is right


def test_what_the_files_say_is_what_is_curated(loaded):
    figure = Observation.objects.get(pk="nests-2023")
    assert (figure.value, figure.population_id) == ("41", "grey-herons")
    assert figure.seed_file == OBSERVATIONS
    assert [str(one) for one in figure.input_set.all()] == ["nests-2023 from club-log"]
    second = figure.citations.get(hop=2)
    assert (second.via, second.reported_measure) == (1, "pairs-breeding")
    assert [str(one) for one in second.carried_set.all()] == ["hidden-nests-"]
    assert Attachment.objects.get(measure="nests-counted").direction == "mixed"
    assert Source.objects.get(pk="bird-club").also_written == ["Bird Club"]


def test_loading_twice_finds_everything_the_same_and_writes_nothing(loaded):
    before = dump()
    with CaptureQueriesContext(connection) as queries:
        report = loaded.load()
    assert not re.search("INSERT|UPDATE|DELETE", "".join(one["sql"] for one in queries))
    assert (report.new, report.changed, report.gone) == ([], {}, [])
    assert not report.differs
    assert report.same == 18
    assert dump() == before


def figures_of(files, number, **second):
    """Write a folder with this many figures, each with a chain of two documents."""
    slugs = ["nests-2023", *(f"nests-{count:04}" for count in range(number - 1))]
    years = range(1950, 1950 + number)
    figures = [
        FIGURE | {"id": slug, "period": str(year)} for slug, year in zip(slugs, years, strict=True)
    ]
    hops = [hop | {"observation": slug} for slug in slugs for hop in (FIRST, SECOND | second)]
    files.write(OBSERVATIONS, csv_of("observations.csv", *figures))
    files.write(CITATIONS, csv_of("citations.csv", *hops))


def test_figures_are_written_many_at_a_time(files):
    counts = []
    for number in (20, 40):
        figures_of(files, number)
        Observation.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            files.load()
        counts.append(len(queries))
    # The hops of each figure are written with their caveats.
    assert counts[1] - counts[0] <= 20 * 3


def test_a_figure_that_is_as_it_was_loaded_is_not_looked_at_again(files):
    figures_of(files, 40)
    files.load()
    changed = (files.folder / OBSERVATIONS).read_text().replace("this spring", "last spring", 1)
    files.write(OBSERVATIONS, changed)
    with CaptureQueriesContext(connection) as queries:
        report = files.load()
    assert [*report.changed] == ["observation nests-2023"]
    assert not [one["sql"] for one in queries if "nests-0008" in one["sql"]]


def test_what_a_figure_stands_among_is_looked_at_with_it_when_that_changes(files):
    files.edit(UNITS, "countable = true", "countable = false")
    files.edit(OBSERVATIONS, ",41,", ",41.5,")
    files.edit(CITATIONS, ",41,", ",41.5,")
    files.load()
    files.edit(UNITS, "countable = false", "countable = true")
    files.refused("41.5")


def test_faults_stand_in_the_order_of_files_and_lines(files):
    wrong = [FIGURE | {"id": f"nests-202{number}", "status": "Z"} for number in (2, 1)]
    files.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, *wrong))
    hops = [FIRST | {"observation": one["id"], "relation": "Z"} for one in wrong]
    files.write(CITATIONS, csv_of("citations.csv", FIRST, SECOND, *hops))
    files.edit(CAVEATS, "weight = 2\nasserted_by", "weight = 9\nasserted_by")
    files.edit(UNITS, "countable = true", 'countable = "often"')
    files.edit(MEASURES, 'label = "Nests counted"', 'label = ""')
    places = [one.partition(" ")[0] for one in files.refused()]
    assert places == sorted(places)
    assert len({one.partition(":")[0] for one in places}) > 2


def test_a_chain_that_changes_is_removed_by_its_own_key(files):
    figures_of(files, 40)
    files.load()
    figures_of(files, 40, relation="quotes")
    with CaptureQueriesContext(connection) as queries:
        files.load()
    # The list of all 40 slugs would be longer by far.
    assert max(len(one["sql"]) for one in queries if "DELETE" in one["sql"]) < 120


def test_the_database_counts_what_was_loaded_so_that_it_need_not_guess(files):
    files.load()
    assert {"datasets_observation", "datasets_citation"} <= tables_counted()


def test_a_byte_order_mark_is_no_part_of_the_text(files):
    for name, text in FILES.items():
        files.write(name, b"\xef\xbb\xbf" + text.encode())
    files.load()
    assert Observation.objects.get().value == "41"


def test_line_ends_of_windows_are_no_part_of_the_text(loaded):
    for name, text in FILES.items():
        loaded.write(name, text.replace("\n", "\r\n"))
    assert not loaded.load().differs


@pytest.mark.slow(reason="loads a folder twice for each edit")
@pytest.mark.parametrize(
    ("name", "old", "new", "changed"),
    [
        (SOURCES, '"The Gazette"', '"The Daily Gazette"', {"source gazette": ["label"]}),
        (SOURCES, '["Bird Club"]', "[]", {"source bird-club": ["also_written"]}),
        (UNITS, "true", "false", {"unit nests": ["countable"]}),
        (
            OBSERVATIONS,
            ",41,eq,",
            ",,vague,",
            {"observation nests-2023": ["value", "comparator"]},
        ),
        (OBSERVATIONS, "log:stated", "log:inferred", {"observation nests-2023": ["inputs"]}),
        (DATASET, "2024-01-15", "2024-01-16", {"dataset herons": ["reviewed_on"]}),
        (CAVEATS, '"document:club-log"', "", {"caveat hidden-nests": ["attach"]}),
        (CAVEATS, '"mixed"', '"overstated"', {"caveat one-walk": ["attach"]}),
        (CAVEATS, "Two walked", "Three walked", {"caveat one-walk": ["waive"]}),
        (CITATIONS, "paraphrases", "quotes", {"citations of nests-2023": ["hop 2 relation"]}),
        (
            CITATIONS,
            "hidden-nests-",
            "hidden-nests+",
            {"citations of nests-2023": ["hop 2 carries"]},
        ),
        (CITATIONS, "hidden-nests-", "one-walk", {"citations of nests-2023": ["hop 2 carries"]}),
    ],
)
def test_an_edit_is_told_with_the_name_of_what_changed(loaded, name, old, new, changed):
    loaded.edit(name, old, new)
    before = dump()
    told = loaded.load(check=True)
    assert dump() == before
    report = loaded.load()
    assert fields_of(report) == fields_of(told) == changed
    assert (report.new, report.gone) == ([], [])
    assert not loaded.load().differs


def fields_of(report):
    """Return {row: the fields that changed}."""
    return {name: [*fields] for name, fields in report.changed.items()}


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (POPULATIONS, '"Grey herons"', '"Herons"', "label: “Grey herons” → “Herons”"),
        (OBSERVATIONS, "log:stated", "log:inferred", "inputs: “club-log:stated” → “club-log:inferred”"),  # noqa: E501
        (CITATIONS, "paraphrases", "quotes", "hop 2 relation: “paraphrases” → “quotes”"),
        (CITATIONS, "hidden-nests-", "", "hop 2 carries: “hidden-nests:-” → nothing"),
        (MEASURES, "What the walkers see.", LONG, f"definition: “What the walkers see.” → “{LONG[:80]}…”"),  # noqa: E501
    ],
)  # fmt: skip
def test_an_edit_is_told_with_what_stood_there_and_what_stands_there_now(
    loaded, name, old, new, told
):
    loaded.edit(name, old, new)
    assert f"  {told}" in run("load_seeds", "--check").splitlines()


def test_hops_that_come_and_go_are_told_by_their_documents(loaded):
    loaded.write(CITATIONS, csv_of("citations.csv", FIRST))
    assert "  hop 2: “gazette-june” → nothing" in run("load_seeds")
    loaded.write(CITATIONS, csv_of("citations.csv", FIRST, SECOND))
    assert "  hop 2: nothing → “gazette-june”" in run("load_seeds")


def test_a_row_that_moves_to_another_file_stays_itself(loaded):
    loaded.write("herons/sources.toml", FILES[SOURCES])
    (loaded.folder / SOURCES).unlink()
    report = loaded.load()
    assert fields_of(report) == {"source bird-club": ["seed_file"], "source gazette": ["seed_file"]}


def test_a_row_removed_before_anybody_could_read_it_is_gone(loaded):
    loaded.write(EVENTS, "")
    assert loaded.load().gone == ["event storm"]
    assert not loaded.load().differs


def test_a_whole_chain_of_things_can_go_at_once(loaded):
    loaded.write(OBSERVATIONS, csv_of("observations.csv"))
    loaded.write(CITATIONS, csv_of("citations.csv"))
    for name in (EVENTS, CAVEATS, DOCUMENTS, MEASURES, POPULATIONS):
        loaded.write(name, "")
    gone = loaded.load().gone
    assert len(gone) == 11
    assert {"population herons", "population grey-herons", "caveat hidden-nests"} <= set(gone)
    assert not Citation.objects.exists()
    assert not loaded.load().differs


def test_a_chain_removed_from_a_figure_that_stays_is_gone(loaded):
    loaded.write(CITATIONS, csv_of("citations.csv"))
    assert fields_of(loaded.load()) == {"citations of nests-2023": ["hop 1", "hop 2"]}
    assert not Citation.objects.exists()


def test_the_order_of_rows_in_a_file_means_nothing(loaded):
    loaded.write(CITATIONS, csv_of("citations.csv", SECOND, FIRST))
    assert not loaded.load().differs


def test_a_new_figure_is_told(loaded):
    of_2022 = {"id": "nests-2022", "period": "2022"}
    loaded.write(
        OBSERVATIONS,
        csv_of("observations.csv", FIGURE, FIGURE | of_2022),
    )
    loaded.append(
        CITATIONS, csv_of("citations.csv", FIRST | {"observation": "nests-2022"}).partition("\n")[2]
    )
    report = loaded.load()
    assert report.new == ["observation nests-2022", "citations of nests-2022"]


@pytest.mark.slow(reason="loads the real seeds twice")
def test_the_real_seeds_load_and_load_again_as_the_same(db, settings):
    paths = seeds.folders(settings.SEEDS_DIR)
    assert "observation awol-2023-s1" in seeds.load(paths).new
    assert not seeds.load(paths).differs


# What is wrong with a file


@pytest.mark.slow(reason="loads a folder for each mistake")
@pytest.mark.parametrize(("name", "content", "expected"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused_with_the_place(loaded, name, content, expected):
    loaded.write(name, content)
    loaded.refused(expected)


def test_a_folder_inside_a_folder_is_refused(loaded):
    (loaded.folder / "herons" / "drafts").mkdir()
    loaded.refused("herons/drafts: no file of a dataset")


@pytest.mark.parametrize(
    "make",
    [lambda path: path.mkdir(), lambda path: path.symlink_to("gone")],
    ids=["a folder", "a link that leads nowhere"],
)
def test_what_only_looks_like_a_file_is_refused_with_its_name(loaded, make):
    make(loaded.folder / WITHDRAWN)
    loaded.refused("herons/withdrawn.csv: cannot be read: ")


def test_a_file_that_nobody_wrote_by_hand_is_refused(loaded):
    loaded.write(SOURCES, "source = " + "[" * 3000 + "]" * 3000)
    loaded.refused("common/sources.toml: not TOML that anybody wrote: too deep")


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (OBSERVATIONS, ",41,", ",-5,", "value “-5”: there are never fewer nests than none"),
        (OBSERVATIONS, ",41,", ",-0,", "value “-0”: “-0” is no number"),
        (SOURCES, 'label = "The Gazette"', 'label = "G"\nalso_written = ["a;b"]', "without a semi"),
        (
            SOURCES,
            'label = "The Gazette"',
            'label = "G"\nalso_written = ["a", "a"]',
            "each name once",
        ),
        (DATASET, "title =", 'home = "https://herons.example/"\ntitle =', "is no home"),
        (DATASET, "title =", 'home = "https://herons.example?x"\ntitle =', "is no home"),
    ],
)
def test_what_could_not_be_read_back_is_refused(loaded, name, old, new, expected):
    loaded.edit(name, old, new)
    loaded.refused(expected)


def test_a_figure_stays_in_its_dataset(loaded):
    loaded.write("egrets/dataset.toml", FILES[DATASET])
    for file in (OBSERVATIONS, CITATIONS):
        loaded.write(file.replace("herons", "egrets"), FILES[file])
        (loaded.folder / file).unlink()
    loaded.refused("egrets/observations.csv:2: row 1 (nests-2023): stays in its dataset, herons")


def test_a_line_is_where_its_row_begins_even_after_a_cell_of_several_lines(loaded):
    two_lines = FILES[OBSERVATIONS].replace("this spring", '"this\nspring"')
    loaded.write(OBSERVATIONS, two_lines + two_lines.partition("\n")[2].replace("41", "many"))
    loaded.refused("herons/observations.csv:4: row 2 (nests-2023) value “many”: ")


def test_a_line_separator_in_a_cell_ends_no_row_and_is_refused_as_text(loaded):
    loaded.edit(OBSERVATIONS, "this spring", "this\u2028spring")
    place = "herons/observations.csv:2: row 1 (nests-2023) period_printed"
    assert len(loaded.refused(f"{place} “this\\u2028spring”: LINE SEPARATOR")) == 1


def test_nothing_follows_from_a_file_that_cannot_be_read(files):
    files.write(SOURCES, "[[source]")
    (problem,) = files.refused()
    assert problem.startswith("common/sources.toml:1: not TOML")


# What is wrong with a row


@pytest.mark.slow(reason="loads a folder for each of more than two hundred mistakes")
@pytest.mark.parametrize(("name", "old", "new", "expected"), WRONG)
@pytest.mark.parametrize("first", [True, False], ids=["first load", "later load"])
def test_a_wrong_row_is_refused_with_place_field_value_and_what_was_expected(
    request, first, name, old, new, expected
):
    files = request.getfixturevalue("files" if first else "loaded")
    files.edit(name, old, new)
    problems = files.refused(expected)
    assert all(problem.startswith(("herons/", "common/")) for problem in problems)


def test_a_slug_has_one_file(loaded):
    loaded.write("herons/sources.toml", FILES[SOURCES].replace("gazette", "herald", 1))
    loaded.refused(
        "herons/sources.toml:2: row 1 (bird-club): stands already in common/sources.toml:2"
    )


def test_a_slug_has_one_file_even_where_only_some_folders_are_loaded(loaded):
    loaded.write("otters/dataset.toml", FILES[DATASET])
    loaded.write("otters/measures.toml", FILES[MEASURES])
    with pytest.raises(seeds.Refused, match=r"belongs to herons/measures\.toml"):
        seeds.load([loaded.folder / "common", loaded.folder / "otters"])


def test_a_citation_belongs_to_a_figure_of_its_own_folder(loaded):
    loaded.write("otters/dataset.toml", FILES[DATASET])
    loaded.write("otters/citations.csv", csv_of("citations.csv", FIRST | {"hop": "3"}))
    loaded.refused(
        "otters/citations.csv:2: row 1 (nests-2023) observation “nests-2023”: "
        "there is no such observation in otters/observations.csv"
    )


def test_figures_stand_in_the_folder_of_a_dataset(loaded):
    loaded.write("common/events.toml", FILES[EVENTS].replace("storm", "flood"))
    loaded.refused("common/events.toml:2: row 1 (flood): belongs into a folder with a dataset.toml")


def test_one_wrong_word_is_told_once_and_nothing_follows_from_it(files):
    files.edit(DOCUMENTS, '"excerpt"', '"exerpt"')
    files.edit(MEASURES, 'label = "Nests counted"', 'lable = "Nests counted"')
    assert len(files.refused()) == 3  # an unknown key, the one that is missing for it, a term


def test_what_the_admin_curates_cannot_come_from_seeds_too(files):
    Source.objects.create(slug="gazette", label="The Gazette of the admin", kind="media")
    files.refused("common/sources.toml:10: row 2 (gazette): is curated in the admin")


# What readers know already


@pytest.fixture
def released(loaded):
    """Return the seed folder after its first release."""
    publishing.publish("herons")
    return loaded


def without_figures(files):
    """Take the figure and its citations out of the files."""
    files.edit(
        CAVEATS, 'waive = [{ observation = "nests-2023", reason = "Two walked that year." }]', ""
    )
    files.write(OBSERVATIONS, csv_of("observations.csv"))
    files.write(CITATIONS, csv_of("citations.csv"))


def withdrawn(files, **cells):
    """Write withdrawn.csv with one row."""
    row = {"id": "nests-2023", "reason": "It was a stork.", **cells}
    files.write(WITHDRAWN, csv_of("withdrawn.csv", row))


@pytest.mark.slow(reason="loads a folder again and again")
def test_a_published_id_leaves_only_through_withdrawn_csv(released):
    without_figures(released)
    released.refused(
        "herons/observations.csv: (nests-2023): "
        "is published, and may leave only through withdrawn.csv"
    )
    withdrawn(released)
    report = released.load()
    assert report.gone == ["observation nests-2023"]
    assert report.new == ["withdrawal nests-2023"]
    assert not released.load().differs


def test_nothing_is_withdrawn_and_present_at_once(released):
    withdrawn(released)
    released.refused(
        "herons/observations.csv:2: row 1 (nests-2023): stands in herons/withdrawn.csv:2 too"
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"reason": ""}, "herons/withdrawn.csv:2: row 1 (nests-2023) reason: is missing"),
        ({"replaced_by": "nests-2032"}, "replaced_by “nests-2032”: there is no such observation"),
        ({"replaced_by": "nests-2023"}, "replaced_by “nests-2023”: goes in a circle"),
        ({"id": "Nests"}, "herons/withdrawn.csv:2: row 1 (Nests) id “Nests”: not a slug"),
    ],
)
def test_a_withdrawal_is_read_as_strictly(released, cells, expected):
    without_figures(released)
    withdrawn(released, **cells)
    released.refused(expected)


@pytest.mark.parametrize(
    ("name", "slug", "expected"),
    [
        (SOURCES, "gazette", "source “gazette”: there is no such source"),
        (
            MEASURES,
            "pairs-breeding",
            "reported_measure “pairs-breeding”: there is no “pairs-breeding”",
        ),
        (DOCUMENTS, "club-log", "attach “club-log”: there is no such document"),
        (DOCUMENTS, "gazette-june", "document “gazette-june”: there is no such document"),
        (POPULATIONS, "herons", "part_of “herons”: there is no such population"),
        (CAVEATS, "hidden-nests", "carries “hidden-nests”: there is no such caveat"),
    ],
)
def test_what_is_still_used_cannot_go(loaded, name, slug, expected):
    entries = tomllib.loads(FILES[name])[name.partition("/")[2].removesuffix("s.toml")]
    number = [entry["id"] for entry in entries].index(slug)
    tables = FILES[name].split("\n\n")
    loaded.write(name, "\n\n".join(tables[:number] + tables[number + 1 :]))
    loaded.refused(expected)


def test_what_the_admin_still_uses_cannot_go(loaded):
    Population.objects.create(slug="night-herons", label="Night herons", part_of_id="herons")
    loaded.edit(POPULATIONS, 'part_of = "herons"', "")
    loaded.edit(POPULATIONS, '[[population]]\nid = "herons"\nlabel = "Herons"', "")
    loaded.refused("herons/populations.toml: (herons): is gone, but used by night-herons")


# The commands


def run(*command):
    """Run a command and return what it prints."""
    out = io.StringIO()
    call_command(*command, stdout=out, stderr=out)
    return out.getvalue()


def test_check_tells_what_loading_would_do_and_writes_nothing(files):
    before = dump()
    told = run("load_seeds", "--check")
    assert dump() == before
    assert "would be new: observation nests-2023" in told
    assert "seeds: 17 new, 0 changed, 0 same, 0 gone" in told


def test_check_fails_when_anything_is_wrong_and_writes_nothing(loaded):
    loaded.edit(SOURCES, '"media"', '"medai"')
    loaded.edit(OBSERVATIONS, "mill-lake", "mill-pond")
    before = dump()
    for command in (["load_seeds", "--check"], ["load_seeds"]):
        with pytest.raises(CommandError) as error:
            call_command(*command)
        assert error.value.returncode == 1
        assert "medai" in str(error.value)
        assert "mill-pond" in str(error.value)
        assert dump() == before


def test_loading_tells_what_it_did(loaded):
    loaded.edit(SOURCES, '"The Gazette"', '"The Daily Gazette"')
    loaded.write(EVENTS, "")
    told = run("load_seeds").splitlines()
    assert told == [
        "changed: source gazette",
        "  label: “The Gazette” → “The Daily Gazette”",
        "gone: event storm",
        "seeds: 0 new, 1 changed, 16 same, 1 gone",
    ]


def test_a_first_start_publishes_and_a_second_one_leaves_everything_alone(files):
    assert "herons: release 1 on 2024-01-15, 1 observations" in run("bootstrap")
    files.edit(OBSERVATIONS, ",41,", ",42,")
    files.edit(CITATIONS, ",41,", ",42,")
    before = dump(), list(Record.objects.values_list("pk"))
    told = run("bootstrap")
    assert "would be changed: observation nests-2023\n  value: “41” → “42”" in told
    assert (dump(), list(Record.objects.values_list("pk"))) == before
    assert Release.objects.count() == 1


def test_a_start_never_touches_what_the_admin_curates(files):
    for name in list(FILES):
        text = (files.folder / name).read_text()
        for word in (
            "bird-club",
            "gazette",
            "mill-lake",
            "nests",
            "grey-herons",
            "club-",
            "pairs-breeding",
        ):
            text = text.replace(word, f"{word.rstrip('-')}x{'-' if word.endswith('-') else ''}")
        files.write(name, text.replace("hidden-", "lost-"))
    (files.folder / "herons").rename(files.folder / "waders")
    world = World()
    world.publish()
    world.change("nests-2023", value="43")
    before = Observation.objects.values().get(pk="nests-2023")
    assert "waders: release 1" in run("bootstrap")
    run("bootstrap")
    assert Observation.objects.values().get(pk="nests-2023") == before
    assert [str(one) for one in Release.objects.all()] == ["herons 1", "waders 1"]
    assert Caveat.objects.get(pk="hidden-nests").seed_file == ""


def test_a_start_with_wrong_files_says_so_and_keeps_serving_what_is_published(files):
    run("bootstrap")
    files.edit(SOURCES, '"media"', '"medai"')
    assert "seeds cannot be loaded as they are" in run("bootstrap")
    files.write("otters/dataset.toml", FILES[DATASET])
    with pytest.raises(CommandError, match="medai"):
        run("bootstrap")
    assert Release.objects.count() == 1
