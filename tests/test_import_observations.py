"""Somebody's file becomes seed files by a map; what is not sure is named, and nothing shifts."""

import csv
import hashlib
import io
import json
import shutil
import tomllib

import openpyxl
import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from datasets import publishing
from datasets.imports.from_file import import_file
from datasets.models import Citation, Document, Event, Observation

from .findings import figure as record_of
from .import_mistakes import FILE, IN_FILES, IN_MAPS
from .seed_folder import CAVEATS, Seeds

NEVER = "there are never fewer nests than none: expected 0 or more"
MAP = """
[figure]
id = "{measure}-{area}-{period}"
period = { column = "year" }
area = { column = "lake", words = { Mill = "mill-lake" } }
origin = "bird-club"
credibility = "2"
caveats_reviewed_on = 2024-01-15

[document]
id = "club-file"
title = "The club's file"
source = "bird-club"
published = "2024"
language = "en"
no_address = "It came by post."

[[value]]
column = "nests"
measure = "nests-counted"
"""


@pytest.fixture
def lake(db, tmp_path, settings):
    """Return the herons' seed folder with a file and a map to import it by."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    settings.RELEASES_DIR = tmp_path / "releases"
    return Lake(tmp_path / "seeds")


class Lake(Seeds):
    """A seed folder, and verbs to import into it."""

    def __init__(self, folder):
        super().__init__(folder)
        self.beside = folder.parent / "given"
        self.beside.mkdir()
        self.given(FILE)
        self.map(MAP)

    def given(self, content, name="nests.csv"):
        """Put a file beside the map."""
        self.file = self.beside / name
        self.file.write_bytes(content.encode() if isinstance(content, str) else content)

    def map(self, text, old="", new=""):
        """Write the map, with one text in the place of another."""
        assert text.count(old) == 1 or not old, f"{old} stands {text.count(old)} times"
        (self.beside / "counts.toml").write_text(text.replace(old, new) if old else text)

    def run(self, capsys, **options):
        """Import the file; return what was said."""
        capsys.readouterr()
        call_command(
            "import_observations", self.file, map=self.beside / "counts.toml", into="herons",
            **options,
        )  # fmt: skip
        return capsys.readouterr().out

    def refused(self, *expected, **options):
        """Return why nothing was imported; no file of the dataset may have changed."""
        before = self.files()
        with pytest.raises(CommandError) as refusal:
            self.run(_Silent(), **options)
        assert self.files() == before
        assert not [*self.folder.rglob("*.draft")]
        for words in expected:
            assert words in str(refusal.value), str(refusal.value)
        return str(refusal.value)

    def files(self):
        """Return the bytes of all seed files."""
        return {file: file.read_bytes() for file in self.folder.rglob("*") if file.is_file()}

    def rows(self):
        """Return the rows that the import made, by id."""
        path = self.folder / "herons/imported/counts/observations.csv"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        return {row["id"]: row for row in csv.DictReader(lines)}


class _Silent:
    def readouterr(self):
        """Return nothing: what is refused is raised."""


# What comes of a file


def test_each_value_becomes_a_figure_that_knows_its_file_row_and_column(lake, api, capsys):
    assert "nests.csv: 2 new, 0 changed, 0 same, 0 gone" in lake.run(capsys)
    call_command("load_seeds")
    figure = Observation.objects.get(pk="nests-counted-mill-lake-2022")
    assert (figure.value, figure.period, figure.origin_id) == ("41", "2022", "bird-club")
    hop = Citation.objects.get(observation=figure)
    assert (hop.as_printed, hop.place_in_text) == ("41", "lake Mill, year 2022, column nests")
    document = Document.objects.get(pk="club-file")
    assert document.sha256 == hashlib.sha256(lake.file.read_bytes()).hexdigest()
    publishing.publish("herons")
    record = record_of(api, "nests-counted-mill-lake-2022")
    assert record["statement"].startswith("The bird club reported 41 nests of Grey herons")


def test_the_same_file_twice_is_nothing_new_and_the_same_bytes(lake, capsys):
    lake.run(capsys)
    before = lake.files()
    assert "nests.csv: 0 new, 0 changed, 2 same, 0 gone" in lake.run(capsys)
    assert lake.files() == before


def test_what_a_killed_import_left_behind_is_not_read(lake, capsys):
    lake.run(capsys)
    inside = lake.folder / "herons/imported"
    shutil.copytree(inside / "counts", inside / ".counts.draft")
    shutil.copytree(inside / "counts", inside / ".counts.old")
    call_command("load_seeds")
    assert Observation.objects.filter(pk__startswith="nests-counted-").count() == 2


def test_a_delivery_whose_place_a_killed_import_had_cleared_is_not_forgotten(lake, capsys):
    lake.run(capsys)
    (lake.folder / "herons/imported/counts").rename(lake.folder / "herons/imported/.counts.old")
    assert "0 new, 0 changed, 2 same" in lake.run(capsys)
    assert [one.name for one in (lake.folder / "herons/imported").iterdir()] == ["counts"]


def test_what_others_wrote_by_hand_stays_as_it_is(lake, capsys):
    before = lake.files()
    lake.run(capsys)
    assert {file: lake.files()[file] for file in before} == before


def test_a_check_shows_sentences_and_writes_nothing(lake, capsys):
    before = lake.files()
    page = lake.beside / "preview.html"
    told = lake.run(capsys, check=True, html=page)
    assert "The first:\n  The bird club reported 38 nests of Grey herons" in told
    assert told.count("The bird club reported") == 2
    assert lake.files() == before
    assert not Observation.objects.exists()
    shown = page.read_text()
    assert "<h1>nests.csv</h1>" in shown
    assert "The bird club reported 38 nests" in shown
    assert "nests-counted-mill-lake-2021, row 2" in shown


def test_a_check_shows_figures_at_random_and_the_largest_and_the_smallest(lake, capsys):
    rows = [f"{year},Mill,{year - 1900}\n" for year in range(1901, 2000)]
    lake.given("year,lake,nests\n" + "".join(rows))
    told = lake.run(capsys, check=True)
    assert told.count("Some at random:") == 1
    assert "The largest:\n  The bird club reported 99 nests" in told
    assert told.count(" in 1901 at 1 (Mill Lake)") == 1


def test_who_waits_at_a_terminal_is_told_how_far_it_is(lake, capsys):
    rows = "".join(f"{number},Mill,38\n" for number in range(1000, 1000 + 12))
    lake.given("year,lake,nests\n" + rows * 1000)
    rejects = lake.beside / "rejects.csv"
    terminal = Terminal()
    lake.run(capsys, skip_invalid=True, rejects=rejects, stderr=terminal)
    half, whole = f"{'#' * 16}....", "#" * 20
    assert terminal.getvalue() == f"[{half}] 10,000 rows\r[{whole}] 12,000 rows\n"


class Terminal(io.StringIO):
    """Somebody's terminal."""

    def isatty(self):
        """Return that somebody waits at it."""
        return True


