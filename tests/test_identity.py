"""One figure stands in a dataset once: whoever types it again is told which it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datasets import publishing
from datasets.curation.identity_rules import saved_twin
from datasets.models import Citation, Observation

from .seed_folder import CITATIONS, FIGURE, FIRST, OBSERVATIONS, Seeds, csv_of
from .test_admin import Curator
from .test_admin import figure as typed
from .world import FIGURE as ANOTHER

EXPECTED = (
    "expected another measure, population, area, event, period, quantity, origin or first document"
)
# What makes a figure another one than the first of the world.
OTHERS = {
    "another measure": {"measure": "pairs-breeding"},
    "another population": {"population": "herons"},
    "another event": {"event": "storm"},
    "another period": {"period": "2023"},
    "counted up to another day": {"data_cutoff": "2023-04-30"},
    "another quantity": {"quantity": "share"},
    "another base period": {"quantity": "share", "base_period": "2022"},
    "another origin": {"origin": "gazette"},
    "a recount in the same document": {"revises": "nests-2023"},
}
SAME = {
    "nothing": {},
    "another number": {"value": "42"},
    "another spelling of the period": {"period": "2023-03-01/2023-05-31"},
    "another status": {"status": "P"},
    "other inputs": {"inputs": ""},
}


@pytest.fixture
def seeds(db, tmp_path):
    """Return the folder of seed files."""
    return Seeds(tmp_path)


def twice(seeds, change, hop=None):
    """Write the figure twice, the second time with a change of its row or of its first hop."""
    again = FIGURE | {"id": "nests-again"} | change
    seeds.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, again))
    first = FIRST | {"observation": "nests-again", "as_printed": ""} | (hop or {})
    seeds.write(CITATIONS, csv_of("citations.csv", FIRST, first))


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_the_same_figure_twice_is_refused_with_both_places(seeds, change):
    twice(seeds, change)
    problems = seeds.refused()
    assert problems == [
        "herons/observations.csv:3: row 2 (nests-again): is the same figure as nests-2023, "
        f"herons/observations.csv:2: {EXPECTED}"
    ]


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS.keys())
def test_whatever_makes_it_another_figure_is_enough(seeds, change):
    twice(seeds, change)
    seeds.load()
    assert Observation.objects.count() == 2


def test_a_figure_of_another_area_is_another_figure(seeds):
    seeds.append("common/areas.toml", '[[area]]\nid = "fen"\nlabel = "The fen"\n')
    twice(seeds, {"area": "fen"})
    seeds.load()
    assert Observation.objects.count() == 2


def test_a_rate_of_another_time_is_another_figure(seeds):
    rates = {"quantity": "rate", "per": "day"}, {"quantity": "rate", "per": "week"}
    figures = [FIGURE | {"id": slug} | rate for slug, rate in zip(("a", "b"), rates, strict=True)]
    seeds.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, *figures))
    hops = [FIRST | {"observation": slug} for slug in ("nests-2023", "a", "b")]
    seeds.write(CITATIONS, csv_of("citations.csv", *hops))
    seeds.load()
    assert Observation.objects.count() == 3


def test_two_recounts_of_one_figure_in_one_document_are_one(seeds):
    recount = FIGURE | {"id": "recount", "revises": "nests-2023"}
    again = recount | {"id": "recount-again"}
    seeds.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, recount, again))
    hops = [FIRST | {"observation": one["id"]} for one in (FIGURE, recount, again)]
    seeds.write(CITATIONS, csv_of("citations.csv", *hops))
    seeds.refused("(recount-again): is the same figure as recount, herons/observations.csv:3:")


def test_the_same_count_in_another_document_is_another_figure(seeds):
    twice(seeds, {}, {"document": "gazette-june"})
    seeds.load()


def test_a_document_that_nobody_saw_is_not_the_first_unless_it_is_of_the_origin(seeds):
    unseen = {"document": "gazette-june", "relation": "unknown"}
    second = FIRST | {"observation": "nests-again", "hop": "2", "via": "1", "basis": "inferred"}
    twice(seeds, {}, unseen)
    seeds.append(CITATIONS, csv_of("citations.csv", second).partition("\n")[2])
    seeds.refused("(nests-again): is the same figure as nests-2023,")
    twice(seeds, {}, unseen | {"document": "club-log"})
    seeds.append(CITATIONS, csv_of("citations.csv", second).partition("\n")[2])
    seeds.load()


def test_figures_without_a_chain_are_not_known_well_enough(seeds):
    drafts = (FIGURE | {"id": slug} for slug in ("draft", "draft-2"))
    seeds.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, *drafts))
    seeds.load()
    with pytest.raises(publishing.Refused, match="observation draft: it has no citation"):
        publishing.publish("herons")


def test_a_long_series_is_not_asked_for_each_of_its_chains(world):
    for year in range(2001, 2021):
        world.figure(f"nests-{year}", period=str(year), document="club-report")
    unsaved = Observation(dataset=world.herons, **ANOTHER | {"period": "1999"})
    with CaptureQueriesContext(connection) as queries:
        assert saved_twin(unsaved, "club-report") is None
    assert len(queries) == 1


def test_another_dataset_may_have_the_figure_too(world):
    world.figure("elsewhere", document="club-report", dataset=world.dataset("ducks"))
    world.publish()
    world.publish(dataset="ducks")


def test_publishing_refuses_what_became_the_same_figure(world):
    world.figure("nests-again", document="gazette-june")
    world.publish()
    Citation.objects.filter(observation="nests-again").update(document="club-report")
    with pytest.raises(publishing.Refused) as refusal:
        world.publish()
    assert refusal.value.problems == [
        f"observation nests-again: is the same figure as nests-2023: {EXPECTED}"
    ]


@pytest.mark.slow(reason="sends the largest form again and again")
def test_the_admin_refuses_the_same_figure_and_names_it(world, admin_client):
    curator, same = Curator(admin_client), {"period": "2023-03-01/2023-05-31", "value": "44"}
    wrong = {"citations": f"is the same figure as nests-2023: {EXPECTED}"}
    assert curator.add("observation", **typed(**same)) == wrong
    world.event("storm", "2023")
    assert curator.add("observation", **typed(**same, event="storm")) == {}
    assert curator.edit("observation", "nests-2024", value="44", event="") == wrong
    assert curator.edit("observation", "nests-2024", data_cutoff="2023-04") == {}
    assert curator.edit("observation", "nests-2024", change_note="Nothing else.") == {}


def test_a_figure_that_is_wrong_itself_is_refused_for_that_alone(world, admin_client):
    wrong = Curator(admin_client).add("observation", **typed(period="2023-13", value="44"))
    assert list(wrong) == ["period"]
