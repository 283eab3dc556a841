"""Where the database has no tables, or cannot be asked, a command says in one line what to do."""

import hashlib

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import OperationalError, connection

from datasets.management.tables import TablesCommand

from .test_operators_settings import KEY, asked

# It brings the tables.
NEEDS_NONE = {"restore_backup"}
OURS = sorted(name for name, app in get_commands().items() if app in ("datasets", "api"))


@pytest.mark.parametrize(
    "command",
    [
        *(["verify_releases"], ["publish", "--all"], ["bootstrap"], ["compare_seals"]),
        ["createsuperuser", "--noinput", "--username=warden", "--email="],
    ],
    ids=lambda command: command[0],
)
def test_without_tables_a_command_says_what_makes_them(tmp_path, command):
    empty = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    refused = asked("manage.py", *command, SECRET_KEY=KEY, DATABASE_URL=empty)
    told = "CommandError: the database has no tables: run manage.py migrate first\n"
    assert (refused.returncode, refused.stderr) == (1, told)


@pytest.mark.parametrize("name", sorted({*OURS} - NEEDS_NONE))
def test_every_command_that_asks_the_tables_looks_for_them_first(name):
    assert isinstance(load_command_class(get_commands()[name], name), TablesCommand)


def test_a_database_that_is_behind_the_code_is_not_worked_on(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'datasets'")
    with pytest.raises(CommandError, match=r"the database is behind: run manage.py migrate first"):
        call_command("publish", "--all")


@pytest.mark.parametrize("command", ["verify_releases", "restore_backup"])
def test_a_server_that_is_away_is_told_in_a_line(tmp_path, command, postgresql_backup):
    away = f"postgresql:///caveat?host={tmp_path}"
    options = [postgresql_backup] if command == "restore_backup" else []
    refused = asked("manage.py", command, *options, SECRET_KEY=KEY, DATABASE_URL=away)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert refused.stderr.splitlines()[-1].startswith("CommandError: ")
    assert "couldn't get a connection" in refused.stderr.splitlines()[-1]


@pytest.fixture
def postgresql_backup(tmp_path):
    """Return a backup of a database of PostgreSQL, as far as it is looked at before the server."""
    folder = tmp_path / "backup"
    folder.mkdir()
    (folder / "caveat.dump").write_bytes(b"")
    (folder / "SHA256SUMS").write_text(f"{hashlib.sha256().hexdigest()}  caveat.dump\n")
    return folder


def test_whatever_statement_the_database_refuses_is_told_in_a_line(db):
    def full(execute, sql, *rest):
        if 'FROM "datasets_dataset"' in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    refusal = pytest.raises(CommandError, match=r"^the database cannot be asked: database or disk")
    with refusal, connection.execute_wrapper(full):
        call_command("publish", "herons")


class Piped(TablesCommand):
    """A command whose reader has gone."""

    def handle(self, **_):
        """Fail as a write does then: no file is at fault."""
        raise BrokenPipeError(32, "Broken pipe")


def test_a_failure_that_is_of_no_file_is_not_told_as_one_of_a_file(db):
    with pytest.raises(BrokenPipeError):
        call_command(Piped())
