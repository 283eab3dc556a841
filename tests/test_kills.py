"""A publication that is killed leaves everything as it was before, or as it is after."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages

from datasets.models import (
    Citation,
    Observation,
    Record,
    RecordCsv,
    RecordJson,
    Release,
    SearchText,
    TermSet,
)
from datasets.releases import verify

from .serving import database_url

pytestmark = pytest.mark.release_files

KILLS = 30
FIGURES = 30
PUBLISHED = (Release, Record, RecordJson, RecordCsv, SearchText, TermSet)


@pytest.fixture
def publisher():
    """Return the process that publishes in children of its own, on the tests' database."""
    folder = str(storages["releases"].location)
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "RELEASES_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "project.settings",
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "tests.publisher"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes) as process:
        yield process
        process.stdin.close()


def publish(publisher, killed_after=None):
    """Publish once; return how the child ended, and how many seconds it took."""
    publisher.stdin.write("\n")
    publisher.stdin.flush()
    child = int(publisher.stdout.readline())
    started = time.monotonic()
    if killed_after is not None:
        time.sleep(killed_after)
        # Ended or not, it is not waited for before the next line: its number is still its own.
        os.kill(child, signal.SIGKILL)
    publisher.stdin.write("\n")
    publisher.stdin.flush()
    status = int(publisher.stdout.readline())
    return os.waitstatus_to_exitcode(status), time.monotonic() - started


def state():
    """Return a digest of all that is published."""
    found = hashlib.sha256()
    for model in PUBLISHED:
        for row in model.objects.order_by("pk").values_list():
            found.update(repr([bytes(x) if isinstance(x, memoryview) else x for x in row]).encode())
    return found.hexdigest()


def numbers():
    """Return the numbers of the releases, and those of the folders that keep files."""
    releases = Release.objects.order_by("number").values_list("number", flat=True)
    folders = (Path(storages["releases"].location) / "herons").iterdir()
    return list(releases), sorted(int(folder.name) for folder in folders)


@pytest.mark.django_db(transaction=True)
def test_a_publication_killed_at_any_moment_is_there_whole_or_not_at_all(world, publisher):
    world.figures(FIGURES)
    world.publish()
    chance = random.Random(20240115)
    Citation.objects.update(as_printed="")
    value = 100
    Observation.objects.update(value=value)
    ended, duration = publish(publisher)
    assert (ended, Release.objects.count()) == (0, 2)
    before = state()
    outcomes = {"before": 0, "after": 0, "interrupted": 0}
    for _ in range(KILLS):
        value += 1
        Observation.objects.update(value=value)
        count = Release.objects.count()
        publish(publisher, killed_after=chance.uniform(0, duration))
        report = verify.verify()
        assert report.faults == []
        outcomes["interrupted"] += bool(report.notes)
        if Release.objects.count() == count:
            assert state() == before
            outcomes["before"] += 1
        else:
            assert Release.objects.count() == count + 1
            before = state()
            outcomes["after"] += 1
    Observation.objects.update(value=value + 1)
    assert publish(publisher)[0] == 0
    releases, folders = numbers()
    assert releases == folders
    assert verify.verify().faults == []
    assert outcomes["before"] > KILLS / 2, outcomes
    assert outcomes["interrupted"], outcomes
