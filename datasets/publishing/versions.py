"""Writing new versions of records beside the old ones, which stay as they are."""

from dataclasses import dataclass, field

import orjson

from datasets.models import Record
from datasets.models.record import CURRENT
from datasets.records.declaration import content_digest_of
from datasets.store.record_writer import RecordWriter
from datasets.vocabularies import DERIVED_COMPARATOR

CHECK = "check"
NOBODY_REFERS = "No published figure of the dataset refers to it any more."
RIVALS_CHANGED = "What other figures say of it changed; the figure itself did not."
OPERANDS_CHANGED = "A figure that it is computed from changed."
FIGURES_CHANGED = "The figures that it is about changed, or what is said of them."
NOT_FOUND = "The rules do not find it any more."
# The members of an observation that depend on other figures of the dataset.
FOUND_BY_RULES = {
    *("statement", "checks", "disputed", "disputed_since", "revised_by", "independent_origins"),
}
ASKED_OF_COMPUTED = (
    *("measure", "population", "area", "period", "unit", "quantity", "base_period"),
    "caveats_considered",
)


@dataclass
class Changes:
    """The ids that a release adds, changes and withdraws, of one noun."""

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.new or self.changed or self.withdrawn)


class Versions:
    """Compares what a dataset says now with what is in force, and writes what differs.

    ``sequence`` is the place of the coming release among all, ``number`` its public number;
    ``shelf`` holds the shared nouns.
    """

    def __init__(self, shelf, sequence, number, day, note):
        self.dataset, self._shelf = shelf.dataset, shelf
        self.sequence, self.number, self.day, self.note = sequence, number, day, note
        self.changes = {}
        self.without_reason = []
        self._writer = RecordWriter()

    def merge(self, noun, told):
        """Write those of the told records that are new or differ.

        ``told`` is one block of (what the record says, the curator's change note).
        """
        changes = self.changes.setdefault(noun.name, Changes())
        last = self._last_versions(noun, [says["id"] for says, _ in told])
        closed = []
        for says, change_note in told:
            slug, content_digest = says["id"], content_digest_of(says)
            before = last.get(slug)
            in_force = before is not None and before["valid_to_release"] == CURRENT
            if in_force and before["content_digest"] == content_digest:
                continue
            version, reason = 1, ""
            if before is not None:
                version = before["version"] + 1
                reason = change_note if change_note != before["change_note"] else ""
                reason = reason or _our_reason(noun, before, says) or self.note
                if not reason:
                    self.without_reason.append(f"{noun.name} {slug}")
            if in_force:
                closed.append(before["pk"])
            (changes.changed if in_force else changes.new).append(slug)
            told_now = self._told(noun, says, version, reason)
            self._writer.add(
                noun,
                told_now,
                json=orjson.dumps(told_now),
                csv=noun.project(told_now),
                search_text=noun.words(says, self._shelf) if noun.words else None,
                valid_from_release=self.sequence,
                content_digest=content_digest,
            )
        Record.objects.filter(pk__in=closed).update(valid_to_release=self.sequence)
        self._writer.flush()

    def withdraw(self, noun, slug, reason="", replaced_by=""):
        """Close the record in force; readers get the reason in its place, ours if there is none."""
        reason = reason or (NOT_FOUND if noun.name == CHECK else NOBODY_REFERS)
        self._in_force(noun).filter(slug=slug).update(
            valid_to_release=self.sequence, withdrawal_reason=reason, replaced_by=replaced_by
        )
        self.changes.setdefault(noun.name, Changes()).withdrawn.append(slug)

    def in_force(self, noun):
        """Return the ids of the noun's records in force in this dataset, in order."""
        return self._in_force(noun).order_by("slug").values_list("slug", flat=True)

    def _in_force(self, noun):
        return Record.objects.of(noun.name).filter(
            dataset=self.dataset.slug, valid_to_release=CURRENT
        )

    def _last_versions(self, noun, slugs):
        versions = Record.objects.of(noun.name).filter(
            dataset=self.dataset.slug, slug__range=(slugs[0], slugs[-1])
        )
        fields = ("slug", "pk", "version", "content_digest", "valid_to_release", "change_note")
        return {row["slug"]: row for row in versions.order_by("version").values(*fields)}

    def _told(self, noun, says, version, reason):
        told_now = says | {
            "version": version,
            "release": self.number,
            "valid_from": self.day.isoformat(),
            "change_note": reason or None,
        }
        if noun.cite:
            told_now["cite"] = noun.cite(told_now, self.dataset)
        return told_now


def _our_reason(noun, before, says):
    """Return the reason of a change that no curator made to this record, else nothing.

    What the rules find depends on other figures, and a computed figure on its operands.
    """
    if noun.name == CHECK:
        return FIGURES_CHANGED
    if before["valid_to_release"] != CURRENT:
        return ""
    (said,) = Record.objects.filter(pk=before["pk"]).parsed()
    if all(said[name] == says[name] for name in says.keys() - FOUND_BY_RULES):
        return RIVALS_CHANGED
    if said.get("derivation") and says["derivation"] and _asked(said) == _asked(says):
        return OPERANDS_CHANGED
    return ""


def _asked(says):
    """Return what curators ask of a computed figure; all else follows from its operands."""
    derivation, comparator = says["derivation"], says["comparator"]
    return [
        *(says[name] for name in ASKED_OF_COMPUTED),
        comparator if comparator in DERIVED_COMPARATOR else None,
        derivation["formula"],
        derivation["compares"],
        [(one["letter"], one["operand"]) for one in derivation["operands"]],
    ]
