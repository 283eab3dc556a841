"""Counting again what the row of a release says, from the records in force."""

import copy
from collections.abc import Iterator
from contextlib import suppress

from datasets import exact_json
from datasets.models import Record, Release
from datasets.models.published_text import EmptiedText

from . import digests, release_files
from .fault import Fault
from .package import manifest
from .release_chain import name_of


def count_faults(release: Release) -> Iterator[Fault]:
    """Yield what the release's row says otherwise than the records in force."""
    counted = copy.copy(release)
    # Of a release of which a text was redacted no digest can be counted, but rows and lengths can.
    with suppress(EmptiedText):
        digests.count(counted)
    for name in digests.COUNTED:
        expected, found = getattr(release, name), getattr(counted, name)
        if expected != found:
            yield Fault(name_of(release), name, expected, found)
            if name == "texts":
                yield from _left(release)


def _left(release: Release) -> Iterator[Fault]:
    """Yield what left with a release otherwise than its release.json says, where that is there."""
    try:
        with release_files.opened(release, manifest.NAME) as file:
            gone = exact_json.loads(file.read())["gone"]
            listed = {
                (one["noun"], one["document"]["id"], one["document"]["version"]): [
                    one["because"],
                    one["replaced_by"],
                ]
                for one in gone
            }
    except (OSError, ValueError, LookupError, TypeError):
        return
    left = Record.objects.filter(dataset=release.dataset, valid_to_release=release.pk).exclude(
        withdrawal_reason=""
    )
    fields = ("noun", "slug", "version", "withdrawal_reason", "replaced_by")
    found = {tuple(row[:3]): list(row[3:]) for row in left.values_list(*fields)}
    for key in sorted(listed.keys() | found.keys()):
        if listed.get(key) != found.get(key):
            where = "{} {} {} version {}".format(release.dataset, *key)
            what = f"why it left with release {release.number}"
            yield Fault(where, what, listed.get(key), found.get(key))
