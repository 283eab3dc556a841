"""A dump beside a package: what was restored can be edited and published again."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from datasets import publishing
from datasets.models import Dataset, Observation, Record, Release

from .curated_rows import curated
from .test_restore import LATER, ThreeReleases, empty

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="restores all files of a release for each case"),
]


@pytest.fixture
def kept(remembering, tmp_path, settings):
    """Return the package of the third release and the dump of its rows; neither is here else."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    settings.SEEDS_DIR.mkdir()
    remembering(ThreeReleases)
    call_command("dump_seeds", "herons", str(tmp_path), stdout=StringIO())
    package = Path(storages["releases"].location) / "herons/3/herons-release-3.zip"
    shutil.copy(package, tmp_path / "package.zip")
    rows = curated()
    empty(tmp_path / "elsewhere", settings)
    return tmp_path / "package.zip", tmp_path / "herons", rows


def restore(package, folder):
    """Restore a package with the rows of a folder; return what the command prints."""
    out = StringIO()
    call_command("restore", str(package), "--unverified", "--curated", str(folder), stdout=out)
    return out.getvalue()


def refused(package, folder):
    """Return why nothing is restored; nothing may be there then."""
    with pytest.raises(CommandError) as refusal:
        restore(package, folder)
    for model in (Release, Record, Dataset):
        assert not model.objects.exists(), model
    assert not storages["releases"].exists("herons")
    return str(refusal.value)


def test_what_was_restored_is_what_was_curated_and_is_published_again(kept):
    package, folder, rows = kept
    assert "herons: release 3 of 2024-03-01" in restore(package, folder)
    assert curated() == rows
    assert Observation.objects.get(pk="nests-2023").seed_file == ""
    assert publishing.publish("herons", on=LATER[1]) is None
    Observation.objects.filter(pk="nests-2024").update(
        period_printed="in spring", change_note="As the report has it."
    )
    again = publishing.publish("herons", on=LATER[1])
    assert (again.release.number, again.release.previous) == (
        4,
        Release.objects.get(number=3).seal,
    )


def test_the_folder_of_the_seeds_stays_the_master(kept, settings):
    package, folder, rows = kept
    shutil.move(folder, settings.SEEDS_DIR / "herons")
    restore(package, settings.SEEDS_DIR / "herons")
    assert curated() == rows
    assert Dataset.objects.get().seed_file == "herons/dataset.toml"


def test_a_folder_of_another_state_is_told_by_what_it_would_publish(kept):
    package, folder, _ = kept
    text = (folder / "sources.toml").read_text()
    (folder / "sources.toml").write_text(text.replace("The bird club", "The other club"))
    told = refused(package, folder)
    assert "is not what the release was made of: publishing herons would change:" in told
    assert "The other club" in told


def test_a_folder_that_does_not_load_is_told_by_line(kept):
    package, folder, _ = kept
    text = (folder / "units.toml").read_text()
    (folder / "units.toml").write_text(text.replace("label", "lable"))
    assert "herons/units.toml:1: row 1 (nests) lable: unknown" in refused(package, folder)


def test_a_folder_of_another_name_is_no_folder_of_the_dataset(kept):
    package, folder, _ = kept
    other = folder.rename(folder.parent / "otters")
    assert "otters is no folder of herons: expected one of that name" in refused(package, other)


def test_another_folder_in_seeds_is_not_passed_over(kept, settings):
    package, folder, _ = kept
    (settings.SEEDS_DIR / "herons").mkdir()
    assert "its files are the master of herons" in refused(package, folder)


def test_rows_that_are_curated_here_are_not_written_over(kept):
    package, folder, _ = kept
    Dataset.objects.create(slug="herons", title="Ours", reviewed_on=LATER[0])
    with pytest.raises(CommandError, match="herons is curated here already"):
        restore(package, folder)
    assert not Release.objects.exists()
    assert Dataset.objects.get().title == "Ours"
