"""The versions of one published record, and what ended each."""

import datetime
from itertools import zip_longest
from typing import Any

import orjson

from datasets.models import Release
from datasets.models.record import RecordQuerySet


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
