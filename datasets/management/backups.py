"""Backups: one state of the database, the files of its releases, and the digest of each file."""

import datetime
import hashlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.core.files.storage import storages
from django.db import connection

from datasets.models import Release
from datasets.releases import release_files
from datasets.releases.publisher_lock import one_publisher, refusals

SUMS, SEALS, FILES = "SHA256SUMS", "SEALS", "releases"
DATABASE = {"sqlite": "caveat.sqlite3", "postgresql": "caveat.dump"}
# Only whoever made it may read it: it has the accounts of the admin.
PRIVATE = 0o700


class CannotBackUp(Exception):
    """Nothing was kept, or nothing put back; the message says why."""


def backup(into: Path) -> Path:
    """Write a backup into a folder and return its own folder; whole, or not at all.

    Nothing is published meanwhile. What readers ask for goes on being answered.
    """
    now = datetime.datetime.now(datetime.UTC)
    done = into / f"caveat-{now:%Y-%m-%dT%H%M%SZ}"
    draft = into / f".{done.name}.part"
    if done.exists() or draft.exists():
        raise CannotBackUp(f"{done} is there already: try again in a second")
    draft.mkdir(parents=True, mode=PRIVATE)
    try:
        # Between the list of releases and the copy that holds them, nothing may be published.
        with refusals(), one_publisher():
            releases = [*Release.objects.order_by("pk")]
            _save_database(draft / DATABASE[connection.vendor])
        for release in releases:
            _copy_files(release, draft)
        seals = (f"{one.seal}  {one.dataset} {one.number}\n" for one in releases)
        (draft / SEALS).write_text("".join(seals))
        (draft / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in sums(draft)))
        _sync(draft)
        draft.rename(done)
        _sync_folder(into)
    except BaseException:
        shutil.rmtree(draft)
        raise
    return done


def sums(folder: Path) -> list[tuple[str, str]]:
    """Return (name below the folder, SHA-256) of each file, but for the list of them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return [(str(path.relative_to(folder)), _digest(path)) for path in files]


def put_back(folder: Path) -> int:
    """Put a backup into the empty database and folder of these settings; return how many releases.

    CannotBackUp says what is wrong with it, or what is in the way.
    """
    _check(folder)
    _must_be_empty()
    location = Path(storages["releases"].location)
    shutil.copytree(folder / FILES, location, dirs_exist_ok=True)
    database = folder / DATABASE[connection.vendor]
    if connection.vendor == "sqlite":
        _copy_sqlite(database)
    else:
        _run("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", str(database))
    return Release.objects.count()


def _check(folder: Path) -> None:
    """Refuse a folder whose files are not those that were written."""
    if not (folder / SUMS).is_file():
        raise CannotBackUp(f"{folder}: has no {SUMS}: it is no backup, or not a whole one")
    lines = (folder / SUMS).read_text().splitlines()
    told = sorted((name, digest) for digest, _, name in (line.partition("  ") for line in lines))
    differing = sorted({name for name, _ in set(told) ^ set(sums(folder))})
    if differing:
        raise CannotBackUp(f"{folder}: not as it was written: {', '.join(differing[:5])}")
    if not (folder / DATABASE[connection.vendor]).exists():
        raise CannotBackUp(f"{folder}: is of another kind of database than {connection.vendor}")


def _must_be_empty() -> None:
    if tables := connection.introspection.table_names():
        raise CannotBackUp(f"the database is not empty: it has {len(tables)} tables")
    location = Path(storages["releases"].location)
    if location.exists() and any(location.iterdir()):
        raise CannotBackUp(f"{location} is not empty")


def _save_database(to: Path) -> None:
    if connection.vendor == "sqlite":
        # A second connection reads what is committed, while ours keeps others from writing.
        name = connection.settings_dict["NAME"]
        source = sqlite3.connect(f"file:{name}?mode=ro", uri=True)
        kept = sqlite3.connect(to)
        source.backup(kept)
        kept.close()
        source.close()
    else:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={to}")
    to.chmod(0o600)


def _copy_sqlite(database: Path) -> None:
    """Fill the database of the settings by its own connection, which may be open."""
    kept = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
    connection.ensure_connection()
    kept.backup(connection.connection)
    kept.close()


def _copy_files(release: Release, draft: Path) -> None:
    """Copy the files of a release with its mark; refuse those that are not as they were sealed."""
    for file in release.files:
        copied = _copy(release, file["name"], draft)
        if _digest(copied) != file["sha256"]:
            place = release_files.path(release, file["name"])
            raise CannotBackUp(f"{place} is not as it was sealed: run verify_releases")
    _copy(release, release_files.MARK, draft)


def _copy(release: Release, name: str, draft: Path) -> Path:
    place = draft / FILES / release_files.path(release, name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with release_files.opened(release, name) as file, place.open("wb") as copied:
        shutil.copyfileobj(file, copied)
    return place


def _run(program: str, *options: str) -> None:
    """Run a program of PostgreSQL on the database of the settings; the password goes by its env."""
    chosen = connection.settings_dict
    given = {
        "PGHOST": chosen["HOST"],
        "PGPORT": str(chosen["PORT"] or ""),
        "PGUSER": chosen["USER"],
        "PGPASSWORD": chosen["PASSWORD"],
        "PGDATABASE": chosen["NAME"],
    }
    environment = {**os.environ, **{name: value for name, value in given.items() if value}}
    database = [f"--dbname={chosen['NAME']}"] if program == "pg_restore" else []
    command = [_found(program), *database, *options]
    # Names of programs and files, by us and by whoever runs the service.
    ran = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if ran.returncode:
        raise CannotBackUp(f"{program}: {ran.stderr.strip()}")


def _found(program: str) -> str:
    """Return where a program of PostgreSQL is: on the path, or beside its server."""
    if found := shutil.which(program):
        return found
    if config := shutil.which("pg_config"):
        folder = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)  # noqa: S603
        return f"{folder.stdout.strip()}/{program}"
    raise CannotBackUp(f"{program} is not installed: it comes with PostgreSQL's client")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
