"""The one way out: from curated rows to a numbered release of published records."""

from dataclasses import dataclass

from django.db.models import Q

from datasets.analysis.derivations import Worked
from datasets.curation import publishing_rules, withdrawal_rules
from datasets.models import PUBLISHED, Dataset, Derivation, Observation, Record, Release, Withdrawal
from datasets.records import NOUNS, OBSERVATION
from datasets.records.observation import computed, reported
from datasets.releases import digests, release_files
from datasets.releases.publisher_lock import Refused, clean_note, one_publisher, refusals
from datasets.releases.release_day import today
from datasets.store.statistics import analyze

from . import curated_rows
from .assessment import Rivals
from .related_rows import Shelf
from .versions import Versions

NOUNS_A_BLOCK = 500


@dataclass(frozen=True)
class Published:
    """A new release, and what it changed of each noun."""

    release: Release
    changes: dict


def publish(slug, on=None, note=""):
    """Publish the dataset as it is curated now; return Published, or None when nothing changed.

    Refused names every record that breaks a rule; the database is then as before.
    """
    note = clean_note(note)
    with refusals(), one_publisher():
        dataset = Dataset.objects.filter(pk=slug).first()
        if dataset is None:
            known = ", ".join(Dataset.objects.values_list("slug", flat=True)) or "none"
            raise Refused([f"dataset {slug}: there is no such dataset, only: {known}"])
        before = Release.objects.filter(dataset=slug).order_by("number").last()
        newest = Release.objects.order_by("pk").last()
        release_files.clean_up(slug)
        shelf = Shelf(dataset)
        versions = Versions(
            shelf,
            sequence=newest.pk + 1 if newest else 1,
            number=before.number + 1 if before else 1,
            day=_day(dataset, before, on),
            note=note,
        )
        worked = Worked(dataset)
        problems = [*worked.problems, *publishing_rules.unreviewed(worked.derived)]
        if not problems:
            shelf.rivals = Rivals(dataset, worked.derived, shelf)
        problems += _publish_observations(versions, shelf, problems)
        if not problems:
            _publish_derived(versions, shelf, worked.derived)
        problems += [*_close_gone(versions), *_without_reason(versions)]
        if problems:
            raise Refused(problems)
        _publish_nouns(versions, shelf)
        if not any(versions.changes.values()):
            return None
        analyze(PUBLISHED)
        return Published(_seal(versions, before), versions.changes)


def _day(dataset, before, on):
    """Return the day of the coming release: as asked, else today; of new seeds, reviewed_on."""
    first_of_seeds = before is None and dataset.seed_file
    day = on or (dataset.reviewed_on if first_of_seeds else today())
    if before is not None and day < before.day:
        raise Refused([f"dataset {dataset}: {day} is before its last release on {before.day}"])
    if day > today():
        raise Refused([f"dataset {dataset}: {day} is in the future"])
    return day


def _publish_observations(versions, shelf, problems_before):
    """Publish what is reported, unless there are problems; return those of reported figures."""
    problems = []
    for block in curated_rows.blocks(versions.dataset):
        shelf.bring(block)
        problems += [
            f"observation {figure.observation.slug}: {problem}"
            for figure in block
            for problem in publishing_rules.publishing_problems(figure, shelf)
        ]
        if not problems_before and not problems:
            told = [
                (OBSERVATION.tell(figure, shelf), figure.observation.change_note)
                for figure in block
            ]
            shelf.caveats.bring(caveat["slug"] for says, _ in told for caveat in says["caveats"])
            versions.merge(OBSERVATION, told)
    return problems


def _publish_derived(versions, shelf, derived):
    """Publish what is computed, and keep what the records of figures in findings say."""
    shelf.bring_derived(derived.values())
    in_findings = {slug for one in shelf.rivals.findings.values() for slug in one.observations}
    operands = {slug for one in derived.values() for slug in one.observations}
    reaching = {}
    for block in curated_rows.named((in_findings | operands) - derived.keys()):
        for slug, figure in block.items():
            shelf.told[slug] = OBSERVATION.tell(figure, shelf)
            reaching[slug] = reported.reaching_of(figure, shelf)
    for slug, one in derived.items():
        below = {other: reaching[other] for other in one.observations}
        shelf.told[slug] = computed.tell(one, shelf.told, below, shelf)
        reaching[slug] = shelf.attachments.reaching_derived(one, below)
    told = [(shelf.told[slug], derived[slug].row.change_note) for slug in sorted(derived)]
    for start in range(0, len(told), NOUNS_A_BLOCK):
        block = told[start : start + NOUNS_A_BLOCK]
        shelf.caveats.bring(caveat["slug"] for says, _ in block for caveat in says["caveats"])
        versions.merge(OBSERVATION, block)


def _close_gone(versions):
    """Withdraw the figures that are curated no more; return what readers would miss unexplained."""
    problems = []
    dataset = versions.dataset
    reported = Observation.objects.filter(dataset=dataset).values("slug")
    derived = Derivation.objects.filter(dataset=dataset).values("slug")
    curated = Q(slug__in=reported) | Q(slug__in=derived)
    gone = list(versions.in_force(OBSERVATION).exclude(curated))
    unexplained = withdrawal_rules.unexplained(gone)
    withdrawals = Withdrawal.objects.in_bulk(gone)
    for slug in gone:
        if slug in unexplained:
            problems.append(f"observation {slug}: it is published, and gone without a withdrawal")
            continue
        one = withdrawals[slug]
        if one.replaced_by and not _curated(one.replaced_by, dataset):
            problems.append(
                f"observation {slug}: “{one.replaced_by}”, which replaces it, is not there"
            )
        versions.withdraw(OBSERVATION, slug, one.reason, one.replaced_by)
    elsewhere = Record.objects.of(OBSERVATION.name).exclude(dataset=dataset.slug).filter(curated)
    return problems + [
        f"observation {slug}: dataset {name} published it, and an id stays where it is"
        for slug, name in elsewhere.values_list("slug", "dataset").distinct()
    ]


def _curated(slug, dataset):
    figures = (Observation, Derivation)
    return any(model.objects.filter(dataset=dataset, pk=slug).exists() for model in figures)


def _without_reason(versions):
    return [
        f"{name}: it changes without a reason (a change_note, or a note of the release)"
        for name in versions.without_reason
    ]


def _publish_nouns(versions, shelf):
    shelf.complete()
    for noun in NOUNS:
        if noun is OBSERVATION:
            continue
        rows = shelf.rows(noun)
        slugs = sorted(rows)
        for start in range(0, len(slugs), NOUNS_A_BLOCK):
            block = slugs[start : start + NOUNS_A_BLOCK]
            versions.merge(noun, [(noun.tell(rows[slug], shelf), "") for slug in block])
        for slug in [slug for slug in versions.in_force(noun) if slug not in rows]:
            versions.withdraw(noun, slug)
    if problems := _without_reason(versions):
        raise Refused(problems)


def _seal(versions, before):
    """Write the files of the release, and last of all its row."""
    release = Release(
        pk=versions.sequence,
        dataset=versions.dataset.slug,
        number=versions.number,
        day=versions.day,
        note=versions.note,
        header=OBSERVATION.header.decode(),
        previous=before.seal if before else "",
    )
    digests.count(release)
    with release_files.discard_on_failure(release):
        release.files = release_files.write(release)
        release.seal = digests.seal(release)
        release.save(force_insert=True)
    return release
