"""From the package of a release back to its published rows, in a Caveat that has none of them."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from datasets.models import PUBLISHED, Release
from datasets.store.statistics import analyze

from . import digests, release_files
from .fault import Fault
from .package import archive
from .package.tables import OBSERVATIONS
from .publisher_lock import one_publisher, refusals
from .read_manifest import read_manifest, release_of
from .render import not_rendered, rendered_differences
from .restore_records import PackageRecords
from .unpack import BadPackage, opened

# A restore does with 256 MiB of memory, whatever the package holds.
CACHE_BYTES = 1 << 25


def restore(
    file: Path, seal: str | None = None, beside: Callable[[Release], None] = lambda _: None
) -> Release:
    """Publish the release that a package holds, verbatim; BadPackage where it is not whole.

    ``seal`` is the one that is expected, None: any. Every file is rendered again from the records;
    where they are of another format, only a seal that is expected can vouch for them. Nothing is
    restored where the dataset is published here already, or where ``beside`` raises, which is
    called last with the release.
    """
    with opened(file) as files, refusals(), one_publisher(CACHE_BYTES):
        manifest = read_manifest(files)
        release = release_of(manifest)
        whole = archive.FILES[-1].name_in(release)
        _names(release, files.keys(), whole)
        every = files | {whole: file}
        release.files = release_files.listed(every)
        release.seal = digests.seal(release)
        if seal not in (None, release.seal):
            raise BadPackage(f"its seal is {release.seal}, expected {seal}")
        release_files.clean_up(release.dataset)
        PackageRecords(release).write(files, manifest["gone"])
        analyze(PUBLISHED)
        _hold_against_records(release, every, sealed=bool(seal))
        with release_files.discard_on_failure(release):
            if release_files.keep(release, every) != release.files:
                raise BadPackage(f"{file} changed while it was restored")
            release.save(force_insert=True)
            beside(release)
        return release


def _names(release: Release, found: Any, whole: str) -> None:
    """Raise BadPackage where the files are not those of a release."""
    expected = release_files.expected(release) - {whole}
    if missing := expected - found:
        raise BadPackage(f"it has no {', '.join(sorted(missing))}")
    if other := found - expected:
        raise BadPackage(f"its files are not those of a release: {', '.join(sorted(other))}")


def _hold_against_records(release: Release, files: dict[str, Path], *, sealed: bool) -> None:
    """Raise BadPackage where release.json, or another file, says otherwise than the records."""
    counted = Release(**{name: getattr(release, name) for name in ("pk", "dataset", "header")})
    digests.count(counted)
    for name in digests.COUNTED:
        found, expected = getattr(counted, name), getattr(release, name)
        if found != expected:
            differs = f"{found} where release.json says {expected}"
            raise BadPackage(f"the {name} of what it holds: {differs}")
    if {one["name"]: one["sha256"] for one in release.files}[OBSERVATIONS] != release.digest:
        raise BadPackage(f"{OBSERVATIONS} is not the table of its records")
    if why := not_rendered(release):
        if not sealed:
            raise BadPackage(
                f"{why}: nothing vouches for them but the seal that you expect (--seal)"
            )
        return
    rendered = rendered_differences(release, release.files, lambda name: files[name].open("rb"))
    # The first difference ends it: what was rendered so far is put away now, not with the error.
    with closing(rendered) as differences:
        for name, unlike in differences:
            raise BadPackage(str(Fault(f"{name} is not what its records say", *unlike)))