def test_markup_in_a_file_is_shown_as_it_is(lake, capsys):
    lake.given(FILE.replace("year,lake", "<b>year</b>,lake").replace("\n", "\n", 1))
    lake.map(MAP, '"year"', '"<b>year</b>"')
    page = lake.beside / "preview.html"
    lake.given("year,lake,nests\n2021,Mill,38\n", "<i>nests.csv")
    lake.map(MAP)
    lake.run(capsys, check=True, html=page)
    assert "<h1>&lt;i&gt;nests.csv</h1>" in page.read_text()


def test_a_preview_points_at_jumps_falls_swaps_and_repetition(lake, capsys):
    counts = [12, 21, 210, 200, *[200] * 15]
    rows = [f"2020-03-{day:02},Mill,{count}" for day, count in enumerate(counts, 1)]
    lake.given("year,lake,nests\n" + "\n".join(rows) + "\n")
    shown = '{ column = "year", format = "%Y-%m-%d", shown = "2020-02-01/{day}" }'
    lake.map(MAP, '{ column = "year" }', shown)
    told = lake.run(capsys)
    assert "1 times ten times as much as the one before, or a tenth:" in told
    assert "1 times the digits of the one before in another order:" in told
    assert "nests-counted-mill-lake-2020-02-01-2020-03-02 (after 12)" in told
    assert "1 times a running total that falls:" in told
    assert "1 times the same number more than 14 times in a row:" in told


