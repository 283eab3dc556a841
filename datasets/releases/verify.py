"""Holding every release against its seal: the chain, the digests, the files, and each record."""

import copy
import hashlib
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import orjson

from datasets.models import Dataset, Record, Release

from . import digests, release_files
from .package import archive, manifest
from .publisher_lock import one_publisher
from .verify_records import Fault, Records

CSV = "observations.csv"


class NoSuchDataset(Exception):
    """A dataset that was to be verified has no release."""


@dataclass
class Report:
    """What was verified, what is wrong, and what is not but has to be said."""

    releases: int = 0
    records: int = 0
    files: int = 0
    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def verify(slugs=()):
    """Return the Report on these datasets, or on everything that is published.

    Nothing is published meanwhile, so that all of it is held against one state.
    """
    with one_publisher():
        releases, undated = defaultdict(list), []
        for release in Release.objects.order_by("pk"):
            # SQLite holds any text in a column of days, and Django reads none of it.
            (releases[release.dataset] if release.day else undated).append(release)
        if unknown := set(slugs) - releases.keys():
            known = ", ".join(releases) or "none"
            raise NoSuchDataset(f"{', '.join(sorted(unknown))} has no release, only: {known}")
        chosen = {slug: releases[slug] for slug in slugs or releases}
        report = Report(faults=[Fault(_named(one), "its day is no day") for one in undated])
        return _verified(chosen, report, all_of_them=not slugs)


def _verified(releases, report, all_of_them):
    records = Records(releases, all_of_them)
    report.faults += records.faults()
    report.records = records.number
    if all_of_them:
        report.faults += records.orphans()
        _strangers("", releases, Dataset.objects.values_list("slug", flat=True), report)
    for dataset, several in releases.items():
        numbers = {str(one.number) for one in several}
        _strangers(dataset, numbers, {str(several[-1].number + 1)}, report)
        report.faults += _chain(several, report.notes)
        for release in several:
            report.releases += 1
            if dataset not in records.textless:
                report.faults += _counted(release)
            report.faults += _files(release, report)
        if dataset in records.textless:
            report.faults.append(Fault(dataset, "no digest can be counted: a text is missing"))
    return report


def _chain(releases, notes):
    """Yield what is wrong from one release to the next."""
    first = releases[0]
    if first.number > 1:
        notes.append(f"{_named(first)} was restored: those before it are not here")
    elif first.previous:
        yield Fault(_named(first), "previous", "", first.previous)
    for before, after in pairwise(releases):
        if after.previous != before.seal:
            yield Fault(_named(after), "previous", before.seal, after.previous)
        if after.number != before.number + 1:
            told = f"it follows release {before.number}, so release {before.number + 1} is missing"
            yield Fault(_named(after), told)
        if after.day < before.day:
            yield Fault(_named(after), "day", f"{before.day} or later", after.day.isoformat())


def _counted(release):
    """Yield what the release's row says otherwise than the records in force."""
    counted = copy.copy(release)
    digests.count(counted)
    for name in digests.COUNTED:
        expected, found = getattr(release, name), getattr(counted, name)
        if expected != found:
            yield Fault(_named(release), name, expected, found)
            if name == "texts":
                yield from _left(release)


def _left(release):
    """Yield what left with a release otherwise than its release.json says, where that is there."""
    try:
        with release_files.opened(release, manifest.NAME) as file:
            gone = orjson.loads(file.read())["gone"]
            told = {
                (one["noun"], one["document"]["id"], one["document"]["version"]): [
                    one["because"],
                    one["replaced_by"],
                ]
                for one in gone
            }
    except (OSError, orjson.JSONDecodeError, LookupError, TypeError):
        return
    left = Record.objects.filter(dataset=release.dataset, valid_to_release=release.pk).exclude(
        withdrawal_reason=""
    )
    fields = ("noun", "slug", "version", "withdrawal_reason", "replaced_by")
    found = {tuple(row[:3]): list(row[3:]) for row in left.values_list(*fields)}
    for key in sorted(told.keys() | found.keys()):
        if told.get(key) != found.get(key):
            where = "{} {} {} version {}".format(release.dataset, *key)
            what = f"why it left with release {release.number}"
            yield Fault(where, what, told.get(key), found.get(key))


