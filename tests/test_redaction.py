"""What law or privacy forces to be emptied is emptied; that it was, when and why, is told.

The one exception to attacks 12 and to the rule that what is published never changes.
"""

import datetime
import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from datasets.models import Record, RecordJson, Redaction, Withdrawal
from datasets.publishing import redaction
from datasets.releases.release_day import today

from .five_releases import FiveReleases
from .redacted import FIRST, SECOND_DAY, SECRET, WHY, kept, lake, redact, text_of, verified
from .unguarded import drop_triggers

__all__ = ["lake"]


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
