"""Attacks 36 and 34: whoever watches the service is told what verifying its releases found last."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from datasets.models import Release

from .unguarded import drop_triggers

pytestmark = pytest.mark.release_files
NIGHT = datetime(2026, 3, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def collected(tmp_path, monkeypatch):
    """Let there be metrics."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))


@pytest.fixture
def kept(published):
    """Return the file in which the result is kept, of a world that has one release."""
    return Path(storages["releases"].path("VERIFIED"))


def verify(*datasets):
    """Verify at night, and return the lines that the command says."""
    out = StringIO()
    with time_machine.travel(NIGHT, tick=False):
        try:
            call_command("verify_releases", *datasets, stdout=out)
        except CommandError as error:
            out.write(str(error))
    return out.getvalue().splitlines()


def told(client):
    """Return what /readyz says of it an hour later; the service is ready in any case."""
    with time_machine.travel(NIGHT + timedelta(hours=1), tick=False):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    return answer.json()["verification"]


def metrics(client):
    """Return the lines of /metrics that are about it."""
    lines = client.get("/metrics").text.splitlines()
    return [one for one in lines if one.startswith("caveat_verification")]


def test_when_it_was_and_that_it_found_nothing(kept, client):
    assert verify()[-1].endswith(" files: 0 faults")
    assert told(client) == {"state": "ok", "time": "2026-03-01T02:00:00Z", "faults": 0}
    assert metrics(client) == [
        "caveat_verification_time_seconds 1.7723304e+09",
        "caveat_verification_faults 0.0",
    ]


def test_faults_are_told_and_send_no_reader_away(kept, client):
    drop_triggers()
    Release.objects.update(note="altered")
    found = verify()
    faults = sum(line.startswith("herons release 1") for line in found)
    assert faults
    assert told(client) == {"state": "faults", "time": "2026-03-01T02:00:00Z", "faults": faults}
    assert f"caveat_verification_faults {faults}.0" in metrics(client)


def test_it_is_overdue_after_two_days(kept, client):
    verify()
    for hours, state in {48: "ok", 49: "stale"}.items():
        with time_machine.travel(NIGHT + timedelta(hours=hours), tick=False):
            assert client.get("/readyz").json()["verification"]["state"] == state


def test_one_of_some_datasets_is_none_of_all(kept, client):
    verify("herons")
    assert told(client) == {"state": "never"}
    assert metrics(client) == []


def test_what_is_kept_is_no_fault_for_the_next_one_nor_is_what_a_killed_one_left(kept, client):
    verify()
    kept.with_name(".VERIFIED.killed.part").write_text("")
    assert verify()[-1].endswith(" 0 faults")
    assert told(client)["state"] == "ok"
    kept.with_name("VERIFIED-TOO").write_text("")
    assert "VERIFIED-TOO: it belongs to no release" in verify()


def test_a_result_that_cannot_be_kept_fails_the_command_after_all_is_said(kept):
    kept.mkdir()
    said = verify()
    assert said[-2].startswith("1 release, ")
    assert said[-1].startswith("the service cannot tell of this verification, and calls it overdue")


@pytest.mark.parametrize("text", ["", "{}", '{"time": "today"}'])
def test_a_result_that_is_damaged_is_told_as_one_that_cannot_be_read(kept, client, text):
    kept.write_text(text)
    assert told(client)["state"].startswith("cannot be read: VERIFIED: ")
    assert metrics(client) == []


def test_another_user_may_read_it_as_the_files_of_releases(kept):
    verify()
    assert kept.stat().st_mode & 0o777 == 0o644
