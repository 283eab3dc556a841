"""Only what may be added is added: chicks ringed at the lakes, year by year and place by place."""

import datetime
import re
from itertools import combinations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.arithmetic import periods
from datasets.models import Area, Citation, Derivation, Input, Measure, Population, Unit
from datasets.totals import addable_part, additivity, overlap_rules, total
from datasets.totals.violations import Lookup, NotAdditive

from .test_openapi import Description
from .world import FIRST_DAY, World

CHICKS = "observations/total?measure=chicks-ringed"
PERIODS = ("2022", "2023", "2022-S2", "2022-12-31", "2023/..", "../2021", "XXXX", "2020~")


class Ringing(World):
    """The herons with a measure that adds up from year to year, and with more than one lake."""

    def __init__(self):
        super().__init__()
        Unit.objects.create(slug="chicks", label="chicks", countable=True)
        Area.objects.create(slug="county", label="The county")
        Area.objects.create(slug="fen", label="The fen", part_of_id="county")
        Area.objects.create(slug="reed-lake", label="Reed Lake", part_of_id="fen")
        Area.objects.create(slug="not-stated", label="Place not stated")
        Area.objects.filter(slug="mill-lake").update(part_of="county")
        self.measure(
            "chicks-ringed",
            label="Chicks ringed",
            phrase="ringed chicks of {population}",
            unit_id="chicks",
            kind="flow",
        )

    def ringed(self, slug, period="2022", value="20", **fields):
        """Add a number of chicks that were ringed."""
        note = {"interpretation_note": "So says the warden."} if "interpreted_as" in fields else {}
        given = {"measure_id": "chicks-ringed", "period": period, "value": value}
        self.figure(slug, **given | note | fields)

    def counted_from(self, slug, document):
        """Say that a figure was counted from this document alone; None: nobody knows from what."""
        Input.objects.filter(observation_id=slug).delete()
        if document:
            Input.objects.create(observation_id=slug, document_id=document, basis="stated")

    def computed(self, slug, operands, formula, **fields):
        """Add a figure that Caveat computes."""
        common = {
            "dataset": self.herons,
            "measure_id": "chicks-ringed",
            "population_id": "grey-herons",
            "area_id": "mill-lake",
            "period": "2022",
            "quantity": "level",
            "caveats_reviewed_on": FIRST_DAY,
        }
        letters = dict(zip("abc", operands, strict=False))
        Derivation.objects.create(slug=slug, operands=letters, formula=formula, **common | fields)


@pytest.fixture
def lakes(db):
    """Return the world of chicks, nothing of it published."""
    return Ringing()


@pytest.fixture
def two_years(remembering):
    """Return the world after 20 chicks of 2022 and 22 of 2023 were published."""
    return remembering(_two_years)


def _two_years():
    lakes = Ringing()
    lakes.ringed("chicks-2022")
    lakes.ringed("chicks-2023", "2023", "22")
    lakes.publish()
    return lakes


def added(api, path=CHICKS):
    """Return the total that is answered."""
    return api.json(path)["total"]


def refused(api, path=CHICKS):
    """Return the clashes that are answered, as {ids: what clashes and why}."""
    response = api.get(path)
    assert response.status_code == 422, response.body
    assert response["Content-Type"] == "application/problem+json"
    told = {}
    for one in orjson.loads(response.body)["errors"]:
        told.setdefault(tuple(one["ids"]), []).append(f"{one['parameter']}: {one['reason']}")
    return {ids: "; ".join(reasons) for ids, reasons in told.items()}


# What is added


def test_two_years_add_up_with_all_that_a_reader_needs(two_years, api):
    body = api.json(CHICKS)
    total = body["total"]
    assert (total["comparator"], total["value_digits"], total["unit"]) == ("eq", "42", "chicks")
    assert (total["lower_bound"], total["upper_bound"]) == (42, 42)
    assert (total["interval"], total["bounds_basis"]) == ("[42, 42]", "exact")
    assert (total["measure"]["id"], total["population"]["id"]) == (
        "chicks-ringed",
        "grey-herons",
    )
    assert total["areas"] == [{"id": "mill-lake", "label": "Mill Lake"}]
    assert total["period"] == {
        "code": "2022/2023",
        "start": "2022-01-01",
        "end": "2023-12-31",
        "precision": "exact",
        "gaps": False,
    }
    assert (total["bias"], total["disputed"]) == ("understated", False)
    (caveat,) = total["caveats"]
    assert caveat["text"] == "Nests behind the reeds cannot be seen."
    assert caveat["asserted_by_label"] == "The warden"
    assert caveat["observations"] == ["chicks-2022", "chicks-2023"]
    (origin,) = total["origins"]
    assert (origin["label"], origin["reliability"]) == ("The bird club", "B")
    assert (total["dataset"], total["release"], total["license"]) == ("herons", 1, "CC-BY-4.0")
    assert [one["id"] for one in body["observations"]] == ["chicks-2022", "chicks-2023"]


def test_its_sentence_says_what_is_wrong_with_it(two_years, api):
    assert added(api)["statement"] == (
        "Added up from 2 figures of the bird club, the number of ringed chicks of Grey herons "
        "(Mill Lake), from 2022 to 2023, comes to 42. "
        "The real figure is likely higher, in Caveat’s view. Hidden nests."
    )


def test_no_figure_stands_beside_the_total_without_its_caveats(two_years, api):
    for figure in api.json(CHICKS)["observations"]:
        assert not figure.keys() & {"value", "bounds", "value_low", "value_high", "statement"}


