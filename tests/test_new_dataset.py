"""A sheet of six columns becomes a dataset; cells that cannot be believed are named, with why."""

import contextlib
import datetime
import errno
import os
import re
import tomllib
import zipfile
from itertools import pairwise, product
from unittest import mock

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from datasets import publishing, seeds
from datasets.imports.cells import Unreadable
from datasets.imports.xlsx_table import read_xlsx
from datasets.models import Citation, Dataset, Document, Observation, Source
from datasets.seeds.files import DATASET_FILE, MODEL_OF, columns_of

from .findings import figure as record_of
from .seed_folder import UNITS, Seeds

HEADER = ["what", "where", "when", "number", "who", "link"]
PAGE = "https://news.example/herons"
ROW = ["herons at the shore", "Mill Lake", "5 March 2023", "about 200", "the bird club", PAGE]
ABOUT = {"license": "CC-BY-4.0", "maintainer": "The Gazette"}
SLUG = "herons-at-the-shore-mill-lake-2023-03-05-the-bird-club"


@pytest.fixture
def sheet(db, tmp_path, settings):
    """Return a sheet beside the seed files of the herons, from which `counts` is begun."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    settings.RELEASES_DIR = tmp_path / "releases"
    files = Seeds(settings.SEEDS_DIR)
    for name in ("items", "percent"):
        files.append(UNITS, f'\n[[unit]]\nid = "{name}"\nlabel = "{name}"\n')
    files.append("common/areas.toml", '\n[[area]]\nid = "not-stated"\nlabel = "not stated"\n')
    return Sheet(tmp_path, settings.SEEDS_DIR)


class Sheet:
    """A sheet in a folder of its own beside the seed files."""

    def __init__(self, folder, seeds_dir):
        self.folder, self.seeds_dir = folder, seeds_dir

    def csv(self, *rows, header=HEADER):
        """Write the sheet as CSV; return its path."""
        quoted = [",".join(f'"{cell}"' for cell in row) for row in [header, *rows]]
        return self.text("\n".join([*quoted, ""]))

    def text(self, content, name="counts.csv"):
        """Write a file as it is."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def xlsx(self, *rows, prepare=lambda book: None):
        """Write the sheet as a workbook; cells may be values with a number format."""
        book = openpyxl.Workbook()
        for number, row in enumerate([HEADER, *rows], 1):
            for column, value in enumerate(row, 1):
                value, shown = value if isinstance(value, tuple) else (value, None)
                cell = book.active.cell(number, column, value)
                if shown:
                    cell.number_format = shown
        prepare(book)
        path = self.folder / "counts.xlsx"
        book.save(path)
        return path

    def begin(self, path, capsys, **options):
        """Begin the dataset; return what was said."""
        capsys.readouterr()
        call_command("new_dataset", "counts", file=path, **(ABOUT | options))
        return capsys.readouterr().out

    def refused(self, path, **options):
        """Return why nothing was begun."""
        with pytest.raises(CommandError) as refusal:
            call_command("new_dataset", "counts", file=path, **(ABOUT | options))
        assert not (self.seeds_dir / "counts").exists()
        return str(refusal.value)

    def files(self):
        """Return the text of each file of the dataset."""
        return {file.name: file.read_text() for file in (self.seeds_dir / "counts").iterdir()}


def with_cell(column, value):
    """Return the row with something else in one column."""
    return [value if name == column else cell for name, cell in zip(HEADER, ROW, strict=True)]


def test_a_row_becomes_a_figure_that_says_that_its_path_was_not_traced(sheet, api, capsys):
    told = sheet.begin(sheet.csv(ROW), capsys)
    assert "1 observation" in told
    call_command("load_seeds")
    call_command("publish", "counts")
    record = record_of(api, SLUG)
    assert record["statement"] == (
        "The bird club reported about 200 herons at the shore on 5 March 2023 (Mill Lake), "
        "according to news.example. Path not traced, not reviewed."
    )
    assert (record["value"], record["comparator"], record["period"]["code"]) == (
        *(200, "about"),
        "2023-03-05",
    )
    (hop,) = record["citations"]
    assert (hop["as_printed"], hop["document"]["url"]) == ("about 200", PAGE)


