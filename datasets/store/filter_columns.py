"""From the JSON of a record to what it is filtered, sorted and counted by."""

import hashlib
from functools import lru_cache
from typing import Any

from datasets.arithmetic import periods
from datasets.models import Record

COLUMNS = [column.attname for column in Record._meta.concrete_fields]
UNFILTERED = {
    column.attname: column.get_default()
    for column in Record._meta.concrete_fields[COLUMNS.index("measure") :]
}


def filter_columns(
    noun: Any, record: dict[str, Any]
) -> tuple[dict[str, Any], dict[int, set[tuple[str, str]]]]:
    """Return ({column: value}, {number of a set of terms: its members}) of a record's JSON.

    A member is a pair of the filter's name and a term; the columns name the sets by number.
    """
    columns = dict(UNFILTERED)
    members_of: dict[str, set[tuple[str, str]]] = {}
    for member in noun.filtered:
        value, asked = member.read(record), member.filter
        if asked.coded:
            words = value if isinstance(value, list) else [value] if value else []
            words = words or ([member.empty] if getattr(member, "empty", "") else [])
            members = members_of.setdefault(asked.column, set())
            members.update((asked.name, word) for word in words)
        elif asked.column and value is not None:
            columns[asked.column] = _compared(member, value)
    sets = {}
    for column, members in members_of.items():
        columns[column] = number = number_of(frozenset(members))
        sets[number] = members
    return columns, sets


def _compared(member: Any, value: Any) -> Any:
    """Return what a member is compared by: a number as a double, a period as its last day."""
    if member.filter.last_day:
        last = periods.parse(value).end
        return last and last.isoformat()
    return float(value) if member.type == "number" else value


@lru_cache(maxsize=10_000)
def number_of(members: frozenset[tuple[str, str]]) -> int:
    """Return the number of a set of terms, 64 bits; it follows from its members alone."""
    if not members:
        return 0
    digest = hashlib.blake2b(repr(sorted(members)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
