"""What every release changed."""

from typing import Any

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from datasets.models import Record, Release
from datasets.models.record import RecordQuerySet
from datasets.models.snapshot import Snapshot

from .ordered_versions import BEGUN, ENDED, OrderedVersions, Row


class Changes(OrderedVersions):
    """The changes of all releases up to ``newest``, in the order of release, noun and id.

    Each is named by that triple: a release changes a record once. ``after`` is a Snapshot, whose
    releases, and those before them, are left out.
    """

    def __init__(
        self,
        newest: int,
        dataset: str | None = None,
        noun: str | None = None,
        after: Snapshot | None = None,
    ) -> None:
        sealed = Release.objects.filter(pk__lte=newest).order_by("pk")
        if dataset:
            sealed = sealed.filter(dataset=dataset)
        self.releases = {row["id"]: dict(row) for row in sealed.values("id", "number", "day")}
        wanted = [
            place
            for place, release in self.releases.items()
            if not after or (release["day"] > after.day if after.day else place > after.newest)
        ]
        self.sides = {side: self._of(side, wanted, noun, dataset) for side in (BEGUN, ENDED)}

    def order(self, side: str) -> tuple[str, ...]:
        return side, "noun", "slug"

    def before(self, side: str) -> Any:
        """What ended, or whose place another one took: in one release, so both of one dataset."""
        if side == ENDED:
            return F("pk")
        same = {name: OuterRef(name) for name in ("noun", "slug")}
        return Subquery(
            Record.objects.filter(**same, valid_to_release=OuterRef(BEGUN)).values("pk")
        )

    def reasons(self, rows: list[Row]) -> None:
        """Leave the reasons as they stand: each version has its own."""

    def _of(
        self, side: str, wanted: list[int], noun: str | None, dataset: str | None
    ) -> RecordQuerySet:
        records = Record.objects.all()
        if not wanted:
            return records.none()
        if side == ENDED:
            records = records.exclude(withdrawal_reason="")
        else:
            # What a restored release only tells to have left never began here.
            records = records.exclude(valid_from_release=F("valid_to_release"))
        if noun:
            # Bare, the column leads databases to the indexes of a noun, and to sorting all of it.
            records = records.alias(of=Coalesce("noun", Value(""))).filter(of=noun)
        if dataset:
            records = records.filter(dataset=dataset)
        first, last = wanted[0], wanted[-1]
        # The days of different datasets need not rise together: some in between may be older.
        older = [place for place in self.releases if first < place < last]
        older = sorted(set(older) - set(wanted))
        if older:
            records = records.exclude(**{f"{side}__in": older})
        return records.filter(**{f"{side}__gte": first, f"{side}__lte": last})