def test_three_hundred_rows_make_each_page_and_source_once(sheet, capsys):
    rows = [
        [f"herons at stage {number % 3}", "Mill Lake", str(1700 + number), str(number), *ROW[4:]]
        for number in range(300)
    ]
    told = sheet.begin(sheet.csv(*rows), capsys)
    assert "1 source, 1 document, 3 populations, 3 measures, 300 observations" in told
    call_command("load_seeds")
    assert publishing.publish("counts").release.rows == 300


def test_a_workbook_makes_the_same_files_as_the_csv(sheet, capsys):
    sheet.begin(sheet.csv(ROW, [*with_cell("number", "1,240")[:4], "a walker", PAGE]), capsys)
    from_csv = sheet.files()
    (sheet.seeds_dir / "counts").rename(sheet.folder / "before")
    book = sheet.xlsx(ROW, [*ROW[:3], (1240, "#,##0"), "a walker", PAGE])
    sheet.begin(book, capsys)
    assert {**sheet.files(), "observations.csv": ""} == {**from_csv, "observations.csv": ""}
    assert (
        sheet.files()["observations.csv"].replace(",1240\n", ',"1,240"\n')
        == (from_csv["observations.csv"])
    )


@pytest.mark.parametrize(
    ("number", "value", "low", "high", "comparator"),
    [
        ("2,076", "2076", "", "", "eq"),
        ("more than 1.2 million", "1200000", "", "", "gt"),
        ("300-400", "", "300", "400", "range"),
        ("300–400", "", "300", "400", "range"),
        ("300 to 400", "", "300", "400", "range"),
        ("between 300 and 400", "", "300", "400", "range"),
        ("nine herons", "9", "", "", "eq"),
        ("one hundred", "100", "", "", "eq"),
        ("500+", "500", "", "", "gte"),
    ],
)
def test_a_number_is_read_as_it_is_printed(sheet, capsys, number, value, low, high, comparator):
    sheet.begin(sheet.csv(with_cell("number", number)), capsys)
    call_command("load_seeds")
    figure = Observation.objects.get(pk=SLUG)
    assert (figure.value, figure.value_low, figure.value_high) == (value, low, high)
    assert figure.comparator == comparator
    assert Citation.objects.get(observation=figure).as_printed == number


@pytest.mark.parametrize(
    ("number", "comparator", "told"),
    [
        ("estimated 1.6 million", "eq", "estimated 1,600,000 herons"),
        ("an estimated 1.6 million", "eq", "estimated 1,600,000 herons"),
        ("Estimated at about 1.6 million", "about", "estimated about 1,600,000 herons"),
        ("an estimated 4,000", "eq", "estimated 4,000 herons"),
        ("est. 4,000", "eq", "estimated 4,000 herons"),
        ("4,000 (est.)", "eq", "estimated 4,000 herons"),
        ("4,000, estimated", "eq", "estimated 4,000 herons"),
        ("at least an estimated 4,000", "gte", "estimated at least 4,000 herons"),
        ("an estimated 300 to 400", "range", "estimated 300 to 400 herons"),
        ("estimated between 300 and 400", "range", "estimated 300 to 400 herons"),
    ],
)
def test_what_is_printed_as_an_estimate_is_told_as_one(
    sheet, api, capsys, number, comparator, told
):
    sheet.begin(sheet.csv(with_cell("number", number)), capsys)
    call_command("load_seeds")
    publishing.publish("counts")
    record = record_of(api, SLUG)
    assert record["statement"].startswith(f"The bird club {told} at the shore")
    assert (record["status"], record["comparator"]) == ("E", comparator)
    assert record["bounds_basis"] == "estimated"
    (hop,) = record["citations"]
    assert (hop["as_printed"], hop["alterations"]) == (number, [])


@pytest.mark.parametrize(
    ("number", "value"),
    [("a dozen", "12"), ("two dozen", "24"), ("a hundred", "100"), ("half a million", "500000")],
)
def test_a_round_number_in_words_is_not_told_as_a_count(sheet, api, capsys, number, value):
    sheet.begin(sheet.csv(with_cell("number", number)), capsys)
    call_command("load_seeds")
    publishing.publish("counts")
    record = record_of(api, SLUG)
    assert f"reported about {int(value):,} herons" in record["statement"]
    assert (record["value_digits"], record["comparator"]) == (value, "about")
    assert record["bounds_basis"] == "soft"


