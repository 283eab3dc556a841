"""A command stopped at one of the things it does: what is left is as before it, or as after it."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.db.models import AutoField

from datasets.releases import verify
from datasets.releases.release_files import is_part

from .length import FEW, LONG
from .publisher import REFUSED
from .remembered import Kept
from .serving import database_url

WRITES = ("INSERT", "UPDATE", "DELETE", "rows:")
MARK = "SEALED"
# Of the places where a command is stopped, so many lie where it may leave something.
SHARE = 0.3


@dataclass(frozen=True)
class Answer:
    """What became of a command: its exit code, its events, why it refused, what it logged."""

    ended: int
    events: list[str]
    said: str | None
    logged: str


class Publisher:
    """Runs commands on the tests' database in a process of its own; see tests/publisher.py."""

    def __init__(self, process, log, temporary):
        self._process, self._log, self.temporary = process, log, temporary

    def works(self, command, commits=1, seeds=None):
        """Let a command work until its end; return all its events."""
        answer = self.ask(command, None, seeds=seeds)
        assert (answer.ended, answer.logged) == (0, ""), answer
        assert answer.events.count("COMMIT") == commits
        return answer.events

    def ask(self, command, stops_before, fails=False, seeds=None):
        """Have a command die, or one of its events fail, before the event of this number."""
        asked = {"command": command, "stops_before": stops_before, "fails": fails}
        asked["seeds"] = seeds and str(seeds)
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Answer(**answer, logged=self._log.read())


@contextmanager
def publisher():
    """Run the publisher, with a temporary folder of its own."""
    with tempfile.TemporaryDirectory(prefix="caveat-publisher-") as folder:
        log, temporary = Path(folder, "log"), Path(folder, "temporary")
        temporary.mkdir()
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "RELEASES_DIR": str(kept_in()),
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "TMPDIR": str(temporary),
            # Arrow's allocator has a thread of its own, which a fork would leave in the middle.
            "JE_ARROW_MALLOC_CONF": "background_thread:false",
        }
        with log.open("w") as writes, log.open() as reads:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": writes}
            command = [sys.executable, "-m", "tests.publisher"]
            more = {"cwd": settings.BASE_DIR, "env": environment, "text": True}
            with subprocess.Popen(command, **pipes, **more) as process:
                yield Publisher(process, reads, temporary)
                process.stdin.close()


