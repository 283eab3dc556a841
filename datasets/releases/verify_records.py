"""Holding every published record against its own JSON: all else follows from that."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db import DatabaseError, transaction

from datasets import exact_json
from datasets.models import (
    Record,
    RecordBrief,
    RecordCsv,
    RecordJson,
    Redaction,
    SearchText,
    TermSet,
)
from datasets.models.published_text import EmptiedText
from datasets.records import BY_NAME, OBSERVATION
from datasets.records.declaration import Noun, content_digest_of
from datasets.records.unfit import unfit, unfit_end
from datasets.store.filter_columns import COLUMNS, UNFILTERED, filter_columns, number_of

from .fault import Difference, Fault
from .forgery_errors import FORGERY_ERRORS
from .label_history import LabelHistory
from .release_chain import ReleaseChains
from .stored_types import readable
from .verify_columns import column_faults, line_faults
from .verify_types import WrongTypes
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

    def __init__(self, chains: ReleaseChains, wrong: WrongTypes, all_of_them: bool) -> None:
        self._chains, self._wrong = chains, wrong
        self._records = Record.objects.all()
        if not all_of_them:
            self._records = Record.objects.filter(dataset__in=chains.by_dataset)
        self._sets: dict[int, set[tuple[str, str]]] = defaultdict(set)
        self._used: set[int] = set()
        self.number = 0
        self.textless: set[str] = set()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with records, in the order in which they were written."""
        for number, kind, term in self._terms():
            self._sets[number].add((kind, term))
        self._labels = LabelHistory.stored()
        self.textless.update(self._wrong.datasets & self._chains.by_dataset.keys())
        last, redacted = 0, {*Redaction.objects.values_list("pk", flat=True)}
        while numbers := list(self._numbers(last)):
            right = {pk for pk in numbers if pk not in self._wrong.records}
            yield from self._of_redacted(right & redacted)
            yield from self._of_block(sorted(right - redacted))
            last, self.number = numbers[-1], self.number + len(numbers)
        yield from version_faults(self._chains)

    def _terms(self) -> Any:
        sets = readable(TermSet.objects.all(), TermSet)
        return sets.values_list("set_id", "kind", "term").iterator()

    def _numbers(self, last: int) -> Any:
        records = self._records.filter(pk__gt=last).order_by("pk")
        return records.values_list("pk", flat=True)[:RECORDS_A_BLOCK]

    def _of_block(self, numbers: list[int]) -> Iterator[Fault]:
        """Yield what is wrong with these records; one that cannot be read hides no other."""
        try:
            with transaction.atomic():
                rows = self._rows(numbers)
        except (DatabaseError, ValueError) as error:
            if len(numbers) > 1:
                for number in numbers:
                    yield from self._of_block([number])
                return
            self.textless.update(self._chains.by_dataset)
            yield Fault(f"record {numbers[0]}", f"it cannot be read: {error}")
            return
        for values in rows:
            row = dict(zip(COLUMNS, values, strict=False))
            try:
                yield from [*self._of(row, *values[-4:])]
            except FORGERY_ERRORS as error:
                what = f"its document is not of the form of its noun: {type(error).__name__}"
                yield Fault(name_of_record(row, self._chains), f"{what}: {error}")

    def _of_redacted(self, numbers: Collection[int]) -> Iterator[Fault]:
        """Yield what is wrong with the places of these records, which say nothing any more."""
        for values in Record.objects.filter(pk__in=numbers).values_list(*COLUMNS):
            row = dict(zip(COLUMNS, values, strict=True))
            self._used.update(row[column] for column in SETS_OF_TERMS)
            for fault in place_faults(row, self._chains):
                yield Fault(name_of_record(row, self._chains), *fault)

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

    def _rows(self, numbers: list[int]) -> list[tuple[Any, ...]]:
        texts = ("json__body", "csv__body", "search__text", "brief__body")
        records = Record.objects.filter(pk__in=numbers).order_by("pk")
        return list(records.values_list(*COLUMNS, *texts))

    def _of(
        self, row: Row, text: Any, line: Any, searched: str | None, brief: Any
    ) -> Iterator[Fault]:
        """Yield what is wrong with one record: its row, its texts, its search text."""
        where, noun = name_of_record(row, self._chains), BY_NAME.get(row["noun"])
        if row["dataset"] not in self._chains.by_dataset:
            if row["valid_from_release"] not in self._chains.unreadable:
                yield Fault(where, "its dataset has no release")
            return
        for name, stored in (("document", text), ("line", line)):
            if stored is None:
                self.textless.add(row["dataset"])
                yield Fault(where, f"its {name} is missing")
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
        for why in (unfit(noun, record), unfit_end(row["withdrawal_reason"], row["replaced_by"])):
            if why:
                yield Fault(where, why)
        for fault in column_faults(row, record, bytes(text), bytes(line), self._chains):
            yield Fault(where, *fault)
        release = self._chains.by_pk.get(row["valid_from_release"])
        header = OBSERVATION.header.decode() if release is None else release.header
        for fault in line_faults(noun, record, bytes(line), header):
            yield Fault(where, *fault)
        if header == OBSERVATION.header.decode():
            for fault in self._derived(noun, row, record, searched):
                yield Fault(where, *fault)

    def _derived(
        self, noun: Noun, row: Row, record: dict[str, Any], searched: str | None
    ) -> Iterator[Difference]:
        """Yield what does not follow from the record: its columns, its words."""
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
            except EmptiedText:
                return
            except KeyError as error:
                yield ("its words cannot be found again", f"{error.args[0]} published", None)
                return
        if expected != searched:
            yield "its searched text", repr(expected), repr(searched)
