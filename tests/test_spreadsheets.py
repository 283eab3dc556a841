"""A workbook and a Parquet file say what the CSV says: every digit, every day, every doubt."""

import csv
import datetime
import gc
import io
import itertools
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from decimal import Decimal

import pyarrow
import pytest
import time_machine
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from pyarrow import parquet as arrow_parquet
from xlsxwriter.worksheet import Worksheet

from datasets import exact_json, vocabularies
from datasets.arithmetic.digits import number
from datasets.formats import parquet, workbook, xlsx
from datasets.formats.about import About, FormatLimitExceeded
from datasets.formats.csv import unguard
from datasets.models import Record
from datasets.records import NOUNS, OBSERVATION

pytestmark = pytest.mark.release_files

ABOUT = About(
    title="Herons at Mill Lake",
    dataset="herons",
    release="1",
    day=datetime.date(2024, 1, 15),
    digest="ab" * 32,
    license="CC-BY-4.0",
    cite="The warden: Herons at Mill Lake.",
    note="As counted.",
    rows=1,
)
# Texts that a spreadsheet would read as a number, a date, a formula, an address or a mistake.
READ_AS_SOMETHING = (
    *("1e5", "2023-10", "007", "1/2", "TRUE", "#N/A", "=1+1", "'=1+1", "-", "@x", "+5", "{=1}"),
    *("https://example.org/1", "mailto:a@example.org", " blanks ", "two\nlines", "a\tb"),
    *("_x000D_", "<r>bold</r>", "<b>&amp;</b>", "Мельница", "🪶", "\\", '"'),
)
DIGITS = (
    *("41", "0", "-5", "0.1", "9.95", "1000000", "123456789012345", "0.5", "88.5"),
    *("-0.25", "577.333", "0.10", "88.50", "0.00001", "1000000000000000", "4.0"),
)
SHEETS = {
    "Observations in brief": OBSERVATION.brief_columns,
    "Observations": OBSERVATION.typed_columns,
}
# Spreadsheets show these in capitals.
YES_OR_NO = {column.name for column in OBSERVATION.typed_columns if column.type == "boolean"}
MORE_THAN_A_DOUBLE = ("1234567890123456", "12345678901234567890", "0.1000000000000000001")


@pytest.fixture
def figure(published):
    """Return the stored document of the herons' figure."""
    record = Record.objects.of("observation").select_related("json").get(slug="nests-2023")
    return exact_json.loads(bytes(record.json.body))


def digits_of(value):
    """Return the members of a record with this value."""
    return {"value": number(value), "value_digits": value}


def in_csv(noun, documents):
    """Return what the CSV says of these documents, as {column: text} with the guards taken off."""
    body = b"".join([noun.header, *map(noun.project, documents)]).decode()
    return [
        {name: unguard(text) for name, text in row.items()}
        for row in csv.DictReader(io.StringIO(body, newline=""))
    ]


def book_of(noun, documents, **about):
    """Return the documents as a workbook, opened."""
    file = io.BytesIO()
    xlsx.write(file, noun, documents, replace(ABOUT, rows=len(documents), **about))
    return load_workbook(file)


def rows_of(sheet):
    """Return the rows of a sheet as {column: cell}."""
    header, *rows = sheet.iter_rows()
    return [dict(zip([cell.value for cell in header], row, strict=True)) for row in rows]


