"""The releases of each dataset as the chain that their seals make."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

from datasets.models import Release

from .fault import Fault


class ReleaseChains:
    """The releases that are verified: those of each dataset, oldest first."""

    def __init__(self, by_dataset: dict[str, list[Release]]) -> None:
        self.by_dataset = by_dataset

    @cached_property
    def by_pk(self) -> dict[int, Release]:
        """Return every release by its place in the sequence."""
        return {one.pk: one for several in self.by_dataset.values() for one in several}

    def is_restored(self, record: dict[str, Any]) -> bool:
        """Return whether a record's row came with a package, from releases that are not here."""
        first = self.by_dataset[record["dataset"]][0]
        return record["valid_from_release"] == first.pk and first.number > 1


def chain_faults(releases: list[Release], notes: list[str]) -> Iterator[Fault]:
    """Yield what is wrong from one release to the next; ``notes`` gets what is no fault."""
    first = releases[0]
    if first.number > 1:
        notes.append(f"{name_of(first)} was restored: those before it are not here")
    elif first.previous:
        yield Fault(name_of(first), "previous", "", first.previous)
    for before, after in pairwise(releases):
        if after.previous != before.seal:
            yield Fault(name_of(after), "previous", before.seal, after.previous)
        if after.number != before.number + 1:
            told = f"it follows release {before.number}, so release {before.number + 1} is missing"
            yield Fault(name_of(after), told)
        if after.day < before.day:
            yield Fault(name_of(after), "day", f"{before.day} or later", after.day.isoformat())


def name_of(release: Release) -> str:
    """Return a release as faults name it."""
    return f"{release.dataset} release {release.number}"