def test_one_figure_is_its_own_total(two_years, api):
    total = added(api, "observations/total?measure=chicks-ringed&period=2023")
    assert (total["value_digits"], total["period"]["code"]) == ("22", "2023")
    assert total["statement"].startswith("From one figure of the bird club")


def test_the_period_of_one_figure_stands_as_it_is(lakes, api):
    lakes.ringed("chicks-2022", "2022-06~", area_id="not-stated")
    lakes.publish()
    total = added(api)
    assert total["period"]["code"] == "2022-06~"
    assert "ringed chicks of Grey herons, in about June 2022, comes to 20" in total["statement"]


def test_where_nothing_is_selected_there_is_no_total(two_years, api):
    assert api.json(f"{CHICKS}&period=1999") == {"total": None, "observations": []}


def test_places_apart_add_up_though_their_time_is_one(lakes, api):
    lakes.ringed("chicks-mill")
    lakes.ringed("chicks-reed", area_id="reed-lake", value="5")
    lakes.publish()
    total = added(api)
    assert (total["value_digits"], total["period"]["code"], total["period"]["gaps"]) == (
        "25",
        "2022",
        False,
    )
    assert [one["id"] for one in total["areas"]] == ["mill-lake", "reed-lake"]
    assert "(Mill Lake and Reed Lake)" in total["statement"]


def test_a_sentence_does_not_drown_in_places(lakes, api):
    for number in range(4):
        Area.objects.create(slug=f"pond-{number}", label=f"Pond {number}")
        lakes.ringed(f"chicks-{number}", area_id=f"pond-{number}")
    lakes.publish()
    assert "ringed chicks of Grey herons (4 areas), in 2022, comes" in added(api)["statement"]


@pytest.mark.parametrize(
    "extra",
    [{"period": "2020"}, {"period": "2022", "area_id": "reed-lake"}],
    ids=["a year is missing", "a lake is missing in a year"],
)
def test_nothing_is_filled_in_for_days_that_nobody_counted(two_years, api, extra):
    two_years.ringed("chicks-more", value="1", **extra)
    two_years.publish()
    total = added(api)
    assert total["period"]["gaps"] is True
    assert ", with gaps, comes to 43" in total["statement"]


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("figures", "comparator", "value", "interval", "basis"),
    [
        ([("20", "eq"), ("22", "eq")], "eq", "42", "[42, 42]", "exact"),
        ([("20", "about"), ("22", "eq")], "about", "42", "[40, 43]", "derived"),
        ([("20", "lt_approx"), ("22", "eq")], "lt_approx", "42", "[40, 41]", "derived"),
        ([("20", "gt_approx"), ("22", "eq")], "gt_approx", "42", "[43, 44]", "derived"),
        ([("20", "lt_approx"), ("30", "about")], "about", "50", "[45, 51]", "derived"),
        ([("20", "about"), ("22", "lte")], "range", None, "[18, 43]", "derived"),
        ([("20", "eq", "[30, 40]"), ("22", "eq")], "range", None, "[52, 62]", "derived"),
        ([("20", "gte"), ("22", "eq")], "gte", "42", "[42, )", "derived"),
        ([("20", "gt"), ("22", "gte")], "gte", "43", "[43, )", "derived"),
        ([("20", "gt"), ("30", "about")], "gte", "48", "[48, )", "derived"),
        ([("20", "lte"), ("22", "eq")], "lte", "42", "[22, 42]", "derived"),
        ([("20", "lt"), ("22", "lte")], "lte", "41", "[0, 41]", "derived"),
        ([("5", "lt"), ("5", "lt"), ("5", "lt")], "lte", "12", "[0, 12]", "derived"),
        ([("20", "lte"), ("22", "gte")], "gte", "22", "[22, )", "derived"),
        ([("", "vague"), ("22", "eq")], "vague", None, None, "none"),
        ([("", "vague", "[1, 9]"), ("22", "eq")], "range", None, "[23, 31]", "derived"),
        ([("", "vague", "[1, )"), ("22", "eq")], "vague", None, "[23, )", "derived"),
    ],
)
def test_a_sum_says_no_more_than_its_parts(lakes, api, figures, comparator, value, interval, basis):
    for year, (number, put, *reading) in enumerate(figures, start=2020):
        lakes.ringed(
            f"chicks-{year}", f"{year}", number, comparator=put, interpreted_as="".join(reading)
        )
    lakes.publish()
    total = added(api)
    assert (total["comparator"], total["value_digits"]) == (comparator, value)
    assert (total["interval"], total["bounds_basis"]) == (interval, basis)


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("figures", "comparator", "value", "interval", "said"),
    [
        ([("28", "eq"), ("284", "eq")], "lte", "312", "[284, 312]", "at most 312 (at least 284)"),
        ([("28", "lt"), ("284", "lt")], "lte", "310", "[0, 310]", "at most 310"),
        ([("28", "gt"), ("284", "eq")], "gte", "284", "[284, )", "at least 284"),
        (
            [("30", "about"), ("284", "eq")],
            "lte",
            "316",
            "[284, 316]",
            "at most 316 (at least 284)",
        ),
        ([("30", "eq", "[1, )"), ("284", "eq")], "gte", "284", "[284, )", "at least 284"),
        ([("", "vague", "[1, 9]"), ("284", "eq")], "range", None, "[284, 293]", "284 to 293"),
    ],
)
def test_persons_of_several_periods_are_at_most_the_sum_and_at_least_the_largest_part(
    lakes, api, figures, comparator, value, interval, said
):
    Measure.objects.filter(pk="chicks-ringed").update(facets={"counted": "person"})
    for year, (number, put, *reading) in enumerate(figures, start=2020):
        lakes.ringed(
            f"chicks-{year}", f"{year}", number, comparator=put, interpreted_as="".join(reading)
        )
    lakes.publish()
    total = added(api)
    assert (total["comparator"], total["value_digits"]) == (comparator, value)
    assert (total["interval"], total["bounds_basis"]) == (interval, "derived")
    assert total["may_repeat"] is True
    said += ", as some may be counted in more than one of the periods."
    assert f"comes to {said}" in total["statement"]


