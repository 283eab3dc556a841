"""A publication that is killed leaves everything as it was before, or as it is after."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.db.models import AutoField

from datasets.models import PUBLISHED, Citation, Observation, Release
from datasets.releases import verify
from datasets.releases.working_folder import PREFIX

from .length import LONG
from .seed_folder import MEASURES, Seeds
from .serving import database_url
from .unguarded import unguarded

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.thorough,
    pytest.mark.slow(reason="publishes again after every kill"),
]

FIGURES = 30
# Beside the places that matter by themselves; in a long run each is one.
PLACES = 12
WRITES = ("INSERT", "UPDATE", "DELETE", "rows:")
MARK = "SEALED"


class Publisher:
    """Has the herons published, restored or published from seeds, whole or until a place."""

    def __init__(self, process):
        self._process = process

    def works(self, commits=1, **what):
        """Let it work until its end; return all events."""
        ended, events = self._ask(None, **what)
        assert ended == 0
        assert events.count("COMMIT") == commits
        return events

    def dies(self, before, events, **what):
        """Have it die before this one of the events, which come as they came before."""
        ended, told = self._ask(before, **what)
        assert ended == -signal.SIGKILL
        assert [kind(one) for one in told] == [kind(one) for one in events[: before + 1]]

    def _ask(self, dies_before, restore=None, bootstrap=None):
        asked = {"restore": restore and str(restore), "bootstrap": bootstrap and str(bootstrap)}
        asked["dies_before"] = dies_before
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return answer["ended"], answer["events"]


@pytest.fixture
def publisher():
    """Return the publisher, on the tests' database."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "RELEASES_DIR": str(folder()),
        "DJANGO_SETTINGS_MODULE": "project.settings",
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "tests.publisher"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes) as process:
        yield Publisher(process)
        process.stdin.close()


def kind(event):
    """Return an event without the number of the release, and the file of it."""
    return event.partition("/")[0]


