"""A number of seats that all workers share: whoever has one holds the lock of a file."""

import fcntl
import time
from pathlib import Path

from django.conf import settings

PAUSE = 0.05


def shared(name):
    """Return the path of a file that all workers share, in a folder that is nobody else's."""
    folder = Path(settings.RUN_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / name


class Seat:
    """One seat that is taken; it is free again when it is left, or when its process has ended."""

    def __init__(self, file):
        self._file = file

    def leave(self):
        self._file.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.leave()


class Seats:
    """``count`` seats, named the same in every worker."""

    def __init__(self, name, count):
        self.name, self.count = name, count

    def take(self):
        """Return a Seat, None where all are taken."""
        for number in range(self.count):
            # The lock goes with the open file: threads of one worker hold it against each other.
            file = shared(f"{self.name}-{number}.lock").open("w")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
            else:
                return Seat(file)
        return None

    def wait(self, seconds, still_wanted):
        """Return a Seat as soon as one is free, None where none is in time.

        ``still_wanted`` is called between two looks, and raises where nobody waits any more.
        """
        deadline = time.monotonic() + seconds
        while (seat := self.take()) is None and time.monotonic() < deadline:
            still_wanted()
            time.sleep(PAUSE)
        return seat