def test_of_persons_nothing_is_said_where_of_a_part_nothing_is_known(lakes, api):
    Measure.objects.filter(pk="chicks-ringed").update(facets={"counted": "person"})
    lakes.ringed("chicks-2022", value="", comparator="vague")
    lakes.ringed("chicks-2023", "2023")
    lakes.publish()
    total = added(api)
    assert (total["comparator"], total["interval"]) == ("vague", None)
    assert "comes to no number that can be given." in total["statement"]


@pytest.mark.parametrize(
    ("unit", "facets", "value"),
    [
        ("persons", {}, "at most 42"),
        ("persons", {"act": "visit"}, "at most 42"),
        ("persons", {"counted": "person"}, "at most 42"),
        ("persons", {"counted": "death"}, "42"),
        ("chicks", {"counted": "person"}, "at most 42"),
        ("chicks", {"counted": "chick"}, "42"),
    ],
)
def test_persons_are_what_is_counted_and_where_nobody_says_so_the_unit(
    two_years, api, unit, facets, value
):
    Unit.objects.create(slug="persons", label="persons", countable=True)
    Measure.objects.filter(pk="chicks-ringed").update(unit=unit, facets=facets)
    two_years.publish()
    assert re.search(rf"comes to {value}( \(at least 22\),|\.)", added(api)["statement"])


def test_persons_of_one_period_add_up_over_places(lakes, api):
    Measure.objects.filter(pk="chicks-ringed").update(facets={"counted": "person"})
    lakes.ringed("chicks-mill")
    lakes.ringed("chicks-reed", area_id="reed-lake", value="5")
    lakes.publish()
    total = added(api)
    assert (total["comparator"], total["value_digits"]) == ("eq", "25")
    assert (total["may_repeat"], total["bounds_basis"]) == (False, "exact")


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ({"value": "20", "comparator": "gte"}, "comes to at least 42."),
        ({"value": "20", "comparator": "about"}, "comes to about 42 (40 to 43)."),
        ({"value": "", "comparator": "vague"}, "comes to no number that can be given."),
        ({"value": "", "comparator": "vague", "interpreted_as": "[1, 9]"}, "comes to 23 to 31."),
        ({"value": "9000"}, "comes to 9,022."),
    ],
)
def test_its_sentence_puts_the_number_as_carefully(lakes, api, figure, said):
    lakes.ringed("chicks-2022", **figure)
    lakes.ringed("chicks-2023", "2023", "22")
    lakes.publish()
    assert said in added(api)["statement"]


def test_a_ceiling_and_a_floor_of_what_can_be_negative_leave_nothing(lakes, api):
    Unit.objects.filter(slug="chicks").update(countable=False)
    lakes.ringed("chicks-2022", comparator="lt")
    lakes.ringed("chicks-2023", "2023", comparator="gt")
    lakes.publish()
    total = added(api)
    assert (total["comparator"], total["value_digits"]) == ("vague", None)
    assert total["interval"] == "(, )"


def test_stated_ranges_add_up_end_by_end(lakes, api):
    ends = {"value": "", "comparator": "range"}
    lakes.ringed("chicks-2022", value_low="10", value_high="15", **ends)
    lakes.ringed("chicks-2023", "2023", value_low="20", value_high="30", **ends)
    lakes.publish()
    total = added(api)
    assert (total["comparator"], total["value_digits"]) == ("range", None)
    assert (total["lower_bound"], total["upper_bound"]) == (30, 45)


def test_a_sum_is_no_more_exact_than_its_parts_were_printed(lakes, api):
    Unit.objects.filter(pk="chicks").update(countable=False)
    for year in (2020, 2021, 2022):
        lakes.ringed(f"chicks-{year}", f"{year}", "1300000")
        first = Citation.objects.filter(observation=f"chicks-{year}", hop=1)
        first.update(as_printed="1.3 million")
    lakes.publish()
    assert added(api)["interval"] == "[3750000, 4050000)"


def test_decimals_are_added_digit_for_digit(lakes, api):
    Unit.objects.filter(slug="chicks").update(countable=False)
    lakes.ringed("chicks-2022", value="0.1")
    lakes.ringed("chicks-2023", "2023", "0.2")
    lakes.publish()
    total = added(api)
    assert (total["comparator"], total["value_digits"]) == ("eq", "0.3")
    assert total["interval"] == "[0.2, 0.4)"
    assert "comes to 0.3 (0.2 to 0.4)." in total["statement"]


