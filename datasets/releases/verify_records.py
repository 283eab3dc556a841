"""Holding every published record against its own document: all else follows from that."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

import orjson
from django.db import DatabaseError

from datasets.models import Record, RecordCsv, RecordJson, SearchText, TermSet
from datasets.models.record import CURRENT
from datasets.records import BY_NAME, OBSERVATION
from datasets.records.declaration import content_digest_of
from datasets.store.filter_columns import COLUMNS, UNFILTERED, filter_columns, number_of

from .label_history import LabelHistory

RECORDS_A_BLOCK = 1000
SHOWN_CHARACTERS = 120
WHEN = ("valid_from_release", "valid_to_release")
TEXTS = {"document": RecordJson, "line": RecordCsv, "searched text": SearchText}
SETS_OF_TERMS = [name for name in UNFILTERED if name.endswith("_set")]


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was sealed, where it is, and what was expected of it."""

    where: str
    what: str
    expected: object = None
    found: object = None

    def __str__(self):
        if self.expected is None and self.found is None:
            return f"{self.where}: {self.what}"
        return f"{self.where}: {self.what}: expected {self._shown('expected')}, found " + (
            self._shown("found")
        )

    def _shown(self, name):
        value = getattr(self, name)
        text = value if isinstance(value, str) else repr(value)
        return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


