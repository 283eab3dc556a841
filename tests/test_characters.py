"""Attacks 24: one rule of characters, at every door; what people write in any script passes."""

import json
import time
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import models

from datasets import publishing, seeds
from datasets.models import CURATED, Caveat, Dataset, Record, Release, Source
from datasets.models.characters import character_fault, visible

from .hostile_texts import OF_MANY_SCRIPTS, PAYLOADS
from .seed_folder import DATASET, OBSERVATIONS, SOURCES, UNITS, Seeds
from .test_addresses import curator, files, in_toml, saying
from .test_import_observations import MAP, Lake
from .test_new_dataset import ABOUT, Sheet
from .test_restore import empty, refused, restore, rewritten
from .world import World

__all__ = ["curator", "files"]

HOSTILE = pytest.mark.parametrize(("text", "told"), PAYLOADS.items(), ids=map(ascii, PAYLOADS))
WRITTEN = pytest.mark.parametrize("text", OF_MANY_SCRIPTS, ids=OF_MANY_SCRIPTS.values())


@pytest.fixture
def lake(db, tmp_path, settings):
    """Return the herons' seed folder with a file whose rows each name a document."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    given = Lake(tmp_path / "seeds")
    given.map(MAP, 'title = "The club\'s file"', 'title = "The list of {who}"')
    return given


@pytest.fixture
def sheet(db, tmp_path, settings):
    """Return a sheet beside the folder of seed files, from which a dataset is begun."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    common = Seeds(settings.SEEDS_DIR)
    common.append(UNITS, '\n[[unit]]\nid = "items"\nlabel = "items"\n')
    return Sheet(tmp_path, settings.SEEDS_DIR)


@pytest.fixture
def package(published, tmp_path, settings):
    """Return the package of the herons, in a Caveat that has nothing."""
    kept = Path(storages["releases"].location) / "herons/1/herons-release-1.zip"
    file = tmp_path / "package.zip"
    file.write_bytes(kept.read_bytes())
    empty(tmp_path / "elsewhere", settings)
    return file


# The doors


@HOSTILE
def test_the_form_of_the_admin_refuses_it_and_says_which_character_it_is(
    world, curator, text, told
):
    wrong = curator.edit("source", "gazette", label=text)
    assert wrong == {"label": character_fault(text)}
    assert told in wrong["label"]
    assert Source.objects.get(pk="gazette").label == "The Gazette"


@HOSTILE
def test_seed_files_with_it_are_refused_with_the_place_and_nothing_of_it_is_printed(
    files, text, told
):
    files.edit(SOURCES, '"The Gazette"', in_toml(text))
    files.edit(OBSERVATIONS, "this spring", text)
    problems = files.refused(
        f"common/sources.toml:10: row 2 (gazette) label “{visible(text)}”: {told}",
        f"herons/observations.csv:2: row 1 (nests-2023) period_printed “{visible(text)}”: {told}",
    )
    # A letter and its accent can be told; what nobody sees is written as its number.
    assert "\u0301" in text or text not in "\n".join(problems)


@HOSTILE
def test_a_note_of_a_release_with_it_is_refused_by_publishing_and_beside_seed_files(
    published, tmp_path, text, told
):
    published.change("nests-2023", value="42")
    with pytest.raises(publishing.Refused) as refusal:
        published.publish(note=text)
    assert str(refusal.value).startswith(f"the note: {told}")
    folder = Seeds(tmp_path)
    folder.write("herons/release.toml", f"day = 2024-01-15\nnote = {in_toml(text)}\n")
    with pytest.raises(seeds.Refused) as refusal:
        seeds.states(tmp_path, ["herons"])
    assert f"herons/release.toml: note “{visible(text)}”: {told}" in str(refusal.value)


@HOSTILE
def test_no_dataset_begins_with_it(sheet, text, told):
    row = [text, "Mill Lake", "5 March 2023", "200", "the bird club", "A notebook"]
    assert told in sheet.refused(sheet.csv(row))


@HOSTILE
def test_a_file_with_it_is_not_imported_wherever_the_map_puts_its_cell(lake, text, told):
    lake.given(f"year,lake,nests,who\n2022,Mill,41,{text}\n")
    lake.refused("who: 1 cell: ", told)
    lake.given(f"year,lake,nests,who\n2022,{text},41,x\n")
    problems = lake.refused(f"lake: 1 cell: {told}", f"row 2 “{visible(text)}”")
    assert "\u0301" in text or text not in problems


@HOSTILE
def test_a_map_with_it_imports_nothing(lake, text, told):
    lake.map(MAP, '"It came by post."', in_toml(text))
    lake.refused("counts.toml: document.no_address: ", told)


@pytest.mark.release_files
@pytest.mark.slow(reason="packs a release for each text")
@HOSTILE
def test_a_package_whose_records_hold_it_is_not_restored(package, text, told):
    written = json.dumps(text, ensure_ascii=False)[1:-1].encode()
    change = saying("records.ndjson.gz", b"The Gazette", written)
    assert f"source gazette: label: {told}" in refused(rewritten(package, change))