def test_wide_tables_make_a_figure_of_each_column_and_rows_may_choose(lake, capsys):
    lake.given("year,lake,nests,pairs,sure\n2021,Mill,38,30,yes\n2022,Mill,41,35,no\n")
    more = '\n[[value]]\ncolumn = "pairs"\nmeasure = "pairs-breeding"\nonly = { sure = "yes" }\n'
    lake.map(MAP + more)
    assert "3 new" in lake.run(capsys)
    assert "pairs-breeding-mill-lake-2022" not in lake.rows()


def test_long_tables_name_their_measure_by_a_table_of_names(lake, capsys):
    lake.given("year,lake,what,number\n2021,Mill,Nests,38\n2021,Mill,Pairs,30\n")
    (lake.beside / "measures.csv").write_text(
        "name,id\nNests,nests-counted\nPairs,pairs-breeding\nEggs,eggs-counted\n"
    )
    long = MAP.replace('"nests"', '"number"')
    lake.map(long, '"nests-counted"', '{ column = "what", table = "measures.csv" }')
    told = lake.run(capsys)
    assert lake.rows().keys() == {"nests-counted-mill-lake-2021", "pairs-breeding-mill-lake-2021"}
    assert "measures.csv: “Eggs” is not in the file" in told


def test_names_that_no_table_knows_are_listed_with_the_nearest_and_their_number(lake):
    lake.given("year,lake,nests\n2021,Mill Lake,38\n2022,Mil Lake,41\n2023,Mil Lake,44\n")
    (lake.beside / "lakes.csv").write_text("name,id\nMill Lake,mill-lake\n")
    lake.map(MAP, 'words = { Mill = "mill-lake" }', 'table = "lakes.csv"')
    lake.refused("lakes.csv: no id for “Mil Lake” (2 rows); did you mean “Mill Lake”?")


def test_ranges_are_read_from_columns_or_as_a_margin(lake, capsys):
    lake.given("year,lake,nests,low,high\n2021,Mill,38,30,45\n2022,Mill,41,,\n")
    lake.map(MAP + 'low = "low"\nhigh = "high"\nrange_kind = "ci95"\n')
    lake.run(capsys)
    first, second = lake.rows().values()
    assert (first["value_low"], first["value_high"], first["range_kind"]) == ("30", "45", "ci95")
    assert (second["value_low"], second["range_kind"]) == ("", "")
    call_command("load_seeds")
    lake.given("year,lake,nests,off\n2021,Mill,38,2\n")
    lake.map(MAP + 'margin = "off"\nrange_kind = "se"\n')
    shutil.rmtree(lake.folder / "herons/imported")
    lake.run(capsys)
    (row,) = lake.rows().values()
    assert (row["value_low"], row["value_high"]) == ("36", "40")


def test_a_value_outside_of_its_range_is_refused_or_kept_without_it(lake, capsys):
    lake.given("year,lake,nests,low,high\n2021,Mill,38,40,45\n")
    ranged = MAP + 'low = "low"\nhigh = "high"\nrange_kind = "ci95"\n'
    lake.map(ranged)
    lake.refused("nests: 1 cell: lies outside of its own range", "row 2 “38” (40 to 45)")
    lake.map(ranged + 'when_order_broken = "keep"\n')
    lake.run(capsys)
    (row,) = lake.rows().values()
    assert row["status"] == "U"
    assert "value_low" not in row


def test_words_beside_numbers_are_read_where_the_map_lets_them(lake, capsys):
    lake.given("year,lake,nests\n2021,Mill,about 38\n2022,Mill,30-40\n")
    lake.refused("no number in plain digits: declare it missing, or let words = true")
    lake.map(MAP + "words = true\n")
    told = lake.run(capsys)
    assert "numbers like “about 38”: 1, read as about 38\n" in told
    assert "numbers like “30-40”: 1, read as 30 to 40\n" in told
    first, second = lake.rows().values()
    assert (first["value"], first["comparator"]) == ("38", "about")
    assert (second["value_low"], second["comparator"]) == ("30", "range")
    call_command("load_seeds")


