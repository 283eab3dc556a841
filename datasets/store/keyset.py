"""Walking records in a total order, by what lies beyond a position, never by counting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from datasets.models.published_text import refuse_emptied
from datasets.models.record import RecordQuerySet

ROWS_A_BLOCK = 1000


@dataclass(frozen=True)
class Sort:
    """An order by ``column``, then ``then``; rows without a value in ``column`` come last.

    Where ``versions`` of one record stand side by side, they are told apart by when they start.
    """

    column: str
    then: str
    nullable: bool = False
    descending: bool = False
    versions: bool = False

    def turned(self, descending: bool) -> Sort:
        """Return this order, or the one the other way round."""
        return replace(self, descending=descending)

    def of_versions(self) -> Sort:
        """Return this order of records of which every version is listed."""
        return replace(self, versions=True)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the columns whose values are a position."""
        return (self.column, self.then, *(["valid_from_release"] if self.versions else []))


BY_ID = Sort("slug", "dataset")


def take(
    records: RecordQuerySet,
    sort: Sort,
    count: int,
    after: tuple[Any, ...] | None = None,
    backwards: bool = False,
    extra: tuple[str, ...] = (),
) -> list[Any]:
    """Return up to ``count`` tuples (*keys, *extra) that follow the position ``after``.

    ``after`` holds the keys of a row. Going backwards, the rows before it, nearest first. A text
    that is asked for comes last; EmptiedText where one was redacted.
    """
    phases = _phases(sort, backwards)
    if after is not None and sort.nullable and (after[0] is None) != phases[0].nulls:
        phases = phases[1:]
    rows: list[Any] = []
    for place, phase in enumerate(phases):
        chosen = phase.of(records)
        if after is not None and place == 0:
            chosen = chosen.filter(phase.past(after))
        ordered = chosen.order_by(*phase.order).values_list(*sort.keys, *extra)
        rows += _fetched(ordered[: count - len(rows)])
        if len(rows) == count:
            break
    refuse_emptied(row[-1] for row in rows)
    return rows


def walk(
    records: RecordQuerySet, sort: Sort, extra: tuple[str, ...]
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the records in blocks of tuples (*keys, *extra), each block a query of its own.

    So no transaction stays open while a reader takes its time. The records of a snapshot do not
    change: the blocks fit together.
    """
    after = None
    while rows := take(records, sort, ROWS_A_BLOCK, after, extra=extra):
        yield rows
        if len(rows) < ROWS_A_BLOCK:
            return
        after = rows[-1][: len(sort.keys)]


def _fetched(rows: QuerySet[Any, Any]) -> list[Any]:
    """Return the rows as the database gives them; what the ORM does to each costs as much again."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


@dataclass(frozen=True)
class _Phase:
    sort: Sort
    nulls: bool
    falling: bool

    def of(self, records: RecordQuerySet) -> RecordQuerySet:
        if not self.sort.nullable:
            return records
        return records.filter(**{f"{self.sort.column}__isnull": self.nulls})

    @property
    def order(self) -> list[str]:
        return [f"-{key}" if self.falling else key for key in self._keys]

    @property
    def _keys(self) -> tuple[str, ...]:
        return self.sort.keys[1:] if self.nulls else self.sort.keys

    def past(self, after: tuple[Any, ...]) -> Q:
        beyond = "lt" if self.falling else "gt"
        return _beyond(self._keys, after[1:] if self.nulls else after, beyond)


def _beyond(keys: tuple[str, ...], position: tuple[Any, ...], beyond: str) -> Q:
    """Return the Q of the rows beyond a position in the order of ``keys``; ``beyond`` is gt or lt.

    The first term lets the database seek: the plain OR alone makes it scan.
    """
    (key, *others), (value, *rest) = keys, position
    past = Q(**{f"{key}__{beyond}": value})
    if not others:
        return past
    return Q(**{f"{key}__{beyond}e": value}) & (past | _beyond(tuple(others), tuple(rest), beyond))


def _phases(sort: Sort, backwards: bool) -> list[_Phase]:
    falling = sort.descending != backwards
    phases = [_Phase(sort, nulls=False, falling=falling)]
    if sort.nullable:
        phases.append(_Phase(sort, nulls=True, falling=falling))
    return phases[::-1] if backwards else phases
