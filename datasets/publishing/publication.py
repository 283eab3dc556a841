"""The one way out: from curated rows to a numbered release of published records."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from datasets.analysis.caveat_inheritance import CaveatInheritance
from datasets.analysis.worked_derivations import work_out
from datasets.curation import publishing_rules
from datasets.models import PUBLISHED, Dataset, Release
from datasets.records import OBSERVATION
from datasets.releases import digests, release_files
from datasets.releases.package.base import FORMAT
from datasets.releases.publisher_lock import Refused, clean_note, one_publisher, refusals
from datasets.releases.release_day import today
from datasets.store.statistics import analyze

from . import figures
from .assessment import assess
from .effects import digest, effects
from .gaps import gaps
from .questions import same_id
from .related_rows import RelatedRows
from .reported_figures import ReportedFigures
from .shared_records import publish_shared
from .versions import Changes, Versions


@dataclass(frozen=True)
class Published:
    """A new release, and what it changed of each noun."""

    release: Release
    changes: Mapping[str, Changes]


class OtherThanForeseen(Refused):
    """Nothing was published: it would change other records than whoever published has seen."""


def publish(
    slug: str, on: datetime.date | None = None, note: str = "", foreseen: str = ""
) -> Published | None:
    """Publish the dataset as it is curated now; return None when nothing changed.

    Refused names every record that breaks a rule; the database is then as before. ``foreseen`` is
    the digest of the effects that were agreed to, where somebody has looked at them.
    """
    note = clean_note(note)
    with refusals(), one_publisher():
        versions, related, before = begin(slug, on, note)
        release_files.clean_up(slug)
        publish_records(versions, related)
        if foreseen and digest(effects(slug, versions.sequence)) != foreseen:
            raise OtherThanForeseen([f"dataset {slug} was edited since: look at it again"])
        if not any(versions.changes.values()):
            return None
        analyze(PUBLISHED)
        return Published(_seal(versions, before), versions.changes)


def begin(
    slug: str, on: datetime.date | None = None, note: str = ""
) -> tuple[Versions, RelatedRows, Release | None]:
    """Return what the next release of a dataset begins with, and the release before it."""
    dataset = Dataset.objects.filter(pk=slug).first()
    if dataset is None:
        known = ", ".join(Dataset.objects.values_list("slug", flat=True)) or "none"
        raise Refused([f"dataset {slug}: there is no such dataset, only: {known}"])
    before = Release.objects.filter(dataset=slug).order_by("number").last()
    newest = Release.objects.order_by("pk").last()
    related = RelatedRows(dataset)
    versions = Versions(
        dataset,
        related.labels,
        sequence=newest.pk + 1 if newest else 1,
        number=before.number + 1 if before else 1,
        day=_day(dataset, before, on),
        note=note,
    )
    return versions, related, before


def _day(dataset: Dataset, before: Release | None, on: datetime.date | None) -> datetime.date:
    """The day of the coming release: as asked, else today; of new seeds, reviewed_on."""
    first_of_seeds = before is None and dataset.seed_file
    day = on or (dataset.reviewed_on if first_of_seeds else today())
    if before is not None and day < before.day:
        raise Refused([f"dataset {dataset}: {day} is before its last release on {before.day}"])
    if day > today():
        raise Refused([f"dataset {dataset}: {day} is in the future"])
    return day


def publish_records(versions: Versions, related: RelatedRows) -> None:
    """Write what differs of all nouns; Refused names what may not be published."""
    inheritance = CaveatInheritance.load()
    reported = ReportedFigures(related, inheritance)
    worked = work_out(related.dataset)
    problems = [*worked.problems, *publishing_rules.unreviewed(worked.derived, related.dataset)]
    assessments, wanted = None, set()
    if not problems:
        assessments = assess(related.dataset, worked.derived, reported, related)
        problems += same_id(assessments.asked)
        wanted = assessments.figures.union(*(one.observations for one in worked.derived.values()))
    wrong, published = figures.publish_reported(versions, reported, related, assessments, wanted)
    problems += wrong
    if assessments and not problems:
        problems += figures.publish_computed(
            versions, worked.derived, published, related, inheritance, assessments
        )
    problems += [*figures.close_gone(versions), *_not_to_be_shown(versions)]
    if problems or not assessments:
        raise Refused(problems)
    missing = gaps(assessments.missing, published.unread, worked.derived)
    publish_shared(versions, related, assessments, missing, published.records)
    if problems := _not_to_be_shown(versions):
        raise Refused(problems)


def _not_to_be_shown(versions: Versions) -> list[str]:
    without_reason = (
        f"{name}: it changes without a reason (a change_note, or a note of the release)"
        for name in versions.without_reason
    )
    return [*versions.unfit, *without_reason]


def _seal(versions: Versions, before: Release | None) -> Release:
    """Write the files of the release, and last of all its row."""
    release = Release(
        pk=versions.sequence,
        dataset=versions.dataset.slug,
        number=versions.number,
        day=versions.day,
        note=versions.note,
        format=FORMAT,
        header=OBSERVATION.header.decode(),
        previous=before.seal if before else "",
    )
    digests.count(release)
    with release_files.discard_on_failure(release):
        release.files = release_files.write(release)
        release.seal = digests.seal(release)
        release.save(force_insert=True)
    return release
