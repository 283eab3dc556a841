"""Rows of one model, each fetched once."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from datasets.analysis.applied_caveats import CAVEAT, PATH_NOT_TRACED, UNEQUAL_LENGTHS
from datasets.models import Area, Measure, Population
from datasets.reserved import NOT_TRACED, SOFTWARE, UNEQUAL_PERIODS

# What the software says itself, and nobody curates.
OUR_OWN: Mapping[str, Any] = {
    SOFTWARE: CAVEAT,
    UNEQUAL_PERIODS: UNEQUAL_LENGTHS,
    NOT_TRACED: PATH_NOT_TRACED,
}
_Row = TypeVar("_Row", bound=Model)
_Nested = TypeVar("_Nested", Area, Measure, Population)


class FetchedRows(Mapping[str, _Row], Generic[_Row]):
    """Rows of one model by slug, as far as they were fetched."""

    def __init__(self, rows: QuerySet[_Row]) -> None:
        self._queryset = rows
        self._rows: dict[str, _Row] = {}

    def __getitem__(self, slug: str) -> _Row:
        return self._rows[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def fetch(self, slugs: Iterable[str | None]) -> None:
        """Fetch those that are not here yet; those that nobody curated are left out."""
        missing = {slug for slug in slugs if slug} - self._rows.keys()
        if missing:
            self._rows.update(self._queryset.in_bulk(missing - OUR_OWN.keys()))
            self._rows.update({slug: OUR_OWN[slug] for slug in missing & OUR_OWN.keys()})


class NestedRows(FetchedRows[_Nested]):
    """Rows of a model of which some are part of others."""

    def fetch_ancestors(self) -> None:
        """Fetch what the rows here are part of, up to the widest."""
        known = -1
        while known < len(self):
            known = len(self)
            self.fetch([row.part_of_id for row in self.values()])
