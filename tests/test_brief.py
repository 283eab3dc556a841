"""A page of figures holds what people ask of them, and one figure and every file hold all."""

import csv
import io

import orjson
import pytest

from datasets.records import OBSERVATION


@pytest.fixture
def page(deserters, api):
    return api.json("observations?limit=1000")["results"]


def rows(body):
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


def test_a_page_is_brief_and_one_figure_and_every_file_are_whole(deserters, api):
    (brief,) = api.json("observations?id=awol-2023-s1")["results"]
    whole = api.json(f"observations/{brief['id']}")
    assert set(brief) < set(whole)
    assert "citations" not in brief
    (line,) = api.get("observations.ndjson?id=awol-2023-s1").body.splitlines()
    assert orjson.loads(line) == whole
    (row,) = rows(api.get("observations.csv?id=awol-2023-s1").body)
    assert [*row] == [column.name for column in OBSERVATION.columns]


def test_a_brief_figure_is_less_than_half_of_the_whole_one(page, api):
    whole = api.json("observations?limit=1000&detail=full")["results"]
    assert len(orjson.dumps(page)) < len(orjson.dumps(whole)) / 2
    sizes = sorted(len(orjson.dumps(one)) for one in page)
    assert sizes[len(sizes) // 2] <= 2200


def test_a_brief_caveat_says_whether_the_number_is_wrong_or_only_easily_misread(page):
    told = {caveat["affects"] for one in page for caveat in one["caveats"]}
    assert told == {"accuracy", "interpretation"}


@pytest.mark.parametrize("path", ["observations", "observations.csv", "observations/awol-2023-s1"])
def test_a_column_that_no_brief_record_has_is_refused_beside_detail_brief(api, path):
    wrong = api.wrong(f"{path}?detail=brief&fields=derivation")
    assert (wrong.parameter, wrong.code) == ("fields", "unknown_word")


def test_of_countless_wrong_columns_only_their_number_is_told(api):
    wrong = api.wrong(f"observations?fields={','.join(f'x{number}' for number in range(101))}")
    assert (wrong.reason, wrong.code) == ("a list of 101", "too_many")


@pytest.mark.parametrize("fmt", ["json", "csv", "ndjson"])
def test_no_number_leaves_naked_however_brief(published, api, fmt):
    body = api.get(f"observations.{fmt}?detail=brief").body.decode()
    record = api.json("observations/nests-2023")
    for said in (record["statement"], record["caveats"][0]["short"], record["bias"], "warden"):
        assert said in body
    assert record["cite_as"].replace('"', '""') in body or record["cite_as"] in body


def test_what_no_number_goes_without_is_in_the_brief_form():
    tops = {path.partition(".")[0].removesuffix("[]") for path in OBSERVATION.brief}
    assert {*OBSERVATION.mandatory} <= tops


def test_a_brief_file_says_what_a_brief_page_says(deserters, api, page):
    lines = api.get("observations.ndjson?detail=brief").body.splitlines()
    assert [orjson.loads(line) for line in lines] == page
    response = api.get("observations.csv?detail=brief")
    table = rows(response.body)
    assert int(response["Row-Count"]) == len(table) == len(page)
    assert int(response["Content-Length"]) == len(response.body)
    assert 15 <= len(table[0]) <= 31
    for row, one in zip(table, page, strict=True):
        assert row["statement"] == one["statement"]
        assert row["caveat_shorts"] == "; ".join(caveat["short"] for caveat in one["caveats"])
        assert row["source_url"] == (one["source_url"] or "")


def test_a_page_may_be_whole_and_a_figure_brief(published, api):
    (whole,) = api.json("observations?detail=full")["results"]
    assert whole == api.json("observations/nests-2023")
    assert (
        api.json("observations/nests-2023?detail=brief") == api.json("observations")["results"][0]
    )


def test_columns_narrow_a_table_and_keep_what_no_number_goes_without(published, api):
    (row,) = rows(api.get("observations.csv?fields=verification").body)
    assert row["verification"] == "read"
    assert {
        "statement",
        "value",
        "unit",
        "bias",
        "caveat_shorts",
        "origin",
        "license",
    } <= row.keys()
    assert "documents" not in row
    (brief,) = rows(api.get("observations.csv?fields=statement&detail=brief").body)
    assert brief.keys() < row.keys() | {"known_through", "source_url"}


@pytest.mark.parametrize("fmt", ["xlsx", "parquet"])
def test_a_workbook_and_parquet_may_be_brief_too(published, api, fmt):
    brief = api.get(f"observations.{fmt}?detail=brief")
    assert brief.status_code == 200
    assert "Content-Location" not in brief
    assert len(brief.body) < len(api.get(f"observations.{fmt}").body)


def test_another_detail_is_refused(published, api):
    assert api.wrong("observations?detail=short").parameter == "detail"
    assert api.wrong("sources?detail=brief").code == "unknown_parameter"


def test_the_first_columns_answer_what_people_ask_first():
    names = [column.name for column in OBSERVATION.columns]
    assert names[:13] == [
        *("id", "statement", "value", "unit", "lower_bound", "upper_bound", "bias"),
        *(
            "bias_asserted_by",
            "caveat_shorts",
            "caveat_text",
            "origin_label",
            "known_through",
            "source_url",
        ),
    ]


def test_the_table_leads_to_the_sources(deserters, api):
    table = rows(api.get("observations.csv").body)
    linked = [row for row in table if row["source_url"].startswith("https://")]
    assert len(linked) > len(table) * 0.75
