"""A file of a release is a file of its own: no link, no pipe; a mark that is lost is no fault."""

import os

import pytest

from datasets.models import Release

from .forging import place
from .test_restore import ThreeReleases
from .test_verify_releases import verified

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="verifies all files of three releases for each case"),
]


@pytest.fixture
def release(remembering):
    """Return the last of three releases, all of them marked as published."""
    remembering(ThreeReleases)
    for one in Release.objects.all():
        place(one, "SEALED").write_text(f"{one.seal}\n")
    return one


@pytest.mark.parametrize("name", ["caveats.csv", "SEALED", "herons-release-3.zip", "release.json"])
def test_a_link_to_the_same_bytes_is_a_fault(release, tmp_path, name):
    """attacks 14: 21 of 21 were not noticed"""
    file = place(release, name)
    elsewhere = file.rename(tmp_path / name)
    file.symlink_to(elsewhere)
    told, holds = verified()
    assert not holds
    assert told.startswith(f"herons release 3 {name}: it is a link, or else no file of its own\n")
    assert ": 1 fault\n" in told


def test_a_pipe_is_a_fault_and_is_not_waited_for(release):
    """attacks 14"""
    place(release, "caveats.csv").unlink()
    os.mkfifo(place(release, "caveats.csv"))
    assert "herons release 3 caveats.csv: it is a link, or else no file" in verified()[0]


@pytest.mark.parametrize("folder", ["herons", "herons/3"])
def test_a_folder_that_is_a_link_is_a_fault(release, tmp_path, folder):
    """attacks 14"""
    here = place(release, "SEALED").parent
    here = here if folder == "herons/3" else here.parent
    here.rename(tmp_path / "elsewhere")
    here.symlink_to(tmp_path / "elsewhere")
    told, holds = verified()
    assert not holds
    assert f"herons release 3 {here.name}: it is a link" in told


def test_a_mark_that_is_missing_is_a_note(release):
    """attacks 14"""
    place(release, "SEALED").unlink()
    told, holds = verified()
    assert holds, told
    assert "note: herons release 3 SEALED: it is missing: the next publication" in told


@pytest.mark.parametrize("text", ["", "{seal}", "{seal}\n\n", "0" * 64 + "\n"])
def test_a_mark_that_says_something_else_is_a_fault(release, text):
    """attacks 14"""
    place(release, "SEALED").write_text(text.format(seal=release.seal))
    told, holds = verified()
    assert not holds
    assert "herons release 3 SEALED: what it says of the seal" in told
