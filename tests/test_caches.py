"""What caches and browsers are told: how long an answer holds, what it depends on, who may read."""

import datetime

import pytest
from django.test import Client

from datasets.models import Observation, Withdrawal

PINNED = "dataset=herons&release=1"
FOR_EVER, ASK_FIRST = "public, max-age=31536000, immutable", "no-cache"
BRIEFLY = "public, max-age=60, stale-while-revalidate=60"
FILE = "datasets/herons/releases/1/observations.csv"
ELSEWHERE = "https://elsewhere.example"


@pytest.mark.release_files
@pytest.mark.parametrize(
    ("path", "told"),
    [
        *(
            (f"{path}?{PINNED}", FOR_EVER)
            for path in (
                *("observations", "observations.csv", "observations.ndjson", "observations.xlsx"),
                *("observations/nests-2023", "observations/nests-2023.bib", "documents"),
                *("observations/nests-2023/citations", "observations/total"),
            )
        ),
        *((path, FOR_EVER) for path in (FILE, "datasets/herons/releases/1")),
        ("datasets/herons/releases/1/cite.bib", FOR_EVER),
        *((path, BRIEFLY) for path in ("observations", "observations.csv", "observations.xlsx")),
        *((path, BRIEFLY) for path in ("observations?dataset=herons", "releases", "changes.csv")),
        *((path, BRIEFLY) for path in ("observations?as_of=2024-01-15", "openapi.json", "docs")),
        *((path, BRIEFLY) for path in ("/feed.atom", "/observations/nests-2023", "/documents")),
        ("/", ASK_FIRST),
        ("datasets/herons/releases/latest", ASK_FIRST),
        ("datasets/herons/releases/latest/observations.csv", ASK_FIRST),
        ("observations?mesure=x", "no-store"),
        (f"observations/nosuch?{PINNED}", "no-store"),
        ("datasets/herons/releases/9", "no-store"),
    ],
)
def test_only_what_a_numbered_release_holds_is_kept_without_asking(published, api, path, told):
    # attacks 31
    response = api.get(path)
    assert response["Cache-Control"] == told
    assert path != "/" or "ETag" in response
    if "ETag" in response:
        again = api.get(path, if_none_match=response["ETag"])
        assert (again.status_code, again["Cache-Control"]) == (304, told)


@pytest.mark.release_files
def test_what_may_be_kept_for_ever_stays_the_same_when_more_is_published(published, api):
    below = ("", ".bib", ".csl", ".csv", "/citations", "/history", "/provenance")
    lists = ("", ".csv", ".ndjson", ".xlsx", ".parquet", "/total", ".csv?include_history=true")
    paths = [
        *(f"observations/nests-2023{end}?{PINNED}" for end in below),
        *(f"observations{end}{'&' if '?' in end else '?'}{PINNED}" for end in lists),
        *(f"{end}?{PINNED}" for end in ("documents", "datasets.csv", "datasets/herons")),
        *(f"observations{end}?{PINNED}&value=41" for end in ("", ".csv", ".xlsx", ".parquet")),
        *(FILE, "datasets/herons/releases/1", "datasets/herons/releases/1/cite.bib"),
    ]
    before = {path: api.get(path) for path in paths}
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.figure("nests-2024", period="2024-03/2024-05")
    published.publish(on=datetime.date(2024, 3, 1))
    for path, earlier in before.items():
        assert (earlier.status_code, earlier["Cache-Control"]) == (200, FOR_EVER), path
        assert api.get(path).body == earlier.body, path


def test_a_range_of_a_pinned_export_is_kept_too(published, api):
    response = api.get(f"observations.csv?{PINNED}", range="bytes=0-9")
    assert (response.status_code, response["Cache-Control"]) == (206, FOR_EVER)


