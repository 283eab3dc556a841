"""Which march, poll or battle a figure is about: those of different events are never confused."""

import pytest

from datasets import publishing
from datasets.models import Area, Observation

from .findings import figure, found, rows
from .seed_folder import EVENTS, FIGURE, OBSERVATIONS, Seeds

MARCH, STORM = {"event_id": "march"}, {"event_id": "storm"}


@pytest.fixture
def days(clubs):
    """Two walks of one day: a march of bird watchers, and a storm."""
    clubs.event("march", "2023-05-01", title="The march of the bird watchers")
    clubs.event("storm", "2023-05-01", title="A storm")
    return clubs


@pytest.fixture
def seeds(db, tmp_path):
    """Return the folder of seed files, of which the figure is about the storm."""
    folder = Seeds(tmp_path)
    folder.write(OBSERVATIONS, with_cells({"event": "storm"}))
    return folder


def with_cells(change, without=()):
    """Return an observations.csv of the figure, with only those columns that it needs."""
    row = {name: cell for name, cell in (FIGURE | change).items() if name not in without}
    return f"{','.join(row)}\n{','.join(row.values())}\n"


# What is told of it


def test_a_figure_says_which_event_it_is_about(days, api):
    days.change("nests-2023", **MARCH)
    days.publish()
    told = figure(api, "nests-2023")
    assert told["event"] == {"id": "march", "title": "The march of the bird watchers"}
    assert " (the march of the bird watchers; Mill Lake). " in told["statement"]
    (row,) = rows(api, "observations.csv")
    assert row["event"] == "march"
    assert "citing_documents" not in row
    assert told["citing_documents"] == 1
    (brief,) = api.json("observations")["results"]
    assert brief["event"] == {"title": "The march of the bird watchers"}
    assert api.ids("observations?q=bird%20watchers") == ["nests-2023"]


def test_a_figure_about_no_event_says_so(published, api):
    assert figure(api, "nests-2023")["event"] is None
    (row,) = rows(api, "observations.csv")
    assert row["event"] == ""


def test_figures_are_found_by_their_event(days, api):
    days.change("nests-2023", **MARCH)
    days.rival("trust-2023", **STORM)
    days.rival("ranger-2023", "ranger")
    days.publish()
    assert api.ids("observations?event=march") == ["nests-2023"]
    assert api.ids("observations?event=march,storm") == ["nests-2023", "trust-2023"]
    counts = api.json("observations?count_by=event&limit=1")["counts"]
    assert counts["event"] == {"march": 1, "storm": 1}
    wrong = api.wrong("observations?event=stork")
    assert wrong.nearest == "storm"
    assert api.wrong("observations?event__not=march").reason == "unknown parameter"


# What is compared


@pytest.mark.parametrize(("theirs", "rules"), [(MARCH, ["contradiction"]), (STORM, []), ({}, [])])
def test_figures_contradict_each_other_only_about_one_event(days, api, theirs, rules):
    days.change("nests-2023", **MARCH)
    days.rival("trust-2023", **theirs)
    days.publish()
    assert [rule for rule, _ in found(api)] == rules


@pytest.mark.parametrize(("theirs", "rules"), [(MARCH, ["divergence"]), (STORM, [])])
def test_figures_diverge_only_about_one_event(days, api, theirs, rules):
    days.change("nests-2023", **MARCH)
    days.rival("trust-2023", measure_id="pairs-breeding", **theirs)
    days.publish()
    assert [rule for rule, _ in found(api)] == rules


@pytest.mark.parametrize(("later", "rules"), [(MARCH, ["cumulative_falls"]), (STORM, [])])
def test_a_running_total_falls_only_within_one_event(days, api, later, rules):
    days.measure("nests-built", kind="flow")
    of_club = {"measure_id": "nests-built"}
    days.figure("built-1", value="9", period="2023-05-01/2023-05-02", **of_club, **MARCH)
    days.figure("built-2", value="3", period="2023-05-01/2023-05-03", **of_club, **later)
    days.publish()
    assert [rule for rule, _ in found(api)] == rules


