"""From the package of a release back to its published rows, in a Caveat that has none of them."""

from datasets.models import PUBLISHED, Release
from datasets.store.statistics import analyze

from . import digests, release_files
from .package import archive
from .package.tables import OBSERVATIONS
from .publisher_lock import one_publisher, refusals
from .read_manifest import read_manifest, release_of
from .restore_records import PackageRecords
from .unpack import BadPackage, opened


def restore(file):
    """Publish the release that a package holds, verbatim; BadPackage where it is not whole.

    Nothing is restored then, and nothing where the dataset is published here already.
    """
    with opened(file) as files, refusals(), one_publisher():
        said = read_manifest(files)
        release = release_of(said)
        whole = archive.FILES[-1].name_in(release)
        expected = release_files.expected(release) - {whole}
        if missing := expected - files.keys():
            raise BadPackage(f"it has no {', '.join(sorted(missing))}")
        if other := files.keys() - expected:
            raise BadPackage(f"its files are not those of a release: {', '.join(sorted(other))}")
        release_files.sweep(release.dataset)
        PackageRecords(release).write(files, said["gone"])
        analyze(PUBLISHED)
        counted = Release(**{name: getattr(release, name) for name in ("pk", "dataset", "header")})
        digests.count(counted)
        for name in digests.COUNTED:
            if getattr(counted, name) != getattr(release, name):
                told = f"{getattr(counted, name)} where release.json says {getattr(release, name)}"
                raise BadPackage(f"the {name} of what it holds: {told}")
        with release_files.unless_sealed(release):
            release.files = release_files.keep(release, files | {whole: file})
            sha256_of = {one["name"]: one["sha256"] for one in release.files}
            if sha256_of[OBSERVATIONS] != release.digest:
                raise BadPackage(f"{OBSERVATIONS} is not the table of its records")
            release.seal = digests.seal(release)
            release.save(force_insert=True)
        return release