def places(events):
    """Return where to die: before the first write, between files, after the last, and elsewhere."""
    writes = [place for place, event in enumerate(events) if event.startswith(WRITES)]
    files = [place for place, event in enumerate(events) if event.startswith("file:")]
    *_, last, mark = files
    assert events[mark].endswith(MARK)
    assert writes[0] < files[0] < files[1] < last < events.index("COMMIT") < mark
    spread = range(0, last, 1 if LONG else max(1, last // PLACES))
    # From the last file on each place is one of its own: flushes, the row, COMMIT, the mark. Where
    # the mark is written and not yet under its name is a place with a test of its own.
    end = set(range(last, len(events))) - {mark + 1}
    return sorted({writes[0], files[1], *spread, *end})


def folder():
    """Return the folder that keeps the files of releases."""
    return Path(storages["releases"].location)


def state():
    """Return a digest of all that is published, but for keys that count up."""
    found = hashlib.sha256()
    for model in PUBLISHED:
        fields = model._meta.concrete_fields
        columns = [field.attname for field in fields if not isinstance(field, AutoField)]
        for row in model.objects.order_by("pk").values_list(*columns):
            found.update(repr([bytes(x) if isinstance(x, memoryview) else x for x in row]).encode())
    return found.hexdigest()


def kept():
    """Return the names of the files that are kept of each release, by its number."""
    folders = (folder() / "herons").iterdir()
    return {int(one.name): {file.name for file in one.iterdir()} for one in folders}


def clear():
    """Leave nothing that was published."""
    with unguarded():
        for model in reversed(PUBLISHED):
            model.objects.all().delete()
    shutil.rmtree(folder() / "herons", ignore_errors=True)


@pytest.fixture
def herons(world):
    """Return the world with some more figures, which are published and then corrected."""
    world.figures(FIGURES)
    world.publish()
    Citation.objects.update(as_printed="")
    correct(value=100)
    return world


def correct(value):
    """Give each figure another value, so that there is something to publish."""
    Observation.objects.update(value=value)


@pytest.mark.django_db(transaction=True)
def test_a_publication_killed_at_any_place_is_there_whole_or_not_at_all(herons, publisher):
    events = publisher.works()
    commit = events.index("COMMIT")
    marked = set()
    for place in places(events):
        correct(value=101 + place)
        before, count = state(), Release.objects.count()
        publisher.dies(place, events)
        where = f"killed before event {place}, {events[place]}"
        assert verify.verify().faults == [], where
        assert (state() != before) == (place > commit), where
        assert Release.objects.count() == count + (place > commit), where
        if place > commit:
            marked.add(MARK in kept()[count + 1])
    assert marked == {True, False}
    correct(value=100)
    publisher.works()
    assert set(kept()) == set(Release.objects.values_list("number", flat=True))
    assert len({len(files - {MARK}) for files in kept().values()}) == 1
    assert verify.verify().faults == []


@pytest.mark.django_db(transaction=True)
def test_a_publication_killed_while_it_writes_the_mark_leaves_no_fault(herons, publisher):
    events = publisher.works()
    correct(value=101)
    publisher.dies(events.index("COMMIT") + 2, events)
    assert verify.verify().faults == []


@pytest.mark.django_db(transaction=True)
def test_a_restore_killed_at_any_place_is_there_whole_or_not_at_all(world, publisher, tmp_path):
    world.publish()
    package = shutil.copy(folder() / "herons/1/herons-release-1.zip", tmp_path)
    clear()
    nothing = state()
    events = publisher.works(restore=package)
    whole = state()
    commit = events.index("COMMIT")
    first_file = next(place for place, event in enumerate(events) if event.startswith("file:"))
    # attacks 39: kills while files are there and the row is not
    between = [place for place in places(events) if first_file < place <= commit]
    assert len(between) >= 0.3 * len(places(events))
    for place in places(events):
        clear()
        publisher.dies(place, events, restore=package)
        where = f"killed before event {place}, {events[place]}"
        assert verify.verify().faults == [], where
        assert state() == (whole if place > commit else nothing), where
    # attacks 16: the last one that was killed left a folder, which the next start sweeps
    assert [*Path(tempfile.gettempdir()).glob(f"{PREFIX}*")] != []
    clear()
    publisher.works(restore=package)
    assert [*Path(tempfile.gettempdir()).glob(f"{PREFIX}*")] == []
    assert verify.verify().faults == []


@pytest.mark.django_db(transaction=True)
def test_a_first_start_killed_at_any_place_leaves_no_release_or_all_of_them(publisher, tmp_path):
    files = Seeds(tmp_path)
    files.keep(1, "2024-01-15", "")
    files.edit(MEASURES, "What the walkers see.", "What two walkers see.")
    files.write("herons/release.toml", 'day = 2024-02-01\nnote = "Two of them."\n')
    # What is curated is loaded first, and says nothing to readers.
    events = publisher.works(commits=2, bootstrap=tmp_path)
    commit = max(place for place, event in enumerate(events) if event == "COMMIT")
    second = next(place for place, one in enumerate(events) if one.startswith("file: herons/2"))
    marks = [place for place, event in enumerate(events) if event.endswith(MARK)]
    spread = range(0, commit, 1 if LONG else commit // PLACES)
    for place in sorted({*spread, second, commit, *marks}):
        start_anew()
        publisher.dies(place, events, bootstrap=tmp_path)
        where = f"killed before event {place}, {events[place]}"
        assert verify.verify().faults == [], where
        assert Release.objects.count() == (2 if place > commit else 0), where
    start_anew()
    publisher.dies(second, events, bootstrap=tmp_path)
    publisher.works(commits=2, bootstrap=tmp_path)
    assert list(Release.objects.values_list("number", flat=True)) == [1, 2]
    assert verify.verify().faults == []


def start_anew():
    """Leave nothing curated or published."""
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(folder(), ignore_errors=True)
