"""A backup is whole, or there is none; put back, everything is as it was, byte for byte."""

import hashlib
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from datasets.models import Observation, Release

from . import postgresql
from .serving import database_url
from .test_reader_role import ROLES

GOLDEN = Path(__file__).parent / "golden"
pytestmark = [pytest.mark.release_files, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kept(world, tmp_path):
    """Return the world, published, with a place for its backups."""
    world.publish()
    world.backups = tmp_path / "backups"
    return world


@pytest.fixture
def elsewhere(tmp_path):
    """Yield another installation: its own empty database and folder of releases."""
    place = Elsewhere(tmp_path / "elsewhere")
    yield place
    place.remove()


class Elsewhere:
    """Runs commands on a database and a folder of its own."""

    def __init__(self, folder):
        folder.mkdir()
        self.releases = folder / "releases"
        self.url = f"sqlite:///{folder / 'other.sqlite3'}"
        if connection.vendor == "postgresql":
            self._ask("DROP DATABASE IF EXISTS elsewhere")
            self._ask("CREATE DATABASE elsewhere")
            self.url = database_url().rpartition("/")[0] + "/elsewhere"

    def run(self, *command):
        """Run a command; return (its exit code, what it said)."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, command)],
            cwd=project.BASE_DIR,
            env={**os.environ, "DATABASE_URL": self.url, "RELEASES_DIR": str(self.releases)},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    def remove(self):
        """Drop its database, where that is no file."""
        if connection.vendor == "postgresql":
            self._ask("DROP DATABASE elsewhere")

    def _ask(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)


def only(folder):
    """Return the one backup in a folder."""
    (backup,) = folder.iterdir()
    return backup


def files_below(folder):
    """Return {name: bytes} of all files below a folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in Path(folder).rglob("*")
        if file.is_file()
    }


def test_what_is_put_back_is_what_there_was_byte_for_byte(kept, elsewhere, tmp_path):
    call_command("backup", kept.backups)
    code, said = elsewhere.run("restore_backup", only(kept.backups))
    assert (code, said) == (0, "1 release; next: manage.py migrate, then verify_releases\n")
    assert files_below(elsewhere.releases) == files_below(storages["releases"].location)
    code, said = elsewhere.run("verify_releases")
    assert (code, said.splitlines()[-1].split(": ")[-1]) == (0, "0 faults")
    # The seals are a list that they can be compared with.
    code, said = elsewhere.run("compare_seals", only(kept.backups) / "SEALS")
    counted = "1 of the 1 releases here were compared"
    assert (code, said) == (0, f"herons release 1: the same seal\n{counted}\n")
    # What was put back is kept again: the same files, and the same rows in the same tables.
    again = tmp_path / "again"
    assert elsewhere.run("backup", again)[0] == 0
    first, second = files_below(only(kept.backups)), files_below(only(again))
    assert first.keys() == second.keys()
    same = {name for name in first if first[name] == second[name]}
    assert {one for one in first.keys() - same if one != "SHA256SUMS"} <= {"caveat.dump"}


def test_it_is_of_the_database_that_the_address_names_however_it_names_it(
    kept, elsewhere, tmp_path
):
    """What stands behind the question mark counts too, and not only for Django"""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no servers")
    call_command("backup", kept.backups)
    server = connection.settings_dict
    elsewhere.url = (
        f"postgresql:///elsewhere?host={server['HOST']}&port={server['PORT']}"
        f"&user={server['USER']}&password=p w'd&sslmode=prefer&connect_timeout=7"
    )
    code, said = elsewhere.run("restore_backup", only(kept.backups))
    assert code == 0, said
    assert elsewhere.run("verify_releases")[0] == 0
    assert elsewhere.run("backup", tmp_path / "again")[0] == 0
    assert (only(tmp_path / "again") / "SEALS").read_text().startswith("herons 1 ")


