"""Lists as XLSX and Parquet: made whole, named after what was asked, whole or refused."""

import io
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from django.core.files.storage import storages

from api.limits import made_file

FORMATS = ("xlsx", "parquet")


def rows(response, fmt):
    """Return the header and the ids of a made file."""
    if fmt == "parquet":
        table = pyarrow.parquet.read_table(io.BytesIO(response.body))
        return table.column_names, table["id"].to_pylist()
    book = openpyxl.load_workbook(io.BytesIO(response.body))
    # The brief form of figures stands before them.
    sheet = book["Observations"] if "Observations" in book else book.worksheets[0]
    header, *lines = sheet.iter_rows(values_only=True)
    return list(header), [line[0] for line in lines]


def front(response):
    """Return {fact: what is said} of a workbook's front sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.body))["Read me first"]
    return {row[0]: row[1] for row in sheet.iter_rows(values_only=True, max_col=2) if row[0]}


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_filtered_list_is_a_file_with_its_rows_and_no_others(world, api, fmt):
    world.figure("nests-2024", period="2024-03/2024-05", value="50")
    world.publish()
    csv = api.get("observations.csv?value__gt=45")
    response = api.get(f"observations.{fmt}?value__gt=45")
    header, ids = rows(response, fmt)
    assert ids == ["nests-2024"]
    without_types = [name for name in header if name != "value_digits"]
    assert without_types == csv.body.decode().partition("\r\n")[0].split(",")
    assert response["Row-Count"] == "1"
    assert response["Content-Length"] == str(len(response.body))


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_noun_has_it_and_an_empty_answer_is_a_table_without_rows(published, api, fmt):
    assert rows(api.get(f"sources.{fmt}"), fmt)[1] == ["bird-club", "gazette", "warden"]
    assert rows(api.get(f"observations.{fmt}?value=7"), fmt)[1] == []


SEALED = "/api/v1/datasets/herons/releases/1/observations"


@pytest.mark.release_files
@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("query", ["", "?dataset=herons", "?dataset=herons&release=1"])
def test_a_whole_dataset_is_the_sealed_file_in_place(published, api, fmt, query):
    response = api.get(f"observations.{fmt}{query}")
    assert (response.status_code, response.body) == (200, api.get(f"{SEALED}.{fmt}").body)
    assert response["Content-Location"] == f"{SEALED}.{fmt}"
    assert response["Content-Length"] == str(len(response.body))
    head = api.client.head(f"/api/v1/observations.{fmt}{query}")
    for name in ("Content-Location", "Content-Length", "Content-Type", "ETag", "Row-Count"):
        assert head[name] == response[name]


@pytest.mark.release_files
def test_an_earlier_release_is_its_own_sealed_file(published, api):
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish()
    response = api.get("observations.xlsx?dataset=herons&release=1")
    assert response.body == api.get(f"{SEALED}.xlsx").body
    assert api.get("observations.xlsx")["Content-Location"].startswith(SEALED.replace("/1/", "/2/"))


@pytest.mark.release_files
@pytest.mark.parametrize("query", ["value=41", "sort=value", "include_history=true"])
def test_what_is_no_whole_dataset_in_its_order_is_made(published, api, query):
    assert "Content-Location" not in api.get(f"observations.xlsx?{query}")
    assert "Content-Location" not in api.get("sources.xlsx")


@pytest.mark.release_files
def test_a_sealed_file_that_is_cut_is_not_sent(published, api):
    file = Path(storages["releases"].location) / "herons/1/observations.xlsx"
    file.write_bytes(file.read_bytes()[:-1])
    assert api.get("observations.xlsx").status_code == 500


def test_a_workbook_of_all_versions_does_not_claim_to_be_one_release(published, api):
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish()
    address = "observations.xlsx?dataset=herons&release=2"
    one, all_versions = (
        front(api.get(f"{address}{more}")) for more in ("", "&include_history=true")
    )
    assert (one["Release"], all_versions["Release"]) == ("2", "2 and all before")
    assert "SHA-256 of observations.csv" in one
    assert "SHA-256 of observations.csv" not in all_versions
    assert "Every version that a release held" in all_versions["Note"]


@pytest.mark.parametrize("fmt", FORMATS)
def test_accept_and_format_choose_it_too(published, api, fmt):
    by_suffix = api.get(f"observations.{fmt}")
    media_type = by_suffix["Content-Type"]
    for same in (
        api.get(f"observations?format={fmt}"),
        api.get("observations", accept=media_type),
    ):
        assert same["Content-Type"] == media_type
        assert rows(same, fmt) == rows(by_suffix, fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_head_makes_no_file(published, api, fmt, monkeypatch):
    monkeypatch.setattr(made_file, "MOST_BYTES", 0)
    response = api.client.head(f"/api/v1/observations.{fmt}")
    assert (response.status_code, response["Row-Count"]) == (200, "1")
    assert "Content-Length" not in response


@pytest.mark.parametrize("fmt", FORMATS)
def test_what_would_grow_too_large_is_refused_and_not_cut(published, api, fmt, monkeypatch):
    monkeypatch.setattr(made_file, "MOST_BYTES", 100)
    response = api.get(f"observations.{fmt}")
    assert response.status_code == 422
    (wrong,) = response.json()["errors"]
    assert (wrong["parameter"], wrong["value"]) == ("format", fmt)
    assert "csv" in wrong["expected"]


def test_the_name_of_a_file_holds_dataset_release_and_what_was_asked(published, api):
    def name(question):
        return api.get(question)["Content-Disposition"].partition("filename=")[2].strip('"')

    whole = name("observations.csv?dataset=herons")
    assert whole == "herons-1-observations.csv"
    some, others = name("observations.csv?value=41"), name("observations.csv?value=42")
    assert some != others
    assert some == name("observations.csv?value=41&bom=1")
    assert some.startswith("herons-1-observations-")
    assert name("sources.xlsx") == "herons-1-sources.xlsx"


def test_an_export_leads_to_the_description_of_its_columns(published, api):
    link = api.get("observations.csv?value=41")["Link"]
    path = "/api/v1/datasets/herons/releases/1/observations.csv-metadata.json"
    assert f'<{path}>; rel="describedby"' in link


@pytest.mark.parametrize("word", ["limit=1", "count=exact", "bom=1"])
def test_a_word_that_would_be_ignored_is_refused(published, api, word):
    assert api.get(f"observations.xlsx?{word}").status_code == 400


def test_a_single_record_is_no_file(published, api):
    assert api.get("observations/nests-2023.xlsx").status_code == 400
