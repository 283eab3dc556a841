"""Writing new versions of records beside the old ones, which stay as they are."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max

from datasets import exact_json
from datasets.models import Dataset, Record
from datasets.models.record import CURRENT
from datasets.records import OBSERVATION
from datasets.records.declaration import Labels, Noun, content_digest_of
from datasets.records.unfit import unfit
from datasets.reserved import SOFTWARE
from datasets.store.record_writer import RecordWriter
from datasets.vocabularies import FORECAST
from datasets.wording import reasons

from .change_reasons import our_reason

# A record, bookkeeping left out, with the curator's change note.
Noted = tuple[Any, str]


@dataclass
class Changes:
    """The ids that a release adds, changes and withdraws, of one noun."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.withdrawn)


class Versions:
    """Compares what a dataset says now with what is in force, and writes what differs.

    ``sequence`` is the place of the coming release among all, ``number`` its public number.
    """

    def __init__(
        self,
        dataset: Dataset,
        labels: Labels,
        *,
        sequence: int,
        number: int,
        day: datetime.date,
        note: str,
    ) -> None:
        self.dataset, self._labels = dataset, labels
        self.sequence, self.number, self.day, self.note = sequence, number, day, note
        self.changes: dict[str, Changes] = {}
        self.without_reason: list[str] = []
        self.unfit: list[str] = []
        self._writer = RecordWriter()

    def merge(self, noun: Noun, records: Sequence[Noted]) -> None:
        """Write those of one block of records that are new or differ."""
        changes = self.changes.setdefault(noun.name, Changes())
        last = self._last_versions(noun, [record["id"] for record, _ in records])
        closed = []
        for record, change_note in records:
            slug, content_digest = record["id"], content_digest_of(record)
            before = last.get(slug)
            in_force = before is not None and before["valid_to_release"] == CURRENT
            if before and in_force and before["content_digest"] == content_digest:
                continue
            version, reason = 1, ""
            if before is not None:
                version = before["version"] + 1
                reason = self._reason(noun, before, record, change_note)
                if in_force:
                    closed.append(before["pk"])
            (changes.changed if in_force else changes.new).append(slug)
            self._write(noun, record, version, reason, content_digest)
        Record.objects.filter(pk__in=closed).update(valid_to_release=self.sequence)
        self._writer.flush()

    def withdraw(self, noun: Noun, slug: str, reason: str = "", replaced_by: str = "") -> None:
        """Close the record in force; readers get the reason in its place, ours if there is none."""
        ours = reasons.FOUND_NO_MORE.get(noun.name, reasons.NOBODY_REFERS)
        self._in_force(noun).filter(slug=slug).update(
            valid_to_release=self.sequence,
            withdrawal_reason=reason or ours,
            replaced_by=replaced_by,
        )
        self.changes.setdefault(noun.name, Changes()).withdrawn.append(slug)

    def in_force(self, noun: Noun) -> Any:
        """A query for the ids of the noun's records in force in this dataset, in order."""
        return self._in_force(noun).order_by("slug").values_list("slug", flat=True)

    def figures(self, slugs: Collection[str]) -> dict[str, Any]:
        """The records of these figures in force, by id."""
        records = self._in_force(OBSERVATION).filter(slug__in=slugs).parsed()
        return {record["id"]: record for record in records}

    def first_documents_seen(self) -> dict[str, int]:
        """How many reported figures in force have a first document that was seen so, by term."""
        reported = self._in_force(OBSERVATION).exclude(origin=SOFTWARE)
        counted = reported.values("verification").annotate(figures=Count("pk"))
        return dict(counted.values_list("verification", "figures"))

    def newest_day_counted(self) -> datetime.date | None:
        """The last day that a reported figure in force counts; a forecast counts none."""
        reported = self._in_force(OBSERVATION).exclude(origin=SOFTWARE).exclude(status=FORECAST)
        newest: datetime.date | None = reported.aggregate(day=Max("period_end"))["day"]
        return newest

    def _in_force(self, noun: Noun) -> Any:
        return Record.objects.of(noun.name).filter(
            dataset=self.dataset.slug, valid_to_release=CURRENT
        )

    def _last_versions(self, noun: Noun, slugs: Sequence[str]) -> dict[str, dict[str, Any]]:
        versions = Record.objects.of(noun.name).filter(
            dataset=self.dataset.slug, slug__range=(slugs[0], slugs[-1])
        )
        fields = ("slug", "pk", "version", "content_digest", "valid_to_release", "change_note")
        last: dict[str, dict[str, Any]] = {}
        for row in versions.order_by("version").values(*fields):
            told = last[row["slug"]]["told"] if row["slug"] in last else set()
            last[row["slug"]] = row | {"told": told | {row["change_note"]}}
        return last

    def _reason(self, noun: Noun, before: dict[str, Any], record: Any, change_note: str) -> str:
        """The curator's reason if it is a new one, else ours, else the note of the release.

        It stays in the curated row after it was told of a version: of later ones it says nothing.
        """
        curated = change_note if change_note not in before["told"] else ""
        reason = curated or our_reason(noun, before, record) or self.note
        if not reason:
            self.without_reason.append(f"{noun.name} {record['id']}")
        return reason

    def _write(
        self, noun: Noun, record: Any, version: int, reason: str, content_digest: str
    ) -> None:
        published = record | {
            "version": version,
            "release": self.number,
            "valid_from": self.day.isoformat(),
            "change_note": reason or None,
        }
        if noun.cite_as:
            published["cite_as"] = noun.cite_as(published, self.dataset)
        if why := unfit(noun, published):
            self.unfit.append(why)
        self._writer.add(
            noun,
            published,
            json=exact_json.dumps(published),
            csv=noun.project(published),
            search_text=noun.words(record, self._labels) if noun.words else None,
            valid_from_release=self.sequence,
            content_digest=content_digest,
        )
