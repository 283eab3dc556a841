"""The files of a release: written once, before the row that seals it, and never again."""

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from datasets.models import Release
from datasets.releases.package.base import Contents
from datasets.store.durable_storage import PART

from .package import FILES
from .working_folder import working_folder

logger = logging.getLogger(__name__)
STORAGE = "releases"
# Written once the row is committed: what lies beside it was published, whatever a database knows.
MARK = "SEALED"
BLOCK = 1 << 16


class StorageError(Exception):
    """A file could not be written, or what an earlier attempt left could not be removed."""


class Altered(Exception):
    """A kept file is not the one that was sealed; the message names it."""


def write(release: Release) -> list[dict[str, Any]]:
    """Write all files of a release that is not sealed yet; return [{name, bytes, sha256}]."""
    with _as_storage_error(release), working_folder() as folder:
        contents = Contents(release, lambda name: opened(release, name), str(folder))
        for each in FILES:
            with tempfile.TemporaryFile(dir=folder) as file:
                each.write(file, contents)
                contents.kept.append(_keep(release, each.name_in(release), file))
    return contents.kept


def listed(files: dict[str, Path]) -> list[dict[str, Any]]:
    """Return [{name, bytes, sha256}] of {name: path}, as ``write`` does."""
    found = []
    for name, path_of_it in files.items():
        with path_of_it.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            found.append({"name": name, "bytes": file.tell(), "sha256": digest})
    return found


def keep(release: Release, files: dict[str, Path]) -> list[dict[str, Any]]:
    """Keep these {name: path} as the files of a release that is not sealed yet, as ``write``."""
    kept = []
    for name, file in files.items():
        with _as_storage_error(release), file.open("rb") as opened_file:
            kept.append(_keep(release, name, opened_file))
    return kept


@contextmanager
def discard_on_failure(release: Release) -> Iterator[None]:
    """Remove the files again where the release is not sealed in the end, else have them marked."""
    with ExitStack() as undone:
        undone.callback(_forget, release)
        yield
        undone.pop_all()
    _mark_once_committed(release)


def _mark_once_committed(release: Release) -> None:
    place = path(release, MARK)

    def mark() -> None:
        if MARK in inside(f"{release.dataset}/{release.number}")[1]:
            return
        try:
            storages[STORAGE].save(place, ContentFile(f"{release.seal}\n".encode()))
        except OSError as error:
            # It is published all the same.
            logger.warning("%s: %s: the next publication writes it", place, error)

    transaction.on_commit(mark, robust=True)


def remove_empty() -> None:
    """Remove the folders of datasets in which nothing lies: a killed restore leaves one."""
    for dataset in inside("")[0]:
        # A folder in which something lies is not removed.
        with suppress(OSError):
            storages[STORAGE].delete(dataset)


def irregular(release: Release) -> list[str]:
    """Return what is a link, a pipe or else no file, of the files and folders of a release.

    Whoever can write elsewhere changes what a link leads to; a pipe is never read to its end.
    """
    here = Path(storages[STORAGE].path(f"{release.dataset}/{release.number}"))
    folders = [one.name for one in (here.parent, here) if one.is_symlink()]
    files = [one.name for one in here.iterdir()] if here.is_dir() else []
    return folders + [one for one in files if not S_ISREG((here / one).lstat().st_mode)]


def clean_up(dataset: str) -> None:
    """Remove what an interrupted publication left: files that were never sealed, and parts.

    Releases that it left without their mark are marked, once this transaction is committed.
    StorageError where the files of a release are here that the database does not know: a database
    that is older than they are must not publish over them.
    """
    storage = storages[STORAGE]
    sealed = {str(one.number): one for one in Release.objects.filter(dataset=dataset)}
    try:
        for folder in inside(dataset)[0]:
            names = inside(f"{dataset}/{folder}")[1]
            if folder not in sealed:
                if MARK in names:
                    what = "a release was published here that the database does not know: "
                    what += "move its files away, its archive restores it"
                    raise StorageError(f"{dataset}/{folder}: {what}")
                _remove(storage, f"{dataset}/{folder}")
                continue
            if MARK not in names:
                _mark_once_committed(sealed[folder])
            for name in names:
                if is_part(name):
                    storage.delete(f"{dataset}/{folder}/{name}")
        remove_empty()
    except OSError as error:
        raise StorageError(_described(dataset, error)) from error


def is_part(name: str) -> bool:
    """Return whether the file is what a killed publication had written of one: it is cleaned up."""
    return name.startswith(".") and name.endswith(PART)


def opened(release: Release, name: str) -> Any:
    """Return a kept file, open for reading in binary."""
    return storages[STORAGE].open(path(release, name))


def copy(release: Release, file: dict[str, Any], to: Path) -> None:
    """Copy one of the ``files`` of a release; Altered where it is not as it was sealed."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with opened(release, file["name"]) as kept, to.open("wb") as copied:
        shutil.copyfileobj(kept, copied)
    with to.open("rb") as copied:
        digest = hashlib.file_digest(copied, "sha256").hexdigest()
    if digest != file["sha256"]:
        place = path(release, file["name"])
        raise Altered(f"{place} is not as it was sealed: run verify_releases")


def remove(release: Release, name: str) -> None:
    """Remove a kept file, which is not to be read any more."""
    with _as_storage_error(release):
        storages[STORAGE].delete(path(release, name))


def size(release: Release, name: str) -> int:
    """Return the length of a kept file; FileNotFoundError where it is not there."""
    return storages[STORAGE].size(path(release, name))


def expected(release: Release) -> set[str]:
    """Return the names of the files that a release has."""
    return {one.name_in(release) for one in FILES}


def names(release: Release) -> list[str]:
    """Return the names of whatever lies in the folder of a release."""
    folders, files = inside(f"{release.dataset}/{release.number}")
    return [*folders, *(name for name in files if name != MARK)]


def inside(folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders and of the files in a folder, in order."""
    try:
        folders, files = storages[STORAGE].listdir(folder)
    except FileNotFoundError:
        return [], []
    return sorted(folders), sorted(files)


def path(release: Release, name: str) -> str:
    """Return where a file of a release is kept."""
    return f"{release.dataset}/{release.number}/{name}"


def _keep(release: Release, name: str, file: Any) -> dict[str, Any]:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    length = file.tell()
    file.seek(0)
    place = path(release, name)
    # A storage that gives out another name where there is a file already would hide it from us.
    if storages[STORAGE].save(place, File(file)) != place:
        raise StorageError(f"{place}: there is a file already")
    return {"name": name, "bytes": length, "sha256": digest}


@contextmanager
def _as_storage_error(release: Release) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(_described(f"{release.dataset}/{release.number}", error)) from error


def _forget(release: Release) -> None:
    # Where even that fails the next publication does it; what went wrong first is raised.
    with suppress(OSError):
        _remove(storages[STORAGE], f"{release.dataset}/{release.number}")
        remove_empty()


def _described(folder: str, error: OSError) -> str:
    return f"the files of {folder} in {STORAGE}: {error}"


def _remove(storage: Storage, folder: str) -> None:
    for name in storage.listdir(folder)[1]:
        storage.delete(f"{folder}/{name}")
    storage.delete(folder)
