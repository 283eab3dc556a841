"""Writing new versions of records beside the old ones, which stay as they are."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

import orjson
from django.db.models import Max

from .bulk import insert
from .models import Code, DocumentText, LineText, Record, SearchText
from .models.published import IN_FORCE

CHECK = "check"
NOBODY_REFERS = "No published figure of the dataset refers to it any more."
RIVALS_CHANGED = "What other figures say of it changed; the figure itself did not."
OPERANDS_CHANGED = "A figure that it is computed from changed."
FIGURES_CHANGED = "The figures that it is about changed, or what is said of them."
NOT_FOUND = "The rules do not find it any more."
# The members of an observation that depend on other figures of the dataset.
FOUND_BY_RULES = {"statement", "checks", "disputed", "disputed_since", "independent_origins"}
COLUMNS = [column.attname for column in Record._meta.concrete_fields]
UNFILTERED = {
    column.attname: column.get_default()
    for column in Record._meta.concrete_fields[COLUMNS.index("measure") :]
}


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
        self._next = (Record.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        self._known_codes = set(Code.objects.values_list("codes", flat=True).distinct())

    def merge(self, noun, told):
        """Write those of the told records that are new or differ.

        ``told`` is one block of (what the record says, the curator's change note).
        """
        changes = self.changes.setdefault(noun.name, Changes())
        last = self._last_versions(noun, [says["id"] for says, _ in told])
        closed, rows, documents, lines, searched, codes = [], [], [], [], [], []
        for says, change_note in told:
            slug, substance = says["id"], _digest(orjson.dumps(says))
            before = last.get(slug)
            in_force = before is not None and before["ends"] == IN_FORCE
            if in_force and before["substance"] == substance:
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
            document, line = self._texts(noun, says, version, reason)
            rows.append(self._row(noun, says, version, reason, substance, document, line, codes))
            documents.append((self._next, document))
            lines.append((self._next, line))
            if noun.words and self._shelf:
                searched.append((self._next, noun.words(says, self._shelf)))
            self._next += 1
        Record.objects.filter(pk__in=closed).update(ends=self.sequence)
        insert(Record, rows)
        insert(DocumentText, documents)
        insert(LineText, lines)
        insert(SearchText, searched)
        insert(Code, codes)

    def withdraw(self, noun, slug, reason="", replaced_by=""):
        """Close the record in force; readers get the reason in its place, ours if there is none."""
        reason = reason or (NOT_FOUND if noun.name == CHECK else NOBODY_REFERS)
        self._in_force(noun).filter(slug=slug).update(
            ends=self.sequence, gone_because=reason, replaced_by=replaced_by
        )
        self.changes.setdefault(noun.name, Changes()).withdrawn.append(slug)

    def in_force(self, noun):
        """Return the ids of the noun's records in force in this dataset, in order."""
        return self._in_force(noun).order_by("slug").values_list("slug", flat=True)

    def _in_force(self, noun):
        return Record.objects.of(noun.name).filter(dataset=self.dataset.slug, ends=IN_FORCE)

    def _last_versions(self, noun, slugs):
        versions = Record.objects.of(noun.name).filter(
            dataset=self.dataset.slug, slug__range=(slugs[0], slugs[-1])
        )
        fields = ("slug", "pk", "version", "substance", "ends", "change_note")
        return {row["slug"]: row for row in versions.order_by("version").values(*fields)}

    def _texts(self, noun, says, version, reason):
        document = says | {
            "version": version,
            "release": self.number,
            "valid_from": self.day.isoformat(),
            "change_note": reason or None,
        }
        if noun.cite:
            document["cite"] = {"text": noun.cite(says, self.dataset, self.number)}
        return orjson.dumps(document), noun.project(document)

    def _row(self, noun, says, version, reason, substance, document, line, codes):
        row = {
            "id": self._next,
            "noun": noun.name,
            "slug": says["id"],
            "dataset": self.dataset.slug,
            "starts": self.sequence,
            "ends": IN_FORCE,
            "version": version,
            "substance": substance,
            "change_note": reason,
            "gone_because": "",
            "replaced_by": "",
            "document_bytes": len(document),
            "line_bytes": len(line),
            **self._filtered(noun, says, codes),
        }
        return [row[column] for column in COLUMNS]

    def _filtered(self, noun, says, codes):
        """Return the columns that the noun's filters ask for; new sets of codes go to ``codes``."""
        columns = dict(UNFILTERED)
        sets = {}
        for member in noun.filtered:
            value, asked = member.read(says), member.filter
            if asked.coded:
                words = value if isinstance(value, list) else [value] if value else []
                words = words or ([member.empty] if getattr(member, "empty", "") else [])
                members = sets.setdefault(asked.column, set())
                members.update((asked.name, word) for word in words)
            elif asked.column and value is not None:
                columns[asked.column] = float(value) if member.type == "number" else value
        for column, members in sets.items():
            number = _number_of(frozenset(members))
            columns[column] = number
            if number not in self._known_codes:
                self._known_codes.add(number)
                codes.extend((number, kind, code) for kind, code in sorted(members))
        return columns


def _our_reason(noun, before, says):
    """Return the reason of a change that no curator made to this record, else nothing.

    What the rules find depends on other figures, and a computed figure on its operands.
    """
    if noun.name == CHECK:
        return FIGURES_CHANGED
    if before["ends"] != IN_FORCE:
        return ""
    said = orjson.loads(bytes(DocumentText.objects.get(pk=before["pk"]).text))
    if all(said[name] == says[name] for name in says.keys() - FOUND_BY_RULES):
        return RIVALS_CHANGED
    if said.get("derivation") and says["derivation"]:
        computed = ("formula", "compares")
        same = all(said["derivation"][name] == says["derivation"][name] for name in computed)
        return OPERANDS_CHANGED if same and said["measure"] == says["measure"] else ""
    return ""


@lru_cache(maxsize=10_000)
def _number_of(members):
    """Return the number of a set of codes; it follows from its members alone."""
    if not members:
        return 0
    digest = hashlib.blake2b(repr(sorted(members)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _digest(data):
    return hashlib.blake2b(data, digest_size=16).hexdigest()
