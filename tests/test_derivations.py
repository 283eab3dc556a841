"""Figures that Caveat computes: their records, their bounds, and what may not be computed."""
# ruff: noqa: E501

import datetime

import pytest

from datasets import publishing
from datasets.models import Citation, Derivation, Event, Record, Release, Unit

from .seed_folder import CAVEATS, CITATIONS, EVENTS, FIGURE, OBSERVATIONS, WITHDRAWN, Seeds, csv_of

DERIVATIONS = "herons/derivations.toml"
LATER = datetime.date(2024, 2, 1)


@pytest.fixture
def counts(world):
    """Return the world with counts of three months, a rise against the months before, a share."""
    autumn = {"period": "2023-09/2023-11", "base_period": ""}
    world.figure("nests-autumn", value="577", **autumn)
    world.figure("nests-october", value="218", period="2023-10")
    world.figure("nests-november", value="175", period="2023-11")
    rise = autumn | {"base_period": "2023-06/2023-08", "quantity": "percent_change"}
    world.figure("nests-rise", value="89", **rise)
    world.figure("october-share", value="18", quantity="share", period="2023-10")
    world.figure("nests-half-year", value="2076", period="2023-S1")
    twice = {"period": "2023-S1", "quantity": "ratio", "comparator": "about"}
    world.figure("twice-2022", value="2", base_period="2022", **twice)
    three = {
        "value": "3",
        "interpreted_as": "[3, 4]",
        "interpretation_note": "Three times more, or as many.",
    }
    world.figure("three-times-2021", base_period="2021", **twice | three)
    return world


def test_words_of_a_count_go_in_as_no_less_than_none(world, api):
    world.figure("nests-many", value="", comparator="vague")
    world.derive("result", "a - m", {"a": "nests-2023", "m": "nests-many"})
    world.publish()
    assert told(api, "result") == ("lte", "41", "[0, 41]")


def test_a_number_that_its_own_bounds_leave_out_is_not_given(world, api):
    world.figure("nests-all", value="40", comparator="about")
    world.derive("rest", "a - b", {"a": "nests-all", "b": "nests-2023"})
    world.publish()
    assert told(api, "rest") == ("lt", "3", "[0, 3)")


def test_a_number_that_a_reading_leaves_out_is_not_given(world, api):
    world.figure(
        "dozens",
        value="2",
        comparator="about",
        interpreted_as="[24, 48]",
        interpretation_note="12 each.",
    )
    world.derive("both", "a + b", {"a": "dozens", "b": "nests-2023"})
    world.publish()
    assert told(api, "both") == ("vague", None, "[64.5, 89.5)")


def test_fewer_than_none_of_what_is_counted_is_refused(world):
    world.figure("few", value="3")
    world.derive("rest", "a - b", {"a": "few", "b": "nests-2023"})
    with pytest.raises(publishing.Refused, match=r"derivation rest: .* comes to less than 0"):
        world.publish()


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("formula", "put"),
    [
        ("a + b", ("gt", "18100", "(18100, )")),
        ("a * 2", ("gt", "36000", "(36000, )")),
        ("b / a", ("lt", "0.0056", "(0, 0.0056)")),
        ("b * 2", ("eq", "200", "[200, 200]")),
    ],
)
def test_what_rests_on_a_floor_is_put_as_what_it_is_above_or_below(world, api, formula, put):
    world.figure("many", value="18000", comparator="gt", period="2022")
    world.figure("few", value="100", period="2021")
    quantity = {"quantity": "ratio", "base_period": "2021"} if "/" in formula else {}
    operands = {"a": "observation:many", "b": "observation:few"}
    used = {letter: name for letter, name in operands.items() if letter in formula}
    world.derive("result", formula, used, period="2022", **quantity)
    world.publish()
    record = api.json("observations/result")
    assert (record["comparator"], record["value_digits"], record["interval"]) == put


def test_a_part_that_is_only_known_to_be_below_makes_no_number(world, api):
    world.figure("some", value="50", comparator="gte", period="2022")
    world.figure("most", value="100", comparator="lte", period="2021")
    world.derive("result", "a + b", {"a": "observation:some", "b": "observation:most"})
    world.publish()
    record = api.json("observations/result")
    assert (record["comparator"], record["value_digits"]) == ("gte", "50")