@HOSTILE
def test_what_was_written_past_every_form_is_not_published(world, text, told):
    Source.objects.filter(pk="bird-club").update(label=text)
    with pytest.raises(CommandError) as refusal:
        call_command("publish", "herons")
    assert "observation nests-2023: citations[0].document.source_label: " in str(refusal.value)
    assert told in str(refusal.value)
    assert not Release.objects.exists()
    assert not Record.objects.exists()


# Every field


TEXTS = [
    (model, field)
    for model in CURATED
    for field in model._meta.concrete_fields
    if isinstance(field, models.CharField | models.TextField | models.JSONField)
]


@pytest.mark.parametrize(("model", "field"), TEXTS, ids=str)
def test_every_field_that_holds_text_keeps_the_rule(model, field):
    text = "Mediazona\u202e"
    value = {"seen": [text]} if isinstance(field, models.JSONField) else text
    with pytest.raises(ValidationError) as refusal:
        model(**{field.attname: value}).clean_fields()
    (wrong,) = refusal.value.message_dict[field.name]
    assert "RIGHT-TO-LEFT OVERRIDE (U+202E) can turn the text beside it round" in wrong
    assert wrong.endswith("it is character 10, after “Mediazona”")


def test_keys_and_words_of_a_mapping_keep_it_too():
    for facets in ({"se\u200ben": "yes"}, {"seen": "y\u200bes"}):
        with pytest.raises(ValidationError, match=r"ZERO WIDTH SPACE \(U\+200B\)"):
            Dataset(facet_labels=facets, topic_labels=facets).clean_fields()


def test_prose_has_lines_and_a_text_of_one_line_has_none():
    def faults(**fields):
        with pytest.raises(ValidationError) as refusal:
            Caveat(**fields).clean_fields()
        return refusal.value.message_dict

    assert "text" not in faults(text="Two walks:\n\ta year apart.")
    assert "CARRIAGE RETURN (U+000D)" in faults(text="Two\rwalks")["text"][0]
    assert "LINE FEED (U+000A)" in faults(short="two\nwalks")["short"][0]
    assert "TAB (U+0009)" in faults(short="two\twalks")["short"][0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "5 \u212b",
            "ANGSTROM SIGN (U+212B) is not the normal form NFC: write LATIN CAPITAL LETTER A",
        ),
        (
            "\u1100\u1161",
            "HANGUL JUNGSEONG A (U+1161) is not the normal form NFC: write HANGUL SYLL",
        ),
        (
            "q\u0307\u0323",
            "COMBINING DOT BELOW (U+0323) is not the normal form NFC: write LATIN SMAL",
        ),
    ],
)
def test_what_is_not_composed_is_named_with_what_to_write_instead(text, told):
    assert character_fault(text).startswith(told)


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0301", "\u0323\u0301", "\u200d"])
def test_a_million_marks_on_one_letter_are_refused_at_once(marks):
    begun = time.monotonic()
    assert character_fault(f"a{marks * 500_000}")
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("half", ["\ud83d", "a\udc41", "\ud83d x \udc41"])
def test_half_of_a_character_is_none(half):
    assert "is half of a character: copy the text anew" in character_fault(half)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a\u200cb",
            "\u200cab",
            "1\u200d2",
            "12\u200c",
            "می\u200c 12",
            "\u200dالف",
            "אנ\u200dפות",
        ),
        *("क्\u200b", "41\u200d\U0001f469", "\U0001f469\u200d"),
    ],
)
def test_a_joiner_stands_only_where_a_letter_or_sign_beside_it_needs_it(text):
    assert "is seen by nobody" in character_fault(text)


# What people write


@WRITTEN
def test_what_people_write_passes_the_admin_publishing_and_restoring(
    world, curator, api, tmp_path, settings, text
):
    assert curator.edit("source", "bird-club", label=text, interest=f"{text}\n{text}") == {}
    world.publish(note=text)
    assert api.json("observations/nests-2023")["origin"]["label"] == text
    assert Release.objects.get().note == text


@pytest.mark.release_files
def test_a_package_with_all_of_it_is_restored(remembering, tmp_path, settings, api):
    remembering(_of_many_scripts)
    kept = Path(storages["releases"].location) / "herons/1/herons-release-1.zip"
    empty(tmp_path / "elsewhere", settings)
    restore(kept)
    assert api.json("sources/bird-club")["also_written"] == [*OF_MANY_SCRIPTS]


def _of_many_scripts():
    world = World()
    Source.objects.filter(pk="bird-club").update(also_written=[*OF_MANY_SCRIPTS])
    world.publish()


@WRITTEN
def test_what_people_write_passes_seed_files_and_imports(files, lake, capsys, text):
    files.edit(SOURCES, '"The Gazette"', in_toml(text))
    files.edit(DATASET, '"The warden"', in_toml(text))
    files.edit(OBSERVATIONS, "this spring", text)
    files.load()
    assert Source.objects.get(pk="gazette").label == text
    lake.given(f"year,lake,nests,who\n2022,Mill,41,{text}\n")
    assert "1 new" in lake.run(capsys)


@WRITTEN
def test_a_dataset_begins_with_what_people_write(sheet, text):
    row = ["herons", "Mill Lake", "5 March 2023", "200", text, "A notebook"]
    call_command("new_dataset", "counts", file=sheet.csv(row), **ABOUT)
    assert text[1:] in (sheet.seeds_dir / "counts/sources.toml").read_text()
