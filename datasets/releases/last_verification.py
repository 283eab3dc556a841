"""What the last verification of all releases found, kept beside them for the service to tell."""

import datetime
import os
import tempfile
from pathlib import Path

import msgspec
from django.core.files.storage import storages

from datasets.store.durable_storage import PART

from .fault import Report

NAME = "VERIFIED"
# The timer of project/deploy asks for one each day.
STALE = datetime.timedelta(days=2)


class Verification(msgspec.Struct, frozen=True):
    """When it ended, what it held against its seals, and how many faults it found."""

    time: datetime.datetime
    releases: int
    records: int
    files: int
    faults: int

    @property
    def state(self) -> str:
        """What an operator is told: ok, faults, or stale: that the next one is overdue."""
        if self.faults:
            return "faults"
        age = datetime.datetime.now(datetime.UTC) - self.time
        return "stale" if age > STALE else "ok"


class Unreadable(Exception):
    """What was kept cannot be read; the message says why."""


def keep(report: Report) -> None:
    """Keep what was found, in place of what was found before; OSError where that cannot be."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    counts = (report.releases, report.records, report.files, len(report.faults))
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=place.parent, prefix=f".{NAME}.", suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(Verification(now, *counts)) + b"\n")
        # Whoever serves the releases may be another user than whoever verifies them.
        Path(part).chmod(0o644)
        Path(part).replace(place)
    finally:
        Path(part).unlink(missing_ok=True)


def last() -> Verification | None:
    """Return what was kept last, None where nothing ever was; Unreadable where it is damaged."""
    try:
        return msgspec.json.decode(_place().read_bytes(), type=Verification)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{NAME}: {error}") from error


def is_ours(name: str) -> bool:
    """Return whether a file among the folders of datasets is what was kept, or a part of it."""
    return name == NAME or name.startswith(f".{NAME}.")


def _place() -> Path:
    return Path(storages["releases"].path(NAME))