def test_a_number_printed_as_an_estimate_has_that_status(lake, capsys):
    lake.given("year,lake,nests\n2021,Mill,an estimated 38\n2022,Mill,41\n")
    lake.map(MAP + "words = true\n")
    told = lake.run(capsys)
    assert "numbers like “an estimated 38”: 1, read as estimated 38\n" in told
    assert [(row["comparator"], row["status"]) for row in lake.rows().values()] == [
        *(("eq", "E"), ("eq", "A")),
    ]
    lake.map(MAP + 'words = true\nstatus = "P"\n')
    lake.refused("is printed as an estimate, and the map gives it another status", "(status P)")


@pytest.mark.parametrize("ends", [('low = "low"\nhigh = "high"'), 'margin = "low"'])
def test_words_beside_a_number_leave_its_range_where_it_is(lake, capsys, ends):
    lake.given("year,lake,nests,low,high\n2021,Mill,about 38,3,41\n2022,Mill,41,3,44\n")
    ignored = "" if "high" in ends else 'ignore = ["high"]\n'
    lake.map(ignored + MAP + f'words = true\n{ends}\nrange_kind = "plausible"\n')
    lake.run(capsys)
    assert [row["value_high"] for row in lake.rows().values()] == ["41", "44"]
    assert [row["comparator"] for row in lake.rows().values()] == ["about", "eq"]
    lake.given("year,lake,nests,low,high\n2021,Mill,30 to 38,30,38\n2022,Mill,41,lots,44\n")
    lake.refused("a range, and columns with its ends beside it", "no number in plain digits")


def test_a_comparator_may_stand_in_a_column_of_its_own(lake, capsys):
    lake.given('[{"year": "2021", "lake": "Mill", "nests": 38, "how": "about"},'
               ' {"year": "2022", "lake": "Mill", "nests": 41}]', "nests.json")  # fmt: skip
    how = 'comparator = { column = "how", words = { about = "about", "" = "eq" } }\n'
    lake.map(MAP, 'credibility = "2"\n', f'credibility = "2"\n{how}')
    lake.run(capsys)
    assert [row["comparator"] for row in lake.rows().values()] == ["about", "eq"]


def test_notes_become_caveats_by_rules_alone_and_all_others_are_held(lake, api, capsys):
    lake.given(
        "year,lake,nests,note\n2021,Mill,38,data are partial\n2022,Mill,41,corrects yesterday\n"
        "2023,Mill,44,a walker of 54 years fell\n2024,Mill,45,new path\n"
    )
    notes = """
[notes]
column = "note"
rules = [
  { match = "partial", caveat = "hidden-nests" },
  { match = "corrects", hold = "about another day" },
  { match = "storm", caveat = "hidden-nests" },
]
"""
    lake.map(MAP + notes)
    told = lake.run(capsys)
    assert "notes: 1 held back: about another day (first in row 3: “corrects yesterday”)" in told
    assert "notes: 1 held back: no rule for it (first in row 5: “new path”)" in told
    assert "notes: 1 held back: may tell of persons: read it before" in told
    assert "54 years" not in told
    assert "notes: the rule for “storm” fits none" in told
    call_command("load_seeds")
    publishing.publish("herons")
    caveats = record_of(api, "nests-counted-mill-lake-2021")["caveats"]
    assert ("hidden-nests", "observation:nests-counted-mill-lake-2021") in [
        (one["id"], one["attached_to"]) for one in caveats
    ]
    published = b"".join(bytes(one) for one in lake.files().values())
    assert b"54 years" not in published
    assert b"new path" not in published


def test_a_caveat_that_the_folder_does_not_have_is_refused_when_loading(lake, capsys):
    lake.given("year,lake,nests,note\n2021,Mill,38,partial\n")
    rules = '\n[notes]\ncolumn = "note"\nrules = [{ match = "partial", caveat = "hiden-nests" }]\n'
    lake.map(MAP + rules)
    lake.run(capsys)
    with pytest.raises(CommandError, match="no such caveat in the caveats"):
        call_command("load_seeds")


