"""What was redacted of releases, and which of their files are withheld for it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from datasets.models import Redaction, Release
from datasets.models.record import Record
from datasets.records.release import RELEASE

from . import release_files
from .package import archive, manifest

# {name: why} of the files of a release that are not given out.
Withheld = dict[str, str]


def named(record: Record) -> str:
    """Return a version of a record as operators and readers are told of it."""
    return f"{record.dataset} {record.noun} {record.slug} version {record.version}"


def told(redaction: Redaction) -> str:
    """Return what was redacted, when and why."""
    return f"{named(redaction.record)} was redacted on {redaction.day}: {redaction.reason}"


def redactions(**which: Any) -> QuerySet[Redaction]:
    """Return the redactions with their records, those of the oldest versions first."""
    chosen = Redaction.objects.filter(**which).select_related("record")
    return chosen.order_by("record__dataset", "record__valid_from_release", "record__slug")


def withheld(releases: Iterable[Release]) -> dict[int, Withheld]:
    """Return by its place what is withheld of each release.

    Where it held what was redacted that is every file but the sums of all: tables, findings and
    descriptions say of a record what nobody can name beforehand. What left with a release stands
    in two of its files.
    """
    kept = [*releases]
    found: dict[int, Withheld] = {one.pk: {} for one in kept}
    for redaction in redactions(record__dataset__in={one.dataset for one in kept}):
        for release in kept:
            for name in files_holding(redaction.record, release):
                found[release.pk].setdefault(name, told(redaction))
    return found


def files_holding(record: Record, release: Release) -> Iterator[str]:
    """Yield the names of the files of a release in which a record may stand."""
    if record.dataset != release.dataset:
        return
    names = [one["name"] for one in release.files]
    if record.valid_from_release <= release.pk < record.valid_to_release:
        yield from (name for name in names if name != archive.SUMS)
    elif record.valid_to_release == release.pk and record.withdrawal_reason:
        whole = archive.FILES[-1].name_in(release)
        yield from (name for name in names if name in (manifest.NAME, whole))


def withheld_of(release: Release) -> Withheld:
    """Return what is withheld of one release."""
    return withheld([release])[release.pk]


def given_out(release: Release) -> list[dict[str, Any]]:
    """Return those of the files of a release that are not withheld."""
    kept_back = withheld_of(release)
    return [one for one in release.files if one["name"] not in kept_back]


def serialized(releases: Iterable[Release], any_redacted: bool) -> list[dict[str, Any]]:
    """Return the public records of releases, in which the files that are withheld say so.

    Where nothing was redacted at all, the database is not asked.
    """
    kept = [*releases]
    kept_back = withheld(kept) if any_redacted else {}
    return [RELEASE.serialize(one, kept_back.get(one.pk, {})) for one in kept]


def remove_withheld(releases: Iterable[Release]) -> list[str]:
    """Remove what is withheld and still there; return where each file was."""
    kept = [*releases]
    kept_back = withheld(kept)
    removed = []
    for release in kept:
        for name in sorted(kept_back[release.pk].keys() & {*release_files.names(release)}):
            release_files.remove(release, name)
            removed.append(release_files.path(release, name))
    return removed
