"""What law or privacy forces to be emptied is emptied; that it was, when and why, is told.

The one exception to attacks 12 and to the rule that what is published never changes.
"""

import datetime
import io
import re
from pathlib import Path

import orjson
import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from api.agents import tools
from datasets.models import (
    Citation,
    Observation,
    Record,
    RecordJson,
    Redaction,
    Source,
    Withdrawal,
)
from datasets.publishing import redaction
from datasets.releases.release_day import today

from .five_releases import FiveReleases
from .unguarded import drop_triggers
from .world import World

WHY = "A court in Bergen ordered it."
SECRET = "Ingrid of the reeds"
FIRST = "dataset=herons&release=1"
SECOND_DAY = datetime.date(2024, 2, 1)
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


class Lake(World):
    """Two figures, of which a second release corrects one that named somebody."""

    def __init__(self):
        super().__init__()
        self.figure("nests-2022", period="2022-03/2022-05", value="30")
        hop = Citation.objects.filter(observation="nests-2023", hop=2)
        hop.update(fragment=f"{SECRET} saw 41 nests", place_in_text="page 2", no_words="")
        self.publish()
        hop.update(fragment="", place_in_text="", no_words="They named somebody.")
        self.change("nests-2023", value="42", change_note="Without the name.")
        self.publish(on=SECOND_DAY)


@pytest.fixture
def lake(remembering):
    """Return the lake, of whose first release something is to be redacted."""
    return remembering(Lake)


def redact(*records, reason=WHY, yes=True, dataset="herons"):
    """Say the command; return what it tells."""
    out = io.StringIO()
    call_command("redact", dataset, *records, reason=reason, yes=yes, stdout=out)
    return out.getvalue()


def verified(**options):
    """Return what the audit tells, and whether everything is as it was sealed."""
    out = io.StringIO()
    try:
        call_command("verify_releases", stdout=out, **options)
    except CommandError:
        return out.getvalue(), False
    return out.getvalue(), True


def address_of(path):
    """Return the address that a client of the API asks for."""
    return path if path.startswith("/") else f"/api/v1/{path}"


def text_of(page):
    """Return what a page says, without its tags and line ends."""
    return " ".join(re.sub("<[^>]*>", " ", page.decode()).split())


def kept():
    """Return the bytes of all files that are kept of releases, by name."""
    place = Path(storages["releases"].location)
    files = (one for one in place.rglob("*") if one.is_file())
    return {str(one.relative_to(place)): one.read_bytes() for one in files}


@pytest.mark.usefixtures("lake")
def test_a_figure_is_first_corrected_or_withdrawn_and_then_redacted():
    with pytest.raises(CommandError) as refused:
        redact("nests-2022", "nests-1999", "storks/nests-2023")
    assert str(refused.value).splitlines() == [
        "nothing was redacted:",
        "herons observation nests-2022 version 1 is in force in the newest release: "
        "publish a correction or a withdrawal, then redact it",
        "nests-1999: herons has published no such record",
        "storks/nests-2023: herons has published no such record",
    ]
    assert not Redaction.objects.exists()


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "the reason is empty"),
        (" ", "is empty"),
        ("A\u202eb", "turn the text"),
        ("a\nb", "LINE"),
    ],
)
def test_a_redaction_says_why_in_words_that_everybody_sees(reason, told):
    with pytest.raises(CommandError, match=told):
        redact("nests-2023", reason=reason)
    assert not Redaction.objects.exists()


@pytest.mark.usefixtures("lake")
@pytest.mark.release_files
def test_what_would_be_emptied_is_told_and_nothing_is_done_until_somebody_says_yes():
    call_command("verify_releases", stdout=io.StringIO())
    before = kept()
    told = redact("nests-2023", yes=False)
    assert "to be emptied: herons observation nests-2023 version 1\n" in told
    assert "in force, it stays: herons observation nests-2023 version 2\n" in told
    assert "herons 1: its files are withheld: " in told
    assert "observations.parquet" in told
    assert "SHA256SUMS" not in told
    assert not Redaction.objects.exists()
    assert kept() == before