def as_text(cell):
    """Return what the CSV would say of a cell."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, bool):
        return "true" if cell.value else "false"
    if isinstance(cell.value, datetime.datetime):
        return cell.value.date().isoformat()
    if isinstance(cell.value, str):
        # This reader leaves to others what the format writes in the place of some characters.
        return unescape(cell.value)
    return f"{cell.value:.15g}"


def without_digits(rows):
    """Return rows without the text that stands beside a value and says the same."""
    rows = list(rows)
    for row in rows:
        assert row.pop("value_digits", row.get("value")) == row.get("value")
    return rows


def told_by_book(noun, documents):
    """Return the rows of the workbook as the CSV would say them."""
    sheet = book_of(noun, documents)[noun.plural.capitalize()]
    return without_digits(
        {name: as_text(cell) for name, cell in row.items()} for row in rows_of(sheet)
    )


def table_of(noun, documents):
    """Return the documents as a table of Parquet, read again."""
    file = io.BytesIO()
    parquet.write(file, noun, documents, replace(ABOUT, rows=len(documents)))
    return arrow_parquet.read_table(file)


def told_by_table(noun, documents):
    """Return the rows of the table as the CSV would say them."""

    def told(value):
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, list):
            return ";".join(value)
        if isinstance(value, float):
            return f"{value:.15g}"
        return value.isoformat() if isinstance(value, datetime.date) else str(value)

    rows = table_of(noun, documents).to_pylist()
    return without_digits({name: told(value) for name, value in row.items()} for row in rows)


@pytest.mark.slow(reason="reads every cell of the real seeds")
@pytest.mark.parametrize("told", [told_by_book, told_by_table])
def test_every_row_and_cell_of_the_seeds_is_that_of_the_csv(deserters, told):
    for noun in NOUNS:
        texts = Record.objects.of(noun.name).values_list("json__body", flat=True)
        documents = [exact_json.loads(bytes(text)) for text in texts]
        assert documents
        assert told(noun, documents) == in_csv(noun, documents)


@pytest.mark.parametrize("told", [told_by_book, told_by_table])
@pytest.mark.parametrize("text", READ_AS_SOMETHING)
def test_a_text_stays_the_text_that_it_is(figure, told, text):
    figure |= {"as_printed": text, "statement": text}
    figure["period"] |= {"printed": text}
    (row,) = told(OBSERVATION, [figure])
    assert row["as_printed"] == row["statement"] == row["period_printed"] == text
    assert row == in_csv(OBSERVATION, [figure])[0]


def test_no_text_of_a_workbook_is_a_formula_a_link_or_a_number(figure):
    figures = [
        figure
        | {
            "as_printed": text,
            "statement": text,
            "caveats": [figure["caveats"][0] | {"text": text}],
        }
        for text in READ_AS_SOMETHING
    ]
    book = book_of(OBSERVATION, figures)
    cells = [row["as_printed"] for row in rows_of(book["Observations"])]
    cells += [row["statement"] for row in rows_of(book["Observations in brief"])]
    cells += [row[3] for row in book["Read me first"].iter_rows() if row[3].value]
    assert {unescape(cell.value) for cell in cells} >= {*READ_AS_SOMETHING}
    for cell in cells:
        assert cell.data_type in ("s", "inlineStr")
        assert cell.hyperlink is None
    with zipfile.ZipFile(written(OBSERVATION, figures)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 4
    for sheet in sheets:
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet


@pytest.mark.parametrize("name", ["_xml_rich_inline_string", "_xml_inline_string", "_opt_close"])
def test_xlsxwriter_has_the_private_names_that_sheets_rest_on(name):
    assert callable(getattr(Worksheet, name)), "see the bound in pyproject.toml"


def test_a_text_that_looks_like_markup_is_written_as_the_text_it_is(figure):
    text = "<r><t>forty-one</t></r>"
    (row,) = rows_of(book_of(OBSERVATION, [figure | {"as_printed": text}])["Observations"])
    assert row["as_printed"].value == text


def test_no_file_stays_open_when_a_workbook_cannot_be_written(figure, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    # What was raised keeps the workbook alive, so that no collection closes its files.
    with pytest.raises(FormatLimitExceeded) as raised:
        book_of(OBSERVATION, [figure, figure | {"statement": "a" * 32_768}])
    left_open = [
        file.name
        for file in gc.get_objects()
        # By type(): lazy objects of other tests would work themselves out to say their class.
        if issubclass(type(file), io.TextIOWrapper) and not file.closed
        if str(file.name).startswith(str(tmp_path))
    ]
    assert left_open == []
    assert raised.tb is not None


def written(noun, documents):
    """Return the bytes of a workbook as a file."""
    file = io.BytesIO()
    xlsx.write(file, noun, documents, replace(ABOUT, rows=len(documents)))
    return file


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_shows_every_text_and_digit_of_the_csv(figure, tmp_path):
    values = itertools.cycle(DIGITS + MORE_THAN_A_DOUBLE)
    figures = [
        figure | {"id": f"nests-{number}", "as_printed": text, **digits_of(next(values))}
        for number, text in enumerate(READ_AS_SOMETHING * 2)
    ]
    (tmp_path / "herons.xlsx").write_bytes(written(OBSERVATION, figures).getvalue())
    # Separated by commas, quoted, UTF-8, cells as they are shown, every sheet.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", form, "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "herons.xlsx"], check=True, capture_output=True)
    said = in_csv(OBSERVATION, figures)
    for sheet, columns in SHEETS.items():
        with (tmp_path / f"herons-{sheet}.csv").open(newline="") as shown:
            rows = [
                {name: text.lower() if name in YES_OR_NO else text for name, text in row.items()}
                for row in csv.DictReader(shown)
            ]
        names = [column.name for column in columns if column.in_csv]
        digits = [row.pop("value_digits") for row in rows]
        assert digits == [one["value_digits"] for one in figures]
        assert rows == [{name: row[name] for name in names} for row in said]


@pytest.mark.parametrize("value", DIGITS)
def test_a_value_that_a_double_keeps_is_a_number_with_all_its_digits_shown(figure, value):
    (row,) = rows_of(book_of(OBSERVATION, [figure | digits_of(value)])["Observations"])
    assert row["value"].data_type == "n"
    assert Decimal(f"{row['value'].value:.15g}") == Decimal(value)
    assert row["value_digits"].value == value
    assert len(row["value"].number_format.partition(".")[2]) == len(value.partition(".")[2])


@pytest.mark.parametrize("value", MORE_THAN_A_DOUBLE)
def test_a_value_that_a_double_would_change_is_a_text(figure, value):
    (row,) = rows_of(book_of(OBSERVATION, [figure | digits_of(value)])["Observations"])
    assert row["value"].value == value
    assert row["value"].data_type in ("s", "inlineStr")


@pytest.mark.parametrize("value", DIGITS + MORE_THAN_A_DOUBLE)
def test_a_value_in_parquet_is_a_number_with_its_digits_beside_it(figure, value):
    table = table_of(OBSERVATION, [figure | digits_of(value)])
    assert table["value"].to_pylist() == [float(value)]
    assert table["value_digits"].to_pylist() == [value]


def test_days_are_days_and_those_on_which_spreadsheets_disagree_are_texts(figure):
    figure["period"] |= {"start": "1900-02-28", "end": "1900-03-01"}
    (row,) = rows_of(book_of(OBSERVATION, [figure])["Observations"])
    assert row["period_start"].value == "1900-02-28"
    assert row["period_end"].value.isoformat() == "1900-03-01T00:00:00"
    assert row["period_end"].number_format == "yyyy-mm-dd"
    assert row["period"].value == "2023-03/2023-05"
    table = table_of(OBSERVATION, [figure])
    assert table["period_start"].to_pylist() == [datetime.date(1900, 2, 28)]


def test_columns_of_parquet_have_the_types_of_the_declaration(figure):
    schema = table_of(OBSERVATION, [figure]).schema
    types = {
        "id": pyarrow.string(),
        "value": pyarrow.float64(),
        "value_digits": pyarrow.string(),
        "period": pyarrow.string(),
        "period_start": pyarrow.date32(),
        "caveats": pyarrow.list_(pyarrow.string()),
        "caveat_text": pyarrow.string(),
        "version": pyarrow.int64(),
        "disputed": pyarrow.bool_(),
    }
    assert {name: schema.field(name).type for name in types} == types
    assert schema.names == [column.name for column in OBSERVATION.typed_columns]
    assert schema.field("bias").metadata[b"description"].startswith(b"Which way")
    told = {name.decode(): text.decode() for name, text in schema.metadata.items()}
    assert told | {"day": "2024-01-15"} == told
    for name in ("title", "dataset", "release", "digest", "license", "cite", "note"):
        assert told[name] == getattr(ABOUT, name)


def test_what_is_empty_in_the_csv_is_null_in_parquet_and_its_words_are_kept(figure):
    (row,) = table_of(OBSERVATION, [figure | {"caveats": []}]).to_pylist()
    assert row["value_low"] is None
    assert row["change_note"] is None
    assert row["caveats"] == row["caveat_kinds"] == ["none_recorded"]
    assert row["caveat_text"] == "none_recorded"
    assert row["check_rules"] == ["none_found"]


def test_parquet_comes_in_groups_that_fit_into_memory(figure, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_A_BATCH", 3)
    monkeypatch.setattr(parquet, "BATCHES_A_GROUP", 2)
    figures = [figure | {"id": f"nests-{number}"} for number in range(15)]
    file = io.BytesIO()
    parquet.write(file, OBSERVATION, iter(figures), replace(ABOUT, rows=15))
    read = arrow_parquet.ParquetFile(file)
    groups = [read.metadata.row_group(number) for number in range(read.num_row_groups)]
    assert [group.num_rows for group in groups] == [6, 6, 3]
    assert groups[0].column(0).compression == "ZSTD"
    assert read.read()["id"].to_pylist() == [one["id"] for one in figures]


def front(book):
    """Return the rows of the front sheet as tuples of texts."""
    rows = book["Read me first"].iter_rows(values_only=True)
    return [tuple(text for text in row if text) for row in rows]


def test_the_front_sheet_says_what_the_table_is_and_what_is_wrong_with_it(figure):
    other = {"id": "fog", "direction": "unknown", "text": "It was foggy."}
    caveat = figure["caveats"][0]
    figures = [figure, figure | {"caveats": [caveat, caveat | other]}]
    told = front(book_of(OBSERVATION, figures))
    for fact in [
        ("Title", "Herons at Mill Lake"),
        ("Release", "1"),
        ("Rows", "2"),
        ("Licence", "CC-BY-4.0"),
        ("How to cite", "The warden: Herons at Mill Lake."),
        ("SHA-256 of observations.csv", "ab" * 32),
        ("Note", "As counted."),
        ("fog", "unknown", "1", "It was foggy."),
        ("hidden-nests", "understated", "2", "Nests behind the reeds cannot be seen."),
        ("none_recorded", vocabularies.NONE_RECORDED["none_recorded"]),
        ("none", vocabularies.ALTERATIONS_NONE["none"]),
        ("none_found", vocabularies.CHECKS_NONE["none_found"]),
    ]:
        assert told.count(fact) == 1, fact


def test_the_caveats_stand_beside_each_row_too(figure):
    for row in rows_of(book_of(OBSERVATION, [figure])["Observations"]):
        assert row["caveats"].value == "hidden-nests"
        assert row["caveat_text"].value == "Nests behind the reeds cannot be seen."
        assert row["bias"].value == "understated"


def test_a_table_of_another_noun_claims_no_curator_looked_for_caveats(published):
    texts = Record.objects.of("source").values_list("json__body", flat=True)
    source = next(noun for noun in NOUNS if noun.name == "source")
    book = book_of(source, [exact_json.loads(bytes(text)) for text in texts])
    assert book.sheetnames == ["Sources", "Read me first", "Columns"]
    assert not any(row[:1] == ("Caveats",) for row in front(book))


def test_the_header_stays_in_sight_and_filters(figure):
    sheet = book_of(OBSERVATION, [figure, figure])["Observations"]
    last = sheet.cell(1, len(OBSERVATION.typed_columns)).column_letter
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{last}3"


def test_more_rows_than_a_sheet_holds_are_left_out_and_it_says_so(figure, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    assert {*SHEETS} < {*book_of(OBSERVATION, [figure] * 2).sheetnames}
    book = book_of(OBSERVATION, [figure] * 3)
    assert book.sheetnames == ["Read me first", "Columns"]
    told = dict(row[:2] for row in front(book) if len(row) == 2)
    assert "observations.csv" in told["Not in this workbook"]
    assert ("hidden-nests", "understated", "3") in [row[:3] for row in front(book)]


@pytest.mark.parametrize("text", ["a" * 32_768, "🪶" * 16_384])
def test_a_text_that_no_cell_holds_is_refused_by_its_id_rather_than_cut(figure, text):
    fits = text[:-1]
    (row,) = rows_of(book_of(OBSERVATION, [figure | {"statement": fits}])["Observations"])
    assert row["statement"].value == fits
    with pytest.raises(FormatLimitExceeded, match="nests-2023, statement: a text is longer"):
        book_of(OBSERVATION, [figure | {"statement": text}])


@pytest.mark.parametrize("fmt", [xlsx, parquet])
@pytest.mark.parametrize("rows", [1, 3])
def test_more_or_fewer_rows_than_were_promised_are_an_error(figure, fmt, rows):
    with pytest.raises(FormatLimitExceeded, match=f"2 rows where {rows} were"):
        fmt.write(io.BytesIO(), OBSERVATION, [figure, figure], replace(ABOUT, rows=rows))


@pytest.mark.parametrize("fmt", [xlsx, parquet])
def test_the_same_documents_give_the_same_bytes(figure, fmt):
    now, later = io.BytesIO(), io.BytesIO()
    fmt.write(now, OBSERVATION, [figure], ABOUT)
    with time_machine.travel("2031-05-01T12:00"):
        fmt.write(later, OBSERVATION, [figure], ABOUT)
    assert now.getvalue() == later.getvalue()


@pytest.mark.parametrize("fmt", [xlsx, parquet])
def test_no_rows_are_a_table_with_a_header(fmt):
    file = io.BytesIO()
    fmt.write(file, OBSERVATION, [], replace(ABOUT, rows=0))
    names = [column.name for column in OBSERVATION.typed_columns]
    if fmt is parquet:
        assert arrow_parquet.read_table(file).column_names == names
    else:
        (header,) = load_workbook(file)["Observations"].iter_rows(values_only=True)
        assert list(header) == names