@pytest.mark.parametrize(("base", "rules"), [(MARCH, ["ratio_disagrees"]), (STORM, [])])
def test_a_ratio_is_held_against_figures_of_its_own_event(days, api, base, rules):
    days.change("nests-2023", **MARCH)
    days.figure("nests-2022", period="2022", value="10", **base)
    days.figure("ratio", quantity="ratio", base_period="2022", value="2", **MARCH)
    days.publish()
    assert [rule for rule, _ in found(api)] == rules


@pytest.mark.parametrize(("answered", "rules"), [(MARCH, ["misquoted"]), (STORM, [])])
def test_a_figure_of_another_event_is_not_misquoted(days, api, answered, rules):
    days.change("nests-2023", **MARCH)
    days.figure("pairs-2023", measure_id="pairs-breeding", value="30", **answered)
    days.publish()
    assert [rule for rule, _ in found(api)] == rules


def test_what_is_computed_is_about_the_event_that_all_its_figures_are_about(days, api):
    days.change("nests-2023", **MARCH)
    days.rival("trust-march", value="7", **MARCH)
    days.rival("trust-storm", value="7", period="2022", **STORM)
    days.rival("ranger-march", "ranger", value="90", **MARCH)
    days.rival("ranger-storm", "ranger", value="90", **STORM)
    days.computed("both", "a + b", "nests-2023 trust-march")
    days.computed("twice", "a * 2", "both")
    days.computed("mixed", "a + b", "nests-2023 trust-storm")
    days.publish()
    events = {slug: figure(api, slug)["event"] for slug in ("both", "twice", "mixed")}
    march = {"id": "march", "title": "The march of the bird watchers"}
    assert events == {"both": march, "twice": march, "mixed": None}
    assert found(api, "contradiction") == [
        ("contradiction", "both ranger-march"),
        ("contradiction", "nests-2023 ranger-march"),
        ("contradiction", "nests-2023 trust-march"),
        ("contradiction", "ranger-march trust-march"),
        ("contradiction", "ranger-march twice"),
    ]


# What may be added up


def test_figures_of_different_events_of_one_day_are_added(days, api):
    days.change("nests-2023", **MARCH)
    days.figure("nests-storm", value="3", **STORM)
    days.publish()
    answer = api.json("observations/total?measure=nests-counted")
    total = answer["total"]
    assert total["value"] == 44
    assert [one["id"] for one in total["events"]] == ["march", "storm"]
    assert [one["event"] for one in answer["observations"]] == ["march", "storm"]
    assert " (the march of the bird watchers and a storm; Mill Lake), " in total["statement"]


@pytest.mark.parametrize(("ours", "theirs"), [(MARCH, MARCH), (MARCH, {}), ({}, {})])
def test_figures_that_may_be_of_one_event_are_not_added(days, api, ours, theirs):
    days.change("nests-2023", **ours)
    days.figure("nests-again", value="3", period="2023-05", **theirs)
    days.publish()
    assert api.wrong("observations/total?measure=nests-counted", 422).parameter == "period"


@pytest.mark.parametrize(("theirs", "status"), [(STORM, 200), (MARCH, 422), ({}, 422)])
@pytest.mark.parametrize("area", ["reed-lake", "not-stated"])
def test_areas_that_include_each_other_count_twice_only_within_one_event(
    days, api, theirs, status, area
):
    Area.objects.filter(pk="reed-lake").update(part_of="mill-lake")
    days.change("nests-2023", **MARCH)
    days.figure("nests-there", value="3", area_id=area, **theirs)
    days.publish()
    assert api.get("observations/total?measure=nests-counted").status_code == status


