"""A dataset changes its master, the seed folder or the admin; what is curated stays as it is."""

import io
import shutil

import pytest
from django.core.management import CommandError, call_command

from datasets import seeds
from datasets.admin.masters import master
from datasets.models import Dataset, Observation, Population, Release, Source

from .curated_rows import curated
from .seed_folder import Seeds


def run(*command):
    """Run a command and return what it prints."""
    out = io.StringIO()
    call_command(*map(str, command), stdout=out)
    return out.getvalue()


def refused(*command):
    """Return why a command refuses."""
    with pytest.raises(CommandError) as refusal:
        run(*command)
    return str(refusal.value)


@pytest.fixture
def files(db, tmp_path, settings):
    """Return the seed folder of the herons, loaded."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    folder = Seeds(tmp_path / "seeds")
    folder.load()
    return folder


@pytest.fixture
def curators(world, tmp_path, settings):
    """Return the world that the admin curates, beside a folder without seeds."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    settings.SEEDS_DIR.mkdir()
    return world


# To the admin


def test_a_folder_that_is_there_is_not_left_behind_unnoticed(files):
    said = refused("hand_over", "herons", "--to", "admin")
    assert f"{files.folder / 'herons'} is there, and load_seeds refuses files of rows" in said
    assert "move it away and run this again, or add --moved-away and move it" in said
    assert Dataset.objects.get().seed_file == "herons/dataset.toml"


def test_rows_of_the_folder_are_edited_in_the_admin_and_those_of_others_are_not(files):
    before = curated()
    shutil.rmtree(files.folder / "herons")
    told = run("hand_over", "herons", "--to", "admin")
    assert told == "herons: 12 rows are edited in the admin now\n"
    figure = Observation.objects.get()
    assert (master(figure), figure.seed_digest, figure.seed_identity) == ("", "", "")
    assert master(Source.objects.get(pk="gazette")) == "common/sources.toml"
    assert curated() == before
    assert run("load_seeds") == "seeds: 0 new, 0 changed, 4 same, 0 gone\n"


def test_a_folder_that_stays_although_it_was_said_to_be_moved_loads_nothing(files):
    run("hand_over", "herons", "--to", "admin", "--moved-away")
    assert "is curated in the admin, and cannot come from seeds too" in refused("load_seeds")


def test_no_files_are_begun_of_what_the_admin_has(files):
    shutil.rmtree(files.folder / "herons")
    run("hand_over", "herons", "--to", "admin")
    run("template", "herons", files.folder / "herons.xlsx")
    for command in (
        ["new_dataset", "herons"],
        ["new_dataset", "herons", "--from", files.folder / "none-yet.csv"],
        ["from_template", files.folder / "herons.xlsx", files.folder],
    ):
        said = refused(*command)
        assert said.startswith("nothing was written: herons is edited in the admin, and load_seeds")
        assert "hand_over herons --to seeds" in said
        assert not (files.folder / "herons").exists()
    assert run("load_seeds") == "seeds: 0 new, 0 changed, 4 same, 0 gone\n"


@pytest.mark.parametrize("slug", ["herons", "common", "otters"])
def test_what_no_seed_folder_is_the_master_of_is_not_handed_over(curators, slug):
    said = refused("hand_over", slug, "--to", "admin")
    assert said == (f"nothing was handed over: {slug} is no dataset whose master is a seed folder")


# To seeds


def test_the_folder_is_written_and_is_the_master_of_what_it_holds(curators, settings):
    before = curated()
    told = run("hand_over", "herons", "--to", "seeds")
    assert "1 in dataset.toml" in told
    assert run("load_seeds", "--check").startswith("seeds: 0 new, 0 changed, ")
    assert run("load_seeds").startswith("seeds: 0 new, 0 changed, ")
    assert curated() == before
    assert master(Observation.objects.get()) == "herons/observations.csv"
    assert master(Source.objects.get(pk="warden")) == "herons/sources.toml"
    text = (settings.SEEDS_DIR / "herons/sources.toml").read_text()
    (settings.SEEDS_DIR / "herons/sources.toml").write_text(text.replace("The warden", "She"))
    assert "0 new, 1 changed" in run("load_seeds")


def test_what_seed_files_cannot_hold_stays_with_the_admin(curators, settings):
    Population.objects.update(label=" herons")
    said = refused("hand_over", "herons", "--to", "seeds")
    assert "nothing was handed over:" in said
    assert "space at its beginning or end" in said
    assert not (settings.SEEDS_DIR / "herons").exists()
    assert Dataset.objects.get().seed_file == ""


def test_a_folder_that_is_there_stays_as_it_is(curators, settings):
    (settings.SEEDS_DIR / "herons").mkdir()
    said = refused("hand_over", "herons", "--to", "seeds")
    assert "is there already: nothing was written" in said
    assert [*(settings.SEEDS_DIR / "herons").iterdir()] == []


def test_a_second_dataset_takes_what_the_first_left(curators, settings):
    curators.dataset("otters")
    run("hand_over", "herons", "--to", "seeds")
    curators.figure("nests-2025", dataset_id="otters", period="2025-03/2025-05")
    run("hand_over", "otters", "--to", "seeds")
    assert (settings.SEEDS_DIR / "otters/documents.toml").read_text().count("[[document]]") == 1
    assert not (settings.SEEDS_DIR / "otters/sources.toml").exists()
    assert run("load_seeds", "--check").startswith("seeds: 0 new, 0 changed, ")


def test_there_and_back_nothing_changed_and_nothing_is_published_anew(curators, settings):
    curators.publish()
    before = curated()
    run("hand_over", "herons", "--to", "seeds")
    assert "nothing" in run("publish", "herons")
    shutil.rmtree(settings.SEEDS_DIR / "herons")
    run("hand_over", "herons", "--to", "admin")
    assert curated() == before
    assert Observation.objects.get().seed_file == ""
    assert Release.objects.count() == 1
    seeds.load(seeds.folders(settings.SEEDS_DIR))
    assert curated() == before
