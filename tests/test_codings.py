"""Text is sent in gzip or zstd to whoever takes it: whole, or visibly broken."""

import pytest
from django.conf import settings

from api.requests.coding import LEAST_BYTES

from . import measured_codings
from .test_exports import DECODERS, shorten

CSV = "observations.csv"
CODINGS = ("gzip", "zstd")
PAGES = (
    *("observations", "observations/nests-2023", "observations/nests-2023.csv", "openapi.json"),
    *("observations/nests-2023.bib", "observations/nests-2023/provenance", "/", "docs"),
    *("datasets/herons.jsonld", "/feed.atom", "/catalog.jsonld", "/llms.txt", "releases"),
)
EXPORTS = (CSV, "observations.ndjson", "documents.csv", "changes.csv", "changes.ndjson")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=0.9, zstd;q=0.8", "gzip"),
        ("gzip ; q=1.0, br", "gzip"),
        ("zstd;q=0, gzip", "gzip"),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "gzip"),
        ("identity;q=0.5, gzip", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0", None),
        ("*;q=0", None),
        ("br, deflate", None),
        ("identity", None),
        ("gzip;q=2, zstd;level=3, ;;", None),
        ("", None),
    ],
)
def test_the_client_says_which_coding_it_likes_best(published, api, accepted, coding):
    for path in ("observations", CSV):
        assert api.get(path, accept_encoding=accepted).get("Content-Encoding") == coding


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("path", PAGES)
def test_a_coded_page_is_the_plain_one_in_fewer_bytes(published, api, path, coding):
    plain, coded = api.get(path), api.get(path, accept_encoding=coding)
    assert "Content-Encoding" not in plain
    assert coded["Content-Encoding"] == coding
    assert DECODERS[coding](coded.body) == plain.body
    assert len(coded.body) < len(plain.body)
    for response in (plain, coded):
        assert response["Content-Length"] == str(len(response.body))
        assert "Accept-Encoding" in response["Vary"]
    assert coded["Content-Type"] == plain["Content-Type"]


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("path", EXPORTS)
def test_a_coded_export_declares_its_rows_and_the_length_of_what_is_coded(
    published, api, path, coding
):
    published.change("nests-2023", value="42")
    published.publish()
    plain, coded = api.get(path), api.get(path, accept_encoding=coding)
    assert coded["Content-Encoding"] == coding
    assert DECODERS[coding](coded.body) == plain.body
    assert coded["Identity-Length"] == plain["Content-Length"] == str(len(plain.body))
    assert coded["Row-Count"] == plain["Row-Count"]
    assert "Content-Length" not in coded
    assert "Identity-Length" not in plain


@pytest.mark.parametrize("path", ["observations", "observations/nests-2023", "/feed.atom", CSV])
def test_each_coding_has_an_etag_of_its_own_and_is_not_sent_again(published, api, path):
    tags = {coding: api.get(path, accept_encoding=coding)["ETag"] for coding in ("", *CODINGS)}
    assert len({*tags.values()}) == 3
    for held, tag in tags.items():
        for coding in tags:
            again = api.get(path, accept_encoding=coding, if_none_match=tag)
            assert again.status_code == (304 if coding == held else 200)
            assert "Accept-Encoding" in again["Vary"]
        untold = {"Content-Type", "Content-Length", "Content-Encoding", "Identity-Length"}
        held_again = api.get(path, accept_encoding=held, if_none_match=tag)
        assert (held_again.body, held_again["ETag"]) == (b"", tag)
        assert not untold & {*held_again.headers}


@pytest.mark.parametrize("path", ["observations?value=7", "changes.ndjson?noun=event"])
def test_what_is_small_is_sent_as_it_is(published, api, path):
    response = api.get(path, accept_encoding="gzip")
    assert len(response.body) < LEAST_BYTES
    assert "Content-Encoding" not in response
    assert response["Content-Length"] == str(len(response.body))
    assert response["Vary"] == api.get(path)["Vary"]


@pytest.mark.release_files
def test_what_is_compressed_or_sealed_is_sent_as_it_is(published, api):
    files = [one["path"] for one in api.json("datasets/herons/releases/1")["files"]]
    made = ["observations.xlsx?value=41", "observations.parquet?value=41", "observations.xlsx"]
    for path in (*files, *made):
        response = api.get(path, accept_encoding="gzip, zstd")
        assert "Content-Encoding" not in response
        assert "Accept-Encoding" not in response.get("Vary", "")
        assert response["ETag"] == api.get(path)["ETag"]


@pytest.mark.parametrize("path", ["observations", CSV, f"{CSV}?dataset=herons&release=1"])
def test_whoever_asks_for_a_range_gets_bytes_as_they_are(published, api, path):
    for asked in ("bytes=0-9", "bytes=0-1,4-5", "lines=1-2"):
        response = api.get(path, accept_encoding="gzip, zstd", range=asked)
        assert "Content-Encoding" not in response
        assert response["ETag"] == api.get(path)["ETag"]


def test_a_refusal_is_sent_as_it_is(published, api):
    response = api.get("observations?mesure=x", accept_encoding="gzip")
    assert (response.status_code, response.get("Content-Encoding")) == (400, None)


def test_over_http_1_0_nothing_is_coded(published, api):
    for path in ("observations", CSV):
        asked = {"HTTP_ACCEPT_ENCODING": "gzip", "SERVER_PROTOCOL": "HTTP/1.0"}
        response = api.client.get(f"/api/v1/{path}", **asked)
        assert "Content-Encoding" not in response
        assert response["Content-Length"] == str(len(response.getvalue()))


@pytest.mark.parametrize("path", [CSV, "observations", "observations/nests-2023", "openapi.json"])
def test_head_answers_the_headers_of_the_coded_answer(published, api, path):
    head = api.client.head(f"/api/v1/{path}", headers={"accept-encoding": "zstd"})
    whole = api.get(path, accept_encoding="zstd")
    assert head.getvalue() == b""
    told, wholly = ({**one.headers} for one in (head, whole))
    assert told.pop("X-Request-ID") != wholly.pop("X-Request-ID")
    assert told == wholly


def test_a_small_coded_body_that_is_not_as_declared_is_an_error_before_it_begins(published, api):
    shorten()
    for coding in CODINGS:
        response = api.get(CSV, accept_encoding=coding)
        assert response.status_code == 500
        assert response["Content-Type"] == "application/problem+json"
        assert "Content-Encoding" not in response


@pytest.mark.slow(reason="asks for the seeds in every coding")
@pytest.mark.usefixtures("deserters")
def test_the_table_of_sizes_is_still_what_is_measured(api):
    found = measured_codings.measured(api.client, rounds=1)
    text = (settings.BASE_DIR / "docs/api.md").read_text()
    told = text.partition("<!-- codings:begin -->")[2].partition("<!-- codings:end -->")[0]
    _, _, *rows = (row.split(" | ") for row in told.strip().splitlines())
    assert [row[0].strip("| `") for row in rows] == [*found]
    for row, by_coding in zip(rows, found.values(), strict=True):
        sizes = [size for size, _ in by_coding.values()]
        in_page = [int(cell.replace(",", "")) for cell in row[1:4]]
        assert sizes == pytest.approx(in_page, rel=0.1), measured_codings.__doc__
        plain, *coded = sizes
        assert max(coded) < plain / 5
