"""One publisher at a time, and what it says when it publishes nothing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from datasets.formats.about import FormatLimitExceeded
from datasets.models.characters import character_fault

from . import release_files

# Any number will do, as long as every publisher on the server takes the same.
PUBLISHING = 7203_2026


class Refused(Exception):
    """Nothing was published; ``problems`` says why, each with the id it is about."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def clean_note(note: str) -> str:
    """Return the note without blanks around it; refuse what no reader could be shown."""
    if fault := character_fault(note):
        raise Refused([f"the note: {fault}"])
    return note.strip()


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the disk or the database refuses, such as when it is full, into Refused."""
    try:
        yield
    except (release_files.StorageError, FormatLimitExceeded, OperationalError) as error:
        raise Refused([str(error)]) from error


@contextmanager
def one_publisher(cache_bytes: int = 1 << 27) -> Iterator[None]:
    """Hold everything else that publishes until this transaction has ended.

    SQLite's write transactions exclude each other already. PostgreSQL's lock is taken before the
    transaction, so that its snapshot of the curated rows is not older than the lock. SQLite may
    keep ``cache_bytes`` of the database in memory.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [PUBLISHING])
            try:
                with transaction.atomic():
                    yield
            finally:
                _unlock(cursor)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA cache_size=-{cache_bytes >> 10}")
    with ExitStack() as stack:
        try:
            stack.enter_context(transaction.atomic())
        except OperationalError as error:
            raise Refused(["something else is writing: try again when it has ended"]) from error
        yield


def _unlock(cursor: CursorWrapper) -> None:
    """Give up PostgreSQL's lock; a session that cannot be asked to is ended, and the lock with it.

    By now it is decided whether anything was published: this changes nothing about it.
    """
    try:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [PUBLISHING])
    except (InterfaceError, OperationalError):
        cursor.connection.close()