# What is wrong with it


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("directions", "bias"),
    [
        (("understated", "understated"), "understated"),
        (("understated", "unknown"), "understated"),
        (("overstated", "unknown"), "overstated"),
        (("unknown", "overstated"), "overstated"),
        (("understated", None), "understated"),
        (("understated", "overstated"), "mixed"),
        (("mixed", None), "mixed"),
        (("mixed", "understated"), "mixed"),
        (("unknown", "unknown"), "unknown"),
        ((None, None), "none_recorded"),
    ],
)
def test_a_sum_is_wrong_the_way_its_parts_are(lakes, api, directions, bias):
    for year, direction in zip((2022, 2023), directions, strict=True):
        lakes.ringed(f"chicks-{year}", str(year))
        lakes.counted_from(f"chicks-{year}", None)
        if direction:
            lakes.caveat(f"wrong-in-{year}", direction=direction)
            lakes.attach(f"wrong-in-{year}", observation_id=f"chicks-{year}")
    lakes.publish()
    assert added(api)["bias"] == bias


def test_caveats_are_those_of_any_part_each_once_with_the_figures_it_reaches(two_years, api):
    two_years.caveat("rain", text="It rained.", affects="interpretation", kind="selection")
    two_years.attach("rain", observation_id="chicks-2023")
    two_years.publish()
    total = added(api)
    assert {one["id"]: one["observations"] for one in total["caveats"]} == {
        "hidden-nests": ["chicks-2022", "chicks-2023"],
        "rain": ["chicks-2023"],
    }
    assert total["statement"].endswith(" in Caveat’s view. Hidden nests; rain.")


def test_which_way_a_sum_is_wrong_nobody_said_but_caveat(two_years, api):
    two_years.caveat("wind", direction="unknown", asserted_by_id="gazette")
    two_years.attach("wind", measure_id="chicks-ringed")
    two_years.publish()
    assert added(api)["statement"].endswith(
        ". The real figure is likely higher, in Caveat’s view. Wind; hidden nests."
    )


def test_a_caveat_that_says_now_this_now_that_says_nothing_of_the_sum(two_years, api):
    two_years.attach("hidden-nests", observation_id="chicks-2022", direction="overstated")
    two_years.publish()
    total = added(api)
    assert [one["direction"] for one in total["caveats"]] == ["unknown"]
    assert total["bias"] == "mixed"


def test_a_caveat_about_the_meaning_alone_does_not_go_unsaid(two_years, api):
    for year in ("2022", "2023"):
        two_years.counted_from(f"chicks-{year}", None)
    two_years.caveat("rain", affects="interpretation", kind="selection")
    two_years.attach("rain", measure_id="chicks-ringed")
    two_years.publish()
    assert added(api)["statement"].endswith(". Rain.")


def test_a_part_that_another_count_does_not_fit_says_so_of_the_sum(two_years, api):
    two_years.ringed("chicks-gazette", "2022", "35", origin_id="gazette")
    two_years.counted_from("chicks-gazette", None)
    two_years.publish()
    body = api.json(f"{CHICKS}&origin=bird-club")
    assert body["total"]["disputed"] is False
    told = " Another count does not fit it, or a part of it."
    assert body["total"]["statement"].endswith(told)


def test_the_worst_of_how_the_figures_are_known_is_told(lakes, api):
    lakes.ringed("chicks-2022", status="P")
    lakes.ringed("chicks-2023", "2023")
    rumour = {"document_id": "gazette-june", "as_printed": "20"}
    Citation.objects.filter(observation_id="chicks-2022").update(**rumour)
    lakes.publish()
    total = added(api)
    assert (total["statuses"], total["verification"]) == (["A", "P"], "excerpt")
    assert "comes to 40, at least in part provisional." in total["statement"]


# What may not be added


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"measure_id": "pairs-breeding"}, "measure: not the same measure"),
        ({"measure_id": "pairs-breeding"}, "unit: not the same unit"),
        ({"population_id": "white-herons"}, "population: not the same population"),
        ({"quantity": "share"}, "quantity: a share cannot be added to anything"),
        ({"quantity": "ratio", "base_period": "2020"}, "quantity: a ratio cannot be added to"),
        ({"quantity": "difference", "base_period": "2020"}, "quantity: a difference cannot be"),
        ({"quantity": "rate", "per": "day"}, "quantity: a rate cannot be added to anything"),
        ({"measure_id": "share-ringed"}, "measure: a ratio cannot be added to anything"),
        ({"period": "2022"}, "period: their periods overlap, in the same area"),
        ({"period": "2022-12-31"}, "period: their periods overlap, in the same area"),
        ({"period": "2021/.."}, "period: their periods may overlap, in the same area"),
        ({"period": "../2022-01-01"}, "period: their periods may overlap, in the same area"),
        ({"period": "XXXX"}, "period: their periods may overlap, in the same area"),
        ({"period": "2023~"}, "period: their periods may overlap, in the same area"),
        ({"period": "2018-01~/2020-12~"}, "period: their periods may overlap, in the same area"),
        ({"area_id": "county"}, "area: mill-lake is part of county"),
        ({"area_id": "not-stated"}, "area: the area that is not stated may include mill-lake"),
    ],
)
def test_what_counts_otherwise_or_twice_is_named_and_not_added(lakes, api, other, reason):
    Population.objects.create(slug="white-herons", label="White herons")
    lakes.measure("share-ringed", unit_id="chicks", kind="ratio")
    lakes.ringed("chicks-2022")
    figure = {"measure_id": "chicks-ringed", "period": "2023"} | other
    lakes.figure("chicks-other", value="2", **figure)
    lakes.publish()
    clashing = refused(api, "observations/total?value__in=20,2")
    assert any(reason in told for told in clashing.values()), clashing
    assert {slug for ids in clashing for slug in ids} >= {"chicks-other"}


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    "other",
    [
        {"period": "2023/.."},
        {"period": "../2021"},
        {"period": "2024-06~"},
        {"period": "XXXX", "area_id": "reed-lake"},
        {"period": "2022", "area_id": "reed-lake"},
    ],
)
def test_a_doubt_that_leaves_no_overlap_is_no_clash(lakes, api, other):
    lakes.ringed("chicks-2022")
    lakes.ringed("chicks-other", **other)
    lakes.publish()
    total = added(api)
    assert total["value_digits"] == "40"
    assert total["period"]["gaps"] is None or other["period"] == "2022"