@pytest.mark.usefixtures("lake")
def test_the_texts_are_emptied_and_the_row_stays():
    rows = {one["version"]: one for one in Record.objects.filter(slug="nests-2023").values()}
    later = bytes(RecordJson.objects.get(pk=rows[2]["id"]).body)
    redact("nests-2023")
    with connection.cursor() as cursor:
        for table in ("json", "brief", "csv"):
            of = f"SELECT record_id FROM datasets_record{table} WHERE length(body) = 0"
            cursor.execute(of)
            assert cursor.fetchall() == [(rows[1]["id"],)]
        cursor.execute("SELECT record_id FROM datasets_searchtext WHERE text = ''")
        assert cursor.fetchall() == [(rows[1]["id"],)]
    assert {
        one["version"]: one for one in Record.objects.filter(slug="nests-2023").values()
    } == rows
    assert bytes(RecordJson.objects.get(pk=rows[2]["id"]).body) == later
    one = Redaction.objects.get()
    assert (one.pk, one.day, one.reason) == (rows[1]["id"], today(), WHY)


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
    assert "This was redacted" in page.body.decode()
    assert WHY in page.body.decode()


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
@pytest.mark.release_files
def test_the_files_that_hold_it_are_gone_and_their_digests_stay(api):
    before, listed = kept(), api.json("datasets/herons/releases/1")
    told = redact("nests-2023")
    gone = {name: before[name] for name in before.keys() - kept().keys()}
    names = {one["name"] for one in listed["files"]} - {"SHA256SUMS"}
    assert gone.keys() == {f"herons/1/{name}" for name in names}
    assert {line.split()[1] for line in told.splitlines() if "removed " in line[:10]} == {*gone}
    assert SECRET.encode() in gone["herons/1/citations.csv"]
    after = api.json("datasets/herons/releases/1")
    why = f"herons observation nests-2023 version 1 was redacted on {today()}: {WHY}"
    for one in listed["files"]:
        one["withheld"] = why if one["name"] in names else None
    assert after == listed
    for name in names:
        for ask in (api.client.get, api.client.head):
            refused = ask(f"/api/v1/datasets/herons/releases/1/{name}")
            assert refused.status_code == 451
    assert why in api.wrong("datasets/herons/releases/1/observations.csv", 451).detail
    assert WHY in api.wrong(f"observations.xlsx?{FIRST}", 451).detail
    sums = api.get("datasets/herons/releases/1/SHA256SUMS").body
    assert sums == before["herons/1/SHA256SUMS"]
    assert api.json("datasets/herons/releases/2")["files"][0]["withheld"] is None


@pytest.mark.release_files
def test_what_left_with_a_release_is_withheld_of_that_one_too(api, remembering):
    remembering(FiveReleases)
    redact("nests-2021")
    of = {number: f"datasets/herons/releases/{number}" for number in (2, 3)}
    assert api.get(f"{of[2]}/observations.csv").status_code == 451
    withheld = [one["name"] for one in api.json(of[3])["files"] if one["withheld"]]
    assert withheld == ["release.json", "herons-release-3.zip"]
    assert b"storks" not in b"".join(kept().values())
    for name in ("observations.csv", "observations.xlsx", "SHA256SUMS"):
        assert api.get(f"{of[3]}/{name}").status_code == 200
    assert WHY in api.wrong("observations/nests-2021", 451).detail
    assert WHY in api.wrong(f"observations/nests-2021?{FIRST}", 451).detail
    told, well = verified(render=True)
    assert well, told
    assert "herons release 3: withheld: release.json, herons-release-3.zip\n" in told