def test_stocks_of_different_moments_are_added_where_their_events_differ(days, api):
    days.change("nests-2023", **MARCH)
    days.figure("nests-storm", value="3", period="2022", **STORM)
    days.publish()
    assert api.json("observations/total?measure=nests-counted")["total"]["value"] == 44
    days.figure("nests-march", value="3", period="2021", **MARCH)
    days.publish()
    wrong = api.wrong("observations/total?measure=nests-counted", 422)
    assert wrong.ids == ["nests-2023", "nests-march"]


@pytest.mark.parametrize(
    ("period", "cutoff", "gaps"),
    [
        ("2023-04/2023-05", "", False),
        ("2023-04", "", False),
        ("2023-05/2023-06", "", False),
        ("2023-06", "", False),
        ("2023-07", "", True),
        ("2023-05/2023-06", "2023-05-20", True),
    ],
)
def test_days_that_several_events_share_fill_no_gap(days, api, period, cutoff, gaps):
    days.measure("nests-built", kind="flow")
    days.figure("built-1", measure_id="nests-built", **MARCH)
    later = {"period": period, "data_cutoff": cutoff}
    days.figure("built-2", measure_id="nests-built", **later, **STORM)
    days.publish()
    total = api.json("observations/total?measure=nests-built")["total"]
    assert total["period"]["gaps"] is gaps


# Where it comes from


def test_seeds_name_the_event_of_a_figure(seeds):
    seeds.load()
    assert Observation.objects.get().event_id == "storm"


def test_a_column_that_may_be_blank_may_be_missing(seeds):
    seeds.write(OBSERVATIONS, with_cells({}, without=["inputs"]))
    seeds.load()
    assert Observation.objects.get().event_id is None
    seeds.write(OBSERVATIONS, with_cells({}, without=["measure"]))
    seeds.refused("herons/observations.csv:1: measure: column is missing")


def test_an_event_that_is_not_there_is_refused(seeds):
    seeds.write(OBSERVATIONS, with_cells({"event": "strom"}))
    seeds.refused("event “strom”: there is no such event; did you mean “storm”?")


def test_the_event_of_another_dataset_is_refused(seeds):
    seeds.write("ducks/dataset.toml", (seeds.folder / "herons/dataset.toml").read_text())
    storm = (seeds.folder / EVENTS).read_text().replace('"storm"', '"flood"')
    seeds.write("ducks/events.toml", storm)
    seeds.write(OBSERVATIONS, with_cells({"event": "flood"}))
    seeds.refused(
        "herons/observations.csv:2: row 1 (nests-2023) event “flood”: "
        "it is an event of ducks: expected one of herons"
    )


def test_publishing_refuses_the_event_of_another_dataset_too(days):
    days.event("flood", "2023", dataset=days.dataset("ducks"))
    days.change("nests-2023", event_id="flood")
    with pytest.raises(
        publishing.Refused, match="nests-2023: event “flood”: it is an event of ducks"
    ):
        days.publish()


@pytest.mark.parametrize("quantity", ["level", "share"])
def test_the_parts_of_one_event_are_not_held_against_the_whole_of_another(days, api, quantity):
    days.measure("seen-all", kind="flow", parts_complete=True)
    for part in ("seen-young", "seen-old"):
        days.measure(part, kind="flow", part_of_id="seen-all")
    for event, *numbers in ((MARCH, "100", "60", "40"), (STORM, "50", "30", "20")):
        for measure, number in zip(("seen-all", "seen-young", "seen-old"), numbers, strict=True):
            days.figure(
                f"{measure}-{event['event_id']}",
                measure_id=measure,
                quantity=quantity,
                value=number,
                period="2023-05-01",
                **event,
            )
    days.publish()
    # As shares, those of the storm come to 50 percent.
    agreeing, disagreeing = {"level": (2, 0), "share": (1, 1)}[quantity]
    assert len(api.ids("checks?rule=parts_agree")) == agreeing
    assert len(api.ids("checks?rule=parts_disagree")) == disagreeing
