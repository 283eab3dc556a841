"""Holding every published record against its own JSON: all else follows from that."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError

from datasets import exact_json
from datasets.models import Record, RecordBrief, RecordCsv, RecordJson, SearchText, TermSet
from datasets.records import BY_NAME, OBSERVATION
from datasets.records.declaration import Noun, content_digest_of
from datasets.store.filter_columns import COLUMNS, UNFILTERED, filter_columns, number_of

from .fault import Difference, Fault
from .label_history import LabelHistory
from .release_chain import ReleaseChains
from .verify_columns import column_faults
from .verify_versions import Row, name_of_record, place_faults, version_faults

RECORDS_A_BLOCK = 1000
TEXTS: dict[str, type[Any]] = {
    "document": RecordJson,
    "brief form": RecordBrief,
    "line": RecordCsv,
    "searched text": SearchText,
}
SETS_OF_TERMS = [name for name in UNFILTERED if name.endswith("_set")]


class Records:
    """Walks the records of the datasets whose releases are verified.

    With ``all_of_them`` it walks whatever is there. After the walk, ``number`` counts the records,
    and ``textless`` has the datasets of which a text is missing: no digest can be counted there.
    """

    def __init__(self, chains: ReleaseChains, all_of_them: bool) -> None:
        self._chains = chains
        self._records = Record.objects.all()
        if not all_of_them:
            self._records = Record.objects.filter(dataset__in=chains.by_dataset)
        self._sets: dict[int, set[tuple[str, str]]] = defaultdict(set)
        self._used: set[int] = set()
        self.number = 0
        self.textless: set[str] = set()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with records, in the order in which they were written."""
        for number, kind, term in TermSet.objects.values_list("set_id", "kind", "term").iterator():
            self._sets[number].add((kind, term))
        self._labels = LabelHistory.stored()
        last = None
        try:
            while rows := self._block(last):
                for row in rows:
                    yield from self._of(dict(zip(COLUMNS, row, strict=False)), *row[-4:])
                last, self.number = rows[-1][0], self.number + len(rows)
        except (DatabaseError, ValueError) as error:
            self.textless.update(self._chains.by_dataset)
            yield Fault("records", f"those after row {last} cannot be read: {error}")
            return
        yield from version_faults(self._chains)

    def orphans(self) -> Iterator[Fault]:
        """Yield texts and sets that belong to no record; all datasets must have been walked."""
        records = Record.objects.values("pk")
        for name, model in TEXTS.items():
            for pk in model.objects.exclude(pk__in=records).values_list("pk", flat=True):
                yield Fault(f"{name} {pk}", "it belongs to no record")
        for number, members in self._sets.items():
            if number_of(frozenset(members)) != number:
                yield Fault(
                    f"set of terms {number}", f"the set has other members: {sorted(members)}"
                )
            elif number not in self._used:
                yield Fault(f"set of terms {number}", "the set belongs to no record")

    def _block(self, last: int | None) -> list[tuple[Any, ...]]:
        records = self._records.order_by("pk")
        if last is not None:
            records = records.filter(pk__gt=last)
        texts = ("json__body", "csv__body", "search__text", "brief__body")
        return list(records.values_list(*COLUMNS, *texts)[:RECORDS_A_BLOCK])

    def _of(
        self, row: Row, text: Any, line: Any, searched: str | None, brief: Any
    ) -> Iterator[Fault]:
        """Yield what is wrong with one record: its row, its texts, its search text."""
        if row["dataset"] not in self._chains.by_dataset:
            yield Fault(name_of_record(row), "its dataset has no release")
            return
        where, noun = name_of_record(row), BY_NAME.get(row["noun"])
        for name, stored in (("document", text), ("line", line)):
            if not isinstance(stored, bytes | memoryview):
                self.textless.add(row["dataset"])
                is_what = "is missing" if stored is None else "is no bytes"
                yield Fault(where, f"its {name} {is_what}")
                return
        if noun is None:
            yield Fault(where, "there is no such noun")
            return
        self._used.update(row[column] for column in SETS_OF_TERMS)
        yield from (Fault(where, *fault) for fault in place_faults(row, self._chains))
        try:
            record = exact_json.loads(bytes(text))
            written, content_digest = exact_json.dumps(record), content_digest_of(record)
        except (ValueError, AttributeError) as error:
            yield Fault(where, f"its document cannot be read: {error}")
            return
        if written != bytes(text) or content_digest != row["content_digest"]:
            yield Fault(
                where, "its document says something else", row["content_digest"], content_digest
            )
            return
        expected = noun.brief_json(record) if noun.brief else None
        if (None if brief is None else bytes(brief)) != expected:
            yield Fault(where, "its brief form is not what its document says")
        for fault in column_faults(row, record, bytes(text), bytes(line), self._chains):
            yield Fault(where, *fault)
        release = self._chains.by_pk.get(row["valid_from_release"])
        if release is not None and release.header == OBSERVATION.header.decode():
            for fault in self._derived(noun, row, record, bytes(line), searched):
                yield Fault(where, *fault)

    def _derived(
        self, noun: Noun, row: Row, record: dict[str, Any], line: bytes, searched: str | None
    ) -> Iterator[Difference]:
        """Yield what does not follow from the record: its line, its columns, its words."""
        projected = noun.project(record)
        if projected != line:
            yield "its line is not what its document says", projected.decode(), repr(line)
        columns, sets = filter_columns(noun, record)
        for name, expected in columns.items():
            found = row[name]
            if isinstance(found, datetime.date):
                found = found.isoformat()
            if expected != found:
                yield name, expected, found
        for number, members in sets.items():
            if members != self._sets.get(number, set()):
                yield f"set of terms {number}", sorted(members), sorted(self._sets.get(number, ()))
        expected = None
        if noun.words and row["valid_from_release"] != row["valid_to_release"]:
            try:
                labels = self._labels.labels_in(row["dataset"], row["valid_from_release"])
                expected = noun.words(record, labels)
            except KeyError as error:
                yield ("its words cannot be found again", f"{error.args[0]} published", None)
                return
        if expected != searched:
            yield "its searched text", repr(expected), repr(searched)
