"""Backups: one state of the database, the files of its releases, and the digest of each file."""

import datetime
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from django.core.files.storage import storages
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from datasets.models import Release
from datasets.releases import release_files, seal_list
from datasets.releases.publisher_lock import one_publisher, refusals
from datasets.releases.redactions import given_out
from datasets.store.durable_storage import sync

SUMS, SEALS, FILES = "SHA256SUMS", "SEALS", "releases"
DATABASE = {"sqlite": "caveat.sqlite3", "postgresql": "caveat.dump"}
# Whoever restores it may have other roles: roles.sql grants the reader's rights anew.
OF_NOBODY = ("--no-owner", "--no-privileges")
# Only whoever made it may read it: it has the accounts of the admin.
PRIVATE = 0o700


class CannotBackUp(Exception):
    """Nothing was kept, or nothing put back; the message says why."""


def backup(into: Path) -> Path:
    """Write a backup into a folder and return its own folder; whole, or not at all.

    Nothing is published or redacted meanwhile. What readers ask for goes on being answered.
    """
    now = datetime.datetime.now(datetime.UTC)
    done = into / f"caveat-{now:%Y-%m-%dT%H%M%SZ}"
    draft = into / f".{done.name}.part"
    if done.exists() or draft.exists():
        raise CannotBackUp(f"{done} is there already: try again in a second")
    draft.mkdir(parents=True, mode=PRIVATE)
    try:
        # Between the list of releases and the copies of what it names, nothing may be published,
        # and nothing be redacted: that removes files which the copied database has.
        with refusals(), one_publisher():
            releases = [*Release.objects.order_by("pk")]
            _save_database(draft / DATABASE[connection.vendor])
            for release in releases:
                for file in given_out(release):
                    release_files.copy(release, file, _place(draft, release, file["name"]))
                _place(draft, release, release_files.MARK).write_text(f"{release.seal}\n")
        seals = {(one.dataset, one.number): one.seal for one in releases}
        (draft / SEALS).write_text(seal_list.written(seals))
        (draft / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in sums(draft)))
        for file in draft.rglob("*"):
            sync(file)
        draft.rename(done)
        sync(into)
    except BaseException:
        shutil.rmtree(draft)
        raise
    return done


def sums(folder: Path) -> list[tuple[str, str]]:
    """Return (name below the folder, SHA-256) of each file, but for the list of them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        (str(path.relative_to(folder)), _digest(path)) for path in files if path != folder / SUMS
    ]


def put_back(folder: Path) -> int:
    """Put a backup into the empty database and folder of these settings; return how many releases.

    CannotBackUp says what is wrong with it, or what is in the way.
    """
    _check(folder)
    _must_be_empty()
    location = Path(storages["releases"].location)
    try:
        # Without any release there are none.
        if (folder / FILES).exists():
            shutil.copytree(folder / FILES, location, dirs_exist_ok=True)
        _fill_database(folder / DATABASE[connection.vendor])
    except BaseException:
        # It was empty before.
        shutil.rmtree(location, ignore_errors=True)
        raise
    return Release.objects.count()


def _check(folder: Path) -> None:
    """Refuse a folder whose files are not those that were written."""
    if not (folder / SUMS).is_file():
        raise CannotBackUp(f"{folder}: has no {SUMS}: it is no backup, or not a whole one")
    if irregular := _irregular(folder):
        raise CannotBackUp(f"{folder}: not as it was written: {irregular}")
    lines = (folder / SUMS).read_text(errors="replace").splitlines()
    told = sorted((name, digest) for digest, _, name in (line.partition("  ") for line in lines))
    differing = sorted({name for name, _ in set(told) ^ set(sums(folder))})
    if differing:
        raise CannotBackUp(f"{folder}: not as it was written: {', '.join(differing[:5])}")
    if not (folder / DATABASE[connection.vendor]).exists():
        raise CannotBackUp(f"{folder}: is of another kind of database than {connection.vendor}")


def _irregular(folder: Path) -> str:
    """Return what no backup holds: a link, a pipe, a folder in which nothing lies; empty: none."""
    for path in sorted(folder.rglob("*")):
        mode, name = path.lstat().st_mode, path.relative_to(folder)
        if S_ISDIR(mode):
            if not any(path.iterdir()):
                return f"{name} is an empty folder"
        elif not S_ISREG(mode):
            return f"{name} is a link, or else no file of its own"
    return ""


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
        with _reading(f"file:{name}?mode=ro") as source, closing(sqlite3.connect(to)) as kept:
            source.backup(kept)
    else:
        # Whatever another server or database answers is refused: it does not know this snapshot.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", *OF_NOBODY, f"--snapshot={snapshot}", f"--file={to}")
    to.chmod(0o600)


def _fill_database(database: Path) -> None:
    """Fill the empty database of the settings, of SQLite by its own connection."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with _reading(f"file:{database}?mode=ro&immutable=1") as kept:
            kept.backup(connection.connection)
    else:
        options = ("--single-transaction", "--exit-on-error", *OF_NOBODY)
        _run("pg_restore", *options, str(database))


@contextmanager
def _reading(uri: str) -> Iterator[sqlite3.Connection]:
    """Read a database of SQLite; CannotBackUp where that, or what is done with it, fails."""
    try:
        with closing(sqlite3.connect(uri, uri=True)) as opened:
            yield opened
    except sqlite3.Error as error:
        raise CannotBackUp(f"SQLite: {error}") from error


def _place(draft: Path, release: Release, name: str) -> Path:
    return draft / FILES / release_files.path(release, name)


def _run(program: str, *options: str) -> None:
    """Run a program of PostgreSQL on the very database that we are connected to."""
    address, environment = _address()
    command = [_found(program), f"--dbname={address}", *options]
    # Names of programs and files, by us and by whoever runs the service.
    ran = subprocess.run(  # noqa: S603
        command, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if ran.returncode:
        raise CannotBackUp(f"{program}: {ran.stderr.strip()}")


def _address() -> tuple[str, dict[str, str]]:
    """Return how libpq finds our database, and the environment that has its password.

    All that DATABASE_URL says is in it, as part of the address or behind its question mark. What
    libpq calls secret is on no command line, which everybody on this machine can read.
    """
    public = {one.keyword.decode() for one in Conninfo.get_defaults() if one.dispchar != b"*"}
    given = connection.get_connection_params()
    password = given.get("password")
    address = make_conninfo(**{name: given[name] for name in given if name in public})
    return address, {"PGPASSWORD": password} if password else {}


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