def test_each_row_may_be_about_an_event_of_its_own(lake, capsys):
    lake.given("day,lake,nests,path\n2021-03-01,Mill,38,north shore\n2021-03-01,Mill,41,islet\n")
    event = '\n[event]\nid = "walk-{path}"\ntitle = "The walk to the {path}"\n'
    text = (MAP + event).replace('column = "year"', 'column = "day"')
    lake.map(text, '"{measure}-{area}-{period}"', '"{measure}-{path}-{period}"')
    lake.run(capsys)
    call_command("load_seeds")
    assert Event.objects.get(pk="walk-islet").title == "The walk to the islet"
    assert Observation.objects.get(pk="nests-counted-islet-2021-03-01").event_id == "walk-islet"


def test_a_document_for_each_text_of_a_column_is_made_once(lake, capsys):
    lake.given("year,lake,nests,list\n2021,Mill,38,A 1\n2022,Mill,41,A 1\n2023,Mill,44,B\n")
    text = MAP.replace('"club-file"', '"club-{list}"').replace("The club's file", "List {list}")
    lake.map(text)
    lake.run(capsys)
    written = tomllib.loads((lake.folder / "herons/imported/counts/documents.toml").read_text())[
        "document"
    ]
    assert [(one["id"], one["title"]) for one in written] == [
        ("club-a-1", "List A 1"),
        ("club-b", "List B"),
    ]
    assert "sha256" not in written[0]
    call_command("load_seeds")


# What comes again


def test_a_second_delivery_with_corrections_asks_why_and_tells_readers(lake, api, capsys):
    lake.run(capsys)
    call_command("load_seeds")
    publishing.publish("herons")
    lake.given(FILE.replace("41", "42"))
    lake.refused(
        "1 figure with another number or description than in the delivery before",
        "nests-counted-mill-lake-2022: 41 → 42",
        "say why with --reason",
    )
    why = "The club counted again."
    assert "0 new, 1 changed, 1 same, 0 gone" in lake.run(capsys, reason=why)
    call_command("load_seeds")
    publishing.publish("herons", note="Another delivery.")
    assert record_of(api, "nests-counted-mill-lake-2022")["change_note"] == why
    assert "0 new, 0 changed, 2 same" in lake.run(capsys)
    assert lake.rows()["nests-counted-mill-lake-2022"]["change_note"] == why


def test_a_row_that_came_above_the_others_gives_them_no_new_version(lake, api, capsys):
    lake.run(capsys)
    call_command("load_seeds")
    publishing.publish("herons")
    lake.given(FILE.replace("2021", "2020,Mill,35\n2021"))
    lake.run(capsys)
    call_command("load_seeds")
    publishing.publish("herons", note="A year more.")
    changes = api.json("changes?dataset=herons&between=1,2&noun=observation")["results"]
    assert [one["id"] for one in changes] == ["nests-counted-mill-lake-2020"]


def test_a_place_that_would_be_too_long_is_told_by_the_number_of_its_row(lake, capsys):
    lake.map(MAP, '"{measure}-{area}-{period}"', '"nests-{year}{who}"')
    lake.given(f"year,lake,nests,who\n2021,Mill,38,{'w' * 105}\n2022,Mill,41,\n")
    lake.run(capsys)
    places = [row["first_place"] for row in lake.rows().values()]
    assert places == ["row 2, column nests", "row 3, column nests"]


def test_a_row_that_vanished_is_refused_or_withdrawn_with_a_reason(lake, api, capsys):
    lake.run(capsys)
    call_command("load_seeds")
    publishing.publish("herons")
    lake.given("year,lake,nests\n2021,Mill,38\n")
    lake.refused("1 figure of the delivery before, and not in this one: nests-counted-mill-lake")
    lake.map(MAP + '\n[again]\ngone = "withdraw"\n')
    lake.refused("1 figure withdrawn: say why with --reason")
    lake.run(capsys, reason="The walk was not done.")
    call_command("load_seeds")
    publishing.publish("herons", note="Another delivery.")
    gone = api.json("observations/nests-counted-mill-lake-2022", status=410)
    assert "The walk was not done." in json.dumps(gone)
    lake.run(capsys)
    left = (lake.folder / "herons/imported/counts/withdrawn.csv").read_text()
    assert left.startswith('id,reason,replaced_by\n"nests-counted-mill-lake-2022",')
    lake.given(FILE)
    lake.run(capsys)
    assert not (lake.folder / "herons/imported/counts/withdrawn.csv").exists()


# What is refused


