"""A process that publishes the herons in a child of its own, which dies where it is told to.

Asked by a line of JSON, {"restore": file or null, "bootstrap": folder of seeds or null,
"dies_before": number or null}, it answers by another, {"ended": exit code, "events": all that the
child was about to do, in order}.

Events are what reaches the database or the disk: each statement, each COPY, the COMMIT, each file
that the storage is given and each flush of it. They are told on this side of the connection: a
child that dies before the COMMIT has not sent it. One that was sent is the database's own affair.
"""

import io
import json
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import django


class Events:
    """Tells each event before it happens, and dies before the one that it is to die before."""

    def __init__(self, told, dies_before):
        self._told = told
        self._left = dies_before

    def tell(self, event):
        """Tell an event, and return if it may happen."""
        os.write(self._told, f"{event}\n".encode())
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._left is not None:
            self._left -= 1

    def statement(self, execute, sql, *rest):
        """Tell a statement and execute it."""
        self.tell(" ".join(sql.split()[:4]))
        return execute(sql, *rest)

    def before(self, function, name):
        """Return the function, told whenever it is called: its name, and the texts it is given."""

        def told(*args, **kwargs):
            self.tell(" ".join([name, *(one for one in args if isinstance(one, str))]))
            return function(*args, **kwargs)

        return told


def main():
    """Fork for every line; what a child needs is imported before."""
    django.setup()
    from django.conf import settings

    from datasets import publishing
    from datasets.releases.release_day import today

    for line in sys.stdin:
        asked = json.loads(line)
        read, told = os.pipe()
        child = os.fork()
        if child == 0:
            with told_to(Events(told, asked["dies_before"])):
                if asked["restore"]:
                    django.core.management.call_command(
                        "restore", asked["restore"], "--unverified", stdout=io.StringIO()
                    )
                elif asked["bootstrap"]:
                    settings.SEEDS_DIR = Path(asked["bootstrap"])
                    django.core.management.call_command("bootstrap", stdout=io.StringIO())
                else:
                    publishing.publish("herons", on=today(), note="Another walk.")
            os._exit(0)
        os.close(told)
        with os.fdopen(read) as pipe:
            events = pipe.read().splitlines()
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(json.dumps({"ended": ended, "events": events}) + "\n")
        sys.stdout.flush()


def told_to(events):
    """Return the context in which whatever reaches the database or the disk is told first."""
    import psycopg
    from django.core.files.storage import storages
    from django.db import connection

    watching = ExitStack()
    watching.enter_context(connection.execute_wrapper(events.statement))
    for where, name, told in (
        # No statement, on either database: Django has the driver commit.
        (connection, "commit", "COMMIT"),
        # PostgreSQL's way for many rows, which passes Django by.
        (psycopg.Cursor, "copy", "rows:"),
        (storages["releases"], "save", "file:"),
        # A file is under its name only after the first flush of the storage that is in use.
        (os, "fsync", "flush"),
    ):
        instead = events.before(getattr(where, name), told)
        watching.enter_context(mock.patch.object(where, name, instead))
    return watching


if __name__ == "__main__":
    main()