def test_where_a_pinned_record_went_is_asked_again(published, api):
    published.figure("nests-again", period="2023-03/2023-05")
    Observation.objects.get(pk="nests-2023").delete()
    gone = {"observation": "nests-2023", "dataset": published.herons, "reason": "Counted twice."}
    Withdrawal.objects.create(**gone, replaced_by="nests-again")
    published.publish()
    response = api.get("observations/nests-2023?dataset=herons&release=2")
    assert (response.status_code, response["Cache-Control"]) == (308, ASK_FIRST)


@pytest.mark.release_files
@pytest.mark.parametrize(
    ("path", "varies"),
    [
        ("observations", "Accept, Accept-Encoding"),
        ("observations/nests-2023", "Accept, Accept-Encoding"),
        ("observations.csv", "Accept-Encoding"),
        ("observations?format=csv", "Accept-Encoding"),
        ("observations/nests-2023.bib", "Accept-Encoding"),
        ("/feed.atom", "Accept-Encoding"),
        ("observations.xlsx", None),
        ("observations?format=parquet", None),
        (FILE, None),
        ("datasets/herons/releases/latest/observations.csv", None),
        ("/observations/nests-2023", "Accept, Accept-Encoding"),
    ],
)
def test_an_answer_varies_by_what_decides_it_and_nothing_else(published, api, path, varies):
    for headers in ({}, {"origin": ELSEWHERE}, {"accept-encoding": "gzip"}):
        response = api.get(path, **headers)
        assert response.get("Vary") == varies
        if "ETag" in response:
            again = api.get(path, **headers, if_none_match=response["ETag"])
            assert (again.status_code, again.get("Vary")) == (304, varies)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/feed.atom", "/sources/gazette/feed.atom", "/robots.txt", "/llms.txt", "/releases"),
        *("/observations/nests-2023", "/.well-known/api-catalog", "/datasets/herons", "/docs/api"),
        *("/sitemap.xml", "/catalog.jsonld"),
        *("/api/v1/observations/nests-2023/provenance", "/api/v1/datasets/herons.jsonld"),
        *("/api/v1/observations?limit=1", "/api/v1/observations.csv", "/api/v1/openapi.json"),
        *("/search?q=41+nests", "/documents", "/how-we-work", "/api/v1/releases", "/api/v1"),
    ],
)
def test_two_answers_with_different_bytes_have_different_etags(published, path):
    # attacks 23
    client, answers = Client(), {}
    for host in ("localhost", "127.0.0.1", "LOCALHOST", "127.0.0.1:8000"):
        for secure in (False, True):
            for coding in ("identity", "gzip", "zstd"):
                headers = {"host": host, "accept-encoding": coding}
                response = client.get(path, secure=secure, headers=headers)
                answers.setdefault(response["ETag"], set()).add(response.getvalue())
    assert len(answers) > 2
    assert all(len(bodies) == 1 for bodies in answers.values())


@pytest.mark.parametrize("path", ["/", "/nosuch", "/api/v1/observations", "/api/v1/nosuch"])
def test_every_site_may_read_whatever_it_asks_whoever_asks(published, api, path):
    for headers in ({}, {"origin": ELSEWHERE}):
        response = api.get(path, **headers)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Origin" not in response.get("Vary", "")
        exposed = response["Access-Control-Expose-Headers"].split(", ")
        assert {
            *("ETag", "Row-Count", "Content-Disposition", "Link", "Content-Location"),
            *("Accept-Ranges", "Content-Range", "Identity-Length"),
        } <= {*exposed}


def test_browsers_may_send_back_what_they_were_told(published, api):
    asked = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "GET"}
    asked["Access-Control-Request-Headers"] = "if-none-match,if-range,range,traceparent"
    response = api.client.options("/api/v1/observations.csv", headers=asked)
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    allowed = {name.lower() for name in response["Access-Control-Allow-Headers"].split(", ")}
    assert {"if-none-match", "if-range", "range", "traceparent"} <= allowed
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_no_site_may_read_the_admin(published, api):
    for headers in ({}, {"access-control-request-method": "POST"}):
        response = api.client.options("/admin/login/", headers={"origin": ELSEWHERE, **headers})
        assert "Access-Control-Allow-Origin" not in response