@pytest.mark.parametrize(
    ("periods", "code", "when"),
    [
        (("2022", "2023/.."), "2022-01-01/..", "since 1 January 2022"),
        (("2022", "../2021"), "../2022-12-31", "up to 31 December 2022"),
        (("../2021", "2022/.."), "XXXX", "at a time that is not stated"),
        (("2022", "2024~"), "2022-01-01~/2024-12-31~", "from about 1 January 2022 to about 31"),
    ],
)
def test_an_end_that_is_not_known_of_a_part_is_not_known_of_the_sum(
    lakes, api, periods, code, when
):
    for number, period in enumerate(periods):
        lakes.ringed(f"chicks-{number}", period)
    lakes.publish()
    total = added(api)
    assert total["period"]["code"] == code
    assert f", {when}" in total["statement"]


def test_a_count_that_ended_early_leaves_a_gap(lakes, api):
    lakes.ringed("chicks-2022", value="50")
    lakes.ringed("chicks-2023", "2023", "70", data_cutoff="2023-03-31")
    lakes.publish()
    total = added(api)
    assert total["period"]["gaps"] is True
    assert "with gaps" in total["statement"]


def test_a_figure_that_its_origin_replaced_is_not_added(lakes, api):
    lakes.ringed("chicks-2022")
    lakes.ringed("chicks-2023", "2023", "22")
    lakes.ringed("chicks-2022-recount", value="21", revises_id="chicks-2022")
    lakes.publish()
    response = api.get(f"{CHICKS}&value__in=20,22")
    assert response.status_code == 422
    (wrong,) = response.json()["errors"]
    assert (wrong["ids"], wrong["value"]) == (["chicks-2022"], "chicks-2022-recount")
    statement = api.json("observations/chicks-2022")["statement"]
    assert statement.endswith(" The bird club has since replaced it.")


@pytest.mark.parametrize("unit", ["percent", "times"])
def test_what_is_a_part_or_a_multiple_of_something_is_not_added(lakes, api, unit):
    Unit.objects.create(slug=unit, label=unit)
    Measure.objects.filter(pk="chicks-ringed").update(unit=unit)
    lakes.ringed("chicks-2022")
    lakes.ringed("chicks-2023", "2023", "22")
    lakes.publish()
    response = api.get(CHICKS)
    assert response.status_code == 422
    assert {one["value"] for one in response.json()["errors"]} == {unit}


def test_nested_areas_are_found_however_deep_and_whenever(lakes, api):
    lakes.ringed("chicks-county", "2021", area_id="county")
    lakes.ringed("chicks-reed", "2022", area_id="reed-lake")
    lakes.publish()
    assert refused(api) == {("chicks-county", "chicks-reed"): "area: reed-lake is part of county"}


def test_a_stock_does_not_add_up_over_time(lakes, api):
    lakes.figure("nests-2022", period="2022-03/2022-05")
    lakes.publish()
    assert refused(api, "observations/total") == {
        ("nests-2022", "nests-2023"): "period: a stock is counted at a moment, "
        "and these are not known to share theirs"
    }


def test_a_stock_adds_up_over_places_at_one_moment(lakes, api):
    lakes.figure("nests-reed", area_id="reed-lake")
    lakes.publish()
    assert added(api, "observations/total")["value_digits"] == "82"


@pytest.mark.parametrize("other", [{"data_cutoff": "2023-05-01"}, {"period": "2023-03~/2023-05"}])
def test_a_moment_that_is_not_known_to_be_the_same_is_another(lakes, api, other):
    lakes.figure("nests-reed", area_id="reed-lake", **other)
    lakes.publish()
    assert list(refused(api, "observations/total")) == [("nests-2023", "nests-reed")]


def test_figures_of_two_datasets_are_never_one_sum(two_years, api):
    storks = two_years.dataset("storks")
    two_years.ringed("storks-2024", "2024", dataset=storks)
    two_years.ringed("storks-2025", "2025", dataset=storks)
    two_years.computed(
        "storks-both", ["observation:storks-2024"], "a", period="2026", dataset=storks
    )
    two_years.publish(dataset="storks")
    reasons = refused(api)
    assert set(reasons.values()) == {"dataset: not the same dataset"}
    assert {slug for ids in reasons for slug in ids} >= {"chicks-2022", "chicks-2023"}
    assert added(api, f"{CHICKS}&dataset=herons")["value_digits"] == "42"


# What was counted from the same


def test_origins_that_counted_from_the_same_records_are_not_added(two_years, api):
    two_years.ringed("chicks-gazette", "2024", origin_id="gazette")
    two_years.publish()
    reason = "origin: other origins, counted from the same club-log"
    assert refused(api) == {
        ("chicks-2022", "chicks-gazette"): reason,
        ("chicks-2023", "chicks-gazette"): reason,
    }