@pytest.mark.usefixtures("lake")
@pytest.mark.release_files
@pytest.mark.parametrize("render", [False, True])
def test_the_audit_tells_of_a_redaction_and_calls_it_no_fault(render):
    redact("nests-2023")
    told, well = verified(render=render)
    assert well, told
    why = f"redacted: herons observation nests-2023 version 1 was redacted on {today()}: {WHY}"
    assert f"note: {why}\n" in told
    assert "note: herons release 1: withheld: observations.csv, " in told
    assert told.endswith(": 0 faults\n")


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize(
    ("forge", "told"),
    [
        ("UPDATE datasets_recordjson SET body = '' WHERE record_id = {}", "emptied"),
        ("UPDATE datasets_recordcsv SET body = '' WHERE record_id = {}", "emptied"),
        (
            "INSERT INTO datasets_redaction VALUES ({}, '2024-03-01', 'Mine.')",
            "herons observation nests-2023 version 1: it is redacted, and still says something",
        ),
        (
            "INSERT INTO datasets_redaction VALUES ({in_force}, '2024-03-01', 'Mine.')",
            "herons observation nests-2023 version 2: it is redacted, and in force",
        ),
        (
            "INSERT INTO datasets_redaction VALUES (999999, '2024-03-01', 'Mine.')",
            "redaction 999999: it belongs to no record",
        ),
    ],
)
def test_what_is_emptied_without_a_reason_or_not_emptied_is_a_fault(forge, told):
    first, second = Record.objects.filter(slug="nests-2023").order_by("version")
    drop_triggers()
    forge = forge.format(first.pk, in_force=second.pk)
    if connection.vendor == "sqlite":
        forge = forge.replace("body = ''", "body = x''")
    with connection.cursor() as cursor:
        cursor.execute(forge)
    said, well = verified()
    assert not well
    assert told in said


@pytest.mark.usefixtures("lake")
def test_a_redaction_that_is_undone_is_a_fault():
    redact("nests-2023")
    drop_triggers()
    Redaction.objects.all().delete()
    said, well = verified()
    assert not well
    assert "emptied" in said


@pytest.mark.usefixtures("lake")
@pytest.mark.release_files
def test_a_redaction_that_is_killed_before_its_files_are_gone_is_finished_by_saying_it_again(api):
    # The texts are emptied in one transaction; what is killed after it has the files left.
    redaction.redact("herons", ["nests-2023"], WHY)
    assert any(SECRET.encode() in content for content in kept().values())
    assert api.get("datasets/herons/releases/1/citations.csv").status_code == 451
    told, well = verified()
    assert not well
    assert "herons release 1 citations.csv: it is withheld, and still there: say redact" in told
    told = redact("nests-2023", reason="Said again.")
    assert "redacted already: herons observation nests-2023 version 1\n" in told
    assert "removed herons/1/citations.csv\n" in told
    assert not any(SECRET.encode() in content for content in kept().values())
    assert Redaction.objects.get().reason == WHY
    assert verified()[1]
    assert "0 versions redacted, 0 files removed" in redact("nests-2023")


@pytest.mark.usefixtures("lake")
@pytest.mark.release_files
def test_a_package_that_somebody_kept_does_not_bring_it_back(tmp_path):
    package = tmp_path / "kept.zip"
    package.write_bytes(kept()["herons/1/herons-release-1.zip"])
    redact("nests-2023")
    with pytest.raises(CommandError, match="release 2 of herons is here"):
        call_command("restore", package, unverified=True)
    assert not any(SECRET.encode() in content for content in kept().values())


def refused(statement):
    """Say whether the database refuses a statement."""
    words = r"published rows never change|redaction_has_a_reason"
    told = pytest.raises(IntegrityError, match=words)
    with told, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("lake")
def test_the_database_lets_texts_be_emptied_where_a_redaction_says_why_and_never_else():
    first, second = Record.objects.filter(slug="nests-2023").order_by("version")
    nothing = "x''" if connection.vendor == "sqlite" else "''"
    tables = {
        "datasets_recordjson": ("record_id", "body", nothing),
        "datasets_recordbrief": ("record_id", "body", nothing),
        "datasets_recordcsv": ("record_id", "body", nothing),
        "datasets_searchtext": ("record_id", "text", "''"),
        "datasets_record": ("id", "change_note", "''"),
    }
    insert = "INSERT INTO datasets_redaction VALUES ({}, '2024-03-01', '{}')"
    for table, (key, column, empty) in tables.items():
        refused(f"UPDATE {table} SET {column} = {empty} WHERE {key} = {first.pk}")
    refused(insert.format(second.pk, WHY))
    refused(insert.format(999_999, WHY))
    refused(insert.format(first.pk, ""))
    redact("nests-2023")
    for table, (key, column, empty) in tables.items():
        refused(f"UPDATE {table} SET {column} = {empty} WHERE {key} = {second.pk}")
        written = empty.replace("''", "'41'")
        refused(f"UPDATE {table} SET {column} = {written} WHERE {key} = {first.pk}")
    refused(f"UPDATE datasets_record SET value = NULL WHERE id = {first.pk}")
    refused("UPDATE datasets_redaction SET reason = 'Another.'")
    refused("UPDATE datasets_redaction SET day = '2024-01-01'")
    refused(f"UPDATE datasets_redaction SET record_id = {second.pk}")
    refused("DELETE FROM datasets_redaction")


