"""Same release, same bytes: whatever database, time zone, locale, hash seed, day and order."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction

from datasets import publishing, seeds

from . import postgresql
from .published_seeds import DATASET, alone

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="the run on SQLite compares with PostgreSQL"
    ),
    pytest.mark.slow(reason="publishes the real seeds in processes of their own"),
]
ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
    {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "4242", "LC_ALL": "C"},
]


# Migrates and publishes; prints the digest of the newest release.
PUBLISHING = """
import django
django.setup()
from django.core.management import call_command
from tests.published_seeds import publish_seeds
call_command("migrate", verbosity=0)
print(publish_seeds().digest)
"""


def published_by_a_new_clone(folder, database_url, environment):
    """Migrate and publish in a process of its own; return the digest of the newest release."""
    env = {**os.environ, **environment, "DATABASE_URL": database_url, "PYTHONUTF8": "1"}
    env["RELEASES_DIR"] = str(folder / "releases")
    done = subprocess.run(
        [sys.executable, "-c", PUBLISHING],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("environment", ELSEWHERE, ids=lambda environment: environment["LC_ALL"])
def test_another_time_zone_locale_and_hash_seed(deserters, tmp_path, environment):
    url = f"sqlite:///{tmp_path / 'a clone.sqlite3'}"
    assert published_by_a_new_clone(tmp_path, url, environment) == deserters.digest


@pytest.mark.skipif(postgresql.binaries() is None, reason="PostgreSQL is not installed")
def test_postgresql_with_a_collation_that_ignores_hyphens(deserters, tmp_path):
    with postgresql.server() as server:
        assert published_by_a_new_clone(tmp_path, server.url, ELSEWHERE[0]) == deserters.digest


def test_another_day_and_the_opposite_order_of_insertion(db, tmp_path):
    with alone(DATASET):
        folders = seeds.folders(settings.SEEDS_DIR)
        with transaction.atomic():
            seeds.load(folders)
            digest = publishing.publish(DATASET).release.digest
            transaction.set_rollback(True)
        for folder in folders:
            turned = tmp_path / "seeds" / folder.name
            turned.mkdir(parents=True)
            for file in filter(Path.is_file, folder.iterdir()):
                (turned / file.name).write_text(turn_round(file), newline="")
    with time_machine.travel("2031-03-04", tick=False):
        assert len(seeds.load(seeds.folders(tmp_path / "seeds")).new) > 100
        assert publishing.publish(DATASET).release.digest == digest


def turn_round(file):
    """Return the text of a seed file with its rows in the opposite order."""
    text = file.read_bytes().decode()
    if file.suffix == ".csv":
        header, *rows = text.splitlines(keepends=True)
        return "".join([header, *reversed(rows)])
    if file.suffix == ".toml" and "[[" in text:
        name = next(iter(tomllib.loads(text)))
        head, *entries = text.split(f"[[{name}]]\n")
        return head + "".join(f"[[{name}]]\n{entry.rstrip()}\n" for entry in reversed(entries))
    return text