AUTUMN = {"a": "observation:nests-autumn"}
# The figures of the first dataset, with nests in the place of people.
IMPLIED = {
    "nests-summer": (
        ("a / (1 + b / 100)", {"a": "nests-autumn", "b": "nests-rise"}),
        {"period": "2023-06/2023-08"},
        ("about", "305.291", "(304.4854, 306.1008]"),
    ),
    "nests-2022": (
        ("a / b", {"a": "nests-half-year", "b": "twice-2022"}),
        {"period": "2022"},
        ("about", "1038", "(830.4, 1384]"),
    ),
    "nests-2021": (
        ("a / b", {"a": "nests-half-year", "b": "three-times-2021"}),
        {"period": "2021"},
        ("about", "692", "(461.3333, 830.4]"),
    ),
    "monthly-ratio": (
        ("(a / 6) / (c / 12)", {"a": "nests-half-year", "c": "nests-2022"}),
        {"period": "2023-S1", "quantity": "ratio", "base_period": "2022"},
        ("about", "4", "[3, 5)"),
    ),
    "nests-september": (
        ("a - b - c", {"a": "nests-autumn", "b": "nests-october", "c": "nests-november"}),
        {"period": "2023-09"},
        ("eq", "184", "[184, 184]"),
    ),
    "nests-ever": (
        ("a / (b / 100)", {"a": "nests-october", "b": "october-share"}),
        {"period": "../2023-12"},
        ("about", "1211.11", "(1178.3783, 1245.7143]"),
    ),
    "nests-at-most": (
        ("a + b", {"a": "nests-october", "b": "nests-november"}),
        {"comparator": "lte"},
        ("lte", "393", "[0, 393]"),
    ),
    "nests-at-least": (
        ("a - b", {"a": "nests-october", "b": "nests-november"}),
        {"comparator": "gte"},
        ("gte", "43", "[43, )"),
    ),
}


@pytest.fixture
def implied(counts):
    """Return the world with all that follows from its counts."""
    for slug, (formula, fields, _) in IMPLIED.items():
        counts.derive(slug, *formula, **fields)
    return counts


def told(api, slug):
    """Return how a published figure is put: comparator, value, interval."""
    record = api.json(f"observations/{slug}")
    return record["comparator"], record["value_digits"], record["interval"]


def test_each_result_has_its_value_and_its_bounds(implied, api):
    implied.publish()
    assert {slug: told(api, slug) for slug in IMPLIED} == {
        slug: expected for slug, (_, _, expected) in IMPLIED.items()
    }


def test_a_computed_figure_is_a_record_like_any_other(implied, api):
    implied.document("gazette-late", source_id="gazette", published="2023-12", seen="excerpt")
    Citation.objects.filter(observation="october-share").update(document="gazette-late")
    implied.change("nests-october", credibility="4")
    implied.publish()
    record = api.json("observations/nests-ever")
    operands = {
        slug: api.json(f"observations/{slug}") for slug in ("nests-october", "october-share")
    }
    assert record["origin"]["id"] == "software"
    assert (record["status"], record["unit"], record["quantity"]) == ("E", "nests", "level")
    assert (record["lower_bound"], record["upper_bound"]) == (1178.3783, 1245.7143)
    assert (record["interval"], record["bounds_basis"]) == ("(1178.3783, 1245.7143]", "derived")
    # the weakest of those that it rests on
    assert [one["verification"] for one in operands.values()] == ["read", "excerpt"]
    assert (record["verification"], record["credibility"]) == ("excerpt", "4")
    assert [one["document"] for one in record["inputs"]] == ["club-report-of-2023", "gazette-late"]
    assert (record["citations"], record["documents"], record["citing_documents"]) == ([], [], 0)
    assert (record["first_document"], record["as_printed"]) == (None, None)
    assert record["alterations"] == []
    assert record["reported_measures"] == ["nests-counted"]
    assert record["derivation"] == {
        "formula": "a / (b / 100)",
        "text": "a / (b / 100) where a = observation:nests-october, b = observation:october-share",
        "compares": None,
        "operands": [
            {
                "letter": letter,
                "operand": f"observation:{slug}",
                "interval": one["interval"],
                "statement": one["statement"],
                "origin_label": "The bird club",
            }
            for letter, (slug, one) in zip("ab", operands.items(), strict=True)
        ],
    }
    assert record["statement"].startswith(
        "From the bird club’s figures, Caveat computed about 1,211 (1,178 to 1,246) nests "
    )
    assert record["cite_as"] == (
        "Caveat, computed from figures of the bird club; "
        "in: Caveat, Herons at Mill Lake, release 1, nests-ever."
    )
    assert api.json("observations/nests-ever/citations")["citations"] == []
    assert api.json("sources/software")["label"] == "Caveat"