@pytest.mark.release_files
def test_what_is_redacted_is_published_again_as_any_figure(lake, api):
    lake.leave = FiveReleases.leave.__get__(lake)
    lake.leave("nests-2023", "She asked us.")
    lake.publish(on=SECOND_DAY, note="")
    redact("nests-2023")
    Withdrawal.objects.all().delete()
    lake.figure("nests-2023", value="42", change_note="Counted without her.")
    lake.publish(on=SECOND_DAY, note="")
    assert [one["redacted"] is None for one in versions_of(api)] == [False, False, True]
    assert api.json("observations/nests-2023")["change_note"] == "Counted without her."
    told, well = verified(render=True)
    assert well, told


NAMING = "Ingrid asked that it go."
LEAVING = [
    *("observations/nests-2021", "observations/nests-2021/history", "changes?dataset=herons"),
    *("changes.csv?dataset=herons", "changes?dataset=herons&between=2,3", "/feed.atom"),
    *("/observations/nests-2021", "/datasets/herons/releases/3", "datasets/herons/releases/3"),
]


@pytest.mark.release_files
def test_why_a_figure_was_withdrawn_goes_with_it(api, remembering):
    world = remembering(FiveReleases)
    world.leave("nests-2022-recount", NAMING)
    world.leave("nests-2023", NAMING)
    world.publish(on=datetime.date(2024, 4, 1))
    redact("nests-2021", "nests-2022-recount", "nests-2023")
    later = [
        one.replace("2021", "2023").replace("/3", "/6").replace("2,3", "5,6") for one in LEAVING
    ]
    for path in (*LEAVING, *later):
        answer = api.get(path)
        told = answer.body.decode()
        assert "storks" not in told, path
        assert NAMING not in told, path
        assert WHY in told, path
        assert answer.status_code == (451 if path.endswith(("2021", "2023")) else 200)
    told, well = verified(render=True)
    assert well, told
    feed = api.get("/feed.atom").body.decode()
    assert "nests-2022-recount withdrawn in release 6</title>" in feed
    page = text_of(api.get("/datasets/herons/releases/6").body)
    assert re.search(f"nests-2023 Redacted on [0-9A-Za-z ]+: {WHY}", page)


def test_why_a_figure_was_withdrawn_is_emptied_by_a_redaction_and_by_nothing_else(remembering):
    """attacks 12"""
    remembering(FiveReleases)
    left = Record.objects.get(slug="nests-2021")
    empty = "UPDATE datasets_record SET withdrawal_reason = '{}' WHERE id = {}"
    refused(empty.format("Redacted.", left.pk))
    redaction.redact("herons", ["nests-2021"], WHY)
    assert Record.objects.get(slug="nests-2021").withdrawal_reason == "Redacted."
    for reason in ("", "They were storks."):
        refused(empty.format(reason, left.pk))
    for slug in ("nests-2023", "nests-2022"):
        refused(empty.format("Redacted.", Record.objects.filter(slug=slug).first().pk))
    drop_triggers()
    Record.objects.filter(pk=left.pk).update(withdrawal_reason="They were storks.")
    told, well = verified()
    assert not well
    assert "herons observation nests-2021 version 1: it is redacted, and still says" in told


def versions_of(api):
    """Return the versions that the history of the one figure tells of."""
    return api.json("observations/nests-2023/history")["versions"]


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


@pytest.mark.usefixtures("lake")
def test_the_description_says_that_it_may_be_so(api):
    paths = api.json("openapi.json")["paths"]
    for path in ("observations", "observations/{id}", "observations/total", "sources.{suffix}"):
        assert "451" in paths[f"/api/v1/{path}"]["get"]["responses"], path
    (file,) = [one for path, one in paths.items() if path.endswith("/{file}")]
    assert "451" in file["get"]["responses"]