def test_a_count_of_what_the_other_published_is_not_added(lakes, api):
    lakes.ringed("chicks-club", "2022")
    lakes.counted_from("chicks-club", None)
    lakes.ringed("chicks-gazette", "2023", origin_id="gazette")
    lakes.publish()
    assert refused(api) == {
        ("chicks-club", "chicks-gazette"): "origin: gazette counted from club-log, "
        "which bird-club published"
    }


def test_origins_that_share_nothing_are_added_and_both_named(lakes, api):
    lakes.ringed("chicks-club", "2022")
    lakes.ringed("chicks-gazette", "2023", origin_id="gazette")
    lakes.counted_from("chicks-gazette", "gazette-june")
    lakes.publish()
    total = added(api)
    assert [(one["id"], one["observations"]) for one in total["origins"]] == [
        ("bird-club", ["chicks-club"]),
        ("gazette", ["chicks-gazette"]),
    ]
    assert "of the bird club and the Gazette, the number" in total["statement"]


def test_a_computed_figure_is_not_added_to_what_it_was_computed_from(lakes, api):
    lakes.ringed("chicks-2022")
    lakes.computed("chicks-half", ["observation:chicks-2022"], "a / 2", period="2020")
    lakes.computed("chicks-quarter", ["observation:chicks-half"], "a / 2", period="2018")
    lakes.publish()
    assert refused(api) == {
        ("chicks-2022", "chicks-half"): "origin: the second is computed from the first",
        ("chicks-2022", "chicks-quarter"): "origin: the second is computed from the first",
        ("chicks-half", "chicks-quarter"): "origin: both are computed from chicks-2022",
    }


def test_computed_figures_that_go_back_to_one_figure_are_not_added(lakes, api):
    lakes.ringed("chicks-2022")
    lakes.computed("chicks-half", ["observation:chicks-2022"], "a / 2", period="2020")
    lakes.computed("chicks-third", ["observation:chicks-2022"], "a / 3", period="2018")
    lakes.publish()
    reasons = refused(api, f"{CHICKS}&origin=software")
    assert reasons == {
        ("chicks-half", "chicks-third"): "origin: both are computed from chicks-2022"
    }


def test_a_computed_figure_is_added_to_what_it_does_not_rest_on(two_years, api):
    parts = ["observation:chicks-2022", "observation:chicks-2023"]
    two_years.computed("chicks-mean", parts, "(a + b) / 2", period="2021")
    two_years.ringed("chicks-2020", "2020", "1")
    two_years.publish()
    total = added(api, f"{CHICKS}&period=2020/2021")
    assert (total["comparator"], total["value_digits"]) == ("eq", "22")


def test_a_computed_figure_rests_on_the_records_of_its_operands(two_years, api):
    two_years.computed("chicks-half", ["observation:chicks-2022"], "a / 2", period="2020")
    two_years.ringed("chicks-gazette", "2019", origin_id="gazette")
    two_years.publish()
    assert refused(api, f"{CHICKS}&period=2019/2020") == {
        ("chicks-gazette", "chicks-half"): "origin: other origins, counted from the same club-log"
    }


# How it is asked and refused


def test_what_a_claim_finds_can_be_added(two_years, api):
    two_years.ringed("chicks-reed", "2022", "57", area_id="reed-lake")
    two_years.publish()
    assert added(api, "observations/total?q=57+chicks")["value_digits"] == "57"


def test_a_refusal_names_each_pair_with_the_words_that_clash(lakes, api):
    lakes.ringed("chicks-2022")
    lakes.ringed("chicks-s1", "2022-S1")
    lakes.ringed("chicks-s2", "2022-S2")
    lakes.publish()
    response = api.get(CHICKS)
    problem = orjson.loads(response.body)
    assert (problem["status"], problem["title"]) == (422, "Unprocessable Content")
    assert problem["detail"].startswith("these figures cannot be added: chicks-2022, chicks-s1: ")
    assert [(one["ids"], one["value"]) for one in problem["errors"]] == [
        (["chicks-2022", "chicks-s1"], "2022, 2022-S1"),
        (["chicks-2022", "chicks-s2"], "2022, 2022-S2"),
    ]


def addable(api, path=CHICKS):
    """Return what a refusal says can be added, after asking for it."""
    response = api.get(path)
    assert response.status_code == 422, response.body
    part = response.json()["addable"]
    if part:
        answer = api.json(part["total"].removeprefix("/api/v1/"))
        assert [one["id"] for one in answer["observations"]] == part["observations"]
        assert answer["total"]["value_digits"]
    return part


def test_a_refusal_names_the_most_figures_that_can_be_added_and_where(lakes, api):
    for slug, period in {"year": "2022", "s1": "2022-S1", "s2": "2022-S2"}.items():
        lakes.ringed(f"chicks-{slug}", period)
    lakes.ringed("chicks-next", "2023")
    lakes.publish()
    part = addable(api)
    assert part["observations"] == ["chicks-next", "chicks-s1", "chicks-s2"]
    assert part["total"] == "/api/v1/observations/total?id=chicks-next,chicks-s1,chicks-s2"


