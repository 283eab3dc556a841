"""Temporary folders for what is unpacked or put together; those of a killed process are swept."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "caveat-package-"


@contextmanager
def working_folder() -> Iterator[Path]:
    """Yield an empty folder, which is gone afterwards; first sweep what others left."""
    sweep()
    folder, handle = _made()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        os.close(handle)


def sweep() -> None:
    """Remove the folders in which nobody works any more: the lock of a process ends with it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Another's folder, or one that is gone already, is none of ours.
        with suppress(OSError):
            handle = _opened(folder)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(handle)


def _made() -> tuple[Path, int]:
    """Return a new folder, and the handle that holds its lock."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        # Another one may sweep it before it is locked.
        with suppress(FileNotFoundError):
            handle = _opened(folder)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if folder.exists():
                return folder, handle
            os.close(handle)


def _opened(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
