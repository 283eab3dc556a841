"""Readers are told that something was redacted, when and why, and nothing of what it said."""

import re

import orjson
import pytest

from api.agents import tools
from datasets.models import Observation, Source
from datasets.releases.release_day import today

from .redacted import FIRST, SECOND_DAY, SECRET, WHY, address_of, lake, redact, text_of, verified

__all__ = ["lake"]

BROWSER = "text/html,application/xhtml+xml;q=0.9"
# Where the first version of nests-2023 stands, or is added up.
HOLDING = [
    *(f"observations/nests-2023{form}?{FIRST}" for form in ("", ".csv", ".ndjson", ".txt", ".bib")),
    *(f"observations/nests-2023/{part}?{FIRST}" for part in ("citations", "provenance")),
    f"observations/nests-2023?fields=value&{FIRST}",
    *(f"observations{form}?{FIRST}" for form in ("", ".csv", ".ndjson", ".xlsx", ".parquet")),
    *(f"observations{form}?as_of=2024-01-20" for form in ("", ".csv")),
    f"observations?detail=full&{FIRST}",
    f"observations?fields=value&{FIRST}",
    f"observations.csv?fields=value&{FIRST}",
    f"observations/total?id=nests-2023&{FIRST}",
    "observations?include_history=true",
    "observations.ndjson?include_history=true",
    *(f"/observations/nests-2023{form}?{FIRST}" for form in ("", ".svg", ".csv", "/embed")),
    f"/datasets/herons?{FIRST.partition('&')[2]}",
    f"/measures/nests-counted?{FIRST}",
]
# Where the first version of the source of both figures stands, or its label.
HOLDING_THE_SOURCE = [
    *(f"sources{form}?{FIRST}" for form in ("/bird-club", "", ".csv")),
    *(f"datasets/herons/releases/1/cite.{form}" for form in ("bib", "ris", "csl", "txt")),
    *(f"datasets/herons.{form}?{FIRST}" for form in ("bib", "ris", "csl", "txt")),
]
# Where it does not stand, though some are of a release that held it.
NOT_HOLDING = [
    *("observations", "observations.csv", "observations/nests-2023", "/observations/nests-2022"),
    *(f"observations{form}?id=nests-2022&{FIRST}" for form in ("", ".csv", ".ndjson")),
    *(f"observations/nests-2022{form}?{FIRST}" for form in ("", "/citations", ".csv")),
    f"observations?period_start__lt=2023-01-01&{FIRST}",
    f"observations/total?id=nests-2022&{FIRST}",
    *(f"{noun}?{FIRST}" for noun in ("measures", "sources.csv", "documents.ndjson")),
    *("/", "/datasets/herons", "/sources/bird-club", "search?q=42", "changes?noun=event"),
    "datasets/herons/releases/2/observations.csv",
]


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("path", HOLDING)
def test_whatever_would_hold_it_says_that_it_was_redacted_and_why(api, path):
    before = api.get(path)
    assert before.status_code == 200, before.body
    redact("nests-2023")
    assert api.client.head(address_of(path)).status_code == 451
    for headers in ({}, {"if-none-match": before["ETag"]}):
        refused = api.get(path, **headers)
        assert refused.status_code == 451, refused.body
        assert refused["Content-Type"] == "application/problem+json"
        problem = orjson.loads(refused.body)
        assert problem["title"] == "Unavailable For Legal Reasons"
        told = f"herons observation nests-2023 version 1 was redacted on {today()}: {WHY}"
        assert told in problem["detail"]
        (wrong,) = problem["errors"]
        assert (wrong["code"], wrong["value"]) == ("redacted", "nests-2023")
        assert refused["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("path", NOT_HOLDING)
def test_whatever_does_not_hold_it_stays_as_it_was_byte_for_byte(api, path):
    before = api.get(path)
    redact("nests-2023")
    after = api.get(path)
    assert (after.status_code, after.body) == (200, before.body)


@pytest.mark.usefixtures("lake")
def test_people_read_it_on_a_page(api):
    redact("nests-2023")
    page = api.get(f"/observations/nests-2023?{FIRST}", accept=BROWSER)
    assert page.status_code == 451
    assert page["Content-Type"].startswith("text/html")
    told = f"herons observation nests-2023 version 1 was redacted on {today()}: {WHY}"
    assert text_of(page.body).count(told) == 1
    assert "This was redacted Something that stood here had to be removed for good" in text_of(
        page.body
    )
    assert (
        f"Redacted When and why Instead nests-2023 {told} as of now To the front page"
        in text_of(page.body)
    )
    assert '<a href="/observations/nests-2023">as of now</a>' in page.body.decode()


@pytest.mark.usefixtures("lake")
def test_a_page_of_the_dataset_as_it_was_leads_to_what_it_is(api):
    redact("nests-2023")
    page = api.get("/datasets/herons?release=1", accept=BROWSER)
    assert page.status_code == 451
    assert '<a href="/datasets/herons">as of now</a>' in page.body.decode()


@pytest.mark.usefixtures("lake")
def test_a_page_of_a_list_leaves_nothing_out_in_silence(api):
    first = api.json(f"observations?limit=1&{FIRST}")
    redact("nests-2023")
    again = api.json(f"observations?limit=1&{FIRST}")
    assert [one["id"] for one in again["results"]] == ["nests-2022"]
    assert again["next"] == first["next"]
    assert WHY in api.wrong(again["next"], 451).detail


def test_a_cursor_of_before_the_correction_leads_to_no_page_without_it(lake, api):
    lake.figure("nests-2024", period="2024-03/2024-05", value="50")
    lake.publish(on=SECOND_DAY)
    following = api.json("observations?limit=2")["next"]
    (last,) = api.json(following)["results"]
    assert last["id"] == "nests-2024"
    lake.change("nests-2024", value="51", change_note="One more.")
    lake.publish(on=SECOND_DAY)
    redact("nests-2024")
    assert "nests-2024 version 1" in api.wrong(following, 451).detail


def test_the_reason_of_a_version_that_is_redacted_goes_with_it(lake, api):
    lake.change("nests-2023", value="43", change_note="Another.")
    lake.publish(on=SECOND_DAY)
    redact("nests-2023")
    for path in ("observations/nests-2023/history", "changes", "changes.csv", "/feed.atom"):
        told = api.get(path).body.decode()
        assert "Without the name." not in told, path
        assert told.count(WHY) > 1, path
    assert "Without the name." not in api.get("/observations/nests-2023").body.decode()
    assert verified()[1]


def test_the_feed_tells_of_each_where_several_are_redacted_of_one_release(lake, api):
    for value in ("50", "60"):
        for slug in ("nests-2023", "nests-2022"):
            lake.change(slug, value=value, change_note=f"{value} of {slug}.")
        lake.publish(on=SECOND_DAY)
    redact("nests-2023", "nests-2022")
    told = api.get("/feed.atom").body.decode()
    for slug in ("nests-2023", "nests-2022"):
        assert f"{slug} changed in release 3</title>" in told


@pytest.mark.usefixtures("lake")
def test_history_tells_that_a_version_was_redacted_and_not_what_it_said(api):
    before = api.get("observations/nests-2023/history")
    assert SECRET.encode() in before.body
    redact("nests-2023")
    after = api.get("observations/nests-2023/history", **{"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert SECRET.encode() not in after.body
    first, second = orjson.loads(after.body)["versions"]
    assert first == {
        "record": None,
        "valid_to": str(SECOND_DAY),
        "reason": "Without the name.",
        "replaced_by": None,
        "redacted": {"day": str(today()), "reason": WHY},
    }
    assert second == orjson.loads(before.body)["versions"][1]
    assert second["redacted"] is None


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("which", ["", "&between=1,2"])
def test_changes_tell_it_of_both_that_begin_and_end_with_it(api, which):
    asked = f"changes?noun=observation&dataset=herons{which}"
    before = {(one["id"], one["release"]): one for one in api.json(asked)["results"]}
    redact("nests-2023")
    after = {(one["id"], one["release"]): one for one in api.json(asked)["results"]}
    why = f"redacted on {today()}: {WHY}"
    lost = {"before": None, "fields": [], "redacted": why}
    assert after["nests-2023", 2] == before["nests-2023", 2] | lost
    if not which:
        lost = {"record": None, "redacted": why}
        assert after["nests-2023", 1] == before["nests-2023", 1] | lost
        assert after["nests-2022", 1] == before["nests-2022", 1]
    assert why in api.get(asked.replace("changes", "changes.csv")).body.decode()


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("path", ["/datasets/herons/releases/1", "/feed.atom"])
def test_what_tells_of_releases_tells_it_too(api, path):
    assert "41 nests" in api.get(path).body.decode()
    redact("nests-2023")
    told = api.get(path).body.decode()
    assert f"redacted on {today()}: {WHY}" in told
    assert "41 nests" not in told


@pytest.mark.usefixtures("lake")
def test_the_page_of_the_figure_tells_it_where_it_lists_the_versions(api):
    redact("nests-2023")
    told = text_of(api.get("/observations/nests-2023", accept=BROWSER).body)
    assert re.search(rf"1 15 January 2024, release 1 Redacted on [0-9A-Za-z ]+: {WHY}", told)


@pytest.mark.usefixtures("lake")
def test_a_language_model_is_told_it_too():
    redact("nests-2023")
    assert f"redacted on {today()}: {WHY}" in tools.call("what_changed", {"dataset": "herons"})[0]
    asked = {"id": "nests-2023", "dataset": "herons", "release": "1"}
    told, is_refused = tools.call("get_figure", asked)
    assert is_refused
    assert WHY in told


@pytest.mark.usefixtures("lake")
def test_search_never_finds_it(api):
    asked = "search?q=Ingrid+reeds"
    assert "nests-2023" in [one["id"] for one in api.json(f"{asked}&{FIRST}")["hits"]]
    before = api.get(asked)
    redact("nests-2023")
    assert WHY in api.wrong(f"{asked}&{FIRST}", 451).detail
    assert api.get(asked).body == before.body
    assert api.ids("observations?q=Ingrid") == []


LOOKED_UP = [
    *(f"observations{form}" for form in ("", ".csv", ".ndjson", ".xlsx", "/total")),
    *("/datasets/herons", "search", "/search"),
]


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize("path", LOOKED_UP)
@pytest.mark.parametrize("pinning", ["release=1", "as_of=2024-01-20"])
def test_what_words_found_in_a_release_is_never_left_out_in_silence(api, path, pinning):
    dataset = "" if path.startswith("/datasets") else "&dataset=herons"
    for words in ("club", "Ingrid", "elephants"):
        asked = f"{path}?q={words}&{pinning}{dataset}"
        before = api.get(asked)
        assert before.status_code in (200, 422), before.body
    redact("nests-2023")
    for words in ("club", "Ingrid", "elephants"):
        refused = api.get(f"{path}?q={words}&{pinning}{dataset}")
        assert refused.status_code == 451, words
        assert WHY in refused.body.decode()
        assert refused["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("lake")
def test_what_words_find_stays_where_other_filters_leave_out_what_was_redacted(api):
    redact("nests-2023")
    assert api.ids(f"observations?q=club&value__lt=40&{FIRST}") == ["nests-2022"]
    assert api.ids("observations?q=club") == ["nests-2022", "nests-2023"]
    assert api.get("observations?q=club&include_history=true").status_code == 451


def test_a_cursor_of_before_the_correction_finds_no_words_without_it(lake, api):
    lake.figure("nests-2024", period="2024-03/2024-05", value="50")
    lake.publish(on=SECOND_DAY)
    following = api.json("observations?limit=2&q=club")["next"]
    lake.change("nests-2024", value="51", change_note="One more.")
    lake.publish(on=SECOND_DAY)
    redact("nests-2024")
    assert "nests-2024 version 1" in api.wrong(following, 451).detail


@pytest.mark.usefixtures("lake")
def test_the_description_says_that_it_may_be_so(api):
    paths = api.json("openapi.json")["paths"]
    for path in ("observations", "observations/{id}", "observations/total", "sources.{suffix}"):
        assert "451" in paths[f"/api/v1/{path}"]["get"]["responses"], path
    (file,) = [one for path, one in paths.items() if path.endswith("/{file}")]
    assert "451" in file["get"]["responses"]


@pytest.mark.release_files
def test_a_source_is_redacted_and_the_command_names_what_tells_of_it(lake, api):
    Source.objects.filter(pk="bird-club").update(label="The club")
    Observation.objects.update(change_note="The club has another name.")
    lake.publish(on=SECOND_DAY)
    before = {path: api.get(path) for path in HOLDING_THE_SOURCE}
    assert {one.status_code for one in before.values()} == {200}
    told = redact("sources/bird-club")
    assert "to be emptied: herons source bird-club version 1\n" in told
    naming = "it names them and stays, unless you redact it: herons observation"
    assert f"{naming} nests-2023 version 1\n" in told
    assert f"{naming} nests-2022 version 1\n" in told
    for path, answer in before.items():
        refused = api.get(path, **{"if-none-match": answer["ETag"]})
        assert refused.status_code == 451, path
        assert (
            f"herons source bird-club version 1 was redacted on {today()}: {WHY}"
            in (orjson.loads(refused.body)["detail"])
        )
    assert api.get("datasets/herons/releases/3/cite.bib").status_code == 200
    assert api.json("sources/bird-club")["label"] == "The club"
    told, well = verified(render=True)
    assert well, told