def test_of_as_many_figures_those_of_the_longer_periods_can_be_added(lakes, api):
    lakes.ringed("chicks-a-month", "2022-01")
    lakes.ringed("chicks-year", "2022")
    lakes.ringed("chicks-next", "2023")
    lakes.publish()
    assert addable(api)["observations"] == ["chicks-next", "chicks-year"]


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    "others",
    [
        [{"measure_id": "pairs-breeding"}, {"measure_id": "nests-counted"}],
        [{"quantity": "rate", "per": "day"}],
        [{"revises_id": "chicks-2021", "period": "2021"}],
        [{"area_id": "county"}],
        [{"period": "XXXX"}],
        [{"population_id": "white-herons", "period": "2020"}],
    ],
)
def test_what_can_be_added_to_nothing_is_in_no_part(lakes, api, others):
    Population.objects.create(slug="white-herons", label="White herons")
    lakes.ringed("chicks-2021", "2021")
    lakes.ringed("chicks-2022", "2022")
    lakes.ringed("chicks-2023", "2023")
    for number, other in enumerate(others):
        lakes.ringed(f"other-{number}", **{"period": "2024"} | other)
    lakes.publish()
    left = {"chicks-2021", "chicks-2022", "chicks-2023"}
    recount = {"other-0"} if "revises_id" in others[0] else set()
    replaced = {"chicks-2021"} if recount else set()
    part = addable(api, "observations/total?value=20")
    assert set(part["observations"]) == left - replaced | recount


def test_stocks_of_one_moment_are_a_part(lakes, api):
    lakes.figure("nests-reed", area_id="reed-lake")
    lakes.figure("nests-2022", period="2022-03/2022-05")
    lakes.publish()
    part = addable(api, "observations/total?measure=nests-counted")
    assert part["observations"] == ["nests-2023", "nests-reed"]


def test_where_no_two_figures_can_be_added_no_part_is_named(lakes, api):
    lakes.ringed("chicks-2022")
    lakes.ringed("chicks-s1", "2022-S1")
    lakes.ringed("chicks-any", "XXXX")
    lakes.publish()
    assert addable(api) is None


def test_a_part_is_of_one_dataset_and_of_the_release_that_was_asked_for(two_years, api):
    storks = two_years.dataset("storks")
    for year in ("2024", "2025", "2026"):
        two_years.ringed(f"storks-{year}", year, dataset=storks)
    two_years.publish(dataset="storks")
    assert addable(api)["observations"] == ["storks-2024", "storks-2025", "storks-2026"]
    two_years.ringed("chicks-s1", "2022-S1")
    two_years.publish()
    part = addable(api, f"{CHICKS}&dataset=herons&release=2")
    assert part["observations"] == ["chicks-2022", "chicks-2023"]
    assert part["total"].endswith("?id=chicks-2022,chicks-2023&dataset=herons&release=2")
    assert addable(api, f"{CHICKS}&as_of={FIRST_DAY}")["total"].endswith(f"&as_of={FIRST_DAY}")


@pytest.mark.slow(reason="publishes as many figures as an address may name")
@pytest.mark.parametrize(
    ("number", "width", "named"), [(99, 1, True), (100, 1, False), (75, 99, False)]
)
def test_a_part_is_named_where_an_address_has_room_for_it(lakes, api, number, width, named):
    lakes.ringed("chicks-s1", "1900-S1")
    for year in range(1900, 1900 + number):
        lakes.ringed(f"chicks-{year}-{'x' * width}", str(year))
    lakes.publish()
    assert (addable(api) is not None) == named