def test_another_database_than_that_of_the_releases_is_not_kept(
    kept, elsewhere, tmp_path, monkeypatch
):
    """The program may be anybody's: Debian's leads to one cluster or another by its own files"""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no programs")
    astray = tmp_path / "pg_dump"
    real = postgresql.binaries() / "pg_dump"
    astray.write_text(f'#!/bin/sh\nexec {real} "$@" --dbname={elsewhere.url}\n')
    astray.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(CommandError, match="cannot import a snapshot from a different database"):
        call_command("backup", kept.backups)
    assert [*kept.backups.iterdir()] == []


def test_it_is_put_back_where_the_role_of_readers_is_unknown(kept, elsewhere):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with connection.cursor() as cursor:
        cursor.execute(ROLES.read_text())
    call_command("backup", kept.backups)
    with connection.cursor() as cursor:
        cursor.execute("DROP OWNED BY caveat_reader; DROP ROLE caveat_reader")
    code, said = elsewhere.run("restore_backup", only(kept.backups))
    assert code == 0, said
    assert elsewhere.run("verify_releases")[0] == 0


def test_what_was_redacted_is_redacted_in_what_is_put_back_too(kept, elsewhere):
    kept.change("nests-2023", value="42")
    kept.publish()
    call_command("redact", "herons", "nests-2023", reason="A court ordered it.", yes=True)
    call_command("backup", kept.backups)
    code, said = elsewhere.run("restore_backup", only(kept.backups))
    assert code == 0, said
    assert files_below(elsewhere.releases) == files_below(storages["releases"].location)
    assert not (elsewhere.releases / "herons/1/observations.csv").exists()
    code, said = elsewhere.run("verify_releases", "--render")
    assert code == 0, said
    assert "redacted: herons observation nests-2023 version 1 was redacted on " in said


def test_it_has_the_drafts_and_accounts_too_and_is_read_by_its_owner_alone(kept, elsewhere):
    kept.figure("nests-2024", period="2024-03/2024-05")
    call_command("backup", kept.backups)
    backup = only(kept.backups)
    assert backup.stat().st_mode & 0o077 == 0
    assert elsewhere.run("restore_backup", backup)[0] == 0
    told = "from datasets.models import Observation as o; print(o.objects.count())"
    assert elsewhere.run("shell", "-v0", "-c", told)[1] == f"{Observation.objects.count()}\n"


def add_a_line_to_the_sums(file):
    """Add a line to the sums of the release, which are not the list of the backup."""
    with (file.parent / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  evil.csv\n")


def add_other_sums(file):
    """Add a file of the name that the list of the backup has."""
    folder = file.parents[2] / "storks"
    folder.mkdir()
    (folder / "SHA256SUMS").write_text("anything\n")


def add_what_is_no_text(file):
    """Add bytes that are no text to the list of the backup."""
    with (file.parents[3] / "SHA256SUMS").open("ab") as sums:
        sums.write(b"0  \xff\n")


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda file: file.write_bytes(file.read_bytes() + b"x"), "not as it was written: "),
        (lambda file: file.unlink(), "not as it was written: "),
        (lambda file: (file.parent / "more.csv").write_text("x"), "not as it was written: "),
        (lambda file: (file.parents[3] / "SHA256SUMS").unlink(), "has no SHA256SUMS"),
        (add_a_line_to_the_sums, "not as it was written: releases/herons/1/SHA256SUMS"),
        (add_other_sums, "not as it was written: releases/storks/SHA256SUMS"),
        (add_what_is_no_text, "not as it was written: \ufffd"),
        (lambda file: (file.parent / "more").symlink_to(GOLDEN), "1/more is a link, or else no"),
        (lambda file: (file.parent / "csv").symlink_to(file), "1/csv is a link, or else no file"),
        (lambda file: os.mkfifo(file.parent / "pipe"), "1/pipe is a link, or else no file"),
        (lambda file: (file.parent / "void").mkdir(), "releases/herons/1/void is an empty folder"),
    ],
    ids=[
        *("changed", "gone", "added", "no list", "sums of a release", "other sums", "no text"),
        *("a link to a folder", "a link to a file", "a pipe", "an empty folder"),
    ],
)
def test_a_backup_that_is_not_as_it_was_written_is_not_put_back(kept, elsewhere, harm, why):
    call_command("backup", kept.backups)
    backup = only(kept.backups)
    harm(backup / "releases/herons/1/observations.csv")
    code, said = elsewhere.run("restore_backup", backup)
    assert code == 1
    assert why in said
    assert "Traceback" not in said
    assert not elsewhere.releases.exists()


