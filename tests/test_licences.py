"""Whoever takes data away is told under which licence, wherever they take them from."""

import re
import tomllib

import pytest
from django.conf import settings

from datasets.seeds import dataset_folders
from datasets.seeds.files import DATASET_FILE

from .test_docs import ROOT
from .test_metadata import kept

LICENCE = "PDDL-1.0"


def licence_of(slug):
    """Return the licence that the seed files of a dataset name."""
    return tomllib.loads((settings.SEEDS_DIR / slug / DATASET_FILE).read_text())["license"]


def test_each_dataset_is_named_with_its_licence_and_whom_to_credit():
    text = (ROOT / "LICENSE-DATA").read_text()
    named = re.findall(r"^- ([a-z-]+): ([\w.-]+), \S", text, re.MULTILINE)
    assert sorted(named) == [
        (slug, licence_of(slug)) for slug in dataset_folders(settings.SEEDS_DIR)
    ]


@pytest.fixture
def other_licence(world):
    """Publish the herons under a licence that few datasets have."""
    world.herons.license = LICENCE
    world.herons.save()
    world.publish()


def test_a_dataset_its_figures_and_its_page_tell_its_licence(other_licence, api):
    assert api.json("datasets/herons")["license"] == LICENCE
    assert api.json("observations/nests-2023")["license"] == LICENCE
    page = api.get("/datasets/herons").body.decode()
    assert f"<dt>Licence</dt><dd><bdi>{LICENCE}</bdi></dd>" in page
    assert f"Data under <bdi>{LICENCE}</bdi>." in api.get("/observations/nests-2023").body.decode()


@pytest.mark.release_files
def test_the_package_of_a_release_tells_its_licence(other_licence):
    for name in ("README.md", "datapackage.json", "CITATION.cff", "observations.csv"):
        assert LICENCE in kept(name).decode(), name