@given(
    st.lists(
        st.tuples(
            st.sampled_from(PERIODS), st.sampled_from("ab"), st.sampled_from(["flow", "stock"])
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_named_as_addable_is_never_refused_and_nothing_could_join_it(chosen):
    figures = [
        {
            "id": f"f{number}",
            "dataset": "herons",
            "measure": {"id": kind},
            "population": {"id": "herons"},
            "unit": "chicks",
            "quantity": "level",
            "area": {"id": area},
            "period": told(periods.parse(code)) | {"data_cutoff": None},
            "event": None,
            "derivation": None,
            "inputs": None,
            "origin": {"id": "club"},
            "revised_by": None,
        }
        for number, (code, area, kind) in enumerate(chosen)
    ]
    kinds = {kind: {"kind": kind} for kind in ("flow", "stock")}
    lookup = Lookup(kinds, {}, {area: {"part_of": None} for area in "ab"}, {}, {})
    part = addable_part.addable_part(figures, lookup)
    if part:
        additivity.require_additive(part, lookup)
        for other in figures:
            if other not in part:
                with pytest.raises(NotAdditive):
                    additivity.require_additive([*part, other], lookup)
    else:
        for pair in combinations(figures, 2):
            with pytest.raises(NotAdditive):
                additivity.require_additive(pair, lookup)


@pytest.mark.slow(reason="publishes more figures than may clash")
def test_of_countless_clashes_the_first_are_named_and_more_than_a_thousand_are_too_many(lakes, api):
    lakes.figures(total.MOST_ADDED)
    lakes.publish()
    problem = orjson.loads(api.get("observations/total?documents__not=gazette-june").body)
    assert len(problem["errors"]) == additivity.MOST_NAMED
    assert problem["detail"].endswith("; of each kind only the first clashes are named")
    assert api.wrong("observations/total", 422).detail == (
        "more than 1,000 figures are asked for: narrow the filters"
    )


def test_an_earlier_release_adds_up_to_what_it_did(two_years, api):
    first = added(api)
    two_years.change("chicks-2022", value="30")
    two_years.publish()
    assert (added(api)["value_digits"], added(api)["release"]) == ("52", 2)
    assert added(api, f"{CHICKS}&dataset=herons&release=1")["value_digits"] == "42"
    assert added(api, first["links"]["self"]) == added(api, f"{CHICKS}&dataset=herons&release=1")


def test_an_earlier_release_means_by_its_words_what_it_meant(two_years, api):
    Measure.objects.filter(slug="chicks-ringed").update(kind="stock")
    two_years.publish()
    assert len(refused(api)) == 1
    assert added(api, f"{CHICKS}&dataset=herons&release=1")["value_digits"] == "42"


def test_a_day_pins_the_release_of_that_day(two_years, api):
    two_years.change("chicks-2022", value="30")
    two_years.publish(on=FIRST_DAY + datetime.timedelta(days=1))
    then = added(api, f"{CHICKS}&as_of={FIRST_DAY}")
    assert (then["value_digits"], then["release"]) == ("42", 1)
    assert added(api, then["links"]["self"])["value_digits"] == "42"
    assert api.json(f"{CHICKS}&as_of=2020-01-01")["total"] is None


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("mesure=chicks-ringed", "mesure"),
        ("measure=chicks-rung", "measure"),
        ("limit=5", "limit"),
        ("cursor=abc", "cursor"),
        ("sort=value", "sort"),
        ("fields=value", "fields"),
        ("count=exact", "count"),
        ("bom=1", "bom"),
        ("format=csv", "format"),
        ("release=1", "release"),
        ("dataset=herons&release=2", "release"),
        ("as_of=2999-01-01", "as_of"),
        ("measure=", "measure"),
        ("value__gte=1_000", "value__gte"),
    ],
)
def test_a_misunderstood_question_is_not_answered(two_years, api, query, parameter):
    assert api.wrong(f"observations/total?{query}").parameter == parameter


def test_a_total_comes_as_json_only(two_years, api):
    assert api.get(CHICKS, accept="text/csv").status_code == 406
    assert api.get(f"{CHICKS}&format=json").status_code == 200


def test_a_total_need_not_be_sent_twice(two_years, api):
    first = api.get(CHICKS)
    again = api.get(CHICKS, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.body) == (304, b"")
    two_years.change("chicks-2022", value="30")
    two_years.publish()
    assert api.get(CHICKS, **{"if-none-match": first["ETag"]}).status_code == 200


def test_clashes_are_told_to_whoever_holds_any_answer(two_years, api):
    everything = api.get("observations/total", **{"if-none-match": "*"})
    assert everything.status_code == 422


def test_a_total_has_the_headers_of_every_answer(two_years, api):
    response = api.get(CHICKS, origin="https://example.org")
    assert 'rel="service-desc"' in response["Link"]
    assert "Accept" in response["Vary"]
    assert response["Access-Control-Allow-Origin"] == "*"
    head = api.client.head(f"/api/v1/{CHICKS}")
    assert (head.status_code, head["ETag"]) == (200, response["ETag"])
    assert api.client.post(f"/api/v1/{CHICKS}").status_code == 405


def test_drafts_are_not_added(two_years, api):
    two_years.ringed("chicks-2024", "2024")
    two_years.change("chicks-2022", value="999")
    assert added(api)["value_digits"] == "42"


def test_more_figures_do_not_cost_more_queries(lakes, api, django_assert_num_queries):
    for year in range(1900, 1950):
        lakes.ringed(f"chicks-{year}", str(year))
    lakes.publish()
    # The newest release; is the measure published; which figures, their texts; measures, units,
    # areas, the area around them, documents that were counted from; the number of the release.
    with django_assert_num_queries(10):
        assert added(api)["value_digits"] == "1000"


def test_answers_and_refusals_are_as_described(two_years, api):
    description = Description(api.json("openapi.json"))
    operation = description.operation("/api/v1/observations/total")
    asked = {CHICKS: 200, f"{CHICKS}&period=1999": 200, "observations/total": 422}
    for path, status in asked.items():
        response = api.get(path)
        assert response.status_code == status
        description.compare(operation, response)
    for name in ("limit", "cursor", "sort", "fields", "count"):
        assert name not in description.parameters("/api/v1/observations/total")
    assert {"measure", "period", "release", "as_of"} <= {
        one["name"] for one in operation["parameters"]
    }


# The rule that must not compare everything with everything


EVENTS = (None, {"id": "march"}, {"id": "storm"})
CHOICES = st.tuples(st.sampled_from(PERIODS), st.sampled_from("ab"), st.sampled_from(EVENTS))


@given(st.lists(CHOICES, max_size=8))
def test_overlaps_are_those_that_a_comparison_of_every_pair_finds(chosen):
    figures = [
        {
            "id": f"f{number}",
            "area": {"id": area},
            "period": told(periods.parse(code)),
            "event": event,
        }
        for number, (code, area, event) in enumerate(chosen)
    ]
    found = {one.ids for one in overlap_rules.overlapping_periods(figures, None)}
    assert found == {
        (one["id"], other["id"])
        for one, other in combinations(figures, 2)
        if one["area"] == other["area"]
        and share_a_day(one["period"], other["period"])
        and (None in (one["event"], other["event"]) or one["event"] == other["event"])
    }


def told(period):
    """Return a period as a document tells it."""
    start, end = (day and day.isoformat() for day in (period.start, period.end))
    return {"code": period.code, "start": start, "end": end, "precision": period.precision}


def share_a_day(one, other):
    """Return whether there may be a day in both, days written so that they compare as text."""

    def ends(period):
        if period["code"] == "2020~":
            return "2019-01-02", "2021-12-31"
        return period["start"] or "0000", period["end"] or "9999"

    (start, end), (start_of_other, end_of_other) = ends(one), ends(other)
    return start <= end_of_other and start_of_other <= end