@pytest.mark.parametrize(("content", "why"), IN_FILES)
def test_a_file_that_is_not_as_the_map_says_is_refused_with_its_place(lake, content, why):
    lake.given(content)
    lake.refused(why)


@pytest.mark.parametrize(("old", "new", "why"), IN_MAPS)
def test_a_map_that_is_wrong_is_refused_with_what_was_expected(lake, old, new, why):
    lake.map(MAP, old, new)
    lake.refused(why)


def test_a_map_that_is_not_there_and_a_folder_that_is_no_dataset_are_refused(lake, capsys):
    (lake.beside / "counts.toml").unlink()
    lake.refused("counts.toml: cannot be read: No such file")
    with pytest.raises(CommandError, match="begin the dataset with new_dataset"):
        call_command("import_observations", lake.file, map="counts.toml", into="otters")


def test_numbers_may_be_grouped_and_decimal_as_the_map_declares(lake, capsys):
    lake.given("year;lake;nests\n2021;Mill;1.238\n2022;Mill;−0\n")
    form = '[file]\ndelimiter = ";"\ndecimal = ","\ngroup = "."\n\n'
    lake.map(form + MAP)
    lake.run(capsys)
    assert [row["value"] for row in lake.rows().values()] == ["1238", "0"]


def test_cells_that_say_nothing_are_declared_and_counted(lake, capsys):
    lake.given(FILE + "2023,Mill,-999\n2024,Mill,\n")
    lake.refused("there are never fewer nests than none")
    lake.map('[file]\nmissing = ["", "-999"]\n\n' + MAP)
    told = lake.run(capsys)
    assert "2 cells left blank, or declared missing" in told
    assert "2 new" in told
    lake.map(MAP + 'missing = ["-999"]\n')
    assert "declared missing (first in row 4, column nests)" in lake.run(capsys)


def test_every_cell_that_is_not_believed_can_be_written_down_of_a_refused_file_too(lake):
    lake.given(FILE + "".join(f"{year},Mill,-3\n" for year in range(2001, 2006)))
    rejects = lake.beside / "rejects.csv"
    assert "and 2 more" in lake.refused(NEVER, rejects=rejects)
    assert len(rejects.read_text().splitlines()) == 1 + 5


def test_what_is_invalid_may_be_left_out_and_is_then_written_down(lake, capsys):
    lake.given(FILE + "2023,Mill,-3\n")
    rejects = lake.beside / "rejects.csv"
    lake.refused("--skip-invalid needs --rejects", skip_invalid=True)
    lake.given(FILE)
    assert "left out" not in lake.run(capsys, skip_invalid=True, rejects=rejects)
    lake.given(FILE + "2023,Mill,-3\n")
    told = lake.run(capsys, skip_invalid=True, rejects=rejects)
    assert f"1 cell left out, see {rejects}: tell it in the note of the release" in told
    assert [*csv.DictReader(rejects.read_text().splitlines())] == [
        {
            "row": "4",
            "column": "nests",
            "value": "-3",
            "why": NEVER,
        }
    ]


def test_formulas_in_a_workbook_are_refused_and_its_numbers_are_read_as_typed(lake, capsys):
    book = openpyxl.Workbook()
    for row in (["year", "lake", "nests"], [2021, "Mill", 38], [2022, "Mill", 41]):
        book.active.append(row)
    book.save(lake.beside / "nests.xlsx")
    lake.file = lake.beside / "nests.xlsx"
    lake.run(capsys)
    assert [row["value"] for row in lake.rows().values()] == ["38", "41"]
    book.active["C3"] = "=C2+3"
    book.save(lake.file)
    lake.refused("nests: 1 cell: a formula: put its value there, as text", "row 3 “=C2+3”")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{}", "expected a list of objects, each of them a row"),
        ("[1]", "expected a list of objects"),
        ("[", "not JSON: "),
        ("[" * 100_000, "not JSON: "),
        ('[{"year": "2021", "lake": "Mill", "nests": [1]}]', "neither a text nor a number"),
    ],
)
def test_json_that_is_no_table_is_refused(lake, content, why):
    lake.given(content, "nests.json")
    lake.refused(why)


