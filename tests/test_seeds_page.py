"""The page beside the seed folders explains every key of every file, as the declarations do."""

import shutil

import pytest
from django.conf import settings

from datasets import seeds
from datasets.imports.skeletons import meaning_of
from datasets.models import Dataset, Record, Release
from datasets.seeds.files import MODEL_OF, RELEASE_FILE, columns_of, required_of
from datasets.seeds.states import KEYS

from .published_seeds import DATASET
from .test_docs import ROOT, anchors, assert_generated, row
from .test_model_examples import NUMBERS, numbers_of

PAGE = "seeds/README.md"
OTHERS = [slug for slug in seeds.dataset_folders(settings.SEEDS_DIR) if slug != DATASET]


def keys_tables():
    """Return every file as a heading and a table of its keys."""
    for name, model in MODEL_OF.items():
        # The id of a dataset is the name of its folder.
        keys = [key for key in columns_of(model) if not (model is Dataset and key == "id")]
        needed = required_of(model)
        says = model.__doc__.partition("\n")[0]
        yield from keys_table(name, says, [(key, meaning_of(model, key)) for key in keys], needed)
    keys = [(key, Release._meta.get_field(key).help_text) for key in KEYS]
    yield from keys_table(RELEASE_FILE, "The release that these files become.", keys, KEYS)


def keys_table(name, says, keys, needed):
    """Return the heading of a file and the table of its keys, each with what goes in."""
    yield f"\n### {name}\n\n{says}\n"
    yield row("column" if name.endswith(".csv") else "key", "needed", "what goes in")
    yield row("---", "---", "---")
    for key, meaning in keys:
        yield row(f"`{key}`", "yes" if key in needed else "", meaning)


def test_each_key_of_each_seed_file_is_explained_as_it_is_declared():
    assert_generated(PAGE, "keys", keys_tables())


def test_each_seed_file_has_its_heading():
    headings = anchors(ROOT / PAGE)
    for name in (*MODEL_OF, RELEASE_FILE):
        assert name.replace(".", "") in headings


def test_each_dataset_says_where_its_files_are_explained():
    for path in settings.SEEDS_DIR.glob("*/README.md"):
        assert "](../README.md" in path.read_text(), path


@pytest.mark.parametrize("slug", OTHERS)
@pytest.mark.usefixtures("all_seeds_of_module")
def test_each_dataset_tells_how_much_is_in_it_on_its_page_and_in_the_changelog(db, slug):
    changelog = (ROOT / "CHANGELOG.md").read_text().partition(f"### {slug}, release 1")[2]
    page = (settings.SEEDS_DIR / slug / "README.md").read_text()
    there = numbers_of(Record.objects.current().filter(dataset=slug))
    for text in (changelog, page):
        assert [int(number) for number in NUMBERS.search(text).groups()] == there


def test_a_page_beside_the_folders_is_no_folder_of_seeds(tmp_path):
    shutil.copytree(settings.SEEDS_DIR / seeds.COMMON, tmp_path / seeds.COMMON)
    shutil.copy(ROOT / PAGE, tmp_path)
    assert [path.name for path in seeds.folders(tmp_path)] == [seeds.COMMON]
    assert seeds.dataset_folders(tmp_path) == []