def test_what_the_database_refuses_leaves_no_file_behind(kept, elsewhere):
    call_command("backup", kept.backups)
    backup = only(kept.backups)
    for database in backup.glob("caveat.*"):
        database.write_bytes(b"no database at all")
        told = (backup / "SHA256SUMS").read_text()
        digest = hashlib.sha256(database.read_bytes()).hexdigest()
        told = re.sub(rf"\S+(?=  {re.escape(database.name)}\n)", digest, told)
        (backup / "SHA256SUMS").write_text(told)
    code, said = elsewhere.run("restore_backup", backup)
    assert (code, "nothing was put back: " in said, "Traceback" in said) == (1, True, False)
    assert not elsewhere.releases.exists()


def test_nothing_is_put_back_over_what_there_is(kept, elsewhere):
    call_command("backup", kept.backups)
    elsewhere.run("migrate", "-v0")
    code, said = elsewhere.run("restore_backup", only(kept.backups))
    assert code == 1
    assert "nothing was put back: the database is not empty: it has" in said


def test_files_that_are_not_as_they_were_sealed_are_not_kept_as_if_they_were(kept):
    file = Path(storages["releases"].path("herons/1/observations.csv"))
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(CommandError, match="is not as it was sealed: run verify"):
        call_command("backup", kept.backups)
    assert [*kept.backups.iterdir()] == []


def test_a_backup_is_made_while_readers_read(kept, client):
    answers = []

    def read():
        answers.extend(client.get("/api/v1/observations").status_code for _ in range(5))
        connection.close()

    reading = threading.Thread(target=read)
    reading.start()
    call_command("backup", kept.backups)
    reading.join()
    assert answers == [200] * 5


def test_what_has_no_release_yet_is_kept_and_put_back(world, elsewhere, tmp_path):
    call_command("backup", tmp_path / "backups")
    code, said = elsewhere.run("restore_backup", only(tmp_path / "backups"))
    assert (code, said) == (0, "0 releases; next: manage.py migrate, then verify_releases\n")


def test_what_is_redacted_beside_it_is_whole_in_it(kept, elsewhere):
    """The files of one state of the database are copied before another state removes them"""
    kept.change("nests-2023", value="42")
    kept.publish()
    first = Release.objects.get(number=1).files[0]["name"]
    file = Path(storages["releases"].path(f"herons/1/{first}"))
    data = file.read_bytes()
    file.unlink()
    # Whoever copies it waits for what is written into it, and is caught in the middle.
    os.mkfifo(file)
    held = os.open(file, os.O_RDWR)
    keeping, redacting = (
        threading.Thread(target=run_apart, args=command)
        for command in (
            ["backup", str(kept.backups)],
            ["redact", "herons", "nests-2023", "--reason=A court ordered it.", "--yes"],
        )
    )
    keeping.start()
    while not [*kept.backups.glob(f".*/releases/herons/1/{first}")]:
        time.sleep(0.01)
    redacting.start()
    redacting.join(timeout=1)
    with os.fdopen(held, "wb") as pipe:
        pipe.write(data)
    keeping.join()
    redacting.join()
    file.unlink(missing_ok=True)
    code, said = elsewhere.run("restore_backup", only(kept.backups))
    assert code == 0, said
    code, said = elsewhere.run("verify_releases")
    assert code == 0, said


def run_apart(*command):
    """Run a command in a thread, which has a connection of its own."""
    try:
        call_command(*command)
    finally:
        connection.close()
