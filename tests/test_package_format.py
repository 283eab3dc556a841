"""What the files of a release say is numbered: with another content, another number."""

import gzip
import hashlib
import io
import zipfile

import pytest

from datasets.models import Release
from datasets.releases.package.archive import SUMS
from datasets.releases.package.base import FORMAT

from .forging import read
from .test_restore import ThreeReleases

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="publishes three releases with all their files"),
]
# Of a small world. Where a change of the program changes it, releases that were published before
# cannot be rendered again: from 0.1 on FORMAT goes up with it.
FORMATS = {1: "e38fab1a3f1e84a9d84811a8c156dcef534ebd1137392ccc1294c61b711e2a84"}


def test_files_that_say_something_else_are_of_another_format(remembering):
    """attacks 11: an upgrade finds no fault in what an earlier version wrote"""
    remembering(ThreeReleases)
    release, found = Release.objects.latest("number"), hashlib.sha256()
    for one in release.files:
        name = one["name"]
        # These hold the digests of others, which depend on how well a library packs.
        if name != SUMS and not name.endswith((".zip", ".parquet")):
            for text in unpacked(name, read(release, name)):
                found.update(text)
    assert found.hexdigest() == FORMATS[FORMAT], (
        "The files of a release say something else than before. Before 0.1: put this digest into "
        "FORMATS. From 0.1 on: add one to FORMAT, and this digest under its number"
    )


def unpacked(name, data):
    """Return what a file says."""
    if name.endswith(".gz"):
        return [gzip.decompress(data)]
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [archive.read(member) for member in archive.namelist()]
    return [data]