@pytest.mark.parametrize(
    ("when", "period"),
    [
        ("", "XXXX"),
        ("2023-S1", "2023-S1"),
        ("March 2023", "2023-03"),
        ("Sept. 3rd, 2023", "2023-09-03"),
        ("2021–2022", "2021/2022"),
        ("2023/2024", "2023/2024"),
        ("2023-07/2024-06", "2023-07/2024-06"),
        ("2019–23", "2019/2023"),
        ("1 March 2023 to 5 April 2023", "2023-03-01/2023-04-05"),
        ("13/02/2023", "2023-02-13"),
        ("June to August 2015", "2015-06/2015-08"),
        ("5–8 March 2023", "2023-03-05/2023-03-08"),
        ("3 March to 5 April 2023", "2023-03-03/2023-04-05"),
        ("3-5 May 2022", "2022-05-03/2022-05-05"),
        ("May 3–5, 2022", "2022-05-03/2022-05-05"),
        ("between June and August 2015", "2015-06/2015-08"),
        ("on Tuesday, 3 May 2022", "2022-05-03"),
        ("2022/05/03", "2022-05-03"),
        ("since March 2015", "2015-03/.."),
        ("around 2015", "2015~"),
        ("the 1990s", "199X"),
        ("the last quarter of 2021", "2021-Q4"),
        ("second half 2021", "2021-S2"),
        ("first half of 2021", "2021-S1"),
        ("2nd quarter of 2021", "2021-Q2"),
        ("Q1 2020", "2020-Q1"),
        ("2020 h2", "2020-S2"),
        ("Q1 to Q3 2020", "2020-Q1/2020-Q3"),
    ],
)
def test_a_period_is_read_as_people_write_it(sheet, capsys, when, period):
    sheet.begin(sheet.csv(with_cell("when", when)), capsys)
    call_command("load_seeds")
    figure = Observation.objects.get(dataset="counts")
    assert (figure.period, figure.period_printed) == (period, when or "-")


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("number", "1,5", "number: 1 cell: a comma that seems to part decimals"),
        ("number", "35.307", "row 2 “35.307” (35307 or 35.3070)"),
        ("number", "5m", "can be read in two ways: write the one that is meant"),
        ("number", "6,641*", "words or signs beside the number that nobody explains"),
        ("number", "200 gulls", "row 2 “200 gulls” (gulls)"),
        ("number", "many", "no number in it: leave out what is only said in words"),
        ("number", "400–300", "a range whose first number is not the lower one"),
        ("number", "dozens", "no number in it: leave out what is only said in words"),
        ("number", "half a dozen", "more than one number: write one"),
        ("number", "underestimated 40", "row 2 “underestimated 40” (underestimated)"),
        ("number", "⅓ million", "row 2 “⅓ million” (1000000/3)"),
        ("number", "one third of a million", "a number whose digits never end: write it rounded"),
        ("number", "2/3 million", "a number whose digits never end: write it rounded"),
        ("number", "33⅓ %", "a number whose digits never end: write it rounded"),
        ("number", "€5,000", "row 2 “€5,000” (€)"),
        ("what", "herons {population}", "holds a brace"),
        ("link", "javascript:alert(1)", "no address that a browser would open"),
        ("link", "htp:/news.example", "no address that a browser would open"),
        ("number", "37,700 ± 5,000", "more than one number: write one, or both ends of a range"),
        ("number", "3 times", "how many times, points and parts of a whole are not levels"),
        ("number", "1.5", "a number with decimals and no unit"),
        ("number", "", "number: 1 cell: is missing"),
        ("when", "05/03/2023", "row 2 “05/03/2023” (2023-03-05 or 2023-05-03)"),
        ("when", "March 2091", "a time that has not come yet"),
        ("number", "-4", "less than nothing"),
        ("what", "herons " * 40, "has more than 200 characters"),
        ("link", "www.news.example/herons", "write https:// before it"),
        ("link", "news.example/herons", "write https:// before it"),
        ("when", "last spring", "no period that is understood: write it as 2023-03-05"),
        ("when", "2023-24", "(2023/2024 for both, 2023-07/2024-06 if it begins in July)"),
        ("when", "2023–24", "two years, or one that begins in the first: write which"),
        ("when", "2023/24", "two years, or one that begins in the first: write which"),
        ("when", "1999-00", "(1999/2000 for both, 1999-07/2000-06 if it begins in July)"),
        ("when", "2011-12", "2011-07/2012-06 if it begins in July, December 2011 for a month)"),
        ("when", "31 June 2023", "a day or a part of a year that no calendar has"),
        ("when", "31/13/2023", "a day or a part of a year that no calendar has"),
        ("when", "third half of 2023", "a day or a part of a year that no calendar has"),
        ("when", "2023-05 to 2023-03", "a period that ends before it begins"),
        ("when", "December to February 2023", "a period that ends before it begins"),
        ("when", "the 5th to the 8th of March", "no period that is understood"),
        ("who", "", "who: 1 cell: is missing"),
        (
            "what",
            "herons\tat the shore",
            "what: 1 cell: TAB (U+0009) is a control character, which no text of",
        ),
        ("link", "ftp://news.example/herons", "link: 1 cell: no address that a browser would open"),
        ("link", "https://[news", "link: 1 cell: no address that a browser would open"),
        ("what", "x" * 33_000, "cut off at 32,767 characters"),
    ],
)
def test_a_cell_that_cannot_be_believed_is_named_with_its_reason(sheet, column, value, why):
    told = sheet.refused(sheet.csv(with_cell(column, value), [*ROW[:5], f"{PAGE}/2"]))
    assert why in told


