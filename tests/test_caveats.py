"""Where caveats reach, and which way they say that a figure is wrong."""

import pytest

from datasets.models import Waiver

from .world import FIRST_DAY


def told(api, slug="nests-2023"):
    """Return the bias of a published figure, and {caveat: (direction, where it hangs)}."""
    record = api.json(f"observations/{slug}")
    hanging = {one["id"]: (one["direction"], one["attached_to"]) for one in record["caveats"]}
    return record["bias"], hanging


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    "target",
    [
        {"dataset_id": "herons"},
        {"source_id": "bird-club"},
        {"document_id": "club-report"},
        {"document_id": "club-log"},
        {"measure_id": "nests-counted"},
        {"observation_id": "nests-2023"},
    ],
    ids=lambda target: next(iter(target.values())),
)
def test_a_caveat_reaches_down_from_where_it_hangs(world, api, target):
    world.caveat("short-walk")
    world.attach("short-walk", **target)
    world.publish()
    ((name, slug),) = target.items()
    assert told(api)[1]["short-walk"] == ("unknown", f"{name.removesuffix('_id')}:{slug}")


@pytest.mark.parametrize(
    "target",
    [
        {"source_id": "gazette"},
        {"document_id": "gazette-june"},
        {"measure_id": "pairs-breeding"},
    ],
    ids=lambda target: next(iter(target)),
)
def test_a_caveat_of_who_passed_it_on_never_stains_the_count(world, api, target):
    world.caveat("hasty", direction="overstated")
    world.attach("hasty", **target)
    world.publish()
    assert told(api) == ("understated", {"hidden-nests": ("understated", "document:club-log")})


def test_a_waived_caveat_reaches_no_further(world, api):
    Waiver.objects.create(
        caveat_id="hidden-nests", observation_id="nests-2023", reason="The reeds were cut."
    )
    world.publish()
    assert told(api) == ("none_recorded", {})


def test_the_nearest_attachment_of_a_caveat_decides_its_direction(world, api):
    world.attach("hidden-nests", observation_id="nests-2023", direction="mixed")
    world.publish()
    assert told(api) == ("mixed", {"hidden-nests": ("mixed", "observation:nests-2023")})


def test_caveats_come_nearest_first_in_every_format(world, api):
    for slug, target in {
        "a-of-all": {"dataset_id": "herons"},
        "b-of-the-club": {"source_id": "bird-club"},
        "c-of-the-measure": {"measure_id": "nests-counted"},
        "d-of-the-figure": {"observation_id": "nests-2023"},
    }.items():
        world.caveat(slug)
        world.attach(slug, **target)
    world.publish()
    expected = ["d-of-the-figure", "c-of-the-measure", "hidden-nests", "b-of-the-club", "a-of-all"]
    assert list(told(api)[1]) == expected
    assert ";".join(expected).encode() in api.get("observations.csv").body


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("directions", "bias"),
    [
        (["understated"], "understated"),
        (["overstated"], "overstated"),
        (["understated", "unknown"], "understated"),
        (["understated", "overstated"], "mixed"),
        (["understated", "mixed"], "mixed"),
        (["unknown"], "unknown"),
        ([], "none_recorded"),
    ],
)
def test_bias_is_the_sum_of_directions(world, api, directions, bias):
    Waiver.objects.create(caveat_id="hidden-nests", observation_id="nests-2023", reason="A test.")
    for number, direction in enumerate(directions):
        world.caveat(f"doubt-{number}", direction=direction)
        world.attach(f"doubt-{number}", observation_id="nests-2023")
    world.publish()
    assert told(api)[0] == bias


def test_a_caveat_that_concerns_the_meaning_changes_no_bias(world, api):
    world.caveat("storks-too", affects="interpretation", direction="overstated")
    world.attach("storks-too", observation_id="nests-2023")
    world.publish()
    assert told(api)[0] == "understated"


@pytest.mark.parametrize("quantity", ["ratio", "percent_change", "share"])
def test_a_comparison_hides_the_direction_of_what_reaches_down_to_it(world, api, quantity):
    world.figure("nests-compared", quantity=quantity, base_period="2022", value="2")
    world.publish()
    assert told(api, "nests-compared") == (
        "unknown",
        {"hidden-nests": ("unknown", "document:club-log")},
    )


def test_a_comparison_keeps_the_direction_of_its_own_caveat(world, api):
    world.figure("nests-compared", quantity="ratio", base_period="2022", value="2")
    world.caveat("half-a-walk", direction="overstated")
    world.attach("half-a-walk", observation_id="nests-compared")
    world.publish()
    bias, hanging = told(api, "nests-compared")
    assert bias == "overstated"
    assert hanging["half-a-walk"][0] == "overstated"


def test_no_recorded_caveat_is_a_statement_of_its_own(world, api):
    world.attach("hidden-nests", observation_id="nests-2023")
    Waiver.objects.create(caveat_id="hidden-nests", observation_id="nests-2023", reason="A test.")
    world.change("nests-2023", caveats_reviewed_on=FIRST_DAY)
    world.publish()
    row = api.get("observations.csv").body.decode().splitlines()[1]
    assert row.count("none_recorded") == 5
    assert api.ids("observations?caveats=none_recorded") == ["nests-2023"]
    assert api.ids("observations?caveat_kinds=none_recorded") == ["nests-2023"]
    assert api.ids("observations?bias=none_recorded") == ["nests-2023"]


def test_the_2076_is_understated_and_the_ratios_are_unknown(deserters, api):
    biases = {one["id"]: one["bias"] for one in api.json("observations")["results"]}
    assert biases["awol-2023-s1"] == "understated"
    assert biases["awol-2023-s1-vs-2022"] == biases["awol-2023-s1-vs-2021"] == "unknown"