def test_a_computed_figure_is_in_the_export_and_found_by_its_origin(implied, api):
    implied.publish()
    assert api.ids("observations?origin=software") == sorted(IMPLIED)
    lines = api.get("observations.csv?origin=software").body.decode().splitlines()
    assert "a - b - c where a = observation:nests-autumn, b = observation" in lines[-2]
    assert len(lines) == len(IMPLIED) + 1


def test_a_result_with_more_digits_than_are_shown_is_no_exact_number(counts, api):
    counts.derive("a-third", "a / 3", {"a": "nests-october"})
    counts.derive("a-half", "a / 4", {"a": "nests-october"})
    counts.publish()
    assert told(api, "a-third") == ("about", "72.6667", "[72.6666, 72.6667]")
    assert told(api, "a-half") == ("eq", "54.5", "[54.5, 54.5]")


def test_a_computed_share_is_at_most_all_of_it(counts, api):
    counts.figure("seen", value="40", comparator="about", period="2023-05")
    counts.figure("all", value="41", period="2023-05")
    counts.derive("share-seen", "a / b * 100", {"a": "seen", "b": "all"}, quantity="share")
    counts.publish()
    record = api.json("observations/share-seen")
    assert (record["interval"], record["upper_bound"]) == ("[87.8048, 100]", 100)


@pytest.fixture
def nesting(counts):
    """Return the world in which herons are said to have nested for five months."""
    Unit.objects.create(slug="months", label="months", countable=False)
    counts.measure("nesting-time", label="Time of nesting", unit_id="months")
    counts.event("arrival", "2022-02-24")
    counts.event("departure", "2022-09-21")
    whole = {"measure_id": "nesting-time", "period": "2022-02-24/2022-09-21"}
    counts.figure("nesting-said", value="5", **whole)
    counts.derive(
        "nesting-by-dates",
        "months(d - a)",
        {"d": "event:departure", "a": "event:arrival"},
        compares_id="nesting-said",
        **whole,
    )
    return counts


def test_the_time_between_two_events_contradicts_five_months(nesting, api):
    nesting.publish()
    assert told(api, "nesting-by-dates") == ("about", "6.86667", "[6.8666, 6.8667]")
    assert told(api, "nesting-said") == ("eq", "5", "[4.5, 5.5)")
    for slug in ("nesting-by-dates", "nesting-said"):
        record = api.json(f"observations/{slug}")
        assert [check["rule"] for check in record["checks"]] == ["contradiction"]
        assert record["rivals"]
    record = api.json("observations/nesting-by-dates")
    assert [one["document"] for one in record["inputs"]] == ["gazette-june"]
    assert (record["verification"], record["credibility"]) == ("excerpt", "6")
    assert record["derivation"]["compares"] == "nesting-said"
    assert record["derivation"]["operands"][0] == {
        "letter": "a",
        "operand": "event:arrival",
        "interval": "2022-02-24",
        "statement": None,
        "origin_label": None,
    }


def test_a_figure_that_fits_what_is_computed_is_not_contradicted(nesting, api):
    nesting.change("nesting-said", value="7")
    nesting.publish()
    assert not api.json("observations/nesting-said")["disputed"]


def test_days_between_events_of_which_only_the_month_is_known_have_bounds_alone(nesting, api):
    Event.objects.filter(pk="arrival").update(date="2022-02")
    nesting.derive("days-here", "days(d - a)", {"d": "event:departure", "a": "event:arrival"})
    nesting.publish()
    assert told(api, "days-here") == ("vague", None, "[205, 232]")