def _files(release, report):
    """Yield what is wrong with the seal of a release, and with the files that it lists."""
    seal = digests.seal(release)
    if seal != release.seal:
        told = "seal (its list of files was not read: nobody vouches for it)"
        yield Fault(_named(release), told, release.seal, seal)
        return
    try:
        listed = {one["name"]: one for one in release.files}
    except (TypeError, KeyError):
        yield Fault(_named(release), "files: its list of files is none")
        return
    for name in sorted(release_files.expected(release) - listed.keys()):
        yield Fault(f"{_named(release)} {name}", "it is not on the list of files")
    yield from _told_by_files(release, listed)
    for name in release_files.names(release):
        if name not in listed:
            yield Fault(f"{_named(release)} {name}", "the file belongs to no release")
    for name, one in listed.items():
        report.files += 1
        where = f"{_named(release)} {name}"
        if name == CSV and one["sha256"] != release.digest:
            yield Fault(where, "sha256 in the list", release.digest, one["sha256"])
        try:
            length = release_files.size(release, name)
            with release_files.opened(release, name) as file:
                digest = _digest(file)
        except OSError as error:
            yield Fault(where, f"the file cannot be read: {error.strerror or error}")
            continue
        if length != one["bytes"]:
            yield Fault(where, "bytes", one["bytes"], length)
        elif digest != one["sha256"]:
            yield Fault(where, "sha256", one["sha256"], digest)


def _told_by_files(release, listed):
    """Yield what the files that tell of the release tell otherwise than its row."""
    sha256_of = {name: one["sha256"] for name, one in listed.items()}
    whole = archive.FILES[-1].name_in(release)
    zipped = {name: sha256_of[name] for name in sha256_of if name != whole}
    sums = {name: zipped[name] for name in zipped if name != archive.SUMS}
    row = digests.manifest(release)
    del row["files"]
    for name, read, expected in (
        (release_files.MARK, _mark, {"the seal": release.seal}),
        (archive.SUMS, _sums, sums),
        (manifest.NAME, _row, row),
        (whole, _members, zipped),
    ):
        where = f"{_named(release)} {name}"
        try:
            with release_files.opened(release, name) as file:
                found = read(file)
        except OSError:
            # The mark of one that was killed after its commit; what is listed is missed below.
            continue
        except (ValueError, LookupError, AttributeError, zipfile.BadZipFile) as error:
            yield Fault(where, f"it cannot be read: {error}")
            continue
        for what in sorted(expected.keys() | found.keys()):
            if expected.get(what) != found.get(what):
                yield Fault(where, f"what it says of {what}", expected.get(what), found.get(what))


def _mark(file):
    return {"the seal": file.read().decode().strip()}


def _sums(file):
    lines = (line.split("  ", 1) for line in file.read().decode().splitlines())
    return {name: digest for digest, name in lines}


def _row(file):
    said = orjson.loads(file.read())
    return {name: said[name] for name in said if name != "gone"}


def _members(file):
    with zipfile.ZipFile(file) as whole:
        digests = {}
        for name in whole.namelist():
            with whole.open(name) as member:
                digests[name] = _digest(member)
        return digests


def _digest(file):
    found = hashlib.sha256()
    while block := file.read(release_files.BLOCK):
        found.update(block)
    return found.hexdigest()


def _strangers(dataset, known, interrupted, report):
    """Name the files and folders that belong to nothing that was published.

    ``interrupted`` are folders that a publication may have left when it was killed: no fault.
    """
    folders, files = release_files.inside(dataset)
    for name in [*files, *(folder for folder in folders if folder not in known)]:
        where = f"{dataset}/{name}".lstrip("/")
        if name in interrupted and name in folders:
            told = "an interrupted publication left it, which the next one sweeps"
            report.notes.append(f"{where}: {told}")
        else:
            report.faults.append(Fault(where, "it belongs to no release"))


def _named(release):
    return f"{release.dataset} release {release.number}"