def test_a_folder_that_this_user_may_not_write_is_named(sheet, monkeypatch):
    """By whoever writes nowhere: the tests may run as root, who may write everywhere."""
    refusal = PermissionError(errno.EACCES, "Permission denied", str(sheet.seeds_dir / "counts"))
    monkeypatch.setattr(os, "mkdir", mock.Mock(side_effect=refusal))
    with pytest.raises(CommandError) as told:
        call_command("new_dataset", "counts")
    where = f"{sheet.seeds_dir}/counts: Permission denied"
    assert str(told.value) == f"{where}: run this as a user who may"


def test_a_folder_of_seeds_that_is_none_is_named(sheet, settings):
    path = sheet.csv(ROW)
    settings.SEEDS_DIR = sheet.folder / "gone"
    with pytest.raises(CommandError, match="/gone: No such file or directory"):
        call_command("new_dataset", "counts", file=path, **ABOUT)
    with pytest.raises(CommandError, match="/gone: No such file or directory"):
        call_command("load_seeds")
    settings.SEEDS_DIR = path
    with pytest.raises(CommandError, match=r"/counts.csv/counts: Not a directory"):
        call_command("new_dataset", "counts")
    with pytest.raises(CommandError, match=r"/counts.csv: Not a directory"):
        call_command("load_seeds")


@pytest.mark.parametrize("name", ["counts.csv", "counts.xlsx", "counts.json"])
def test_a_folder_is_no_sheet_whatever_it_is_called(sheet, name):
    (sheet.folder / name).mkdir()
    assert f"{name}: is a folder, expected a file" in sheet.refused(sheet.folder / name)


@pytest.mark.parametrize("option", ["title", "maintainer"])
def test_what_no_file_can_hold_is_refused_as_what_readers_are_told(sheet, option):
    told = sheet.refused(sheet.csv(ROW), **{option: "The \udcff Gazette"})
    assert f"--{option}: U+DCFF" in told


def test_cells_of_one_fault_are_told_together_with_the_first_three_places(sheet):
    rows = [[*ROW[:3], f"{number},5", f"walker {number}", PAGE] for number in range(1, 6)]
    assert sheet.refused(sheet.csv(*rows)) == (
        "nothing was written:\n"
        "number: 5 cells: a comma that seems to part decimals: write a point there, as in 1.5\n"
        "  row 2 “1,5”, row 3 “2,5”, row 4 “3,5” and 2 more"
    )


def test_two_rows_that_differ_in_their_number_alone_are_both_named(sheet):
    told = sheet.refused(sheet.csv(ROW, with_cell("number", "300")))
    assert "all but its number stands in another row too: which is right?" in told
    assert "row 3 “300” (row 2)" in told