def test_an_event_without_an_end_leaves_the_bounds_open(nesting, api):
    Event.objects.filter(pk="departure").update(date="2022-09-21/..")
    nesting.publish()
    assert told(api, "nesting-by-dates") == ("gte", "6.8666", "[6.8666, )")


def test_what_rests_on_words_alone_has_no_value_and_says_that_anything_went_in(counts, api):
    counts.figure("nests-many", value="", comparator="vague")
    counts.derive("many-more", "a + b", {"a": "nests-october", "b": "nests-many"})
    counts.publish()
    assert told(api, "many-more") == ("gte", "218", "[218, )")
    operands = api.json("observations/many-more")["derivation"]["operands"]
    assert [one["interval"] for one in operands] == ["[218, 218]", "[0, )"]


def test_a_constant_goes_in_as_it_is(counts, api):
    counts.derive("a-dozen-more", "a + c", {"a": "nests-october", "c": "constant:12"})
    counts.publish()
    assert told(api, "a-dozen-more") == ("eq", "230", "[230, 230]")
    constant = api.json("observations/a-dozen-more")["derivation"]["operands"][1]
    assert constant == {
        "letter": "c",
        "operand": "constant:12",
        "interval": "[12, 12]",
        "statement": None,
        "origin_label": None,
    }


def test_a_count_cannot_be_below_none_but_a_difference_can(counts, api):
    counts.figure("nests-few", value="30", comparator="lt")
    operands = {"a": "nests-few", "b": "nests-2023"}
    counts.derive("the-rest", "b - a", operands)
    counts.derive("fewer", "a - b", operands, quantity="difference", base_period="2022")
    counts.publish()
    assert told(api, "the-rest")[2] == "(11, 41]"
    assert told(api, "fewer")[2] == "[-41, -11)"


# What changes below


def test_a_result_changes_with_its_operand_in_a_new_version_with_a_reason(implied, api):
    implied.publish()
    implied.change("nests-october", value="220", change_note="Two were missed.")
    implied.publish(on=LATER, note="")
    record = api.json("observations/nests-september")
    assert (record["value_digits"], record["version"], record["release"]) == ("182", 2, 2)
    assert record["change_note"] == "Something that it is computed from changed."
    assert api.json("observations/nests-summer")["version"] == 1
    first = api.json("observations?dataset=herons&release=1&origin=software")["results"]
    assert {one["id"]: one["value_digits"] for one in first}["nests-september"] == "184"


