"""The releases of each dataset as the chain that their seals make."""

from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

from datasets.models import Release

from .fault import Fault


class ReleaseChains:
    """The releases that are verified: those of each dataset, oldest first.

    ``unreadable`` are the places of those that cannot be read: what begins or ends with one of them
    is no fault of its own.
    """

    def __init__(
        self, by_dataset: dict[str, list[Release]], unreadable: Collection[int] = ()
    ) -> None:
        self.by_dataset, self.unreadable = by_dataset, unreadable

    @cached_property
    def by_pk(self) -> dict[int, Release]:
        """Return every release by its place in the sequence."""
        return {one.pk: one for several in self.by_dataset.values() for one in several}

    def is_restored(self, record: dict[str, Any]) -> bool:
        """Return whether a record's row came with a package, from releases that are not here."""
        first = self.by_dataset[record["dataset"]][0]
        return record["valid_from_release"] == first.pk and first.number > 1

    def any_unreadable(self, after: int, before: int) -> bool:
        """Return whether a release between these places cannot be read."""
        return any(after < pk < before for pk in self.unreadable)


def chain_faults(chains: ReleaseChains, dataset: str, notes: list[str]) -> Iterator[Fault]:
    """Yield what is wrong from one release to the next; ``notes`` gets what is no fault."""
    releases = chains.by_dataset[dataset]
    first = releases[0]
    if chains.any_unreadable(0, first.pk):
        notes.append(f"{name_of(first)}: whether it follows another one is not known")
    elif first.number > 1:
        notes.append(f"{name_of(first)} was restored: those before it are not here")
    elif first.previous:
        yield Fault(name_of(first), "previous", "", first.previous)
    for before, after in pairwise(releases):
        if chains.any_unreadable(before.pk, after.pk):
            continue
        if after.previous != before.seal:
            yield Fault(name_of(after), "previous", before.seal, after.previous)
        if after.number != before.number + 1:
            what = f"it follows release {before.number}, so release {before.number + 1} is missing"
            yield Fault(name_of(after), what)
        if after.day < before.day:
            yield Fault(name_of(after), "day", f"{before.day} or later", after.day.isoformat())


def name_of(release: Release) -> str:
    """Return a release as faults name it."""
    return f"{release.dataset} release {release.number}"
