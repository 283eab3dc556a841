"""A process that runs commands of manage.py, each in a child that dies or fails where it is told.

Asked by a line of JSON, {"command": its words, "seeds": folder or null, "stops_before": number or
null, "fails": whether it fails there, else it dies}, it answers by another, {"ended": exit code,
"events": all that the child was about to do, in order, "said": why the command refused, or null}.

Events are what reaches the database or the disk: each statement, each COPY, the COMMIT, each file
that the storage is given, each file that is opened to be written, each write, flush and rename.
They are told on this side of the connection: a child that dies before the COMMIT has not sent it.
One that was sent is the database's own affair.
"""

import errno
import io
import json
import os
import signal
import sys
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from unittest import mock

import django

PREPARED = [
    *(f"datasets.management.commands.{one}" for one in ("bootstrap", "load_seeds", "publish")),
    *("datasets.management.commands.restore", "datasets.formats.workbook", "pyarrow.parquet"),
]
REFUSED = 2
SAID = "said: "


class Events:
    """Tells each event before it happens; before one of them it dies, or has that event fail."""

    def __init__(self, told, stops_before, fails):
        self._told, self._left, self._fails = told, stops_before, fails

    def tell(self, event, error):
        """Tell an event, and return if it may happen; ``error`` is what it fails with."""
        self.write(event)
        if self._left == 0 and not self._fails:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                self._left = None
                raise error

    def write(self, line):
        """Tell a line."""
        os.write(self._told, f"{line}\n".encode())

    def before(self, function, name, error):
        """Return the function, told whenever it is called: its name, and the texts it is given."""

        def told(*args, **kwargs):
            self.tell(" ".join([name, *(one for one in args if isinstance(one, str))]), error)
            return function(*args, **kwargs)

        return told

    def opening(self, opens):
        """Return what opens files, told of each that is opened to be written, and of each write."""

        def opened(file, mode="r", buffering=-1, *args, opener=None, **kwargs):
            if not set(mode) & set("wxa+"):
                return opens(file, mode, buffering, *args, opener=opener, **kwargs)
            self.tell("open", FULL)
            raw = _ToldFile(file, mode.replace("b", "").replace("t", ""), self, opener)
            buffered = (io.BufferedRandom if "+" in mode else io.BufferedWriter)(raw)
            return buffered if "b" in mode else io.TextIOWrapper(buffered, *args, **kwargs)

        return opened


class _ToldFile(io.FileIO):
    def __init__(self, file, mode, events, opener):
        super().__init__(file, mode, opener=opener)
        self._events = events

    def write(self, block):
        self._events.tell("write", FULL)
        return super().write(block)


FULL = OSError(errno.ENOSPC, "No space left on device")
BROKEN = OSError(errno.EIO, "Input/output error")


def main():
    """Fork for every line; what a child needs is imported before."""
    django.setup()
    from django.conf import settings

    for module in PREPARED:
        import_module(module)
    for line in sys.stdin:
        asked = json.loads(line)
        read, told = os.pipe()
        child = os.fork()
        if child == 0:
            if asked["seeds"]:
                settings.SEEDS_DIR = Path(asked["seeds"])
            os._exit(_run(asked["command"], Events(told, asked["stops_before"], asked["fails"])))
        os.close(told)
        with os.fdopen(read) as pipe:
            events = pipe.read().splitlines()
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = json.loads(events.pop().removeprefix(SAID)) if ended == REFUSED else None
        sys.stdout.write(json.dumps({"ended": ended, "events": events, "said": said}) + "\n")
        sys.stdout.flush()


def _run(command, events):
    """Run a command; return the code that it ends with. What it does not foresee ends the child."""
    from django.core.management import CommandError, call_command

    try:
        with _told_to(events):
            call_command(*command, stdout=io.StringIO())
    except CommandError as refusal:
        events.write(SAID + json.dumps(str(refusal)))
        return REFUSED
    return 0


def _told_to(events):
    """Return the context in which whatever reaches the database or the disk is told first."""
    import psycopg
    from django.core.files.storage import storages
    from django.db import OperationalError, connection

    full = OperationalError("database or disk is full")

    def statement(execute, sql, *rest):
        events.tell(" ".join(sql.split()[:4]), full)
        return execute(sql, *rest)

    def flush(_):
        events.tell("flush", BROKEN)

    watching = ExitStack()
    watching.enter_context(connection.execute_wrapper(statement))
    watching.enter_context(mock.patch.object(io, "open", events.opening(io.open)))
    # Not done but told: it takes half of the time, and only a loss of power asks for it.
    watching.enter_context(mock.patch.object(os, "fsync", flush))
    for where, name, told, error in (
        # No statement, on either database: Django has the driver commit.
        (connection, "commit", "COMMIT", full),
        # PostgreSQL's way for many rows, which passes Django by.
        (psycopg.Cursor, "copy", "rows:", psycopg.errors.DiskFull("disk is full")),
        (storages["releases"], "save", "file:", FULL),
        (os, "replace", "rename", BROKEN),
    ):
        instead = events.before(getattr(where, name), told, error)
        watching.enter_context(mock.patch.object(where, name, instead))
    return watching


if __name__ == "__main__":
    main()
