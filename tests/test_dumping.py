"""Curated rows become seed files, and these the same rows again in another database."""

import io
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from datasets import seeds
from datasets.models import Caveat, Document, Observation, Population, Source
from datasets.seeds.dumping.cells import said_by
from datasets.seeds.files import MODEL_OF
from datasets.seeds.folder import read_folder
from datasets.seeds.writing import write_folder

from .curated_rows import curated, delete_all
from .length import examples
from .random_herons import SHARED, curate, plans
from .seed_folder import DOCUMENTS, OBSERVATIONS, POPULATIONS, Seeds


def run(*command):
    """Run a command and return what it prints."""
    out = io.StringIO()
    call_command(*map(str, command), stdout=out)
    return out.getvalue()


def files_of(folder):
    """Return the bytes of each file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def write_common(folder):
    """Write the folder of what is common by hand, as its master would have it."""
    tables = {
        name: [said_by(row) for row in model.objects.filter(seed_file__startswith="common/")]
        for name, model in MODEL_OF.items()
        if model in SHARED
    }
    write_folder(folder / "common", tables)


@pytest.mark.slow(reason="loads what chance curates, sixty times")
@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=plans())
def test_what_is_dumped_is_loaded_as_the_same_rows_and_dumped_as_the_same_bytes(world, plan):
    with transaction.atomic(), tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        curate(world, plan)
        write_common(folder)
        run("dump_seeds", "herons", folder)
        for model in (Caveat, Document, Source):
            model.objects.filter(slug__startswith="stray").delete()
        before = curated()
        delete_all()
        report = seeds.load(seeds.folders(folder))
        assert curated() == before
        assert report.new
        assert not report.changed
        run("dump_seeds", "herons", folder / "again")
        assert files_of(folder / "again/herons") == files_of(folder / "herons")
        transaction.set_rollback(True)


@pytest.fixture
def files(db, tmp_path, settings):
    """Return the seed folder of the herons, loaded."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    folder = Seeds(tmp_path / "seeds")
    folder.load()
    return folder


@pytest.mark.no_cover
@pytest.mark.slow(reason="loads the real seeds twice")
@pytest.mark.django_db
def test_the_real_seeds_are_dumped_as_files_of_the_same_rows(tmp_path):
    own = project.SEEDS_DIR
    seeds.load(seeds.folders(own))
    before = curated()
    for dataset in seeds.dataset_folders(own):
        told = run("dump_seeds", dataset, tmp_path)
        assert "not in it: comments: " in told
        assert "not in it: the order of rows: " in told
        assert "README.md" in told.splitlines()[-1]
        assert "rows that are not loaded" not in told
    shutil.copytree(own / "common", tmp_path / "common")
    delete_all()
    seeds.load(seeds.folders(tmp_path))
    assert curated() == before
    assert [path.name for path in seeds.folders(own)] == [
        path.name for path in seeds.folders(tmp_path)
    ]


# What belongs into the folder


def test_rows_of_the_admin_that_the_dataset_uses_come_along_and_those_of_other_folders_stay(
    world, tmp_path
):
    Source.objects.filter(pk="gazette").update(seed_file="common/sources.toml")
    world.source("nobody", label="Nobody", kind="media", reliability="F")
    world.dataset("otters")
    run("dump_seeds", "herons", tmp_path)
    ids = {row.values.get("slug") for row in read_folder(tmp_path / "herons").rows}
    assert {"herons", "bird-club", "warden", "hidden-nests", "pairs-breeding", "nests"} <= ids
    assert not {"gazette", "nobody", "otters"} & ids


def test_what_is_short_in_a_seed_file_is_dumped_short(files, tmp_path):
    run("dump_seeds", "herons", tmp_path)
    text = (tmp_path / "herons/observations.csv").read_text()
    assert text.splitlines()[0].endswith(",inputs,first,first_printed")
    assert "population" not in text.splitlines()[0]
    assert text.splitlines()[1].endswith(",2024-01-15,club-log:stated,club-report,41")
    assert (tmp_path / "herons/citations.csv").read_text() == (
        "observation,hop,via,document,basis,relation,reported_measure,no_words,carries\n"
        "nests-2023,2,1,gazette-june,stated,paraphrases,pairs-breeding,"
        "Nobody noted them.,hidden-nests-\n"
    )
    assert (tmp_path / "herons/populations.toml").read_text() == (
        '[[population]]\nid      = "grey-herons"\nlabel   = "Grey herons"\npart_of = "herons"\n\n'
        '[[population]]\nid    = "herons"\nlabel = "Herons"\n'
    )


