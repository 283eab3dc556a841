"""Nothing unpublished is visible, of any noun, in any answer."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from datasets.models import (
    Area,
    Caveat,
    Citation,
    Dataset,
    Document,
    Event,
    Measure,
    Observation,
    Population,
    Source,
    Unit,
)
from datasets.records import NOUNS

SECRET = "zugzwang"
PUBLISHED = {
    *("Record", "RecordJson", "RecordBrief", "RecordCsv", "SearchText", "TermSet", "Release"),
    "Redaction",
}


def everything(api):
    """Return every answer of the API that needs no id, joined."""
    suffixes = (".json", ".csv", ".ndjson")
    lists = [f"{noun.plural}{suffix}" for noun in NOUNS for suffix in suffixes]
    records = [
        f"{noun.plural}/{one['id']}{suffix}"
        for noun in NOUNS
        for one in api.json(noun.plural)["results"]
        for suffix in suffixes
    ]
    others = ["releases", "datasets/herons/releases", "observations/nests-2023/citations"]
    others.append("search?q=99+nests+of+herons+behind+the+reeds+at+the+lake")
    return b"".join(api.get(path).body for path in [*lists, *records, *others]).decode()


def draft_everything(world):
    """Curate one more thing of every noun, each with the secret word in it."""
    world.measure(
        f"{SECRET}-measure", label=SECRET, unit=Unit.objects.create(slug=f"{SECRET}-unit")
    )
    world.source(f"{SECRET}-source", label=SECRET, kind="media", reliability="F")
    world.document(
        f"{SECRET}-document", source_id=f"{SECRET}-source", published="2024", seen="read"
    )
    world.caveat(f"{SECRET}-caveat", text=f"{SECRET}.")
    Population.objects.create(slug=f"{SECRET}-population", label=SECRET)
    Area.objects.create(slug=f"{SECRET}-area", label=SECRET)
    Event.objects.create(
        slug=f"{SECRET}-event",
        dataset=world.herons,
        title=SECRET,
        date="2024",
        document_id=f"{SECRET}-document",
    )
    world.figure(f"{SECRET}-figure", measure_id=f"{SECRET}-measure")
    world.attach(f"{SECRET}-caveat", observation_id="nests-2023")
    world.cite("nests-2023", 3, f"{SECRET}-document", via=2, fragment="")


def edit_everything():
    """Write the secret word into every published thing's curated row."""
    Observation.objects.update(period_printed=SECRET, value="99")
    Citation.objects.filter(hop=1).update(as_printed="99")
    for model in (Measure, Unit, Population, Area, Source):
        model.objects.update(label=SECRET)
    Document.objects.update(title=SECRET)
    Caveat.objects.update(text=SECRET)
    Dataset.objects.update(title=SECRET)


@pytest.mark.slow(reason="asks for everything, three times")
@pytest.mark.parametrize("curate", [draft_everything, lambda world: edit_everything()])
def test_drafts_and_edits_leave_no_word_in_any_answer(published, api, curate):
    before = everything(api)
    curate(published)
    after = everything(api)
    assert SECRET not in after
    assert after == before
    published.publish()
    assert SECRET in everything(api)


def test_a_draft_dataset_is_as_good_as_none(world, api):
    assert api.json("observations")["results"] == []
    assert api.get("observations.csv")["Row-Count"] == "0"
    assert api.wrong("observations?dataset=herons").parameter == "dataset"
    assert api.wrong("observations/nests-2023", 404).nearest is None
    assert api.wrong("datasets/herons/releases", 404).nearest is None


def test_the_api_touches_no_curated_model():
    curated = {model.__name__ for model in apps.get_app_config("datasets").get_models()} - PUBLISHED
    word = re.compile(rf"\b({'|'.join(sorted(curated))})\b")
    for file in (Path(settings.BASE_DIR) / "api").rglob("*.py"):
        imports = [line for line in file.read_text().splitlines() if "import" in line]
        assert not [line for line in imports if word.search(line)], file