@pytest.mark.slow(reason="publishes twice for each edit")
@pytest.mark.parametrize(
    "edit",
    [
        {"formula": "a - b + c"},
        {"operands": dict.fromkeys("bc", "observation:nests-october") | AUTUMN},
        {"measure": "pairs-breeding"},
        {"period": "2023-08"},
        {"comparator": "lte"},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_a_result_that_curators_compute_otherwise_needs_their_reason(implied, api, edit):
    implied.publish()
    rows = Derivation.objects.filter(pk="nests-september")
    rows.update(**edit)
    with pytest.raises(publishing.Refused, match="nests-september: it changes without a reason"):
        implied.publish(on=LATER, note="")
    rows.update(change_note="October was counted in.")
    implied.publish(on=LATER, note="")
    record = api.json("observations/nests-september")
    assert (record["version"], record["change_note"]) == (2, "October was counted in.")


def test_nothing_that_changed_makes_no_release_of_computed_figures_either(implied):
    implied.publish()
    assert implied.publish(on=LATER) is None


def test_a_result_rests_on_results_as_far_down_as_they_go(counts, api):
    counts.derive("one", "a + a", {"a": "nests-october"})
    counts.derive("two", "x + 1", {"x": "one"})
    # the name comes before those that it rests on
    counts.derive("all", "x / a", {"x": "two", "a": "nests-october"}, measure_id="pairs-breeding")
    counts.derive("and-more", "a + x", {"a": "nests-november", "x": "one"})
    counts.publish()
    assert told(api, "and-more") == ("eq", "611", "[611, 611]")
    assert told(api, "two") == ("eq", "437", "[437, 437]")
    assert told(api, "all") == ("about", "2.00459", "[2.0045, 2.0046]")
    operands = api.json("observations/all")["derivation"]["operands"]
    assert operands[1]["statement"] == api.json("observations/two")["statement"]
    counts.change("nests-october", value="100")
    counts.publish(on=LATER)
    assert told(api, "all") == ("eq", "2.01", "[2.01, 2.01]")


def test_what_goes_in_twice_by_two_ways_cancels(counts, api):
    counts.derive("nests-before", "a / b", {"a": "nests-half-year", "b": "twice-2022"})
    counts.derive("as-often", "a / c", {"a": "nests-half-year", "c": "nests-before"})
    counts.publish()
    assert told(api, "as-often") == ("about", "2", "[1.5, 2.5)")


def test_a_ceiling_goes_in_as_all_that_is_below_it(counts, api):
    ceiling = {"a": "nests-october", "b": "nests-november"}
    counts.derive("at-most", "a + b", ceiling, comparator="lte")
    counts.derive("not-october", "m - a", {"m": "at-most", "a": "nests-october"})
    counts.derive("per-day", "m / 10", {"m": "at-most"}, quantity="rate", per="day")
    counts.derive("at-least", "a", {"a": "nests-2023"}, comparator="gte")
    counts.derive("in-all", "m + l", {"m": "at-most", "l": "at-least"})
    counts.publish()
    # 218 of October do not cancel: who says that the ceiling is reached?
    assert told(api, "not-october") == ("lte", "175", "[0, 175]")
    assert told(api, "per-day") == ("lte", "39.3", "[0, 39.3]")
    assert told(api, "in-all") == ("gte", "41", "[41, )")
    assert api.json("observations/per-day")["unit"] == "nests/day"
    assert [one["document"] for one in api.json("observations/per-day")["inputs"]] == [
        "club-report-of-2023"
    ]


def test_a_ceiling_and_a_floor_are_where_the_bounds_end_rounded_outward(counts, api):
    counts.figure("about-forty", value="40", comparator="about")
    counts.figure("nests-many", value="", comparator="vague")
    counts.derive("a-ceiling", "a + b", {"a": "about-forty", "b": "nests-2023"}, comparator="lte")
    counts.derive("a-floor", "a + b", {"a": "about-forty", "b": "nests-2023"}, comparator="gte")
    counts.derive("a-third", "a / 3 * 1000", {"a": "nests-october"}, comparator="lte")
    counts.derive("no-ceiling", "a + b", {"a": "nests-many", "b": "nests-2023"}, comparator="lte")
    counts.derive("a-rest", "m - 2", {"m": "a-ceiling"})
    counts.publish()
    # 40 and 41, but nothing says that there were not 43 of the one
    assert told(api, "a-ceiling") == ("lte", "85", "[0, 85)")
    assert told(api, "a-floor") == ("gte", "77", "[77, )")
    assert told(api, "a-third") == ("lte", "72666.6667", "[0, 72666.6667]")
    assert told(api, "no-ceiling") == ("vague", None, "[0, )")
    assert told(api, "a-rest") == ("lt", "83", "[0, 83)")


# What is refused


def _of_another_dataset(world):
    egrets = world.dataset("egrets")
    world.figure("egrets-2023", dataset=egrets)
    world.derive("one", "a", {"a": "egrets-2023"})


def _compared_with_another_dataset(world):
    world.figure("egrets-2023", dataset=world.dataset("egrets"))
    world.derive("one", "a", {"a": "nests-2023"}, compares_id="egrets-2023")


def _event_of_another_dataset(world):
    egrets = world.dataset("egrets")
    world.event("storm", "2023-02-01", dataset=egrets)
    world.event("calm", "2023-02-03")
    world.derive("one", "days(a - b)", {"a": "event:calm", "b": "event:storm"})


def _events(formula):
    def add(world):
        world.event("storm", "2023-02-01")
        world.event("calm", "2023-02-03")
        operands = {"a": "event:calm", "b": "event:storm", "c": "nests-2023"}
        world.derive("one", formula, operands)

    return add


def _one(formula, operands, **fields):
    return lambda world: world.derive("one", formula, operands, **fields)


def _zero(world):
    world.figure("none-seen", value="0")
    world.derive("one", "a / b", {"a": "nests-2023", "b": "none-seen"})


def _none_of_none(world):
    for slug in ("none-seen", "none-heard"):
        world.figure(slug, value="0")
    world.derive("one", "b / (b + c)", {"b": "none-seen", "c": "none-heard"})


def _zero_further_down(world):
    world.derive("none", "a - b", {"a": "nests-2023", "b": "constant:41"})
    world.derive("one", "a / b", {"a": "nests-2023", "b": "none"})


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("add", "problem"),
    [
        (
            _one("a", {"a": "nests-2032"}),
            "derivation one: operands: there is no observation “nests-2032” in the dataset",
        ),
        (
            _of_another_dataset,
            "derivation one: operands: there is no observation “egrets-2023” in the dataset",
        ),
        (
            _compared_with_another_dataset,
            "derivation one: compares: there is no observation “egrets-2023” in the dataset",
        ),
        (
            _event_of_another_dataset,
            "derivation one: operands: there is no event “storm” in the dataset",
        ),
        (
            _one("days(a - b)", {"a": "event:gone", "b": "event:gone"}),
            "derivation one: operands: there is no event “gone” in the dataset",
        ),
        (
            _one("a + b", {"a": "nests-2023"}),
            "derivation one: formula: nothing says what b is",
        ),
        (
            _one("a", {"a": "nests-2023", "b": "nests-2023"}),
            "derivation one: operands: the formula has no letter b",
        ),
        (
            _events("a - b + c"),
            "derivation one: operands: a = event:calm: events stand in days() or months()",
        ),
        (
            _events("days(a - c) + days(b - a)"),
            "derivation one: operands: c = observation:nests-2023: events stand in days()",
        ),
        (
            _one("a + 1", {"a": "constant:5"}),
            "derivation one: operands: it rests on no figure and no event",
        ),
        (
            _one("a", {"a": "nests-2023"}, compares_id="nests-2023", quantity="rate", per="day"),
            "derivation one: compares: it differs in quantity",
        ),
        (
            _one("a", {"a": "nests-2023"}, caveats_reviewed_on=None),
            "observation one: nobody has considered its caveats",
        ),
        (_zero, "derivation one: formula “a / b” divides by zero"),
        (_none_of_none, "derivation one: formula “b / (b + c)” divides by zero"),
        (
            _one("a / b", {"a": "nests-2023", "b": "constant:0"}),
            "derivation one: formula “a / b” divides by zero",
        ),
        (_zero_further_down, "derivation one: formula “a / b” divides by zero"),
        (
            lambda world: world.derive("nests-2023", "a", {"a": "nests-2023"}),
            "derivation nests-2023: slug: the observation nests-2023 is there already",
        ),
    ],
)
def test_what_cannot_be_computed_is_refused_by_name_and_nothing_is_published(world, add, problem):
    add(world)
    with pytest.raises(publishing.Refused) as refusal:
        world.publish()
    assert any(said.startswith(problem) for said in refusal.value.problems), refusal.value.problems
    assert not Record.objects.exists()
    assert not Release.objects.exists()


def test_a_circle_is_told_along_its_path(world):
    world.derive("one", "x + a", {"x": "two", "a": "nests-2023"})
    world.derive("two", "x", {"x": "three"})
    world.derive("three", "x", {"x": "one"})
    world.derive("four", "x", {"x": "four"})
    with pytest.raises(publishing.Refused) as refusal:
        world.publish()
    assert {
        "derivation one: operands: goes in a circle: one → two → three → one",
        "derivation four: operands: goes in a circle: four → four",
    } <= set(refusal.value.problems)


def test_all_that_cannot_be_computed_is_named_at_once(world):
    world.derive("one", "a + b", {"a": "nests-2032"})
    world.derive("two", "a", {"a": "event:storm"})
    with pytest.raises(publishing.Refused) as refusal:
        world.publish()
    said = str(refusal.value)
    assert "one: operands: there is no observation “nests-2032” in the dataset" in said
    assert "one: formula: nothing says what b is" in said
    assert "two: operands: a = event:storm: events stand in days()" in said


# From seed files

SUM = """
[[derivation]]
id = "nests-twice"
measure = "nests-counted"
area = "mill-lake"
period = "2023"
quantity = "level"
formula = "a + b"
operands = { a = "observation:nests-2023", b = "constant:41" }
caveats_reviewed_on = 2024-01-15
"""
SINCE = SUM.replace('"nests-twice"', '"since-the-storm"').replace(
    '"a + b"\noperands = { a = "observation:nests-2023", b = "constant:41" }',
    '"days(a - b)"\noperands = { a = "event:calm", b = "event:storm" }',
)
CALM = """
[[event]]
id = "calm"
title = "Calm"
date = "2023-02-03"
document = "gazette-june"
"""
OPERANDS = 'operands = { a = "observation:nests-2023", b = "constant:41" }'
SLUG = 'id = "nests-twice"'


@pytest.fixture
def files(remembering, tmp_path, settings):
    """Return a seed folder with a sum and the days between two events, loaded."""
    settings.SEEDS_DIR = tmp_path
    folder = Seeds(tmp_path)
    folder.append(EVENTS, CALM)
    folder.write(DERIVATIONS, SUM + SINCE)

    def folder_with_derivations():
        folder.load()

    remembering(folder_with_derivations)
    return folder


def test_derivations_are_loaded_from_their_file_and_published(files, api):
    assert Derivation.objects.get(pk="nests-twice").population_id == "grey-herons"
    assert not files.load().differs
    publishing.publish("herons")
    assert told(api, "nests-twice") == ("eq", "82", "[82, 82]")
    assert told(api, "since-the-storm") == ("eq", "2", "[2, 2]")


def test_an_edit_of_a_derivation_is_told_with_its_fields(files):
    files.edit(DERIVATIONS, 'formula = "a + b"', 'formula = "a - b"')
    assert files.load().changed == {"derivation nests-twice": {"formula": ("a + b", "a - b")}}


FIRST_ROW = "herons/derivations.toml:2: row 1 (nests-twice) "


# fmt: off
# (what stands in the file, what is written there instead, what is said)
MISTAKES = [
    ('"a + b"', '"a +"', FIRST_ROW + "formula “a +”: “a +” is no formula: expected numbers"),
    ('"a + b"', '"a / 0 + b"', FIRST_ROW + "formula “a / 0 + b”: divides by zero"),
    ('"a + b"', '"a + b + c"', FIRST_ROW + "formula “a + b + c”: nothing says what c is"),
    ('"a + b"', '"a"', "the formula has no letter b"),
    ('formula = "a + b"', "", FIRST_ROW + "formula: is missing"),
    ('formula = "a + b"', "formula = 5", "formula “5”: expected text in quotes"),
    (SLUG + '\nmeasure = "nests-counted"', SLUG + '\nmeasure = ["nests-counted"]', "measure “['nests-counted']”: expected text in quotes"),
    ('formula = "a + b"', 'formla = "a + b"', "formla: unknown; did you mean “formula”?"),
    ("observation:nests-2023", "observation:nests-2032", "there is no observation “nests-2032” in the dataset; did you mean “nests-2023”?"),
    ("observation:nests-2023", "observation:nests-twice", "goes in a circle: nests-twice → nests-twice"),
    ("observation:nests-2023", "event:storm", "a = event:storm: events stand in days() or months(), and only they"),
    ("observation:nests-2023", "figure:nests-2023", "“a = figure:nests-2023”: expected a letter, and one of observation:SLUG, event:SLUG"),
    ("observation:nests-2023", "nests-2023", "“a = nests-2023”: expected a letter, and one of observation:SLUG"),
    ("constant:41", "constant:4_1", "“b = constant:4_1”: expected a letter"),
    ("constant:41", "constant:", "“b = constant:”: expected a letter"),
    ('b = "constant:41"', "b = 41", "“b = 41”: expected a letter, and one of observation:SLUG"),
    ('b = "constant:41"', 'bb = "constant:41"', "“bb = constant:41”: expected a letter"),
    (OPERANDS, "operands = 5", "operands “5”: expected names and operands such as"),
    (OPERANDS, 'operands = ["a"]', "operands “['a']”: expected names and operands such as"),
    (OPERANDS, "operands = {}", FIRST_ROW + "operands “{}”: is missing"),
    (OPERANDS, "", FIRST_ROW + "operands: is missing"),
    ("event:calm", "observation:nests-2023", "a = observation:nests-2023: events stand in days() or months(), and only they"),
    ("event:calm", "event:clam", "there is no event “clam” in the dataset; did you mean “calm”?"),
    ('"nests-twice"', '"nests-2023"', "(nests-2023) slug “nests-2023”: the observation nests-2023 is there already"),
    ('"since-the-storm"', '"nests-twice"', "row 2 (nests-twice): stands already in herons/derivations.toml:2"),
    (SLUG, SLUG + '\ncomparator = "gt"', "comparator “gt”: expected one of lte, gte"),
    (SLUG, SLUG + '\nbase_period = "2022"', "A level or a rate is measured against no base_period"),
    (SLUG, SLUG + '\nper = "day"', "A rate, and only a rate, says per what"),
    (SLUG, SLUG + '\ncompares = "nests-2032"', "compares “nests-2032”: there is no such observation; did you mean “nests-2023”?"),
    (SLUG + '\nmeasure = "nests-counted"', SLUG + '\ncompares = "nests-2023"\nmeasure = "pairs-breeding"', "compares “nests-2023”: it differs in measure"),
    (SLUG, SLUG + '\nvalue = "82"', FIRST_ROW + "value: unknown"),
]
# fmt: on


@pytest.mark.slow(reason="loads a folder for each mistake")
@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_a_mistake_in_a_derivation_is_refused_with_its_place(files, old, new, said):
    files.edit(DERIVATIONS, old, new)
    problems = files.refused(said)
    assert all(problem.startswith("herons/derivations.toml:") for problem in problems)


WAIVED = 'waive = [{ observation = "nests-2023"'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            WAIVED,
            WAIVED.replace("nests-2023", "nests-twice"),
            "herons/caveats.toml:14: row 2 (one-walk) waive “nests-twice”: it is a computed figure, "
            "whose caveats are those of its measure and of what it is computed from: a caveat can be "
            "waived of reported figures only",
        ),
        (
            "document:club-log",
            "observation:nests-twice",
            "attach “nests-twice”: it is a computed figure, whose caveats are those of its measure "
            "and of what it is computed from: attach the caveat to one of these",
        ),
    ],
)
def test_a_caveat_is_waived_and_hung_at_what_a_figure_is_computed_from(files, old, new, said):
    files.edit(CAVEATS, old, new)
    files.refused(said)


