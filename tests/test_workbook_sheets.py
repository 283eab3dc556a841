"""A workbook opens on what people read: the figures in brief, their caveats, what columns mean."""

import csv
import io

import pytest
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from datasets import exact_json
from datasets.formats import links, table_sheet
from datasets.models import Record
from datasets.records import NOUNS, OBSERVATION

from .test_spreadsheets import book_of, rows_of

BRIEF = "Observations in brief"
ARTICLE = "https://example.org/herons"


@pytest.fixture
def figure(published):
    """Return the stored document of the herons' figure, with addresses."""
    record = Record.objects.of("observation").select_related("json").get(slug="nests-2023")
    return exact_json.loads(bytes(record.json.body)) | {"source_url": ARTICLE}


def opened(api, address):
    """Return the workbook that is at an address."""
    return load_workbook(io.BytesIO(api.get(address).body))


def header(sheet):
    """Return the names of the columns of a sheet."""
    return [cell.value for cell in sheet[1]]


def in_csv(api, address):
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(api.get(address).body.decode(), newline="")))


def test_a_workbook_opens_on_the_figures_in_brief_beside_what_is_wrong_with_them(published, api):
    book = opened(api, "observations.xlsx")
    assert book.sheetnames == [BRIEF, "Read me first", "Observations", "Columns"]
    assert book.active.title == BRIEF


@pytest.mark.parametrize("noun", NOUNS)
def test_who_names_no_sheet_reads_the_rows(published, api, noun):
    sheet = opened(api, f"{noun.plural}.xlsx").worksheets[0]
    said = in_csv(api, f"{noun.plural}.csv")
    assert [row["id"].value for row in rows_of(sheet)] == [row["id"] for row in said]


def test_the_brief_sheet_has_the_columns_and_cells_of_the_brief_csv(deserters, api):
    rows = rows_of(opened(api, "observations.xlsx")[BRIEF])
    said = in_csv(api, "observations.csv?detail=brief")
    without_digits = [name for name in rows[0] if name != "value_digits"]
    assert without_digits == [*said[0]]
    for name in (
        "id",
        "statement",
        "caveat_shorts",
        "bias",
        "origin_label",
        "cite_as",
        "source_url",
    ):
        assert [row[name].value or "" for row in rows] == [row[name] for row in said]


def test_the_id_and_the_sentence_stay_in_view_and_the_header_filters(figure):
    sheet = book_of(OBSERVATION, [figure, figure])[BRIEF]
    assert header(sheet)[:2] == ["id", "statement"]
    assert sheet.freeze_panes == "C2"
    last = sheet.cell(1, len(OBSERVATION.brief_columns)).column_letter
    assert sheet.auto_filter.ref == f"A1:{last}3"
    assert {cell.font.bold for cell in sheet[1]} == {True}


def test_sentences_are_wrapped_and_a_row_is_as_tall_as_its_longest_text(figure):
    long = figure | {"statement": "Herons nest here. " * 20}
    endless = figure | {"statement": "Herons nest here. " * 500}
    lines = figure | {"statement": "Herons.\n" * 11}
    sheet = book_of(OBSERVATION, [figure, long, endless, lines])[BRIEF]
    for row in rows_of(sheet):
        for name in ("statement", "caveat_shorts", "cite_as"):
            assert row[name].alignment.wrap_text
            assert row[name].alignment.vertical == "top"
        assert row["value"].alignment.vertical == "top"
    short, tall, tallest, listed = (sheet.row_dimensions[number].height for number in range(2, 6))
    assert short < tall < tallest
    # A spreadsheet has no row of more than 409 points.
    assert tallest <= 409
    assert listed >= 12 * 15


def test_columns_are_wide_enough_for_their_name_and_their_words(figure):
    sheet = book_of(OBSERVATION, [figure])[BRIEF]
    widths = {
        place: alike.width
        for alike in sheet.column_dimensions.values()
        for place in range(alike.min, alike.max + 1)
    }
    wide = {name: widths[place] for place, name in enumerate(header(sheet), start=1)}
    assert [name for name in wide if wide[name] < len(name) + 3] == []
    assert wide["statement"] > 50
    assert wide["value"] < 20


def test_an_address_is_a_link_and_what_is_none_is_text(figure):
    figures = [
        figure | {"source_url": address}
        for address in (ARTICLE, "ftp://example.org/herons", "example.org", "https://a b", None)
    ]
    book = book_of(OBSERVATION, figures)
    first, *others = rows_of(book[BRIEF])
    assert first["source_url"].value == first["source_url"].hyperlink.target == ARTICLE
    # The address of a record is a path as long as its dataset has no home.
    assert first["page"].value == "/observations/nests-2023"
    cells = [first["page"], first["statement"], *(row["source_url"] for row in others)]
    assert [cell.hyperlink for cell in cells] == [None] * len(cells)
    for name in (BRIEF, "Observations"):
        told = [row["source_url"].value for row in rows_of(book[name])]
        assert told == [one["source_url"] for one in figures]
    # One link is enough for each address: a workbook keeps them all in memory.
    assert [row["source_url"].hyperlink for row in rows_of(book["Observations"])] == [None] * 5