def test_numbers_of_one_thing_in_percent_and_not_are_called_apart(sheet):
    told = sheet.refused(sheet.csv(ROW, [*ROW[:3], "5 %", "a walker", PAGE]))
    assert "some numbers of this are in percent and some are not" in told


@pytest.mark.parametrize(
    ("column", "value"),
    [("what", "Herons at the shore"), ("where", "mill Lake"), ("who", "the Bird club")],
)
def test_one_thing_in_two_spellings_is_not_made_two(sheet, column, value):
    row = [*with_cell(column, value)[:5], f"{PAGE}/2"]
    told = sheet.refused(sheet.csv(ROW, row))
    assert f"{column}: 1 cell: is written in two ways: write it in one" in told
    assert f"row 3 “{value}”" in told


def test_what_only_keeps_ids_apart_is_not_told_to_readers(sheet, capsys):
    sheet.begin(sheet.csv(with_cell("what", "nests counted")), capsys)
    call_command("load_seeds")
    assert Dataset.objects.get(pk="counts").topic_labels == {"nests-counted-2": "Nests counted"}


def test_a_question_is_titled_as_the_sheet_writes_it(sheet, api, capsys):
    row = with_cell("what", "e-scooter injuries (treated)")
    sheet.begin(sheet.csv(row, [*row[:3], "300", "the warden", PAGE]), capsys)
    call_command("load_seeds")
    publishing.publish("counts")
    (question,) = api.json("questions?dataset=counts")["results"]
    assert question["title"] == "E-scooter injuries (treated): Mill Lake, on 5 March 2023"


def test_an_area_and_a_source_of_all_datasets_are_not_made_again(sheet, capsys):
    told = sheet.begin(sheet.csv([*ROW[:4], "Bird Club", PAGE]), capsys)
    call_command("load_seeds")
    figure = Observation.objects.get(dataset="counts")
    assert (figure.origin_id, figure.area_id) == ("bird-club", "mill-lake")
    assert "new area" not in told
    assert "areas.toml" not in sheet.files()


def test_a_source_of_another_dataset_is_another_until_somebody_says_that_it_is_the_same(
    sheet, capsys
):
    warden = 'id = "warden"\nlabel = "The warden"\nkind = "witness"\nreliability = "C"\n'
    other = f'[[source]]\n{warden}identified = "named"\n'
    (sheet.seeds_dir / "herons/sources.toml").write_text(other)
    told = sheet.begin(sheet.csv([*ROW[:4], "the warden", PAGE]), capsys)
    assert "the-warden is new, though seeds/herons has “The warden” too" in told
    call_command("load_seeds")
    assert Observation.objects.get(dataset="counts").origin_id == "the-warden"


def test_what_several_people_say_in_one_text_is_published_by_nobody_else(sheet, api, capsys):
    row = [*ROW[:5], "Annual report"]
    sheet.begin(sheet.csv(row, [*ROW[:4], "the warden", "Annual report"]), capsys)
    call_command("load_seeds")
    publishing.publish("counts")
    for one in api.json("observations?dataset=counts")["results"]:
        assert "according to" not in one["statement"]


def test_a_share_is_not_told_as_the_share_of_a_share(sheet, api, capsys):
    row = ["share of nests with eggs", *ROW[1:3], "45 %", *ROW[4:]]
    sheet.begin(sheet.csv(row), capsys)
    call_command("load_seeds")
    publishing.publish("counts")
    (one,) = api.json("observations?dataset=counts")["results"]
    assert "the share of nests with eggs on 5 March 2023 at 45 percent" in one["statement"]


def test_counts_of_a_sheet_are_not_added_up_over_time(sheet, api, capsys):
    rows = [[*ROW[:2], f"2023-0{month}", "50", *ROW[4:]] for month in (1, 2, 3)]
    sheet.begin(sheet.csv(*rows), capsys)
    call_command("load_seeds")
    publishing.publish("counts")
    refused = api.json("observations/total?dataset=counts&unit=items", status=422)
    assert "these figures cannot be added" in refused["detail"]
    reasons = {one["reason"] for one in refused["errors"]}
    assert any("nobody has recorded whether this is counted at a moment" in one for one in reasons)
    assert not any("stock" in one for one in reasons)


