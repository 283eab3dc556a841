"""An export of a numbered release can be read in ranges, as files can; no other export can."""

import pytest

from datasets.store import keyset

from .test_exports import lengthen, shorten

PINNED = "dataset=herons&release=1"
CSV, NDJSON = f"observations.csv?{PINNED}", f"observations.ndjson?{PINNED}"


@pytest.fixture
def several(world, monkeypatch):
    """Return the world with figures that take several blocks, published."""
    monkeypatch.setattr(keyset, "ROWS_A_BLOCK", 3)
    world.figures(10)
    world.publish()
    return world


@pytest.mark.parametrize("path", [CSV, NDJSON, f"{CSV}&sort=-value", f"{CSV}&bom=1"])
def test_ranges_put_together_are_the_whole(several, api, path):
    whole = api.get(path)
    assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
    length, step = len(whole.body), 1_000
    parts = []
    for first in range(0, length, step):
        part = api.get(path, range=f"bytes={first}-{first + step - 1}")
        end = min(first + step, length)
        assert part.status_code == 206
        assert part["Content-Range"] == f"bytes {first}-{end - 1}/{length}"
        assert part["Content-Length"] == str(len(part.body)) == str(end - first)
        assert part["ETag"] == whole["ETag"]
        parts.append(part.body)
    assert len(parts) > 3
    assert b"".join(parts) == whole.body


@pytest.mark.parametrize("asked", ["bytes=-8", "bytes=5-", "bytes=0-0"])
def test_a_range_may_be_open_at_one_end(published, api, asked):
    whole = api.get(CSV).body
    first, _, last = asked.removeprefix("bytes=").partition("-")
    part = whole[-int(last) :] if not first else whole[int(first) : int(last) + 1 if last else None]
    response = api.get(CSV, range=asked)
    assert (response.status_code, response.body) == (206, part)


def test_a_range_that_is_not_there_is_refused_with_the_length(published, api):
    length = len(api.get(CSV).body)
    response = api.get(CSV, range="bytes=999999999-")
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{length}")
    assert response["Content-Type"] == "application/problem+json"


def test_a_range_goes_on_only_where_the_client_has_the_beginning_of_this_very_answer(
    published, api
):
    plain, coded = api.get(CSV), api.get(CSV, accept_encoding="gzip")
    assert coded["Accept-Ranges"] == "none"
    assert api.get(CSV, range="bytes=5-", if_range=plain["ETag"]).status_code == 206
    others = (coded["ETag"], f"W/{plain['ETag']}", "Mon, 15 Jan 2024 00:00:00 GMT")
    for held in others:
        response = api.get(CSV, range="bytes=5-", if_range=held)
        assert (response.status_code, response.body) == (200, plain.body)


@pytest.mark.release_files
@pytest.mark.parametrize(
    "path",
    [
        *("observations.csv", "observations.ndjson", "observations.csv?dataset=herons"),
        *("observations.csv?as_of=2024-01-15", "observations.xlsx", "documents.ndjson"),
        *(f"observations.xlsx?{PINNED}", f"observations.parquet?{PINNED}&value=41"),
        *("changes.csv", "changes.ndjson"),
    ],
)
def test_every_other_export_says_that_it_takes_no_range(published, api, path):
    head = api.client.head(f"/api/v1/{path}")
    response = api.get(path, range="bytes=0-9")
    assert head["Accept-Ranges"] == response["Accept-Ranges"] == "none"
    assert (response.status_code, "Content-Range" in response) == (200, False)


def test_head_takes_no_range(published, api):
    head = api.client.head(f"/api/v1/{CSV}", headers={"range": "bytes=0-9"})
    assert (head.status_code, head.getvalue()) == (200, b"")
    assert head["Content-Length"] == str(len(api.get(CSV).body))


@pytest.mark.parametrize("break_it", [shorten, lengthen])
def test_the_last_range_of_a_body_that_is_not_as_declared_breaks(published, api, break_it):
    length = int(api.get(CSV)["Content-Length"])
    break_it()
    assert api.get(CSV, range=f"bytes={length - 10}-").status_code == 500