class Interrupted:
    """A command, and the two states that it leads from and to.

    It is stopped at one place after the other, each time from the first of these states, and run
    again. ``problems`` has what was wrong then; what nobody would have been told is ``silent`` too.
    """

    def __init__(self, publisher, folder, command, begins=("file:",), seeds=None):
        self._publisher, self._command, self._seeds = publisher, command, seeds
        self._kept = Kept(None, folder)
        self.before = rows(), files()
        self.events = publisher.works(command, seeds=seeds)
        self.after = rows(), files()
        assert self.before[0] != self.after[0]
        self.first = next(n for n, one in enumerate(self.events) if one.startswith(begins))
        self.commit = self.events.index("COMMIT")
        self.tried, self.survived, self.silent, self.problems = 0, 0, 0, []

    def places(self):
        """Return where it is stopped: everywhere in a long run, else at some of each part."""
        last = len(self.events)
        before, between, after = (
            range(self.first + 1),
            range(self.first + 1, self.commit + 1),
            range(self.commit + 1, last),
        )
        few = (1, 3, 1) if FEW else (3, 5, 2)
        found = [*before, *between, *after]
        if not LONG:
            parts = zip((before, between, after), few, strict=True)
            found = [place for part, number in parts for place in spread(part, number)]
            found += [place for place in self._last_writes() if not FEW and place not in found]
        # attacks 39: files, or rows, are there and the row that makes them count is not
        assert len([*filter(between.__contains__, found)]) >= SHARE * len(found), found
        return found

    def _last_writes(self):
        """Return the last event of each workbook and archive, which others put together for us."""
        kept = (f"file: {name}" for name in self.after[1] if name.endswith((".xlsx", ".zip")))
        return [self.events.index(one) - 1 for one in kept if one in self.events]

    def killed(self):
        """Have it die at each place."""
        for place in self.places():
            self._try(place, fails=False)

    def failing(self):
        """Have what it does at each place fail."""
        for place in self.places():
            self._try(place, fails=True)

    def _try(self, place, fails):
        self._begin()
        answer = self._publisher.ask(self._command, place, fails, self._seeds)
        told = answer.ended != 0 or verify.verify().faults != []
        found = [*self._wrong_after(answer, place, fails), *self._wrong_when_run_again()]
        way = "fails" if fails else "killed"
        self.tried += 1
        self.survived += not found
        self.silent += bool(found) and not told
        self.problems += [f"{way} at {place}, {self.events[place]}: {one}" for one in found]

    def _begin(self):
        """Put back the state before, with nothing left of what was tried last."""
        call_command("flush", interactive=False, reset_sequences=False, verbosity=0)
        for folder in (kept_in(), self._publisher.temporary):
            shutil.rmtree(folder, ignore_errors=True)
        self._publisher.temporary.mkdir()
        self._kept.put_back()

    def _wrong_after(self, answer, place, fails):
        """Yield what is wrong once it was stopped."""
        if not fails and [*map(kind, answer.events)] != [*map(kind, self.events[: place + 1])]:
            yield f"did other things before: {answer.events}"
        done = answer.ended == 0 if fails else place > self.commit
        if answer.ended not in ((0, REFUSED) if fails else (-signal.SIGKILL,)):
            yield f"ended with {answer.ended}"
        if place > self.commit and not done:
            yield f"says that it did not what it did: {answer.said}"
        if "Traceback" in answer.logged or (answer.said or "").count("\n") > 1:
            yield f"told it in more than a line: {answer.said} {answer.logged}"
        rows_then, files_then = self.after if done else self.before
        if rows() != rows_then:
            yield f"the rows are not those {'after' if done else 'before'}"
        yield from (str(one) for one in verify.verify().faults)
        # What a COMMIT that fails leaves lies there as after a kill: another may publish by then.
        failed = fails and place != self.commit
        if failed and without_mark(files()) != without_mark(files_then):
            yield f"the files are others: {sorted(files())}"
        if fails and self._left():
            yield f"left temporary files: {self._left()}"

    def _wrong_when_run_again(self):
        again = self._publisher.ask(self._command, None, seeds=self._seeds)
        if again.ended not in (0, REFUSED) or again.logged:
            yield f"run again, it ended with {again.ended}: {again.said} {again.logged}"
        # A restore says that it is here already, and leaves the rest to the next publication.
        compared = without_part if again.said and " is here: " in again.said else dict
        if rows() != self.after[0] or compared(files()) != compared(self.after[1]):
            yield f"run again, it did not lead to what it leads to: {again.said}"
        if self._left():
            yield f"run again, it left temporary files: {self._left()}"

    def _left(self):
        return [one.name for one in self._publisher.temporary.iterdir()]


def spread(part, number):
    """Return so many of a range, its first and its last among them."""
    if len(part) <= number:
        return [*part]
    if number == 1:
        return [part[-1]]
    return [part[n * (len(part) - 1) // (number - 1)] for n in range(number)]


def kind(event):
    """Return an event without the number of the release, and the file of it."""
    return event.partition("/")[0]


def kept_in():
    """Return the folder that keeps the files of releases."""
    return Path(storages["releases"].location)


def rows():
    """Return a digest of all that is curated and published, but for keys that count up."""
    found = hashlib.sha256()
    for model in apps.get_app_config("datasets").get_models():
        fields = model._meta.concrete_fields
        columns = [field.attname for field in fields if not _counts_up(field)]
        for row in model.objects.order_by("pk").values_list(*columns):
            found.update(repr([bytes(x) if isinstance(x, memoryview) else x for x in row]).encode())
    return found.hexdigest()


def _counts_up(field):
    return isinstance(field.target_field if field.is_relation else field, AutoField)


def files():
    """Return {name: digest} of all that is kept of releases, of a folder without digest."""
    return {str(one.relative_to(kept_in())): digest_of(one) for one in kept_in().rglob("*")}


def digest_of(path):
    """Return the digest of a file, nothing for a folder."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def without_mark(found):
    """Return files without the marks, which are written after the commit."""
    return {name: digest for name, digest in found.items() if not name.endswith(MARK)}


def without_part(found):
    """Return files without the marks, and without what there is of one that is not whole."""
    whole = without_mark(found)
    return {name: digest for name, digest in whole.items() if not is_part(Path(name).name)}
