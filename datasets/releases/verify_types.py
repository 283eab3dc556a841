"""Naming the rows that cannot be relied on, so that the audit goes on without them."""

from collections.abc import Iterator
from typing import Any

from datasets.models import PUBLISHED, Redaction, Release, TermSet

from .fault import Fault
from .release_chain import ReleaseChains
from .stored_types import WrongCell, wrong_cells
from .verify_versions import name_of_record


class WrongTypes:
    """The cells of the published tables that hold a value of another type than their column."""

    def __init__(self) -> None:
        self._cells = [cell for one in (*PUBLISHED, Redaction) for cell in wrong_cells(one)]
        of_records = [one for one in self._cells if one.model not in (Release, TermSet)]
        self.releases = {one.pk for one in self._cells if one.model is Release}
        # The numbers of records of which the row or a text has such a cell.
        self.records = {one.pk for one in of_records}
        self.datasets = {one.names["dataset"] for one in self._cells if "dataset" in one.names}
        self.releases_by_name = {
            (one.names["dataset"], one.names["number"])
            for one in self._cells
            if one.model is Release
        }

    def faults(self, chains: ReleaseChains, all_of_them: bool) -> Iterator[Fault]:
        """Yield a fault for each cell, of datasets that are not verified only where all are."""
        for cell in self._cells:
            if all_of_them or cell.names.get("dataset") in chains.by_dataset:
                what = f"{cell.column} in {cell.model._meta.db_table}, row {cell.pk}"
                yield Fault(_name(cell, chains), what, cell.expected, cell.found)


def _name(cell: WrongCell, chains: ReleaseChains) -> str:
    names: dict[str, Any] = dict(cell.names)
    if cell.model is Release:
        return "{dataset} release {number}".format(**names)
    if cell.model is TermSet:
        return "set of terms {set_id}".format(**names)
    begun = names["valid_from_release"] or ""
    names["valid_from_release"] = int(begun) if begun.isdecimal() else None
    return name_of_record(names, chains)
