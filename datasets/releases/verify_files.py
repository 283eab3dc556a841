"""Holding the files of a release against its list of them, and against what else tells of it."""

import hashlib
import zipfile
from collections.abc import Collection, Iterator
from functools import partial
from typing import IO, Any, BinaryIO

import orjson

from datasets.models import Release

from . import digests, last_verification, redactions, release_files
from .fault import Fault, Report
from .package import archive, manifest
from .package.tables import OBSERVATIONS
from .release_chain import name_of
from .render import not_rendered, rendered_differences
from .unpack import NAME, UNREADABLE_ERRORS
from .verify_redactions import withheld_faults

# What reading a file raises that is not what it should be; RuntimeError: an archive that one
# damaged bit says is encrypted.
UNREADABLE = (ValueError, LookupError, AttributeError, RuntimeError, *UNREADABLE_ERRORS)
INTERRUPTED = "an interrupted publication left it, which the next one sweeps"


# The mark of a publication that was killed after its commit is missing, or it was deleted.
UNMARKED = "it is missing: the next publication of the dataset writes it"
MARK_BYTES = 200


def file_faults(release: Release, report: Report) -> Iterator[Fault]:
    """Yield what is wrong with the seal of a release, and with the files that it lists."""
    try:
        seal = digests.seal(release)
    except TypeError as error:
        yield Fault(name_of(release), f"files: its list of files cannot be sealed: {error}")
        return
    if seal != release.seal:
        what = "seal (its list of files was not read: nobody vouches for it)"
        yield Fault(name_of(release), what, release.seal, seal)
        return
    if not _is_list_of_files(release.files):
        yield Fault(name_of(release), "files: its list of files is none")
        return
    listed = {one["name"]: one for one in release.files}
    for name in sorted(release_files.expected(release) - listed.keys()):
        yield Fault(f"{name_of(release)} {name}", "it is not on the list of files")
    irregular = release_files.irregular(release)
    for name in irregular:
        yield Fault(f"{name_of(release)} {name}", "it is a link, or else no file of its own")
    yield from _retold(release, listed, irregular, report)
    for name in release_files.names(release):
        where = f"{name_of(release)} {name}"
        if release_files.is_part(name):
            report.notes.append(f"{where}: {INTERRUPTED}")
        elif name not in listed:
            yield Fault(where, "the file belongs to no release")
    withheld = yield from withheld_faults(release, report)
    for name, one in listed.items():
        if name not in withheld:
            report.files += 1
        if name not in withheld and name not in irregular:
            yield from _kept_faults(release, one)


def _kept_faults(release: Release, one: dict[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with a file that is listed."""
    name = one["name"]
    where = f"{name_of(release)} {name}"
    if name == OBSERVATIONS and one["sha256"] != release.digest:
        yield Fault(where, "sha256 in the list", release.digest, one["sha256"])
    try:
        length = release_files.size(release, name)
        with release_files.opened(release, name) as file:
            digest = _digest(file)
    except OSError as error:
        yield Fault(where, f"the file cannot be read: {error.strerror or error}")
        return
    if length != one["bytes"]:
        yield Fault(where, "bytes", one["bytes"], length)
    elif digest != one["sha256"]:
        yield Fault(where, "sha256", one["sha256"], digest)


def _is_list_of_files(files: Any) -> bool:
    types = {"name": str, "bytes": int, "sha256": str}
    return isinstance(files, list) and all(
        isinstance(one, dict)
        and {key: type(value) for key, value in one.items()} == types
        and NAME.fullmatch(one["name"])
        for one in files
    )


def render_faults(release: Release, report: Report) -> Iterator[Fault]:
    """Yield what the files of a release say otherwise than its records, rendered again."""
    if why := not_rendered(release):
        report.notes.append(f"{name_of(release)}: {why}")
        return
    opened = partial(release_files.opened, release)
    withheld = redactions.withheld_of(release)
    for name, unlike in rendered_differences(release, release.files, opened, withheld):
        yield Fault(f"{name_of(release)} {name}", f"rendered again, {unlike[0]}", *unlike[1:])


def _retold(
    release: Release, listed: dict[str, Any], irregular: list[str], report: Report
) -> Iterator[Fault]:
    """Yield what the files that repeat the release say otherwise than its row."""
    sha256_of = {name: one["sha256"] for name, one in listed.items()}
    whole = archive.FILES[-1].name_in(release)
    zipped = {name: sha256_of[name] for name in sha256_of if name != whole}
    sums = {name: zipped[name] for name in zipped if name != archive.SUMS}
    row = digests.manifest(release)
    del row["files"]
    for name, read, expected in (
        (release_files.MARK, _mark, {"the seal": f"{release.seal}\n"}),
        (archive.SUMS, _sums, sums),
        (manifest.NAME, _row, row),
        (whole, _members, zipped),
    ):
        where = f"{name_of(release)} {name}"
        if name in irregular:
            continue
        try:
            with release_files.opened(release, name) as file:
                found = read(file)
        except OSError:
            # What is listed is missed below.
            if name == release_files.MARK:
                report.notes.append(f"{where}: {UNMARKED}")
            continue
        except UNREADABLE as error:
            yield Fault(where, f"it cannot be read: {error}")
            continue
        for what in sorted(expected.keys() | found.keys()):
            if expected.get(what) != found.get(what):
                yield Fault(where, f"what it says of {what}", expected.get(what), found.get(what))


def _mark(file: BinaryIO) -> dict[str, Any]:
    return {"the seal": file.read(MARK_BYTES).decode()}


def _sums(file: BinaryIO) -> dict[str, Any]:
    lines = (line.split("  ", 1) for line in file.read().decode().splitlines())
    return {name: digest for digest, name in lines}


def _row(file: BinaryIO) -> dict[str, Any]:
    said = orjson.loads(file.read())
    return {name: said[name] for name in said if name != "gone"}


def _members(file: BinaryIO) -> dict[str, Any]:
    with zipfile.ZipFile(file) as whole:
        digests = {}
        for name in whole.namelist():
            with whole.open(name) as member:
                digests[name] = _digest(member)
        return digests


def _digest(file: IO[bytes]) -> str:
    found = hashlib.sha256()
    while block := file.read(release_files.BLOCK):
        found.update(block)
    return found.hexdigest()


def strangers(
    dataset: str, known: Collection[str], interrupted: Collection[str], report: Report
) -> None:
    """Name the files and folders that belong to nothing that was published.

    ``interrupted`` are folders that a publication may have left when it was killed: no fault.
    """
    folders, files = release_files.inside(dataset)
    for name in [*files, *(folder for folder in folders if folder not in known)]:
        if name in files and not dataset and last_verification.is_ours(name):
            continue
        where = f"{dataset}/{name}".lstrip("/")
        if name in folders and (name in interrupted or (not dataset and _was_restored(name))):
            report.notes.append(f"{where}: {INTERRUPTED}")
        else:
            report.faults.append(Fault(where, "it belongs to no release"))


def _was_restored(dataset: str) -> bool:
    """Return whether an interrupted restore left a folder: nothing in it is marked as sealed."""
    folders, files = release_files.inside(dataset)
    return not files and all(
        folder.isdecimal()
        and release_files.MARK not in release_files.inside(f"{dataset}/{folder}")[1]
        for folder in folders
    )