def test_a_preview_of_what_cannot_be_loaded_says_why_and_leaves_no_draft(lake):
    lake.edit(CAVEATS, '"one-walk"', '"One walk"')
    lake.refused("its figures cannot be loaded", "One walk", check=True)


@pytest.mark.parametrize("option", ["rejects", "html"])
def test_what_cannot_be_written_is_named_and_nothing_is_imported(lake, option):
    lake.refused("/gone/told: No such file or directory", **{option: lake.beside / "gone/told"})
    lake.refused("/given: Is a directory", **{option: lake.beside})
    lake.given(FILE + "2023,Mill,-3\n")
    lake.refused("/given: Is a directory", rejects=lake.beside)


def test_a_reason_that_no_file_can_hold_is_refused(lake):
    lake.refused("--reason: U+DCFF", reason="They \udcff.")


def test_what_nobody_would_see_of_a_file_is_told_so_that_it_is_seen(lake, capsys):
    lake.map(MAP, 'words = { Mill = "mill-lake" }', 'table = "lakes.csv"')
    (lake.beside / "lakes.csv").write_text("name,id\nMill,mill-lake\n\x1b[2J\u202eeloM,mole-lake\n")
    noted = '\n[notes]\ncolumn = "note"\nrules = []\n'
    lake.map((lake.beside / "counts.toml").read_text() + noted)
    lake.given('year,lake,nests,note\n2021,Mill,38,"one\nnests.csv: 9 new"\n')
    told = lake.run(capsys, check=True)
    assert r"lakes.csv: “\x1b[2J\u202eeloM” is not in the file" in told
    assert r"no rule for it (first in row 2: “one\nnests.csv: 9 new”)" in told


def test_a_table_of_names_that_is_no_table_is_refused(lake):
    lake.map(MAP, 'words = { Mill = "mill-lake" }', 'table = "lakes.csv"')
    (lake.beside / "lakes.csv").write_bytes("name,id\nMühle,mill-lake\n".encode("latin-1"))
    lake.refused("lakes.csv: not UTF-8, perhaps Windows-1252")
    (lake.beside / "lakes.csv").write_text(f"name,id\n{'x' * 200_000},mill-lake\n")
    lake.refused("lakes.csv: not CSV: field larger than field limit")


def test_an_import_that_ends_in_any_fault_leaves_no_draft(lake):
    with pytest.raises(KeyboardInterrupt):
        import_file(
            lake.file,
            lake.beside / "counts.toml",
            lake.folder / "herons",
            sheet="",
            reason="",
            skip_invalid=False,
            watched=_interrupted,
        )
    assert not (lake.folder / "herons/imported").exists()


def _interrupted(rows, lines):
    raise KeyboardInterrupt


def test_a_third_of_a_million_is_a_doubt_about_its_cell_where_words_are_read(lake):
    lake.map(MAP + "words = true\n")
    lake.given(FILE.replace("38", "⅓ million"))
    lake.refused("nests: 1 cell: a number whose digits never end", "row 2 “⅓ million” (1000000/3)")


def test_text_that_a_spreadsheet_would_run_stays_text(lake, capsys):
    lake.given("year,lake,nests,list\n2021,Mill,38,=cmd()\n")
    lake.map(MAP.replace("The club's file", "List {list}").replace('"club-file"', '"club-{list}"'))
    lake.run(capsys)
    call_command("load_seeds")
    assert Document.objects.get(pk="club-cmd").title == "List =cmd()"


# The dataset that was imported


def test_the_temperatures_of_the_seeds_are_imported_again_as_they_stand(
    db, tmp_path, settings, capsys
):
    for name in ("common", "global-temp"):
        shutil.copytree(project.BASE_DIR / "seeds" / name, tmp_path / name)
    settings.SEEDS_DIR = tmp_path
    folder = tmp_path / "global-temp"
    before = {file.name: file.read_bytes() for file in (folder / "imported/annual").iterdir()}
    shutil.rmtree(folder / "imported")
    imports = folder / "imports"
    call_command(
        "import_observations", imports / "annual.csv", map=imports / "annual.toml",
        into="global-temp",
    )  # fmt: skip
    assert "annual.csv: 319 new" in capsys.readouterr().out
    made = {file.name: file.read_bytes() for file in (folder / "imported/annual").iterdir()}
    assert made == before