def test_where_a_reported_figure_belongs_a_computed_one_is_refused_as_that(files):
    files.edit(CITATIONS, "nests-2023,2,1", "nests-twice,2,1")
    files.refused("observation “nests-twice”: it is a computed figure, expected a reported one")


def test_an_operand_stands_in_the_same_folder(files):
    files.write("egrets/dataset.toml", (files.folder / "herons/dataset.toml").read_text())
    files.write("egrets/derivations.toml", SUM.replace('"nests-twice"', '"egrets-twice"'))
    files.refused("egrets/derivations.toml:2: row 1 (egrets-twice) operands")


def test_a_published_result_leaves_only_by_a_withdrawal(files, api):
    publishing.publish("herons")
    files.write(DERIVATIONS, SUM)
    files.refused(
        "herons/derivations.toml: (since-the-storm): is published, and may leave only through"
    )
    row = {"id": "since-the-storm", "reason": "The storm was none.", "replaced_by": "nests-twice"}
    files.write(WITHDRAWN, csv_of("withdrawn.csv", row))
    assert files.load().gone == ["derivation since-the-storm"]
    publishing.publish("herons", note="A storm less.")
    assert "since-the-storm" not in api.ids("observations")
    gone = api.get("observations/since-the-storm")
    assert gone.status_code == 308
    assert gone["Location"].endswith("/observations/nests-twice")


def test_a_result_that_nobody_could_read_yet_just_goes(files):
    files.write(DERIVATIONS, SUM)
    assert files.load().gone == ["derivation since-the-storm"]


def test_a_figure_that_a_result_rests_on_cannot_go(files):
    for name in (OBSERVATIONS, CITATIONS):
        files.write(name, (files.folder / name).read_text().replace("nests-2023", "nests-2024"))
    files.edit(CAVEATS, "nests-2023", "nests-2024")
    files.refused("there is no observation “nests-2023” in the dataset")


def test_a_new_observation_may_not_take_the_slug_of_a_result(files):
    publishing.publish("herons")
    files.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, FIGURE | {"id": "nests-twice"}))
    files.refused("(nests-twice) slug “nests-twice”: the observation nests-twice is there already")
