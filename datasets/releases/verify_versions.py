"""Holding the versions of each record against the releases that they are in."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from datasets.models import Record
from datasets.models.record import CURRENT

from .fault import Difference, Fault
from .release_chain import ReleaseChains
from .stored_types import readable

WHEN = ("valid_from_release", "valid_to_release")
# The columns of a record's row by name.
Row = dict[str, Any]


def place_faults(row: Row, chains: ReleaseChains) -> Iterator[Difference]:
    """Yield what is wrong with the releases that a row starts and ends with, as for Fault."""
    starts, ends = row["valid_from_release"], row["valid_to_release"]
    for name, pk in (("valid_from_release", starts), ("valid_to_release", ends)):
        release = chains.by_pk.get(pk)
        if pk in (CURRENT, *chains.unreadable):
            continue
        if release is None or release.dataset != row["dataset"]:
            yield name, f"a release of {row['dataset']}", pk
    if ends <= starts and not (ends == starts and chains.is_restored(row)):
        yield "it ends before it starts", f"more than {starts}", ends
    if (ends == CURRENT) and (row["withdrawal_reason"] or row["replaced_by"]):
        yield (
            "it is in force, and gone",
            "",
            row["withdrawal_reason"] or row["replaced_by"],
        )


def version_faults(chains: ReleaseChains) -> Iterator[Fault]:
    """Yield what is wrong between the versions of one record."""
    names = ("dataset", "noun", "slug", "version", *WHEN, "withdrawal_reason")
    records = readable(Record.objects.filter(dataset__in=chains.by_dataset), Record).values(*names)
    ordered = records.order_by("dataset", "noun", "slug", "valid_from_release", "version")
    for _, several in groupby(ordered.iterator(), key=itemgetter("dataset", "noun", "slug")):
        versions = list(several)
        first, last = versions[0], versions[-1]
        if first["version"] != 1 and not chains.is_restored(first):
            what = "no version before it"
            yield Fault(name_of_record(first, chains), what, 1, first["version"])
        for before, after in pairwise(versions):
            yield from _between(before, after, chains)
        if last["valid_to_release"] != CURRENT and not last["withdrawal_reason"]:
            yield Fault(name_of_record(last, chains), "it left without a reason")


def _between(before: Row, after: Row, chains: ReleaseChains) -> Iterator[Fault]:
    """Yield what is wrong from one version of a record to the next."""
    names = [name_of_record(row, chains) for row in (before, after)]
    ended, began = before["valid_to_release"], after["valid_from_release"]
    if after["version"] != before["version"] + 1:
        yield Fault(names[1], "version", before["version"] + 1, after["version"])
    if ended > began:
        yield Fault(names[0], "it ends after the next version starts")
    if (ended < began) != bool(before["withdrawal_reason"]):
        yield Fault(names[0], "withdrawal_reason, and when the next version starts")


def name_of_record(row: Row, chains: ReleaseChains) -> str:
    """Return a version of a record as faults name it, with the release that it began in."""
    release = chains.by_pk.get(row["valid_from_release"])
    begun = f" of release {release.number}" if release else ""
    return "{dataset} {noun} {slug} version {version}".format(**row) + begun