def test_counts_of_a_sheet_are_added_up_once_somebody_says_of_what_kind_they_are(
    sheet, api, capsys
):
    rows = [["crashes recorded", ROW[1], f"202{year}", "50", *ROW[4:]] for year in (1, 2, 3)]
    told = sheet.begin(sheet.csv(*rows), capsys)
    assert "measures.toml: kind is unknown, so nothing adds up over time" in told
    measures = sheet.seeds_dir / "counts/measures.toml"
    text = measures.read_text()
    assert '# In the place of kind = "unknown" write "flow" for what happens over a time' in text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    measures.write_text("\n".join(lines).replace('"unknown"', '"flow"'))
    call_command("load_seeds")
    publishing.publish("counts")
    total = api.json("observations/total?dataset=counts&unit=items")
    assert total["total"]["value"] == 150


def test_the_page_of_a_figure_that_nobody_traced_is_there(sheet, client, capsys):
    sheet.begin(sheet.csv(ROW), capsys)
    call_command("load_seeds")
    publishing.publish("counts")
    page = client.get(f"/observations/{SLUG}", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "They have not looked for all of them yet." in page.content.decode()


def test_a_folder_that_somebody_has_not_filled_in_is_in_nobodys_way(sheet, capsys):
    call_command("new_dataset", "others")
    assert "1 observation" in sheet.begin(sheet.csv(ROW), capsys)


def test_a_new_area_is_told_and_names_in_other_scripts_have_ids(sheet, capsys):
    row = ["herons", "Київ", "2023", "3", "Поліція", "Letter of the police"]
    told = sheet.begin(sheet.csv(row), capsys)
    assert "new area “Київ”: no area of that name is common to all datasets" in told
    call_command("load_seeds")
    assert Observation.objects.filter(pk="herons-kiyiv-2023-politsiya").exists() or (
        Observation.objects.get(dataset="counts").pk
    )
    assert Source.objects.filter(label="Поліція").exists()
    document = Document.objects.get(title="[Letter of the police]")
    assert (document.url, document.no_address) == ("", "The list names it without an address.")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "is empty, expected a header and rows below it"),
        (",".join(HEADER) + "\n", "has no rows below its header"),
        ("what;where;when;number;who;link\na;b;c;d;e;f\n", "separated by semicolons: save it with"),
        ("what,where\na,b\n", "the header has no when, number, who, link"),
        (",".join([*HEADER, "notes"]) + "\n", "column “notes” is none of what, where, when"),
        (",".join([*HEADER, "who says so"]) + "\n", "column “who” stands twice in the header"),
        (",".join(HEADER) + "\na,b,c\n", "row 2 has 3 cells, its header 6"),
        (",".join(HEADER) + '\n"a"b,c\n', "not CSV: "),
        (",".join(HEADER).encode("utf-16"), "not UTF-8 but UTF-16: save it as “CSV UTF-8”"),
        (f"{','.join(HEADER)}\nKøbenhavn".encode("cp1252"), "perhaps Windows-1252"),
        (b"PK\x03\x04\xff", "a workbook or archive"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused_with_the_remedy(sheet, content, why):
    assert why in sheet.refused(sheet.text(content))


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(sheet):
    assert "cannot be read: No such file" in sheet.refused(sheet.folder / "none.csv")
    assert "ends with .csv, .xlsx or .json" in sheet.refused(sheet.text("x", "counts.ods"))
    assert "not a workbook" in sheet.refused(sheet.text("x", "counts.xlsx"))


def test_a_file_of_two_gigabytes_and_one_that_unpacks_to_as_many_are_refused(sheet):
    huge = sheet.folder / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(2_000_000_000)
    assert "has 2,000,000,000 bytes, expected at most 500,000,000" in sheet.refused(huge)
    bomb = sheet.xlsx(ROW)
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/zeros", "w", force_zip64=True) as member,
    ):
        for _ in range(200):
            member.write(bytes(1_000_000))
    told = r"counts\.xlsx: unpacks to 200,0\d\d,\d{3} bytes, expected at most 200,000,000$"
    assert re.search(told, sheet.refused(bomb))
    with pytest.raises(CommandError, match=told):
        call_command("from_template", bomb, sheet.folder / "made")


