"""What became of published records: the versions of one, and what every release changed."""

import datetime
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import orjson
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from datasets import exact_json
from datasets.models import Record, RecordJson, Release
from datasets.models.record import RecordQuerySet
from datasets.models.snapshot import Snapshot
from datasets.records import change

EVENTS_A_BLOCK = 500
BEGUN, ENDED = "valid_from_release", "valid_to_release"
# The version whose place another one took: both in one release, so both of one dataset.
_BEFORE = Subquery(
    Record.objects.filter(
        valid_to_release=OuterRef("valid_from_release"),
        noun=OuterRef("noun"),
        slug=OuterRef("slug"),
    ).values("pk")
)


def versions(records: RecordQuerySet, newest: int) -> list[dict[str, Any]]:
    """Return the versions of one record that there were by the release ``newest``, oldest first.

    ``valid_to`` is the day of the first release without the version; what ended it says why.
    """
    published = records.filter(valid_from_release__lte=newest).order_by("valid_from_release")
    columns = ("valid_to_release", "change_note", "withdrawal_reason", "replaced_by", "json__body")
    rows = list(published.values(*columns))
    ended = Release.objects.filter(pk__in={row["valid_to_release"] for row in rows}, pk__lte=newest)
    days = dict(ended.values_list("pk", "day"))
    found = []
    for row, following in zip_longest(rows, rows[1:]):
        record = orjson.Fragment(bytes(row["json__body"]))
        if row["valid_to_release"] > newest:
            found.append(_version(record))
            continue
        reason = row["withdrawal_reason"] or following["change_note"]
        found.append(
            _version(record, days[row["valid_to_release"]], reason, row["replaced_by"] or None)
        )
    return found


def _version(
    record: Any,
    valid_to: datetime.date | None = None,
    reason: str | None = None,
    replaced_by: str | None = None,
) -> dict[str, Any]:
    return {
        "record": record,
        "valid_to": valid_to,
        "reason": reason,
        "replaced_by": replaced_by,
    }


class Changes:
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
        self._releases = {row["id"]: row for row in sealed.values("id", "number", "day")}
        wanted = [
            place
            for place, release in self._releases.items()
            if not after or (release["day"] > after.day if after.day else place > after.newest)
        ]
        self._sides = {side: self._of(side, wanted, noun, dataset) for side in (BEGUN, ENDED)}

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
        older = [place for place in self._releases if first < place < last]
        older = sorted(set(older) - set(wanted))
        if older:
            records = records.exclude(**{f"{side}__in": older})
        return records.filter(**{f"{side}__gte": first, f"{side}__lte": last})

    def count(self) -> int:
        return sum(records.count() for records in self._sides.values())

    def take(self, count: int, after: Any = None, backwards: bool = False) -> list[Any]:
        """Return up to ``count`` tuples (release, noun, id, key) that follow ``after``.

        It is the triple before them; the key is what ``serialized`` wants of each.
        """
        rows = [
            (*row[:3], (side, row[3]))
            for side, records in self._sides.items()
            for row in _beyond(records, side, count, after, backwards)
        ]
        return sorted(rows, reverse=backwards)[:count]

    def serialized(self, keys: list[Any]) -> list[dict[str, Any]]:
        """Return the records of the changes with these keys, in their order."""
        named = Record.objects.filter(pk__in={pk for _, pk in keys}).annotate(before=_BEFORE)
        columns = (
            *("pk", "noun", "slug", "dataset", BEGUN, ENDED, "version", "before"),
            *("change_note", "withdrawal_reason", "replaced_by"),
        )
        rows = {row["pk"]: row for row in named.values(*columns)}
        wanted = {*rows, *(row["before"] for row in rows.values())}
        texts = RecordJson.objects.filter(pk__in=wanted - {None}).values_list("pk", "body")
        parsed = {pk: exact_json.loads(bytes(text)) for pk, text in texts}
        return [self._serialize(side, rows[pk], parsed) for side, pk in keys]

    def _serialize(
        self, side: str, row: dict[str, Any], records: dict[int, dict[str, Any]]
    ) -> dict[str, Any]:
        release, record = self._releases[row[side]], records[row["pk"]]
        if side == ENDED:
            kind = "replaced" if row["replaced_by"] else "withdrawn"
            return change.serialize(kind, row, release, before=record, record=None)
        before = records.get(row["before"])
        kind = "changed" if before else "added"
        return change.serialize(kind, row, release, before=before, record=record)

    def blocks(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the records of all of them in blocks, each of which is a query of its own."""
        after = None
        while rows := self.take(EVENTS_A_BLOCK, after):
            after = rows[-1][:3]
            yield self.serialized([row[3] for row in rows])


def _beyond(
    records: RecordQuerySet, side: str, count: int, after: Any, backwards: bool
) -> list[Any]:
    """Return the next rows (release, noun, id, key) of one side.

    What is left of a noun, of a release, and all after it are asked for one by one: in that way the
    database seeks each, however many changes a release made.
    """
    beyond = "lt" if backwards else "gt"
    phases: list[dict[str, Any]] = [{}]
    if after is not None:
        release, noun, slug = after
        phases = [
            {side: release, "noun": noun, f"slug__{beyond}": slug},
            {side: release, f"noun__{beyond}": noun},
            {f"{side}__{beyond}": release},
        ]
    order = [f"-{key}" if backwards else key for key in (side, "noun", "slug")]
    rows: list[Any] = []
    for phase in phases:
        chosen = records.filter(**phase).order_by(*order).values_list(side, "noun", "slug", "pk")
        rows += chosen[: count - len(rows)]
        if len(rows) == count:
            break
    return rows