class Records:
    """Walks the records of datasets; ``releases`` has the releases of each, oldest first.

    With ``all_of_them`` it walks whatever is there. After the walk, ``number`` counts the records,
    and ``textless`` has the datasets of which a text is missing: no digest can be counted there.
    """

    def __init__(self, releases, all_of_them):
        self._releases = releases
        self._records = Record.objects.all()
        if not all_of_them:
            self._records = Record.objects.filter(dataset__in=releases)
        self._by_pk = {one.pk: one for several in releases.values() for one in several}
        self._sets = defaultdict(set)
        self._used = set()
        self.number, self.textless = 0, set()

    def faults(self):
        """Yield what is wrong with records, in the order in which they were written."""
        for number, kind, term in TermSet.objects.values_list("set_id", "kind", "term").iterator():
            self._sets[number].add((kind, term))
        self._labels = LabelHistory.stored()
        last = None
        try:
            while rows := self._block(last):
                for row in rows:
                    yield from self._of(dict(zip(COLUMNS, row, strict=False)), *row[-3:])
                last, self.number = rows[-1][0], self.number + len(rows)
        except (DatabaseError, ValueError) as error:
            self.textless.update(self._releases)
            yield Fault("records", f"those after row {last} cannot be read: {error}")
            return
        yield from self._versions()

    def orphans(self):
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

    def _block(self, last):
        records = self._records.order_by("pk")
        if last is not None:
            records = records.filter(pk__gt=last)
        texts = ("json__body", "csv__body", "search__text")
        return list(records.values_list(*COLUMNS, *texts)[:RECORDS_A_BLOCK])

    def _of(self, record, text, line, searched):
        if record["dataset"] not in self._releases:
            yield Fault(_named(record), "its dataset has no release")
            return
        where, noun = _named(record), BY_NAME.get(record["noun"])
        for name, stored in (("document", text), ("line", line)):
            if not isinstance(stored, bytes | memoryview):
                self.textless.add(record["dataset"])
                is_what = "is missing" if stored is None else "is no bytes"
                yield Fault(where, f"its {name} {is_what}")
                return
        if noun is None:
            yield Fault(where, "there is no such noun")
            return
        self._used.update(record[column] for column in SETS_OF_TERMS)
        yield from (Fault(where, *fault) for fault in self._placed(record))
        try:
            document = orjson.loads(bytes(text))
            written, content_digest = orjson.dumps(document), content_digest_of(document)
        except (orjson.JSONDecodeError, AttributeError, UnicodeError) as error:
            yield Fault(where, f"its document cannot be read: {error}")
            return
        if written != bytes(text) or content_digest != record["content_digest"]:
            yield Fault(
                where, "its document says something else", record["content_digest"], content_digest
            )
            return
        said = self._bookkept(record, document) | self._sized(record, bytes(text), bytes(line))
        for name, (expected, found) in said.items():
            if expected != found:
                yield Fault(where, name, expected, found)
        release = self._by_pk.get(record["valid_from_release"])
        if release is not None and release.header == OBSERVATION.header.decode():
            for fault in self._derived(noun, record, document, bytes(line), searched):
                yield Fault(where, *fault)

    def _placed(self, record):
        """Yield what is wrong with the releases that the record starts and ends with."""
        starts, ends = record["valid_from_release"], record["valid_to_release"]
        for name, pk in (("valid_from_release", starts), ("valid_to_release", ends)):
            release = self._by_pk.get(pk)
            if (release is None or release.dataset != record["dataset"]) and pk != CURRENT:
                yield name, f"a release of {record['dataset']}", pk
        if ends <= starts and not (ends == starts and self._restored(record)):
            yield "it ends before it starts", f"more than {starts}", ends
        if (ends == CURRENT) and (record["withdrawal_reason"] or record["replaced_by"]):
            yield (
                "it is in force, and gone",
                "",
                record["withdrawal_reason"] or record["replaced_by"],
            )

    def _restored(self, record):
        """Return whether the record came with a package, from releases that are not here."""
        first = self._releases[record["dataset"]][0]
        return record["valid_from_release"] == first.pk and first.number > 1

    def _bookkept(self, record, document):
        """Return {what: (expected, found)} of what the row and the document both say."""
        told = {
            "id": (document.get("id"), record["slug"]),
            "dataset": (document.get("dataset"), record["dataset"]),
            "version": (document.get("version"), record["version"]),
            "change_note": (document.get("change_note") or "", record["change_note"]),
        }
        release = self._by_pk.get(record["valid_from_release"])
        if release is not None and not self._restored(record):
            day = release.day.isoformat()
            told["release in the document"] = (release.number, document.get("release"))
            told["valid_from in the document"] = (day, document.get("valid_from"))
        return told

    def _sized(self, record, text, line):
        return {
            "json_bytes": (len(text), record["json_bytes"]),
            "csv_bytes": (len(line), record["csv_bytes"]),
        }

    def _derived(self, noun, record, document, line, searched):
        """Yield what does not follow from the document: its line, its columns, its words."""
        projected = noun.project(document)
        if projected != line:
            yield "its line is not what its document says", projected.decode(), repr(line)
        columns, sets = filter_columns(noun, document)
        for name, expected in columns.items():
            found = record[name]
            if isinstance(found, datetime.date):
                found = found.isoformat()
            if expected != found:
                yield name, expected, found
        for number, members in sets.items():
            if members != self._sets.get(number, set()):
                yield f"set of terms {number}", sorted(members), sorted(self._sets.get(number, ()))
        expected = None
        if noun.words and record["valid_from_release"] != record["valid_to_release"]:
            try:
                release = record["valid_from_release"]
                labels = self._labels.labels_in(record["dataset"], release)
                expected = noun.words(document, labels)
            except KeyError as error:
                yield ("its words cannot be found again", f"{error.args[0]} published", None)
                return
        if expected != searched:
            yield "its searched text", repr(expected), repr(searched)

    def _versions(self):
        """Yield what is wrong between the versions of one record."""
        names = ("dataset", "noun", "slug", "version", *WHEN, "withdrawal_reason")
        records = Record.objects.filter(dataset__in=self._releases).values(*names)
        ordered = records.order_by("dataset", "noun", "slug", "valid_from_release", "version")
        for _, several in groupby(ordered.iterator(), key=itemgetter("dataset", "noun", "slug")):
            versions = list(several)
            first, last = versions[0], versions[-1]
            if first["version"] != 1 and not self._restored(first):
                yield Fault(_named(first), "no version before it", 1, first["version"])
            for before, after in pairwise(versions):
                yield from _between(before, after)
            if last["valid_to_release"] != CURRENT and not last["withdrawal_reason"]:
                yield Fault(_named(last), "it left without a reason")


def _between(before, after):
    """Yield what is wrong from one version of a record to the next."""
    ended, began = before["valid_to_release"], after["valid_from_release"]
    if after["version"] != before["version"] + 1:
        yield Fault(_named(after), "version", before["version"] + 1, after["version"])
    if ended > began:
        yield Fault(_named(before), "it ends after the next version starts")
    if (ended < began) != bool(before["withdrawal_reason"]):
        yield Fault(_named(before), "withdrawal_reason, and when the next version starts")


def _named(record):
    return "{dataset} {noun} {slug} version {version}".format(**record)