def hostile(text):
    """Return XML whose entities unfold to 300 MB."""
    unfolding = "".join(
        f'<!ENTITY {after} "{f"&{name};" * 50}">' for name, after in pairwise("abcdef")
    )
    whole = re.sub(rb"<(row|bookViews|fonts)\b", rb"&f;<\1", text.partition(b"?>")[2] or text)
    return f'<!DOCTYPE x [<!ENTITY a "h">{unfolding}]>'.encode() + whole


DAMAGES = {
    "hostile": hostile,
    "undefined": lambda text: b'<!DOCTYPE x SYSTEM "file:///etc/hostname"><x>&a;</x>',
    "cut": lambda text: text[: len(text) // 2],
    "unknown": lambda text: re.sub(rb"(activeCell|activeTab|rgb)=", b"unknown=", text),
}
SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"


@pytest.mark.parametrize(
    ("damage", "part"),
    [("undefined", SHEET), *product(("hostile", "cut", "unknown"), (SHEET, BOOK, STYLES))],
)
def test_a_workbook_that_is_damaged_or_hostile_is_refused_in_a_line(sheet, damage, part):
    whole, path = sheet.xlsx(ROW), sheet.folder / "damaged.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, DAMAGES[damage](text) if name == part else text)
    head, line = sheet.refused(path).splitlines()
    assert (head, "not a workbook" in line) == ("nothing was written:", True)
    with pytest.raises(CommandError, match=r"not a workbook|no sheet of a template"):
        call_command("from_template", path, sheet.folder / "made")


def test_a_workbook_with_a_flipped_bit_is_refused_or_read(sheet):
    whole = sheet.xlsx(ROW).read_bytes()
    for place in range(0, len(whole), 40):
        flipped = whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]
        path = sheet.text(flipped, "flipped.xlsx")
        with contextlib.suppress(Unreadable):
            assert [*read_xlsx(path, "").rows]


@pytest.mark.parametrize("command", ["new_dataset", "publish", "hand_over"])
def test_a_name_that_no_folder_can_have_is_refused_in_a_line(sheet, command):
    more = {"to": "seeds"} if command == "hand_over" else {}
    with pytest.raises(CommandError) as refusal:
        call_command(command, "a" * 300, **more)
    assert "aaa" in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (("=1+1", None), "a formula: put its value there, as text"),
        ((True, None), "a truth value"),
        (("#N/A", None), "an error of the spreadsheet"),
        ((datetime.datetime.fromisoformat("2023-03-05"), "yyyy-mm-dd"), "is a date"),
        ((datetime.time(3, 5), None), "a time of day or a stretch of time"),
        ((1 / 3, None), "has more digits than somebody typed: it was computed"),
        ((1.26, "0.0"), "is 1.26, and is shown as 1.3: which?"),
        ((200, "0.00E+00"), "is shown in the format 0.00E+00: write it as text"),
    ],
)
def test_a_cell_of_a_workbook_that_need_not_be_what_was_typed_is_named(sheet, value, why):
    assert why in sheet.refused(sheet.xlsx([*ROW[:3], value, *ROW[4:]]))


@pytest.mark.parametrize(
    ("value", "shown", "typed"),
    [(200, "General", "200"), (0.45, "0%", "45%"), (2000.0, "#,##0", "2000")],
)
def test_a_number_of_a_workbook_is_read_as_its_format_shows_it(sheet, capsys, value, shown, typed):
    sheet.begin(sheet.xlsx([*ROW[:3], (value, shown), *ROW[4:]]), capsys)
    call_command("load_seeds")
    assert Citation.objects.get(observation__dataset="counts").as_printed == typed


@pytest.mark.parametrize(
    ("shown", "period"), [("d mmm yyyy", "2023-03-05"), ("mmm yyyy", "2023-03"), ("yyyy", "2023")]
)
def test_a_date_of_a_workbook_is_as_exact_as_it_is_shown(sheet, capsys, shown, period):
    day = (datetime.datetime.fromisoformat("2023-03-05"), shown)
    sheet.begin(sheet.xlsx([*ROW[:2], day, *ROW[3:]]), capsys)
    call_command("load_seeds")
    assert Observation.objects.get(dataset="counts").period == period


