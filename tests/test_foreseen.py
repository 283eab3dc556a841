"""What loading and publishing would change is told before: sentences, findings, every dataset."""

import pytest
from django.core.management import CommandError

from datasets import publishing
from datasets.models import Observation, Record, Release

from .seed_folder import (
    CAVEATS,
    CITATIONS,
    DATASET,
    FIGURE,
    FILES,
    FIRST,
    MEASURES,
    OBSERVATIONS,
    Seeds,
    csv_of,
)
from .test_seed_loading import run

OTTERS = {"id": "otters-2023", "period": "2022", "period_printed": "in 2022"}
SENTENCE = "The bird club counted {} nests of Grey herons seen from the shore"
CAVEAT = """
[[caveat]]
id = "counts-twice"
kind = "coverage"
affects = "accuracy"
direction = "overstated"
text = "It counts some nests twice."
short = "counts twice"
weight = 2
asserted_by = "editors"
grounds = "Its own report."
attach = ["source:bird-club"]
"""


@pytest.fixture
def files(db, tmp_path, settings):
    """Return the seed folder of two datasets, both published."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    settings.RELEASES_DIR = tmp_path / "releases"
    folder = Seeds(settings.SEEDS_DIR)
    editors = 'id = "editors"\nlabel = "The warden"\nkind = "editors"\n'
    folder.append(
        "common/sources.toml", f'\n[[source]]\n{editors}reliability = "F"\nidentified = "named"\n'
    )
    folder.write("otters/dataset.toml", FILES[DATASET].replace("Herons", "Otters"))
    folder.write("otters/observations.csv", csv_of("observations.csv", FIGURE | OTTERS))
    hop = FIRST | {"observation": "otters-2023"}
    folder.write("otters/citations.csv", csv_of("citations.csv", hop))
    run("load_seeds")
    for dataset in ("herons", "otters"):
        publishing.publish(dataset)
    return folder


def test_the_sentence_that_readers_get_is_told_before_and_after(files):
    files.edit(OBSERVATIONS, ",41,", ",42,")
    files.edit(CITATIONS, ",41,", ",42,")
    told = run("load_seeds", "--check")
    assert "publishing herons would change:" in told
    assert f"observation nests-2023 was: {SENTENCE.format(41)}" in told
    assert f"now: {SENTENCE.format(42)}" in told
    assert "otters" not in told
    assert Release.objects.count() == 2
    assert Observation.objects.get(pk="nests-2023").value == "41"


def test_a_correction_without_a_reason_of_its_own_is_warned_of(files):
    files.edit(OBSERVATIONS, ",41,", ",42,")
    files.edit(CITATIONS, ",41,", ",42,")
    warning = (
        "without a new change_note: nests-2023; the note of the release becomes the reason of the "
        "change, permanently"
    )
    assert warning in run("load_seeds", "--check")
    noted = FIGURE | {"value": "42", "change_note": "Two walkers had counted one nest each."}
    files.write(OBSERVATIONS, csv_of("observations.csv", noted))
    assert "without a new change_note" not in run("load_seeds", "--check")


def test_a_preview_publishes_nothing(files):
    files.edit(OBSERVATIONS, ",41,", ",42,")
    files.edit(CITATIONS, ",41,", ",42,")
    run("load_seeds")
    before = [*Record.objects.order_by("pk").values_list("pk", "valid_to_release")]
    assert "nests-2023" in [one.slug for one in publishing.preview("herons")]
    assert [*Record.objects.order_by("pk").values_list("pk", "valid_to_release")] == before


def test_nothing_is_foreseen_where_nothing_changes(files):
    assert run("load_seeds", "--check") == "seeds: 0 new, 0 changed, 22 same, 0 gone\n"


def test_a_caveat_on_a_source_that_others_share_names_their_figures(files):
    files.append(CAVEATS, CAVEAT)
    told = run("load_seeds", "herons", "--check")
    assert "publishing otters would change:" in told
    assert "observation otters-2023 was: The bird club counted 41 nests" in told
    assert "observation otters-2023: caveats (+counts-twice)" in told


def test_figures_and_findings_that_come_and_go_are_told(files):
    row = csv_of("observations.csv", FIGURE | {"id": "nests-2022", "period": "2022", "value": "38"})
    files.append(OBSERVATIONS, row.splitlines()[1] + "\n")
    hop = csv_of("citations.csv", FIRST | {"observation": "nests-2022", "as_printed": "38"})
    files.append(CITATIONS, hop.splitlines()[1] + "\n")
    told = run("load_seeds", "--check")
    assert "observation nests-2022 appears: The bird club counted 38 nests" in told


def test_what_could_not_be_published_is_told_with_why(files):
    files.edit(OBSERVATIONS, ",this spring,", ",,")
    told = run("load_seeds", "--check")
    assert "herons could not be published:\n  observation nests-2023: it has no period_printed" in (
        told
    )


def test_whether_a_dataset_can_be_published_is_told_before_its_first_release_too(files):
    files.write("voles/dataset.toml", FILES[DATASET].replace("Herons", "Voles"))
    vole = FIGURE | {"id": "voles-2023", "period": "2021", "period_printed": ""}
    files.write("voles/observations.csv", csv_of("observations.csv", vole))
    hop = FIRST | {"observation": "voles-2023"}
    files.write("voles/citations.csv", csv_of("citations.csv", hop))
    told = run("load_seeds", "voles", "--check")
    assert "voles could not be published:\n  observation voles-2023: it has no period_prin" in told
    files.write(
        "voles/observations.csv", csv_of("observations.csv", vole | {"period_printed": "-"})
    )
    told = run("load_seeds", "voles", "--check")
    assert "could not be published" not in told
    assert "appears" not in told


def test_one_folder_is_loaded_and_others_are_left_alone(files):
    files.edit(MEASURES, "What the walkers see.", "What walkers see.")
    assert "0 new, 0 changed" in run("load_seeds", "otters")
    assert "0 new, 1 changed" in run("load_seeds", "herons")
    assert Record.objects.filter(dataset="otters", noun="observation").count() == 1


def test_a_folder_that_is_not_there_is_named_with_the_nearest(files):
    with pytest.raises(CommandError, match=r"no folder heron in \S+/seeds; did you mean “herons”"):
        run("load_seeds", "heron")


def test_faults_of_one_kind_are_told_together_with_the_first_places(files):
    rows = [FIGURE | {"id": f"nests-{year}", "period": str(year)} for year in range(1950, 1956)]
    wrong = [row | {"comparator": "equal"} for row in rows]
    files.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, *wrong))
    with pytest.raises(CommandError) as refused:
        run("load_seeds", "--check")
    told = str(refused.value)
    assert "herons/observations.csv comparator: 6 rows: expected one of eq, about" in told
    assert "line 3 (nests-1950 “equal”), line 4 (nests-1951 “equal”)" in told
    assert "and 3 more" in told
    assert len(told.splitlines()) == 3


def test_kinds_of_faults_are_cut_short_where_there_are_very_many(files):
    columns = [f"x{number}" for number in range(60)]
    text = "\n".join("[[measure]]\n" + "\n".join(f'{one} = "1"' for one in columns) for _ in "1234")
    files.write(MEASURES, text + "\n")
    with pytest.raises(CommandError) as refused:
        run("load_seeds", "--check")
    assert "more kinds of faults" in str(refused.value)


def test_a_figure_that_repeats_one_that_was_passed_over_is_refused(files):
    row = csv_of("observations.csv", FIGURE | {"id": "nests-again"}).splitlines()[1]
    files.append(OBSERVATIONS, row + "\n")
    hop = csv_of("citations.csv", FIRST | {"observation": "nests-again"}).splitlines()[1]
    files.append(CITATIONS, hop + "\n")
    with pytest.raises(CommandError, match="is the same figure as nests-2023, herons/observ"):
        run("load_seeds", "--check")


def test_very_many_rows_are_told_by_their_number(files):
    rows = [FIGURE | {"id": f"nests-{year}", "period": str(year)} for year in range(1700, 1950)]
    files.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, *rows))
    told = run("load_seeds", "--check")
    assert "and 50 lines more" in told
    assert "seeds: 250 new" in told
