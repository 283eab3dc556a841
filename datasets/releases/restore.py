"""From the package of a release back to its published rows, in a Caveat that has none of them."""

from collections.abc import Callable
from pathlib import Path

from datasets.models import PUBLISHED, Release
from datasets.store.statistics import analyze

from . import digests, release_files
from .package import archive
from .package.tables import OBSERVATIONS
from .publisher_lock import one_publisher, refusals
from .read_manifest import read_manifest, release_of
from .restore_records import PackageRecords
from .unpack import BadPackage, opened


def restore(file: Path, beside: Callable[[Release], None] = lambda _: None) -> Release:
    """Publish the release that a package holds, verbatim; BadPackage where it is not whole.

    Nothing is restored then, and nothing where the dataset is published here already, or where
    ``beside`` raises, which is called last with the release.
    """
    with opened(file) as files, refusals(), one_publisher():
        manifest = read_manifest(files)
        release = release_of(manifest)
        whole = archive.FILES[-1].name_in(release)
        expected = release_files.expected(release) - {whole}
        if missing := expected - files.keys():
            raise BadPackage(f"it has no {', '.join(sorted(missing))}")
        if other := files.keys() - expected:
            raise BadPackage(f"its files are not those of a release: {', '.join(sorted(other))}")
        release_files.clean_up(release.dataset)
        PackageRecords(release).write(files, manifest["gone"])
        analyze(PUBLISHED)
        counted = Release(**{name: getattr(release, name) for name in ("pk", "dataset", "header")})
        digests.count(counted)
        for name in digests.COUNTED:
            found, expected = getattr(counted, name), getattr(release, name)
            if found != expected:
                differs = f"{found} where release.json says {expected}"
                raise BadPackage(f"the {name} of what it holds: {differs}")
        with release_files.discard_on_failure(release):
            release.files = release_files.keep(release, files | {whole: file})
            sha256_of = {one["name"]: one["sha256"] for one in release.files}
            if sha256_of[OBSERVATIONS] != release.digest:
                raise BadPackage(f"{OBSERVATIONS} is not the table of its records")
            release.seal = digests.seal(release)
            release.save(force_insert=True)
            beside(release)
        return release
