"""The versions of one published record, and what ended each."""

from itertools import zip_longest
from typing import Any

import orjson

from datasets.models import RecordJson, Redaction, Release
from datasets.models.record import RecordQuerySet


def versions(records: RecordQuerySet, newest: int) -> list[dict[str, Any]]:
    """Return the versions of one record that there were by the release ``newest``, oldest first.

    ``valid_to`` is the day of the first release without the version; what ended it says why. Of
    one that was redacted nothing else is told but when and why that was.
    """
    published = records.filter(valid_from_release__lte=newest).order_by("valid_from_release")
    columns = ("pk", "valid_to_release", "change_note", "withdrawal_reason", "replaced_by")
    rows = list(published.values(*columns))
    redacted = Redaction.objects.in_bulk([row["pk"] for row in rows])
    left = [row["pk"] for row in rows if row["pk"] not in redacted]
    texts = dict(RecordJson.objects.filter(pk__in=left).values_list("pk", "body"))
    ended = Release.objects.filter(pk__in={row["valid_to_release"] for row in rows}, pk__lte=newest)
    days = dict(ended.values_list("pk", "day"))
    found = []
    for row, following in zip_longest(rows, rows[1:]):
        text, redaction = texts.get(row["pk"]), redacted.get(row["pk"])
        ended = row["valid_to_release"] <= newest
        reason = ended and (row["withdrawal_reason"] or following["change_note"])
        found.append(
            {
                "record": text and orjson.Fragment(bytes(text)),
                "valid_to": days[row["valid_to_release"]] if ended else None,
                "reason": reason or None,
                "replaced_by": (ended and row["replaced_by"]) or None,
                "redacted": redaction and {"day": redaction.day, "reason": redaction.reason},
            }
        )
    return found
