"""Somebody's file becomes drafts of the admin: new figures, beside what the admin has."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from datasets.models import Citation, Document, Observation, Record

from .import_mistakes import FILE
from .seed_folder import Seeds
from .test_import_observations import MAP


@pytest.fixture
def office(db, tmp_path, settings):
    """Return the admin's office: it curates the herons, and has no seed folder of them."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    settings.RELEASES_DIR = tmp_path / "releases"
    Seeds(settings.SEEDS_DIR).load()
    call_command("hand_over", "herons", to="admin", moved_away=True)
    (settings.SEEDS_DIR / "herons").rename(tmp_path / "away")
    return Office(tmp_path)


class Office:
    """A desk with a file and a map, and a verb to import them."""

    def __init__(self, desk):
        self.file, self.map = desk / "nests.csv", desk / "counts.toml"
        self.file.write_text(FILE)
        self.map.write_text(MAP)

    def run(self, capsys, into="admin:herons", **options):
        """Import the file; return what was said."""
        capsys.readouterr()
        call_command("import_observations", self.file, map=self.map, into=into, **options)
        return capsys.readouterr().out

    def refused(self, capsys, **options):
        """Return why nothing was imported."""
        before = [*Observation.objects.order_by("pk").values()]
        with pytest.raises(CommandError) as refusal:
            self.run(capsys, **options)
        assert [*Observation.objects.order_by("pk").values()] == before
        return str(refusal.value)


def test_figures_become_drafts_that_know_their_row_and_nothing_is_published(office, capsys):
    assert "nests.csv: 2 new, 0 changed, 0 same, 0 gone" in office.run(capsys)
    draft = Observation.objects.get(pk="nests-counted-mill-lake-2021")
    assert (draft.value, draft.seed_file, draft.seed_digest) == ("38", "", "")
    (hop,) = Citation.objects.filter(observation=draft)
    assert (hop.document_id, hop.place_in_text) == (
        "club-file",
        "lake Mill, year 2021, column nests",
    )
    assert Document.objects.get(pk="club-file").seed_file == ""
    assert not Record.objects.exists()


def test_the_admin_shows_them_and_lets_them_be_edited(office, capsys, client):
    office.run(capsys)
    client.force_login(User.objects.create_superuser("curator"))
    page = client.get("/admin/datasets/observation/nests-counted-mill-lake-2021/change/")
    assert page.status_code == 200
    assert b'name="_save"' in page.content


def test_what_the_admin_had_stays_as_it_was_and_can_be_published_with_them(office, capsys):
    before = [*Observation.objects.order_by("pk").values()]
    office.run(capsys)
    assert [*Observation.objects.filter(pk="nests-2023").values()] == before
    call_command("publish", "herons", note="The club's file.")
    assert Record.objects.filter(noun="observation").count() == 3


def test_the_same_file_twice_is_nothing_new(office, capsys):
    office.run(capsys)
    office.file.write_text(FILE + "2020,Mill,35\n")
    assert "give that of this delivery an id of its own" in office.refused(capsys)
    office.map.write_text(MAP.replace('"club-file"', '"club-file-2"'))
    assert "1 new, 0 changed, 2 same" in office.run(capsys)
    assert "0 new, 0 changed, 3 same" in office.run(capsys)


def test_a_figure_that_the_admin_has_with_another_number_is_left_to_whoever_edits_it(
    office, capsys
):
    office.run(capsys)
    office.file.write_text(FILE.replace("41", "43").replace("38", "39"))
    said = office.refused(capsys)
    assert "2 figures that the admin has with something else:" in said
    assert "  nests-counted-mill-lake-2022: value 41 → 43" in said
    assert "change them there, each with its reason" in said


def test_a_check_shows_sentences_and_leaves_the_admin_as_it_is(office, capsys):
    told = office.run(capsys, check=True)
    assert "The bird club reported 38 nests" in told
    assert Observation.objects.count() == 1
    office.run(capsys)
    assert "0 new, 0 changed, 2 same" in office.run(capsys, check=True)


def test_events_are_made_once(office, capsys):
    event = '[event]\nid = "walk-{period}"\ntitle = "The walk of {period}"\n\n[[value]]'
    office.map.write_text(MAP.replace("[[value]]", event))
    office.run(capsys)
    office.file.write_text(FILE + "2020,Mill,35\n")
    office.map.write_text(office.map.read_text().replace('"club-file"', '"club-file-2"'))
    assert "1 new" in office.run(capsys)
    assert Observation.objects.get(pk="nests-counted-mill-lake-2020").event_id == "walk-2020"


@pytest.mark.parametrize(
    ("into", "why"),
    [
        ("admin:heron", "there is no dataset heron; did you mean “herons”?"),
        ("admn:herons", "expected DATASET or admin:DATASET"),
        ("herons", "has no dataset.toml: begin the dataset"),
    ],
)
def test_what_is_no_dataset_of_the_admin_is_refused(office, capsys, into, why):
    assert why in office.refused(capsys, into=into)


def test_a_dataset_of_a_seed_folder_has_no_drafts(office, capsys, settings):
    (settings.SEEDS_DIR / "herons").mkdir()
    assert "seeds/herons is its master, not the admin" in office.refused(capsys)


def test_what_cannot_be_loaded_leaves_the_admin_as_it_was(office, capsys):
    office.map.write_text(MAP.replace('"2024"', '"2019"'))
    assert "its figures cannot be loaded" in office.refused(capsys)
    assert "2 new" not in capsys.readouterr().out
    assert not Document.objects.filter(pk="club-file").exists()
