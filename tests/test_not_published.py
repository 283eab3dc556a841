"""A figure of which no number was published: it says why, and stands in no computation."""

import pytest
from django.db import IntegrityError

from datasets import publishing
from datasets.models import Observation
from datasets.vocabularies import NOT_PUBLISHED

from .findings import checks, found, rows
from .findings import figure as record_of
from .seed_folder import CITATIONS, OBSERVATIONS, Seeds
from .world import FIRST_DAY

SUPPRESSED = {"status": "Q", "comparator": "vague", "value": ""}
NO_NUMBER = (
    "With the status H, K, L, M, O, Q no number was published: the comparator is vague, "
    "value and interpreted_as are empty."
)


@pytest.mark.parametrize("status", NOT_PUBLISHED)
def test_it_is_published_with_its_status_and_without_a_number(world, api, status):
    world.figure("nests-2022", **SUPPRESSED | {"status": status, "period": "2022"})
    world.publish()
    assert api.ids(f"observations?status={status}") == ["nests-2022"]
    record = record_of(api, "nests-2022")
    assert (record["value"], record["value_digits"], record["comparator"]) == (None, None, "vague")
    assert (record["interval"], record["bounds_basis"]) == (None, "none")
    (row,) = rows(api, f"observations.csv?status={status}")
    assert (row["status"], row["value"], row["lower_bound"]) == (status, "", "")
    assert row["statement"] == record["statement"]
    assert ": it was " in record["statement"]


def test_two_such_figures_contradict_nobody_and_confirm_nobody(clubs, api):
    clubs.rival("trust-2023", **SUPPRESSED)
    clubs.rival("ranger-2023", origin="ranger", **SUPPRESSED | {"status": "K"})
    clubs.publish()
    assert checks(api) == []
    assert record_of(api, "nests-2023")["independent_origins"] == 1


def test_parts_of_which_one_was_suppressed_are_not_added_up(world, api):
    whole = world.measure("nests-all", label="All nests", parts_complete=True)
    for part in ("nests-counted", "pairs-breeding"):
        type(whole).objects.filter(pk=part).update(part_of=whole)
    world.figure("all-2023", measure_id="nests-all", value="60")
    world.figure("pairs-2023", measure_id="pairs-breeding", value="2")
    world.publish()
    parts_disagree = "all-2023 nests-2023 pairs-2023"
    assert ("parts_disagree", parts_disagree) in found(api)
    world.change("pairs-2023", **SUPPRESSED)
    world.publish()
    assert checks(api) == []


def test_a_total_that_meets_one_has_no_number_and_says_so(world, api):
    world.measure("chicks", label="Chicks", kind="flow", phrase="chicks of {population}")
    for year, fields in {"2021": {"value": "20"}, "2022": SUPPRESSED}.items():
        figure = world.figure(f"chicks-{year}", measure_id="chicks", period=year, **fields)
        figure.inputs.clear()
    world.publish()
    answer = api.json("observations/total?measure=chicks")
    assert [one["id"] for one in answer["observations"]] == ["chicks-2021", "chicks-2022"]
    total = answer["total"]
    assert (total["value"], total["interval"], total["statuses"]) == (None, None, ["A", "Q"])
    assert "comes to no number that can be given, at least in part suppressed" in total["statement"]


def test_nothing_is_computed_from_one(world):
    world.figure("nests-2022", **SUPPRESSED | {"period": "2022"})
    world.derive("nests-both", "a + b", {"a": "nests-2023", "b": "nests-2022"})
    with pytest.raises(publishing.Refused) as refused:
        world.publish()
    assert refused.value.problems == [
        "derivation nests-both: operands: b = observation:nests-2022: "
        "no number of it was published (status Q)"
    ]


def test_an_event_of_the_same_id_is_counted_from(world, api):
    world.figure("storm", **SUPPRESSED | {"period": "2022"})
    world.event("storm", "2023-02-01")
    world.event("thaw", "2023-02-11")
    days = {"a": "event:thaw", "b": "event:storm"}
    world.derive("days-of-storm", "days(a - b)", days)
    world.publish()
    assert record_of(api, "days-of-storm")["value"] == 10


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "Q"},
        {"status": "K", "comparator": "about"},
        {"status": "O", "comparator": "increase", "value": "", "quantity": "difference"},
        SUPPRESSED | {"interpreted_as": "[1, 4]", "interpretation_note": "Below five."},
        {"status": "L", "comparator": "range", "value": "", "value_low": "1", "value_high": "4"},
    ],
)
def test_it_has_no_number_in_the_database(world, fields):
    base = {"base_period": "2022"} if "quantity" in fields else {}
    with pytest.raises(IntegrityError, match="observation_not_published_has_no_number"):
        Observation.objects.filter(pk="nests-2023").update(**fields, **base)


@pytest.mark.usefixtures("db")
def test_a_seed_file_is_told_so(tmp_path):
    folder = Seeds(tmp_path)
    folder.edit(OBSERVATIONS, ",A,bird-club", ",Q,bird-club")
    (problem,) = folder.refused()
    assert problem.startswith(f"{OBSERVATIONS}:2: row 1 (nests-2023) comparator “eq”, status “Q”")
    assert problem.endswith(NO_NUMBER)
    folder.edit(OBSERVATIONS, ",41,eq,", ",,vague,")
    folder.edit(CITATIONS, ",41,", ",c,")
    folder.load()
    publishing.publish("herons", on=FIRST_DAY, note="")
