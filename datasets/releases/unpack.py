"""Taking a package apart: its files as they were sealed, or an error that says what is wrong."""

import hashlib
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from datasets.releases.package.archive import SUMS

MOST_FILES = 100
MOST_BYTES = 16 << 30
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
    with tempfile.TemporaryDirectory(prefix="caveat-package-") as folder:
        try:
            with zipfile.ZipFile(file) as archive:
                names = _names(archive)
                digests = {one.filename: _unpack(archive, one, folder) for one in names}
        except OSError as error:
            raise BadPackage(f"{file}: {error.strerror or error}") from error
        except UNREADABLE_ERRORS as error:
            raise BadPackage(f"{file} is no whole package: {error}") from error
        _hold_against_sums(Path(folder), digests)
        yield {name: Path(folder, name) for name in digests}


def _names(archive: ZipFile) -> list[ZipInfo]:
    """Return the entries of the archive: flat, each once, and not more than a package can be."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise BadPackage(f"it has {len(entries)} files, expected at most {MOST_FILES}")
    size = sum(one.file_size for one in entries)
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


def _unpack(archive: ZipFile, entry: ZipInfo, folder: str) -> str:
    """Write the file, never more of it than it is said to have; return its SHA-256."""
    digest, left = hashlib.sha256(), entry.file_size
    with archive.open(entry) as packed, Path(folder, entry.filename).open("xb") as file:
        while block := packed.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise BadPackage(f"{entry.filename} is longer than the archive says")
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _hold_against_sums(folder: Path, digests: dict[str, str]) -> None:
    listed = {}
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
