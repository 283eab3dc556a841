"""Emptying what law or privacy forces to be emptied: the one change of what was published."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from datasets.models import (
    Edit,
    Record,
    RecordBrief,
    RecordCsv,
    RecordJson,
    Redaction,
    Release,
    SearchText,
)
from datasets.models.characters import character_fault
from datasets.models.record import CURRENT
from datasets.models.redaction import REDACTED_REASON
from datasets.records import NOUNS, OBSERVATION
from datasets.releases.publisher_lock import Refused, one_publisher, refusals
from datasets.releases.redactions import files_holding, named
from datasets.releases.release_day import today

BY_PLURAL = {noun.plural: noun.name for noun in NOUNS}
# The pages on which editors say what is published under another noun.
PAGES = {OBSERVATION.name: (OBSERVATION.name, "derivation", "withdrawal")}
A_BLOCK = 500


@dataclass
class Plan:
    """What a redaction empties: the versions ``ended`` and not ``redacted`` already.

    ``in_force`` are versions of the same records that stay, ``naming`` names others that tell of
    them.
    """

    dataset: str
    reason: str
    ended: list[Record] = field(default_factory=list)
    redacted: list[Record] = field(default_factory=list)
    in_force: list[Record] = field(default_factory=list)
    naming: list[str] = field(default_factory=list)

    @property
    def emptied(self) -> list[Record]:
        """Return the versions that say nothing any more once it is done."""
        return [*self.ended, *self.redacted]

    def edits(self) -> QuerySet[Edit]:
        """Return what editors did to these records and say nothing any more once it is done.

        Of every version: an edit does not tell which of them it was published with.
        """
        of_these = Q(pk__in=[])
        for noun, slug in {(one.noun, one.slug) for one in self.emptied}:
            of_these |= Q(noun__in=PAGES.get(noun, (noun,)), row=slug)
        return Edit.objects.filter(of_these).exclude(fields=[])

    def files(self) -> dict[Release, list[str]]:
        """Return the releases that hold what is emptied, each with the files that are withheld."""
        releases = Release.objects.filter(dataset=self.dataset).order_by("pk")
        found = {
            one: sorted({name for record in self.emptied for name in files_holding(record, one)})
            for one in releases
        }
        return {release: names for release, names in found.items() if names}


def plan(dataset: str, records: Sequence[str], reason: str) -> Plan:
    """Return what would be emptied; Refused where that cannot be.

    A record is named as in its address: ``sources/bird-club``, a figure by its id alone.
    """
    found = Plan(dataset, reason.strip())
    problems = [f"the reason: {fault}"] if (fault := character_fault(found.reason)) else []
    problems += [] if found.reason else ["the reason is empty: readers are told it"]
    for name in dict.fromkeys(records):
        plural, _, slug = name.rpartition("/")
        noun = BY_PLURAL.get(plural or OBSERVATION.plural, "")
        versions = Record.objects.filter(dataset=dataset, noun=noun, slug=slug).order_by("version")
        ended = versions.exclude(valid_to_release=CURRENT)
        in_force = [*versions.filter(valid_to_release=CURRENT)]
        if not versions:
            problems.append(f"{name}: {dataset} has published no such record")
        elif not ended:
            told = f"{named(in_force[0])} is in force in the newest release"
            problems.append(f"{told}: publish a correction or a withdrawal, then redact it")
        found.ended += ended.filter(redaction=None)
        found.redacted += ended.exclude(redaction=None)
        found.in_force += in_force
    if problems:
        raise Refused(problems)
    found.naming = _naming(found)
    return found


def redact(dataset: str, records: Sequence[str], reason: str) -> Plan:
    """Empty the ended versions of records, all of them or none; return what was emptied.

    From then on nobody is given the files that hold them. They are still to be removed.
    """
    with refusals(), one_publisher():
        found = plan(dataset, records, reason)
        day, keys = today(), [one.pk for one in found.ended]
        Redaction.objects.bulk_create(
            Redaction(record_id=key, day=day, reason=found.reason) for key in keys
        )
        for model in (RecordJson, RecordBrief, RecordCsv):
            model.objects.filter(pk__in=keys).update(body=b"")
        SearchText.objects.filter(pk__in=keys).update(text="")
        emptied = Record.objects.filter(pk__in=keys)
        emptied.update(change_note="")
        emptied.exclude(withdrawal_reason="").update(withdrawal_reason=REDACTED_REASON)
        # Why it was done is often what readers were told, which is emptied too.
        found.edits().update(fields=[], why=REDACTED_REASON)
    return found


def _naming(found: Plan) -> list[str]:
    """Return other versions of the same releases whose documents name the records by their ids.

    An id stands there by itself, with its noun before it, beside another one, or in an address.
    """
    slugs = "|".join(re.escape(one.slug) for one in found.emptied)
    name = re.compile(f'[":|/](?:{slugs})["|#?]'.encode())
    others = Record.objects.filter(
        dataset=found.dataset,
        redaction=None,
        valid_from_release__lt=max(one.valid_to_release for one in found.emptied),
        valid_to_release__gt=min(one.valid_from_release for one in found.emptied),
    ).exclude(pk__in=[one.pk for one in (*found.emptied, *found.in_force)])
    texts = others.select_related("json").order_by("noun", "slug", "version")
    return [named(one) for one in texts.iterator(A_BLOCK) if name.search(one.json.body)]