# What is refused


def refused(*command):
    """Return why a command refuses."""
    with pytest.raises(CommandError) as refusal:
        run(*command)
    return str(refusal.value)


def test_a_folder_that_is_there_is_not_written_over(files, tmp_path):
    run("dump_seeds", "herons", tmp_path)
    before = files_of(tmp_path / "herons")
    assert "is there already: nothing was written" in refused("dump_seeds", "herons", tmp_path)
    assert files_of(tmp_path / "herons") == before


def test_a_folder_that_cannot_be_made_is_named(files, tmp_path):
    (tmp_path / "file").write_text("Not a folder.")
    assert "/file" in (told := refused("dump_seeds", "herons", tmp_path / "file"))
    assert told.endswith(": Not a directory")
    run("template", "herons", tmp_path / "herons.xlsx")
    told = refused("from_template", tmp_path / "herons.xlsx", tmp_path / "file")
    assert told.endswith(("/file: Not a directory", "/file/herons: Not a directory"))


def test_an_unknown_dataset_is_refused_with_the_nearest_name(files, tmp_path):
    told = refused("dump_seeds", "heron", tmp_path)
    assert told.startswith("there is no dataset heron")
    assert "herons" in told.partition("heron")[2]


def test_the_folder_of_what_is_common_is_no_datasets(world, tmp_path):
    world.dataset("common")
    assert "the folder common is for what datasets share" in refused(
        "dump_seeds", "common", tmp_path
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"label": "Grey herons "}, "label “Grey herons ”: space at its beginning or end"),
        ({"label": "Grey\x07herons"}, "control character"),
        ({"label": "Grey\rherons"}, "control character"),
    ],
)
def test_what_no_seed_file_can_hold_is_named_and_nothing_is_written(world, tmp_path, change, told):
    Population.objects.filter(pk="grey-herons").update(**change)
    said = refused("dump_seeds", "herons", tmp_path)
    assert "herons/populations.toml:1: row 1 (grey-herons)" in said
    assert told in said
    assert not (tmp_path / "herons").exists()


def test_a_figure_that_breaks_a_rule_is_named(world, tmp_path):
    Observation.objects.filter(pk="nests-2023").update(value="41.5")
    said = refused("dump_seeds", "herons", tmp_path)
    assert "(nests-2023) value “41.5”: nests are counted in whole numbers" in said


# What is lost


def test_what_people_wrote_for_people_is_told_as_missing(files, tmp_path):
    files.edit(DOCUMENTS, 'id = "club-log"', '# Never seen.\nid = "club-log" # 1998 "#"\n')
    files.edit(OBSERVATIONS, "nests-2023,", "# Counted twice.\nnests-2023,")
    files.write("herons/README.md", "Herons.")
    files.write("herons/releases/1/release.toml", "")
    files.load()
    told = run("dump_seeds", "herons", tmp_path).splitlines()
    assert told == [
        f"{tmp_path / 'herons'}: rows: 1 in dataset.toml, 2 in populations.toml, "
        "2 in measures.toml, 3 in documents.toml, 1 in events.toml, 1 in observations.csv, "
        "2 in caveats.toml, 1 in citations.csv",
        "not in it: comments: 2 in documents.toml, 1 in observations.csv",
        "not in it: the order of rows: documents.toml",
        "not in it: what is beside the rows: README.md, releases/",
    ]


def test_rows_that_nobody_loaded_yet_are_told_as_missing(files, tmp_path):
    files.append(POPULATIONS, '\n[[population]]\nid = "egrets"\nlabel = "Egrets"\n')
    told = run("dump_seeds", "herons", tmp_path)
    assert "not in it: rows that are not loaded: 1 of populations\n" in told


def test_nothing_is_lost_of_a_folder_that_was_dumped(files, tmp_path):
    run("dump_seeds", "herons", tmp_path)
    shutil.rmtree(files.folder / "herons")
    shutil.copytree(tmp_path / "herons", files.folder / "herons")
    assert "not in it" not in run("dump_seeds", "herons", tmp_path / "again")
    assert files.load().counts.startswith("seeds: 0 new, 0 changed")
