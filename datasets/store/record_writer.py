"""Writing published records: each with its JSON, its CSV line, its terms and its search text."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max, Model

from datasets.models import Record, RecordBrief, RecordCsv, RecordJson, SearchText, TermSet
from datasets.models.record import CURRENT

from .bulk_insert import insert
from .filter_columns import COLUMNS, filter_columns


class RecordWriter:
    """Collects records and writes them at once; their ids go on from the last one there is."""

    def __init__(self) -> None:
        self._next = (Record.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        self._stored_sets = set(TermSet.objects.values_list("set_id", flat=True).distinct())
        self._rows: dict[type[Model], list[Any]] = {}

    def add(
        self,
        noun: Any,
        record: dict[str, Any],
        *,
        json: bytes,
        csv: bytes,
        search_text: bytes | str | None = None,
        **columns: Any,
    ) -> None:
        """Collect a record: ``record`` is what its ``json`` says, ``csv`` its line, in bytes.

        ``columns`` are those of the row that do not follow from the record: ``valid_from_release``
        and ``content_digest``, and of what is no longer current when and why it ended.
        """
        filtered, sets = filter_columns(noun, record)
        row = {
            "id": self._next,
            "noun": noun.name,
            "slug": record["id"],
            "dataset": record["dataset"],
            "valid_to_release": CURRENT,
            "version": record["version"],
            "change_note": record["change_note"] or "",
            "withdrawal_reason": "",
            "replaced_by": "",
            "json_bytes": len(json),
            "csv_bytes": len(csv),
            **filtered,
            **columns,
        }
        self._collect(Record, [row[column] for column in COLUMNS])
        self._collect(RecordJson, (self._next, json))
        self._collect(RecordCsv, (self._next, csv))
        if noun.brief:
            self._collect(RecordBrief, (self._next, noun.brief_json(record)))
        if search_text is not None:
            self._collect(SearchText, (self._next, search_text))
        for number in sets.keys() - self._stored_sets:
            self._stored_sets.add(number)
            for kind, term in sorted(sets[number]):
                self._collect(TermSet, (number, kind, term))
        self._next += 1

    def flush(self) -> None:
        """Write what was collected."""
        for model, rows in self._rows.items():
            insert(model, rows)
        self._rows = {}

    def _collect(self, model: type[Model], row: Sequence[Any]) -> None:
        self._rows.setdefault(model, []).append(row)
