"""Versions of records that are told of in an order, walked by their position in it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from datasets import exact_json
from datasets.models import Record, RecordJson, Redaction
from datasets.models.record import RecordQuerySet
from datasets.records import change

A_BLOCK = 500
# A version is told of because it began or because it ended; a column holds the release that did it.
BEGUN, ENDED = "valid_from_release", "valid_to_release"


Row = dict[str, Any]


class OrderedVersions(ABC):
    """Versions that began and versions that ended, each told as a change, in one order.

    ``sides`` has the records of either; ``releases`` those that changed them, by their place in
    the sequence.
    """

    sides: dict[str, RecordQuerySet]
    releases: dict[int, Row]

    @abstractmethod
    def order(self, side: str) -> tuple[str, ...]:
        """The columns by which the versions of a side are ordered, which tell each from another."""

    @abstractmethod
    def before(self, side: str) -> Any:
        """The expression that gives the key of what a version of a side is held against."""

    @abstractmethod
    def reasons(self, rows: list[Row]) -> None:
        """Put the reasons of the change into the rows, where they are not the version's own."""

    def count(self) -> int:
        return sum(records.count() for records in self.sides.values())

    def take(self, count: int, after: Any = None, backwards: bool = False) -> list[Any]:
        """Return up to ``count`` tuples (position …, key) that follow the position ``after``.

        The key is what ``serialized`` wants of each.
        """
        rows = [
            (*row[:-1], (side, row[-1]))
            for side, records in self.sides.items()
            for row in _beyond(records, self.order(side), count, after, backwards)
        ]
        return sorted(rows, reverse=backwards)[:count]

    def serialized(self, keys: list[Any]) -> list[dict[str, Any]]:
        """Return the records of the changes with these keys, in their order."""
        rows = {key: row for side in self.sides for key, row in self._rows(side, keys)}
        self.reasons([*rows.values()])
        wanted = {pk for row in rows.values() for pk in (row["pk"], row["before"]) if pk}
        redacted = Redaction.objects.in_bulk(wanted)
        texts = RecordJson.objects.filter(pk__in=wanted - redacted.keys())
        parsed = {pk: exact_json.loads(bytes(text)) for pk, text in texts.values_list("pk", "body")}
        return [self._serialize(key[0], rows[key], parsed, redacted) for key in keys]

    def _rows(self, side: str, keys: list[Any]) -> Iterator[tuple[Any, Row]]:
        named = Record.objects.filter(pk__in=[pk for of, pk in keys if of == side])
        columns = (
            *("pk", "noun", "slug", "dataset", side, "version", "change_note"),
            *("withdrawal_reason", "replaced_by", "before"),
        )
        for row in named.annotate(before=self.before(side)).values(*columns):
            yield (side, row["pk"]), row

    def _serialize(
        self, side: str, row: Row, records: dict[int, Any], redacted: dict[int, Redaction]
    ) -> dict[str, Any]:
        """Return the record of a change; of a version that was redacted it has no text."""
        release, before, record = self.releases[row[side]], records.get(row["before"]), None
        kind = "replaced" if row["replaced_by"] else "withdrawn"
        if side == BEGUN:
            kind = "changed" if row["before"] else "added"
            record = records.get(row["pk"])
        whys = [str(redacted[pk]) for pk in (row["before"], row["pk"]) if pk in redacted]
        why = "; ".join(dict.fromkeys(whys)) or None
        return change.serialize(kind, row, release, before=before, record=record, redacted=why)

    def blocks(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the records of all of them in blocks, each of which is a query of its own."""
        after = None
        while rows := self.take(A_BLOCK, after):
            after = rows[-1][:-1]
            yield self.serialized([row[-1] for row in rows])


def _beyond(
    records: RecordQuerySet, order: tuple[str, ...], count: int, after: Any, backwards: bool
) -> list[Any]:
    """Return the next rows (position …, key) of one side.

    What agrees with the position in all columns but the last is asked for first, then in all but
    two …: in that way the database seeks each, however many changes a release made.
    """
    beyond = "lt" if backwards else "gt"
    phases: list[dict[str, Any]] = [{}]
    if after is not None:
        agreeing = dict(zip(order, after, strict=True))
        phases = []
        for column in reversed(order):
            phases.append(agreeing | {f"{column}__{beyond}": agreeing.pop(column)})
    sorted_by = [f"-{column}" if backwards else column for column in order]
    rows: list[Any] = []
    for phase in phases:
        chosen = records.filter(**phase).order_by(*sorted_by).values_list(*order, "pk")
        rows += chosen[: count - len(rows)]
        if len(rows) == count:
            break
    return rows