def test_the_page_of_a_figure_is_a_link_where_its_dataset_has_a_home(figure):
    page = "https://example.org/observations/nests-2023"
    figure |= {"links": figure["links"] | {"page": page}}
    (row,) = rows_of(book_of(OBSERVATION, [figure])[BRIEF])
    assert row["page"].hyperlink.target == page


@pytest.mark.parametrize(
    ("address", "target", "place"),
    [
        ('https://example.org/[a]?b="c"', "https://example.org/%5Ba%5D?b=%22c%22", None),
        ("https://example.org/%D0%B0", "https://example.org/%D0%B0", None),
        (
            "https://example.org/Мельница",
            "https://example.org/" + "%D0%9C%D0%B5%D0%BB%D1%8C%D0%BD%D0%B8%D1%86%D0%B0",
            None,
        ),
        ("http://example.org/a#:~:text=two%20nests", "http://example.org/a", ":~:text=two%20nests"),
    ],
)
def test_a_link_leads_where_the_text_says_and_shows_the_text(figure, address, target, place):
    (row,) = rows_of(book_of(OBSERVATION, [figure | {"source_url": address}])[BRIEF])
    cell = row["source_url"]
    assert (cell.value, cell.hyperlink.target, cell.hyperlink.location) == (address, target, place)


def test_an_address_longer_than_a_link_holds_is_text(figure):
    fits = ARTICLE + "/" + "a" * (links.MOST_CHARACTERS - len(ARTICLE) - 1)
    figures = [figure | {"source_url": address} for address in (fits, f"{fits}a")]
    holds, not_any_more = (
        row["source_url"] for row in rows_of(book_of(OBSERVATION, figures)[BRIEF])
    )
    assert holds.hyperlink.target == fits
    assert not_any_more.hyperlink is None
    assert not_any_more.value == f"{fits}a"


def test_an_address_beyond_the_links_that_a_sheet_holds_is_text(figure, monkeypatch):
    monkeypatch.setattr(table_sheet.TableSheet, "links", 2)
    cells = [row["source_url"] for row in rows_of(book_of(OBSERVATION, [figure] * 3)[BRIEF])]
    assert [bool(cell.hyperlink) for cell in cells] == [True, True, False]
    assert [cell.value for cell in cells] == [ARTICLE] * 3


def test_the_limits_of_links_are_those_of_spreadsheets():
    assert (links.MOST_LINKS, links.MOST_CHARACTERS) == (65_530, 2_079)


def test_what_each_column_means_is_said_as_it_is_declared(figure):
    rows = rows_of(book_of(OBSERVATION, [figure])["Columns"])
    assert [row["column"].value for row in rows] == [one.name for one in OBSERVATION.typed_columns]
    for row, column in zip(rows, OBSERVATION.typed_columns, strict=True):
        assert row["type"].value == column.type
        assert row["meaning"].value.startswith(column.description)
        assert row["in brief"].value == ("yes" if column in OBSERVATION.brief_columns else "no")
    kinds = next(row for row in rows if row["column"].value == "caveat_kinds")
    assert kinds["meaning"].value.endswith("joined by ;. none_recorded where there is nothing.")


@pytest.mark.parametrize("noun", [one for one in NOUNS if one is not OBSERVATION])
def test_another_noun_has_one_sheet_of_rows_and_its_columns_explained(published, api, noun):
    book = opened(api, f"{noun.plural}.xlsx")
    assert book.sheetnames == [noun.plural.capitalize(), "Read me first", "Columns"]
    assert header(book["Columns"]) == ["column", "type", "meaning"]
    assert [row[0] for row in book["Columns"].iter_rows(min_row=2, values_only=True)] == header(
        book.worksheets[0]
    )


def test_a_brief_workbook_has_the_brief_sheet_alone(published, api):
    book = opened(api, "observations.xlsx?detail=brief")
    assert book.sheetnames == [BRIEF, "Read me first", "Columns"]
    whole = opened(api, "observations.xlsx")[BRIEF]
    assert [*book[BRIEF].values] == [*whole.values]
    assert header(book["Columns"]) == ["column", "type", "meaning"]


@pytest.mark.parametrize("question", ["fields=verification", "fields=statement&detail=brief"])
def test_a_workbook_of_chosen_columns_has_one_sheet_with_those_of_the_csv(published, api, question):
    book = opened(api, f"observations.xlsx?{question}")
    assert book.sheetnames == ["Observations", "Read me first", "Columns"]
    chosen = [name for name in header(book["Observations"]) if name != "value_digits"]
    assert chosen == [*in_csv(api, f"observations.csv?{question}")[0]]
    assert [row["column"].value for row in rows_of(book["Columns"])] == header(book["Observations"])


def test_the_heights_of_rows_that_are_written_are_forgotten(figure, monkeypatch):
    held = []
    write = Worksheet.write_string

    def noting(sheet, *cell):
        held.append(len(sheet.row_info) + len(sheet.row_sizes))
        return write(sheet, *cell)

    monkeypatch.setattr(Worksheet, "write_string", noting)
    book = book_of(OBSERVATION, [figure] * 30)
    # Of the row that is written and of the one before it.
    assert max(held) == 4
    assert {book[BRIEF].row_dimensions[row].height for row in range(2, 32)} != {None}