def test_a_time_of_day_is_no_period(sheet):
    moment = (datetime.datetime.fromisoformat("2023-03-05T15:51"), "yyyy-mm-dd hh:mm")
    assert "when: 1 cell: has a time of day" in sheet.refused(
        sheet.xlsx([*ROW[:2], moment, *ROW[3:]])
    )


def test_merged_cells_are_refused_and_hidden_rows_are_told(sheet, capsys):
    merged = sheet.xlsx(ROW, prepare=lambda book: book.active.merge_cells("A2:B2"))
    assert "Sheet!A2:B2 is merged: split it" in sheet.refused(merged)

    def hide(book):
        book.active.row_dimensions[2].hidden = True
        book.active.column_dimensions["C"].hidden = True
        book.create_sheet("Notes").sheet_state = "hidden"
        book.create_sheet("No\u202etes").sheet_state = "hidden"

    told = sheet.begin(sheet.xlsx(ROW, prepare=hide), capsys)
    assert "row 2 is hidden, and was read" in told
    assert "column 3 is hidden, and was read" in told
    assert "sheet “Notes” is hidden" in told
    assert r"sheet “No\u202etes” is hidden" in told


def test_of_a_workbook_with_several_sheets_one_is_named(sheet, capsys):
    book = sheet.xlsx(ROW, prepare=lambda book: book.create_sheet("Other"))
    assert "has several sheets, “Sheet”, “Other”: name one with --sheet" in sheet.refused(book)
    assert "no sheet “Shoot”, only “Sheet”, “Other”" in sheet.refused(book, sheet="Shoot")
    assert "sheet “Other” is empty" in sheet.refused(book, sheet="Other")
    assert "1 observation" in sheet.begin(book, capsys, sheet="Sheet")


def test_a_cell_without_a_column_is_refused_and_blank_rows_are_passed_over(sheet, capsys):
    assert "column G has “why?” and no name in the header" in sheet.refused(
        sheet.xlsx([*ROW, "why?"])
    )
    assert "1 observation" in sheet.begin(sheet.xlsx([None] * 6, ROW[:6]), capsys)


def test_what_is_said_to_readers_of_the_dataset_is_asked_for(sheet):
    path = sheet.csv(ROW)
    told = sheet.refused(path, license="", maintainer="")
    assert told == "--license and --maintainer are needed: readers are told of both"


def test_a_name_that_is_none_or_is_taken_is_refused(sheet, capsys):
    for slug in ("Counts", "common"):
        with pytest.raises(CommandError, match="is no name of a dataset"):
            call_command("new_dataset", slug)
    with pytest.raises(CommandError, match="is there already: nothing was written"):
        call_command("new_dataset", "herons")


def test_skeletons_name_every_key_and_term_and_say_what_is_missing(sheet, capsys):
    call_command("new_dataset", "counts")
    files = sheet.files()
    assert files.keys() == MODEL_OF.keys()
    for name, model in MODEL_OF.items():
        for key in [*columns_of(model)][name == DATASET_FILE :]:
            assert f"{key} = " in files[name] or f"# {key}: " in files[name], (name, key)
    assert "understated" in files["caveats.toml"]
    assert tomllib.loads(files["measures.toml"]) == {}
    with pytest.raises(CommandError) as refused:
        call_command("load_seeds", check=True)
    assert "counts/dataset.toml:1: (counts) title: is missing" in str(refused.value)


def test_what_the_loader_refuses_of_a_sheet_is_told_and_nothing_is_written(sheet):
    assert "counts/dataset.toml" in sheet.refused(sheet.csv(ROW), license="X" * 61)


def test_a_licence_that_is_no_code_is_refused(sheet):
    why = sheet.refused(sheet.csv(ROW), license="CC BY 4.0")
    assert why == "“CC BY 4.0” is no SPDX code of a licence: expected one such as CC-BY-4.0"


def test_loading_again_finds_all_the_same(sheet, capsys):
    sheet.begin(sheet.csv(ROW), capsys)
    call_command("load_seeds")
    report = seeds.load(seeds.folders(sheet.seeds_dir), check=True)
    assert not report.differs
