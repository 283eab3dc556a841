"""Taking a package apart: its files as they were sealed, or an error that says what is wrong."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from os import SEEK_END
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from datasets.releases.package.archive import SUMS

from .working_folder import working_folder

MOST_FILES = 100
# Unpacked, and the package: it lies here twice, once to be looked at and once to be kept. With as
# much of records, which the database keeps in about twice the room, a restore takes 4 GiB of disk.
MOST_BYTES = 1 << 30
MOST_DIRECTORY_BYTES = MOST_SUMS_BYTES = 1 << 16
END_OF_DIRECTORY = 22
# What stands before the end where another record, of ZIP64, says how long the list is.
LOCATOR, LOCATOR_BYTES = b"PK\6\7", 20
BLOCK = 1 << 16
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
SUM = re.compile(r"([0-9a-f]{64})  (.+)")


PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises for no archive, a damaged one, one that ends early, a name that is no text,
# and (NotImplementedError) one that says it needs a later version of the format.
UNREADABLE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    UnicodeDecodeError,
    NotImplementedError,
)


class BadPackage(Exception):
    """A package that cannot be restored; nothing of it was."""


@contextmanager
def opened(file: Path) -> Iterator[dict[str, Path]]:
    """Unpack a package into a temporary folder; yield {name: path} in the order of the archive.

    Every file is the one that its SHA256SUMS lists, and none is there besides.
    """
    with working_folder() as folder:
        try:
            _has_a_small_directory(file)
            with zipfile.ZipFile(file) as archive:
                names = _names(archive, file.stat().st_size)
                digests = {one.filename: _unpack(archive, one, folder) for one in names}
        except OSError as error:
            raise BadPackage(f"{file}: {error.strerror or error}") from error
        except UNREADABLE_ERRORS as error:
            raise BadPackage(f"{file} is no whole package: {error}") from error
        _hold_against_sums(folder, digests)
        yield {name: folder / name for name in digests}


def _has_a_small_directory(file: Path) -> None:
    """Raise BadPackage where the list of the files is longer than that of a package can be.

    It is read at once. An archive with a comment, or too long for the shorter form, is no package;
    nor is one with anything between its list and its end, of which another length could be read.
    """
    with file.open("rb") as opened_file:
        length = opened_file.seek(0, SEEK_END)
        opened_file.seek(max(0, length - END_OF_DIRECTORY - LOCATOR_BYTES))
        last = opened_file.read()
    before, end = last[:-END_OF_DIRECTORY], last[-END_OF_DIRECTORY:]
    if not end.startswith(b"PK\5\6") or not end.endswith(b"\0\0"):
        raise BadPackage(f"{file} is no whole package: it does not end as an archive does")
    if before.startswith(LOCATOR):
        raise BadPackage(f"{file} is no package: it is an archive of the long form, ZIP64")
    size, begin = (int.from_bytes(end[at : at + 4], "little") for at in (12, 16))
    if begin + size + END_OF_DIRECTORY != length:
        expected = length - END_OF_DIRECTORY
        what = f"its list of files ends at byte {begin + size}, expected {expected}"
        raise BadPackage(f"{file} is no whole package: {what}")
    if size > MOST_DIRECTORY_BYTES:
        what = f"its list of files has {size} bytes"
        raise BadPackage(f"{what}, expected at most {MOST_DIRECTORY_BYTES}")


def _names(archive: ZipFile, length: int) -> list[ZipInfo]:
    """Return the entries of the archive: flat, each once, and not more than a package can be."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise BadPackage(f"it has {len(entries)} files, expected at most {MOST_FILES}")
    size = length + sum(one.file_size for one in entries)
    if size > MOST_BYTES:
        raise BadPackage(f"its files have {size} bytes, expected at most {MOST_BYTES}")
    seen = set()
    # What is cut off after a workbook, itself an archive, is taken for that workbook.
    if SUMS not in archive.namelist():
        raise BadPackage(f"it has no {SUMS}: no package, or not a whole one")
    for one in entries:
        if not NAME.fullmatch(one.filename):
            raise BadPackage(f"{one.filename[:80]!r} is no name of a file in a package")
        if one.filename in seen:
            raise BadPackage(f"{one.filename} stands in it twice")
        if one.compress_type not in PACKED:
            raise BadPackage(f"{one.filename} is packed in a way that packages are not")
        if one.flag_bits & 1:
            raise BadPackage(f"{one.filename} is encrypted")
        seen.add(one.filename)
    return entries


def _unpack(archive: ZipFile, entry: ZipInfo, folder: Path) -> str:
    """Write the file, never more of it than it is said to have; return its SHA-256."""
    digest, left = hashlib.sha256(), entry.file_size
    with archive.open(entry) as packed, (folder / entry.filename).open("xb") as file:
        while block := packed.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise BadPackage(f"{entry.filename} is longer than the archive says")
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _hold_against_sums(folder: Path, digests: dict[str, str]) -> None:
    listed = {}
    if (folder / SUMS).stat().st_size > MOST_SUMS_BYTES:
        raise BadPackage(f"{SUMS} is longer than {MOST_SUMS_BYTES} bytes")
    for line in (folder / SUMS).read_text(errors="replace").splitlines():
        found = SUM.fullmatch(line)
        if found is None or found[2] in listed:
            raise BadPackage(f"{SUMS}: a line is none, or stands twice: {line[:80]!r}")
        listed[found[2]] = found[1]
    there = digests.keys() - {SUMS}
    if missing := listed.keys() - there:
        raise BadPackage(f"{SUMS} lists what is not there: {', '.join(sorted(missing))}")
    if extra := there - listed.keys():
        raise BadPackage(f"{SUMS} does not list: {', '.join(sorted(extra))}")
    for name in listed:
        if listed[name] != digests[name]:
            raise BadPackage(f"{name} is altered: its SHA-256 is not the one in {SUMS}")
