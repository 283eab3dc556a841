"""In what two releases of a dataset differ, whatever became of a record in between."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from datasets.models import Record, Release
from datasets.models.snapshot import in_force

from .ordered_versions import BEGUN, ENDED, OrderedVersions, Row

SAME = {name: OuterRef(name) for name in ("noun", "slug")}


class Differences(OrderedVersions):
    """What differs between two releases of a dataset, in the order of noun and id.

    Each record once, from how it stood in ``first`` to how it stands in ``last``, which are places
    in the sequence of releases.
    """

    def __init__(self, first: int, last: int, dataset: str, noun: str | None = None) -> None:
        self._first, self._last = first, last
        between = Release.objects.filter(dataset=dataset, pk__gt=first, pk__lte=last)
        self.releases = {row["id"]: dict(row) for row in between.values("id", "number", "day")}
        self._records = Record.objects.filter(dataset=dataset)
        records = self._records.filter(noun=noun) if noun else self._records
        self._at_first = self._records.filter(in_force(first), **SAME)
        unchanged = self._at_first.filter(content_digest=OuterRef("content_digest"))
        later = self._records.filter(**SAME, valid_from_release__gte=OuterRef(ENDED))
        self.sides = {
            BEGUN: records.filter(in_force(last), ~Exists(unchanged), valid_from_release__gt=first),
            ENDED: records.exclude(withdrawal_reason="").filter(
                Exists(self._at_first),
                ~Exists(later.filter(valid_from_release__lte=last)),
                valid_to_release__gt=first,
                valid_to_release__lte=last,
            ),
        }

    def order(self, side: str) -> tuple[str, ...]:
        return "noun", "slug"

    def before(self, side: str) -> Any:
        """What was in force in the first of the two releases."""
        return Subquery(self._at_first.values("pk"))

    def reasons(self, rows: list[Row]) -> None:
        """Put into each row all reasons in between; of what is new the first only."""
        named = {name: {row[name] for row in rows} for name in ("noun", "slug")}
        versions = self._records.filter(
            noun__in=named["noun"],
            slug__in=named["slug"],
            valid_from_release__lte=self._last,
            valid_to_release__gt=self._first,
        ).order_by(BEGUN)
        columns = ("noun", "slug", BEGUN, ENDED, "change_note", "withdrawal_reason")
        reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
        added: dict[tuple[str, str], int] = {}
        for noun, slug, begun, ended, note, withdrawal in versions.values_list(*columns):
            if begun > self._first:
                reasons[noun, slug].append(note)
                added.setdefault((noun, slug), begun)
            if ended <= self._last:
                reasons[noun, slug].append(withdrawal)
        for row in rows:
            said = reasons[row["noun"], row["slug"]]
            why = " ".join(filter(None, dict.fromkeys(said if row["before"] else said[:1])))
            row["change_note"] = row["withdrawal_reason"] = why
            if not row["before"]:
                row[BEGUN] = added[row["noun"], row["slug"]]
