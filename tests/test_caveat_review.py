"""Somebody asked what is wrong with a figure: of it alone, of its measure, or of its dataset."""

import datetime

import pytest

from datasets import publishing
from datasets.models import Dataset, Derivation, Measure
from datasets.records import OBSERVATION

from .findings import figure as record_of
from .seed_folder import DATASET, MEASURES, OBSERVATIONS, Seeds
from .world import FIRST_DAY

OWN, OF_MEASURE, OF_DATASET = (datetime.date(2024, 1, day) for day in (3, 2, 1))
REFUSED = (
    "nobody has considered its caveats (caveats_reviewed_on is empty here, "
    "in measure nests-counted and in dataset herons)"
)


def said(own=None, of_measure=None, of_dataset=None):
    """Say on which days somebody considered the caveats of the figures, their measure, all."""
    Measure.objects.filter(pk="nests-counted").update(caveats_reviewed_on=of_measure)
    Dataset.objects.filter(pk="herons").update(caveats_reviewed_on=of_dataset)
    Derivation.objects.update(caveats_reviewed_on=own)
    Dataset.objects.get(pk="herons").observation_set.update(caveats_reviewed_on=own)


@pytest.fixture
def computing(world):
    """Return the world with a figure that is computed."""
    world.derive("nests-twice", "a * b", {"a": "nests-2023", "b": "constant:2"})
    return world


@pytest.mark.parametrize("slug", ["nests-2023", "nests-twice"])
@pytest.mark.parametrize(
    ("days", "day", "of_what"),
    [
        ((OWN, None, None), "2024-01-03", "observation"),
        ((OWN, OF_MEASURE, OF_DATASET), "2024-01-03", "observation"),
        ((None, OF_MEASURE, OF_DATASET), "2024-01-02", "measure"),
        ((None, None, OF_DATASET), "2024-01-01", "dataset"),
    ],
)
def test_a_figure_without_a_day_has_its_measures_then_its_datasets(
    computing, api, slug, days, day, of_what
):
    said(*days)
    computing.publish()
    record = record_of(api, slug)
    assert (record["caveats_reviewed_on"], record["caveats_reviewed_for"]) == (day, of_what)


def test_where_nobody_said_so_the_refusal_names_the_three_places(computing):
    said()
    with pytest.raises(publishing.Refused) as refused:
        computing.publish()
    assert sorted(refused.value.problems) == [
        f"observation nests-2023: {REFUSED}",
        f"observation nests-twice: {REFUSED}",
    ]


def test_what_was_said_of_another_measure_counts_for_none_of_this_one(world):
    said()
    Measure.objects.filter(pk="pairs-breeding").update(caveats_reviewed_on=OWN)
    with pytest.raises(publishing.Refused, match="nests-2023: nobody has considered"):
        world.publish()


def test_of_what_it_was_said_changes_a_figure_and_needs_a_reason(computing, api):
    said(own=OWN)
    computing.publish()
    said(of_dataset=OWN)
    with pytest.raises(publishing.Refused, match="changes without a reason") as refused:
        computing.publish(note="")
    assert len(refused.value.problems) == 2
    computing.publish(note="The warden looked at all of them.")
    assert record_of(api, "nests-twice")["change_note"] == "The warden looked at all of them."


def test_it_is_a_member_and_no_column_and_no_parameter(published, api):
    assert "caveats_reviewed_for" not in OBSERVATION.header.decode()
    assert api.wrong("observations?caveats_reviewed_for=dataset").code == "unknown_parameter"


@pytest.mark.usefixtures("db")
def test_seed_files_say_it_once_for_all_figures(tmp_path, api):
    folder = Seeds(tmp_path)
    folder.edit(OBSERVATIONS, ",2,,2024-01-15,", ",2,,,")
    folder.load()
    with pytest.raises(publishing.Refused, match="in measure nests-counted and in dataset herons"):
        publishing.publish("herons", on=FIRST_DAY)
    folder.append(DATASET, "caveats_reviewed_on = 2024-01-01\n")
    folder.load()
    publishing.publish("herons", on=FIRST_DAY)
    assert record_of(api, "nests-2023")["caveats_reviewed_for"] == "dataset"
    folder.edit(
        MEASURES, 'id = "nests-counted"', 'id = "nests-counted"\ncaveats_reviewed_on = 2024-01-02'
    )
    folder.load()
    publishing.publish("herons", on=FIRST_DAY, note="The nests were looked at by themselves.")
    assert record_of(api, "nests-2023")["caveats_reviewed_on"] == "2024-01-02"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("file", [DATASET, MEASURES])
def test_a_day_that_is_none_is_refused_there_too(tmp_path, file):
    folder = Seeds(tmp_path)
    old = "title =" if file == DATASET else 'id = "nests-counted"'
    folder.edit(file, old, f'caveats_reviewed_on = "2024"\n{old}')
    folder.refused("caveats_reviewed_on “2024”: expected a day such as")


def test_a_dataset_may_publish_what_nobody_traced_and_each_such_figure_says_so(computing, api):
    said()
    Dataset.objects.filter(pk="herons").update(publishes_untraced=True)
    computing.publish()
    for slug in ("nests-2023", "nests-twice"):
        record = record_of(api, slug)
        assert "Path not traced, not reviewed" in record["statement"]
        (untraced,) = (one for one in record["caveats"] if one["id"] == "not-traced")
        assert untraced["attached_to"] == "observation:nests-2023"
        assert record["caveats_reviewed_on"] is None
    assert len(api.json("observations?caveats=not-traced")["results"]) == 2
    assert api.json("caveats/not-traced")["asserted_by"] == "software"


def test_the_mark_goes_when_somebody_has_considered_the_caveats(computing, api):
    said(own=OWN)
    Dataset.objects.filter(pk="herons").update(publishes_untraced=True)
    computing.publish()
    assert "not traced" not in record_of(api, "nests-2023")["statement"]
