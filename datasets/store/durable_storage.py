"""Keeping the files of releases: whole or not there, also after the power failed."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

# How a file's name ends while it is written.
PART = ".part"


class DurableStorage(FileSystemStorage):
    """A folder in which a file appears under its name only once all of it is on the disk."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=PART)
        temporary = Path(part)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        folders = path.relative_to(self.location).parents
        # The names in folders, too, are to be as durable as the files are.
        for folder in folders:
            sync(Path(self.location, folder))
        return name

    def delete(self, name: str) -> None:
        """Remove a file, or an empty folder, so that it is gone after the power failed, too."""
        path = Path(self.path(name))
        super().delete(name)
        if path.parent.exists():
            sync(path.parent)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before anything else is done."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
