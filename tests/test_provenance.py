"""What every document in a chain says in effect, and what it altered of what was said before."""

from dataclasses import replace
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import publishing
from datasets.analysis import alterations, citation_chain
from datasets.analysis.readings import origin_reading, reading_record
from datasets.arithmetic.periods import parse
from datasets.models import Carried, Citation, Measure, Observation, Unit
from datasets.models.reported import REPORTED
from datasets.vocabularies import ALTERATION

from .world import FIGURE

SEEN = {
    "club-report": "read",
    "gazette-june": "read",
    "almanac": "copy",
    "digest": "excerpt",
    "club-log": "cited_only",
    "rumour": "not_found",
}
IN_ENGLISH = dict.fromkeys(SEEN, "en")
UNITS = {
    "nests": Unit(slug="nests", countable=True),
    "days": Unit(slug="days"),
    "weeks": Unit(slug="weeks", base_id="days", factor="7"),
    "kilograms": Unit(slug="kilograms"),
    "kilometres": Unit(slug="kilometres"),
    "miles": Unit(slug="miles", base_id="kilometres", factor="1.609344"),
}
COUNTED = [
    Measure(
        slug="nests-counted",
        unit=UNITS["nests"],
        facets={"seen": "from the shore", "by": "club", "walks": "two"},
    ),
    Measure(slug="pairs-breeding", unit=UNITS["nests"], facets={"seen": "a boat", "walks": "two"}),
    Measure(slug="weeks-of-brooding", unit=UNITS["weeks"]),
    Measure(slug="days-of-brooding", unit=UNITS["days"]),
    Measure(slug="weight-of-nests", unit=UNITS["kilograms"]),
    Measure(slug="way-flown", unit=UNITS["kilometres"]),
]
MEASURES = {one.slug: one for one in COUNTED}
CHANGE = {"quantity": "percent_change", "base_period": "2022", "value": "89"}
DOUBLE = {"quantity": "ratio", "base_period": "2022", "value": "2", "comparator": "about"}
BROODING = {"measure_id": "weeks-of-brooding", "value": "4"}
TEN_KILOMETRES = {"measure_id": "way-flown", "value": "10"}
MANY = {"comparator": "vague", "value": ""}


class Chain:
    """A figure about herons, and the hops that it took."""

    def __init__(self, printed="", **figure):
        observation = Observation(**FIGURE | figure)
        observation.printed, observation.printed_language = printed, "en"
        self.facts = origin_reading(observation, MEASURES, UNITS)
        self.citations, self.carried = [], {}

    def hop(self, document="gazette-june", via=1, carries="", **fields):
        """Add a hop; what it carries are slugs, with a sign where told more strongly or weakly."""
        number = len(self.citations) + 1
        fields = {"relation": "paraphrases", "as_printed": ""} | fields
        self.citations.append(
            Citation(pk=number, hop=number, via=via, document_id=document, **fields)
        )
        self.carried[number] = [
            Carried(caveat_id=word.rstrip("+-"), strength=word[len(word.rstrip("+-")) :])
            for word in carries.split()
        ]
        return self

    def unseen(self, document="rumour", via=1):
        """Add a hop that nobody saw."""
        return self.hop(document, via, relation="unknown")

    @property
    def hops(self):
        """Return what became of the figure at each hop."""
        return citation_chain.trace(self.facts, self.citations, self.carried, SEEN, IN_ENGLISH)

    @property
    def altered(self):
        """Return what was altered on the way."""
        return citation_chain.altered(self.hops, self.citations)


def change(figure, **second):
    """Return what a second document alters of the first as {term: (before, after)}."""
    chain = Chain(**figure).hop("club-report", None).hop(**second)
    return {one.alteration: (one.before, one.after) for one in chain.hops[1].alterations}


ABOUT_40 = {"value": "40", "comparator": "about"}
RANGE = {"comparator": "range", "value": "", "value_low": "40", "value_high": "45"}
ABOUT = {"reported_comparator": "about"}
BEST = {"value_low": "30", "value_high": "60", "range_kind": "stated"}
ENDS = {"reported_value_low": "30", "reported_value_high": "60"}
EXACTLY_HALF = {"value": "4500"}
HALF = {"quantity": "share", "value": "24.5"}
FEWER = {"quantity": "ratio", "base_period": "2022", "value": "0.8"}
EXACT_RATIO = {"quantity": "ratio", "base_period": "2022", "value": "1.89"}
DAILY = {**MANY, "interpreted_as": "[1, )"}
FIRES = [
    ("value", {}, {"reported_value": "44"}, ("41", "44")),
    ("value", {}, {"reported_comparator": "lt"}, ("41", "under 41")),
    ("value", RANGE, {"reported_value": "46"}, ("40 to 45", "46")),
    ("value", CHANGE, {"reported_quantity": "ratio"}, ("89 percent", "89 times")),
    ("value", CHANGE, {"reported_comparator": "decrease"}, ("89", "decrease")),
    ("value", DOUBLE, {"reported_comparator": "decrease"}, ("about 2", "decrease")),
    ("value", BROODING, {"reported_measure": "days-of-brooding"}, ("4 weeks", "4 days")),
    ("range_dropped", BEST, {"reported_value_low": "-"}, ("30 to 60", None)),
    ("range_changed", BEST, {"reported_value_low": "35"}, ("30 to 60", "35 to 60")),
    ("range_added", {}, {**ENDS, "reported_range_kind": "stated"}, (None, "30 to 60")),
    ("rounded", {}, {"reported_value": "40", "reported_comparator": "about"}, ("41", "about 40")),
    ("rounded", {}, {"reported_value": "40|45"}, ("41", "40 or 45")),
    ("rounded", {}, {"reported_comparator": "lte"}, ("41", "at most 41")),
    ("rounded", {}, {"reported_comparator": "eq|gt"}, ("41", "41 or more than 41")),
    ("rounded", DOUBLE, {"reported_comparator": "increase"}, ("about 2", "increase")),
    ("rounded", FEWER, {"reported_comparator": "decrease"}, ("0.8", "decrease")),
    # A half is rounded up, or to the even digit.
    ("rounded", HALF, {"reported_value": "25"}, ("24.5", "25")),
    ("rounded", HALF, {"reported_value": "24"}, ("24.5", "24")),
    (
        "rounded",
        HALF,
        {"reported_value": "25", "reported_comparator": "about"},
        ("24.5", "about 25"),
    ),
    ("value", HALF, {"reported_value": "26"}, ("24.5", "26")),
    # As coarse as the number before it, another one cannot be its rounding.
    (
        "sharpened",
        {"value": "100", "place": "10"},
        {"reported_value": "105", "reported_place": "10"},
        ("100", "105"),
    ),
    ("value", HALF, {"reported_value": "23"}, ("24.5", "23")),
    ("sharpened", HALF, {"reported_value": "24.51"}, ("24.5", "24.51")),
    ("rounded", EXACTLY_HALF, {"reported_value": "4000", **ABOUT}, ("4500", "about 4000")),
    ("rounded", EXACTLY_HALF, {"reported_value": "5000", **ABOUT}, ("4500", "about 5000")),
    ("value", EXACTLY_HALF, {"reported_comparator": "lt_approx"}, ("4500", "almost 4500")),
    (
        "sharpened",
        ABOUT_40,
        {"reported_value": "41", "reported_comparator": "eq"},
        ("about 40", "41"),
    ),
    ("sharpened", ABOUT_40, {"reported_comparator": "gte"}, ("about 40", "at least 40")),
    (
        "sharpened",
        {**DOUBLE, "interpreted_as": "[2, 3]"},
        {"reported_value": "2"},
        ("about 2", "about 2"),
    ),
    ("value_added", MANY, {"reported_value": "41"}, (None, "41")),
    (
        "value_added",
        MANY,
        {"reported_value": "3|5", "reported_comparator": "range"},
        (None, "3 or 5"),
    ),
    ("value_dropped", {}, {"reported_comparator": "vague"}, ("41", None)),
    ("value_dropped", {}, {"reported_value": "-"}, ("41", None)),
    ("value_dropped", {}, {"reported_comparator": "range"}, ("41", None)),
    ("value_dropped", RANGE, {"reported_comparator": "vague"}, ("40 to 45", None)),
    ("value_dropped", DAILY, {"reported_comparator": "vague"}, ("[1, )", None)),
    ("unit", {}, {"reported_measure": "weight-of-nests"}, ("nests", "kilograms")),
    ("unit", {}, {"reported_quantity": "share"}, ("nests", "percent")),
    ("unit", {}, {"reported_quantity": "rate"}, ("nests", "nests/-")),
    ("unit", {}, {"reported_quantity": "difference"}, ("nests (level)", "nests (difference)")),
    ("unit", {}, {"reported_quantity": "level|share"}, ("nests", "nests|percent")),
    (
        "unit",
        CHANGE,
        {"reported_quantity": "share"},
        ("percent (percent_change)", "percent (share)"),
    ),
    (
        "unit",
        CHANGE | {"quantity": "point_change"},
        {"reported_quantity": "percent_change"},
        ("points", "percent"),
    ),
    ("measure", {}, {"reported_measure": "-"}, ("nests-counted", "-")),
    ("population", {}, {"reported_population": "herons"}, ("grey-herons", "herons")),
    ("population", {}, {"reported_population": "-"}, ("grey-herons", "-")),
    ("population", {}, {"reported_population": "storks|herons"}, ("grey-herons", "storks|herons")),
    ("area", {}, {"reported_area": "mill-county"}, ("mill-lake", "mill-county")),
    ("period", {}, {"reported_period": "2023"}, ("2023-03/2023-05", "2023")),
    ("period", {}, {"reported_period": "-"}, ("2023-03/2023-05", "-")),
    ("base_period", DOUBLE, {"reported_base_period": "2022|2022-S1"}, ("2022", "2022|2022-S1")),
    ("base_period", DOUBLE, {"reported_base_period": "2021"}, ("2022", "2021")),
    ("base_period", {}, {"reported_base_period": "2022"}, (None, "2022")),
    ("attribution", {}, {"reported_attribution": "gazette"}, ("bird-club", "gazette")),
    ("attribution", {}, {"reported_attribution": "-"}, ("bird-club", "-")),
]
ALTERS_NOTHING = [
    ({}, {}),
    ({}, {"reported_value": "41"}),
    ({}, {"reported_value": "41", "reported_comparator": "eq"}),
    (RANGE, {"reported_value": "40|45", "reported_comparator": "range"}),
    (MANY, {"reported_comparator": "vague"}),
    (MANY, {"reported_value": "-"}),
    (CHANGE, {"reported_value": "1.89", "reported_quantity": "ratio"}),
    (EXACT_RATIO, {"reported_value": "89", "reported_quantity": "percent_change"}),
    ({}, {"reported_quantity": "-"}),
    ({}, {"reported_comparator": "-"}),
    ({}, {"reported_measure": "nests-counted"}),
    ({}, {"reported_population": "grey-herons"}),
    ({}, {"reported_area": "mill-lake"}),
    ({}, {"reported_period": "2023-03-01/2023-05-31"}),
    ({"period": "2023-01/2023-06"}, {"reported_period": "2023-S1"}),
    ({"period": "XXXX"}, {"reported_period": "-"}),
    (DOUBLE, {"reported_base_period": "2022-01/2022-12"}),
    ({}, {"reported_base_period": "-"}),
    ({}, {"reported_attribution": "bird-club"}),
]


@pytest.mark.parametrize(("term", "figure", "gives", "wordings"), FIRES)
def test_another_wording_is_told_as_what_it_alters(term, figure, gives, wordings):
    assert change(figure, **gives)[term] == wordings


def test_what_was_rounded_before_may_be_rounded_again():
    chain = Chain(quantity="share", value="24.46").hop("club-report", None)
    chain.hop(reported_value="24.5").hop(via=2, reported_value="25")
    told = [[one.alteration for one in hop.alterations] for hop in chain.hops]
    assert told == [[], ["rounded"], ["rounded"]]


@given(
    st.decimals(min_value="0", max_value="99", places=5),
    st.sampled_from([[4, 3, 2, 1, 0], [3, 1], [2, 0], [4, 2, 1], [1, 0], [0]]),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN]),
)
def test_honest_roundings_one_after_the_other_are_nothing_worse(number, places, rounding):
    chain = Chain(quantity="share", value=format(number, "f")).hop("club-report", None)
    for decimals in places:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding)
        chain.hop(reported_value=format(number, "f"), via=len(chain.citations))
    assert {*chain.altered} <= {"rounded"}


@given(st.integers(1, 10**7), st.sampled_from([[1, 2, 3], [2, 4], [3], [1, 3]]), st.booleans())
def test_counts_that_are_rounded_and_said_to_be_so_are_nothing_worse(number, places, to_even):
    chain = Chain(value=str(number)).hop("club-report", None)
    rounding = ROUND_HALF_EVEN if to_even else ROUND_HALF_UP
    for place in places:
        number = int(Decimal(number).scaleb(-place).quantize(Decimal(1), rounding)) * 10**place
        if number:
            said = {"reported_value": str(number), "reported_comparator": "about"}
            chain.hop(via=len(chain.citations), **said)
    assert {*chain.altered} <= {"rounded"}


@pytest.mark.parametrize(("figure", "gives"), ALTERS_NOTHING)
def test_the_same_said_otherwise_alters_nothing(figure, gives):
    assert change(figure, **gives) == {}


@pytest.mark.parametrize(
    ("figure", "gives", "term"),
    [
        # 4 weeks are 24.5 to 31.5 days.
        (BROODING, {"reported_measure": "days-of-brooding", "reported_value": "28"}, "sharpened"),
        (BROODING, {"reported_measure": "days-of-brooding", "reported_value": "32"}, "value"),
        # 1.4 weeks are 9.45 to 10.15 days, and 10 days 9.5 to 10.5.
        (
            {**BROODING, "value": "10", "measure_id": "days-of-brooding"},
            {"reported_measure": "weeks-of-brooding", "reported_value": "1.4"},
            "rounded",
        ),
        (
            {**BROODING, "value": "10", "measure_id": "days-of-brooding"},
            {"reported_measure": "weeks-of-brooding", "reported_value": "1.43"},
            "sharpened",
        ),
        # 10 kilometres are 5.9 to 6.52 miles.
        (TEN_KILOMETRES, {"reported_unit": "miles", "reported_value": "6"}, "rounded"),
        (TEN_KILOMETRES, {"reported_unit": "miles", "reported_value": "6.21"}, "sharpened"),
        (TEN_KILOMETRES, {"reported_unit": "miles", "reported_value": "16"}, "value"),
        # 89 percent more is 1.885 to 1.895 times as much.
        (CHANGE, {"reported_quantity": "ratio", "reported_value": "1.9"}, "rounded"),
        (CHANGE, {"reported_quantity": "ratio", "reported_value": "2"}, "rounded"),
        (CHANGE, {"reported_quantity": "ratio", "reported_value": "1.885"}, "sharpened"),
        (CHANGE, {"reported_quantity": "ratio", "reported_value": "0.89"}, "value"),
    ],
)
def test_units_that_convert_are_no_other_unit(figure, gives, term):
    assert term in change(figure, **gives)
    assert "unit" not in change(figure, **gives)


def test_numbers_of_different_units_are_not_compared():
    assert change({}, reported_quantity="share", reported_value="99").keys() == {"unit"}


def test_a_number_takes_the_place_of_the_curators_reading():
    chain = (
        Chain(**DOUBLE, interpreted_as="[2, 3]").hop("club-report", None).hop(reported_value="2")
    )
    first, second = (hop.reading for hop in chain.hops)
    assert (str(first.interval), str(second.interval)) == ("[1.5, 3.5)", "[1.5, 2.5)")


def test_a_document_that_names_no_measure_still_prints_the_number_in_its_unit():
    chain = (
        Chain().hop("club-report", None).hop(reported_measure="-").hop(via=2, reported_value="44")
    )
    assert chain.hops[1].reading.unit_in_effect == "nests"
    assert chain.altered == ["measure", "value"]


def test_both_wordings_stand_side_by_side():
    chain = Chain().hop("club-report", None, as_printed="forty-one nests")
    chain.hop(reported_value="40", reported_comparator="gt", as_printed="over forty")
    hop = chain.hops[1]
    assert hop.printed_before == "forty-one nests"
    (found,) = hop.alterations
    assert (found.before, found.after) == ("forty-one nests", "over forty")


def test_where_nobody_noted_the_characters_none_are_told():
    chain = Chain().hop("club-report", None).hop()
    assert chain.hops[1].printed_before is None


@pytest.mark.parametrize(
    ("measure", "facets"),
    [
        ("pairs-breeding", {"by": "club → -", "seen": "from the shore → a boat"}),
        ("-", {"by": "club → -", "seen": "from the shore → -", "walks": "two → -"}),
        (
            "nests-counted|pairs-breeding",
            {
                "by": "club → club|-",
                "seen": "from the shore → from the shore|a boat",
            },
        ),
    ],
)
def test_another_measure_says_which_facets_differ(measure, facets):
    chain = Chain().hop("club-report", None).hop(reported_measure=measure)
    (found,) = chain.hops[1].alterations
    assert (found.alteration, found.after, found.facets) == ("measure", measure, facets)


CAVEATS = [
    # carried before, how the first was seen, carried now, how the second was seen, what is told
    ("reeds", "digest", "", "gazette-june", [("caveat_lost", "reeds", None)]),
    ("reeds", "digest", "", "almanac", [("caveat_lost", "reeds", None)]),
    ("reeds", "gazette-june", "", "digest", []),
    ("", "gazette-june", "reeds", "digest", [("caveat_added", None, "reeds")]),
    ("", "almanac", "reeds", "digest", [("caveat_added", None, "reeds")]),
    ("", "digest", "reeds", "gazette-june", []),
    ("reeds", "gazette-june", "reeds", "almanac", []),
    ("reeds", "digest", "reeds-", "digest", [("caveat_weakened", "reeds", "reeds")]),
    ("reeds", "digest", "reeds+", "digest", [("caveat_strengthened", "reeds", "reeds")]),
    ("reeds+", "digest", "reeds", "digest", []),
    ("", "almanac", "reeds+", "digest", [("caveat_strengthened", "reeds", "reeds")]),
    (
        "fog reeds",
        "gazette-june",
        "mist reeds+",
        "gazette-june",
        [
            ("caveat_lost", "fog", None),
            ("caveat_added", None, "mist"),
            ("caveat_strengthened", "reeds", "reeds"),
        ],
    ),
]


@pytest.mark.parametrize(("before", "first", "now", "second", "told"), CAVEATS)
def test_what_a_document_leaves_out_is_known_only_if_it_was_seen_whole(
    before, first, now, second, told
):
    chain = Chain().hop(first, None, carries=before).hop(second, carries=now)
    found = [(one.alteration, one.before, one.after) for one in chain.hops[1].alterations]
    assert found == told


def test_against_the_origins_own_facts_no_caveat_is_lost_or_added():
    chain = Chain().unseen(via=None).hop(carries="reeds").hop(via=None, carries="reeds")
    assert chain.altered == []


def test_every_alteration_has_a_pair_of_hops_that_shows_it():
    shown = {row[0] for row in FIRES} | {term for row in CAVEATS for term, *_ in row[-1]}
    assert shown == ALTERATION.keys()


def test_a_blank_says_what_the_nearest_document_before_it_said():
    chain = Chain().hop("club-report", None).hop(reported_area="mill-county")
    chain.hop(via=2, reported_value="44").hop(via=1)
    areas = [hop.reading.area for hop in chain.hops]
    values = [hop.reading.value for hop in chain.hops]
    assert areas == ["mill-lake", "mill-county", "mill-county", "mill-lake"]
    assert values == ["41", "41", "44", "41"]


def test_what_nobody_saw_is_passed_over_and_named():
    chain = Chain().hop("club-report", None, as_printed="41").unseen().unseen("club-log", via=2)
    chain.hop(via=3, reported_value="44").hop(via=4)
    _, rumour, log, gazette, copy = chain.hops
    assert rumour.reading is log.reading is None
    assert (gazette.compared_with, gazette.printed_before) == (1, "41")
    assert gazette.unseen == ["rumour", "club-log"]
    assert [one.alteration for one in gazette.alterations] == ["value"]
    assert (copy.compared_with, copy.unseen, copy.alterations) == (4, [], [])


@pytest.mark.parametrize("document", ["club-log", "rumour"])
def test_what_others_say_of_an_unseen_document_is_no_reading(document):
    chain = Chain().hop("club-report", None).hop(document, reported_value="44").hop(via=2)
    assert chain.hops[1].reading is None
    assert chain.hops[2].reading.value == "41"
    assert chain.altered == []


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2076", "2,076"),
        ("2076", "2.076"),
        ("2076", "2 076"),
        ("1.5", "1,5"),
        ("1121.5", "1,121.5"),
        ("-12", "12"),
        ("2", "twice the total for 2022"),
        ("50000", "50 thousand"),
    ],
)
def test_a_document_prints_a_number_in_its_own_way(world, value, printed):
    Unit.objects.update(countable=False)
    world.change("nests-2023", value=value)
    Citation.objects.filter(observation="nests-2023", hop=1).update(as_printed=printed)
    assert world.publish()


@pytest.mark.parametrize("printed", ["2,067", "206.7", "20760", "76"])
def test_a_document_that_prints_another_number_is_refused(world, printed):
    world.change("nests-2023", value="2076")
    Citation.objects.filter(observation="nests-2023", hop=1).update(as_printed=printed)
    with pytest.raises(publishing.Refused, match=f"hop 1 reported_value: it prints {printed}, and"):
        world.publish()
    Citation.objects.filter(observation="nests-2023", hop=1).update(
        reported_value=printed.replace(",", "")
    )
    assert world.publish()


def test_a_document_that_prints_another_range_is_refused(world):
    world.change("nests-2023", **RANGE)
    first = Citation.objects.filter(observation="nests-2023", hop=1)
    first.update(as_printed="400 to 450")
    with pytest.raises(publishing.Refused, match="it prints 400 to 450, and would"):
        world.publish()
    first.update(as_printed="40 to 45")
    # Who only says that there were many does not print the range.
    second = Citation.objects.filter(observation="nests-2023", hop=2)
    second.update(reported_comparator="vague", as_printed="many, on 3 lakes")
    assert world.publish()


def test_a_number_that_follows_from_the_words_is_reckoned_and_the_hop_says_so(world, api):
    first = Citation.objects.filter(observation="nests-2023", hop=1)
    first.update(as_printed="one nest and 40 others")
    with pytest.raises(publishing.Refused, match=r"expected 1 or 40, .* or reckoned"):
        world.publish()
    first.update(reckoned=True)
    world.publish()
    record = api.json("observations/nests-2023")
    assert [one["reckoned"] for one in record["citations"]] == [True, False]
    assert record["interval"] == "[41, 41]"


def test_a_seen_document_of_which_nobody_knows_what_it_says_is_passed_over():
    chain = Chain().hop("club-report", None).unseen("almanac").hop(via=2)
    assert chain.hops[2].unseen == ["almanac"]


def test_where_nothing_before_it_was_seen_a_chain_ends():
    chain = Chain().unseen("club-log", None).unseen().hop(via=2, reported_value="44")
    hop = chain.hops[2]
    assert hop.dead_end
    assert hop.unseen == ["club-log", "rumour"]
    assert hop.compared_with is None
    assert [(one.alteration, one.before) for one in hop.alterations] == [("value", "41")]


def test_a_root_is_held_against_the_origins_facts_and_is_no_dead_end():
    chain = Chain().hop("digest", None, reported_value="44").hop("almanac", None)
    assert [(hop.compared_with, hop.dead_end) for hop in chain.hops] == [(None, False)] * 2
    assert chain.altered == ["value"]


def test_a_restatement_shows_what_it_says_and_alters_no_figure():
    chain = Chain().hop("club-report", None)
    chain.hop("club-report", relation="restates", reported_value="40", reported_comparator="about")
    assert [one.alteration for one in chain.hops[1].alterations] == ["rounded"]
    assert chain.altered == []


def test_a_remark_on_the_figure_alters_nothing_whatever_stands_in_it():
    chain = Chain().hop("club-report", None).hop(reported_value="44")
    chain.hop("club-report", via=1, relation="remarks").hop(via=3, reported_value="42")
    assert [[one.alteration for one in hop.alterations] for hop in chain.hops] == [
        [],
        ["value"],
        [],
        ["value"],
    ]
    assert chain.altered == ["value"]


def test_what_follows_a_restatement_is_held_against_it():
    chain = Chain().hop("club-report", None)
    chain.hop("club-report", relation="restates", reported_value="40", reported_comparator="about")
    chain.hop(via=2).hop(via=2, reported_value="41", reported_comparator="eq")
    assert [hop.compared_with for hop in chain.hops] == [None, 1, 2, 2]
    assert chain.altered == ["sharpened"]


def test_alterations_stand_once_in_the_order_of_the_chain():
    chain = Chain().hop("club-report", None).hop(reported_area="mill-county", reported_value="44")
    chain.hop(via=2, reported_value="45", reported_measure="pairs-breeding")
    assert chain.altered == ["value", "area", "measure"]


def test_it_is_presented_under_each_measure_that_a_document_gives():
    chain = Chain().hop("club-report", None).hop(reported_measure="weight-of-nests|pairs-breeding")
    chain.hop(via=2, reported_measure="-").hop("rumour", reported_measure="days-of-brooding")
    assert citation_chain.reported_measures(chain.facts, chain.hops) == [
        "nests-counted",
        "weight-of-nests",
        "pairs-breeding",
    ]


def test_its_own_measure_comes_first_even_where_no_document_uses_it():
    chain = Chain().hop("club-report", None, reported_measure="pairs-breeding")
    assert citation_chain.reported_measures(chain.facts, chain.hops) == [
        "nests-counted",
        "pairs-breeding",
    ]


def test_a_reading_tells_what_it_says_and_nothing_else():
    chain = Chain(**RANGE).hop(
        "club-report", None, reported_attribution="-", reported_period="2023|2022"
    )
    assert reading_record(chain.hops[0].reading) == {
        "comparator": "range",
        "quantity": "level",
        "measure": "nests-counted",
        "population": "grey-herons",
        "area": "mill-lake",
        "period": "2023|2022",
        "attribution": "-",
        "value_low": "40",
        "value_high": "45",
    }


def either(*choices):
    """Return a strategy for a reported_ field: blank, not stated, one word, or two of them."""
    pairs = st.permutations(choices).map(lambda order: "|".join(order[:2]))
    return st.one_of(st.just(""), st.just(""), st.just("-"), st.sampled_from(choices), pairs)


GIVES = st.fixed_dictionaries(
    {
        "reported_value": either("41", "44", "0", "2.5"),
        "reported_comparator": either("eq", "about", "gt", "lte", "range", "vague", "increase"),
        "reported_quantity": either("level", "ratio", "percent_change", "share", "rate"),
        "reported_measure": either(*MEASURES),
        "reported_population": either("grey-herons", "herons"),
        "reported_area": either("mill-lake", "mill-county"),
        "reported_period": either("2023-S1", "2023-01/2023-06", "XXXX", "2022/.."),
        "reported_base_period": either("2022", "2022-01/2022-12", "XXXX"),
        "reported_attribution": either("bird-club", "gazette"),
    }
)
FIGURES = st.sampled_from([{}, CHANGE, DOUBLE, BROODING, MANY, RANGE, DAILY])


@st.composite
def chains(draw):
    """Return a chain of any shape, seen here and there."""
    chain = Chain(**draw(FIGURES))
    for earlier in range(draw(st.integers(1, 6))):
        via = draw(st.one_of(st.none(), st.integers(1, earlier))) if earlier else None
        document = draw(st.sampled_from(list(SEEN)))
        if draw(st.integers(0, 3)):
            chain.hop(document, via, **draw(GIVES))
        else:
            chain.unseen(document, via)
    return chain


def naive_reading(chain, citation):
    """Return what a hop says, told by walking down to it from its root."""
    path = []
    while citation is not None:
        if citation.relation != "unknown" and SEEN[citation.document_id] in (
            "read",
            "copy",
            "excerpt",
        ):
            path.insert(0, citation)
        citation = chain.citations[citation.via - 1] if citation.via else None
    says = {name: getattr(chain.facts, name) for name in (*REPORTED, "value_low", "value_high")}
    numberless = {"vague", "increase", "decrease", "range"}
    for one in path:
        gives = {name: getattr(one, f"reported_{name}") for name in REPORTED}
        if gives["value"] not in ("", "-") and not gives["comparator"]:
            gives["comparator"] = "eq" if set(says["comparator"].split("|")) <= numberless else ""
        elif set(gives["comparator"].split("|")) <= numberless and not gives["value"]:
            says["value"] = ""
        if one.reported_value or one.reported_comparator or one.reported_quantity:
            says["value_low"] = says["value_high"] = ""
        says |= {name: word for name, word in gives.items() if word}
    for name in ("period", "base_period"):
        says[name] = "|".join(
            word if word in ("", "-") else parse(word).code for word in says[name].split("|")
        )
    return {name: word for name, word in says.items() if word}


@pytest.mark.slow(reason="tries chains that chance puts together")
@given(chains())
def test_each_hop_says_what_its_path_adds_up_to(chain):
    for citation, hop in zip(chain.citations, chain.hops, strict=True):
        if hop.reading is not None:
            assert reading_record(hop.reading) == naive_reading(chain, citation)


@pytest.mark.slow(reason="tries chains that chance puts together")
@given(chains())
def test_a_reading_alters_nothing_of_itself(chain):
    for hop in chain.hops:
        if hop.reading is not None:
            assert alterations.of_readings(hop.reading, replace(hop.reading), None, None) == []


@pytest.mark.slow(reason="tries chains that chance puts together")
@given(chains())
def test_nobody_is_said_to_have_altered_what_they_do_not_give(chain):
    for citation, hop in zip(chain.citations, chain.hops, strict=True):
        for one in hop.alterations:
            if one.alteration in REPORTED and one.alteration not in ("value", "unit"):
                assert getattr(citation, f"reported_{one.alteration}")
            elif one.alteration not in REPORTED:
                assert any(
                    getattr(citation, f"reported_{name}")
                    for name in ("value", "comparator", "quantity", "measure")
                )


def told(api, hop, slug="nests-2023"):
    """Return a hop of a published figure, as developers get it."""
    return api.json(f"observations/{slug}")["citations"][hop - 1]


def test_a_hop_tells_what_it_says_and_what_it_altered(published, api):
    hop = told(api, 2)
    assert (hop["compared_with"], hop["printed_before"], hop["unseen"]) == (1, "41", None)
    assert hop["reported_as"]["measure"] == "pairs-breeding"
    assert hop["alterations"] == [
        {
            "alteration": "measure",
            "before": "nests-counted",
            "after": "pairs-breeding",
            "facets": {"seen": "from the shore → not stated"},
        }
    ]
    assert api.ids("observations?alterations=measure") == ["nests-2023"]
    assert api.ids("observations?alterations=value") == []
    assert api.ids("observations?reported_measures=pairs-breeding") == ["nests-2023"]


def test_a_figure_that_arrived_whole_says_so(world, api):
    world.figure("nests-2022", period="2022")
    world.cite("nests-2022", 2, "gazette-june", via=1)
    world.publish()
    assert api.json("observations/nests-2022")["alterations"] == []
    assert api.ids("observations?alterations=none") == ["nests-2022"]


def chain_with_a_gap(world, slug, **last):
    """Add a figure that the daily took over from a rumour that nobody saw."""
    world.source("village", label="The village", kind="individual", reliability="F")
    world.source("daily", label="The Daily", kind="media", reliability="C")
    world.document("rumour", source_id="village", published="XXXX", seen="not_found")
    world.document("daily-june", source_id="daily", published="2023-06-21", seen="excerpt")
    world.figure(slug, period="2022")
    world.cite(slug, 2, "rumour", via=1, relation="unknown")
    world.cite(slug, 3, "daily-june", via=2, **last)


def test_what_was_altered_behind_a_gap_any_of_them_may_have_altered(world, api):
    chain_with_a_gap(world, "nests-2022", reported_value="44")
    world.publish()
    assert told(api, 2, "nests-2022")["reported_as"] is None
    hop = told(api, 3, "nests-2022")
    assert hop["compared_with"] == 1
    assert hop["unseen"] == "altered by one of: The village, The Daily"


def test_who_only_rounds_behind_a_gap_has_altered_nothing(world, api):
    chain_with_a_gap(world, "nests-2022", reported_value="40", as_printed="40")
    world.publish()
    told_by = "told less exactly by one of: The village, The Daily"
    assert told(api, 3, "nests-2022")["unseen"] == told_by


def of_unread(world, **second):
    """Add a figure whose first document nobody read, and what the Gazette gives."""
    world.document("unread", source_id="bird-club", published="2022", seen="cited_only")
    world.figure("nests-2022", "unread", period="2022")
    Citation.objects.filter(document="unread").update(as_printed="")
    world.cite("nests-2022", 2, "gazette-june", via=1, **second)
    world.publish()


def test_nobody_has_altered_what_was_only_inferred_to_come_from_a_text_that_nobody_read(world, api):
    of_unread(world, basis="inferred", reported_value="44", as_printed="44")
    hop = told(api, 2, "nests-2022")
    assert [one["alteration"] for one in hop["alterations"]] == ["value"]
    assert hop["unseen"] == (
        "no earlier document could be read: The bird club; "
        "whether it means this figure is not known"
    )
    assert api.json("observations/nests-2022")["alterations"] == []
    assert "nests-2022" in api.ids("observations?alterations=none")


def test_a_link_that_the_document_states_leaves_no_such_doubt(world, api):
    of_unread(world, basis="stated", reported_value="44", as_printed="44")
    assert told(api, 2, "nests-2022")["unseen"].endswith("altered by The Gazette")
    assert api.json("observations/nests-2022")["alterations"] == ["value"]


def test_whom_another_branch_clears_nobody_suspects(world, api):
    chain_with_a_gap(world, "nests-2022", reported_value="44")
    world.document("weekly", source_id="gazette", published="2023-07", seen="excerpt")
    world.cite("nests-2022", 4, "weekly", via=2)
    world.publish()
    # What the rumour had it gave to the weekly as it was.
    assert told(api, 3, "nests-2022")["unseen"] == "altered by The Daily"


def test_who_stands_behind_the_fork_stays_under_suspicion(world, api):
    chain_with_a_gap(world, "nests-2022")
    world.source("radio", label="The radio", kind="media", reliability="F")
    for slug, source in {"news": "radio", "weekly": "gazette", "late": "gazette"}.items():
        seen = "not_found" if slug == "news" else "excerpt"
        world.document(slug, source_id=source, published="2023-07", seen=seen)
    world.cite("nests-2022", 4, "news", via=2, relation="unknown")
    world.cite("nests-2022", 5, "weekly", via=4, reported_value="44")
    world.publish()
    assert told(api, 5, "nests-2022")["unseen"] == "altered by one of: The radio, The Gazette"


@pytest.mark.parametrize(
    "other",
    [
        # It alters the same thing, so it clears nobody.
        {"reported_value": "46"},
        # What objects to a figure does not say what its source printed.
        {"relation": "disputes"},
    ],
)
def test_a_branch_that_is_no_proof_clears_nobody(world, api, other):
    chain_with_a_gap(world, "nests-2022", reported_value="44")
    world.document("weekly", source_id="gazette", published="2023-07", seen="excerpt")
    world.cite("nests-2022", 4, "weekly", via=2, **other)
    world.publish()
    assert told(api, 3, "nests-2022")["unseen"] == "altered by one of: The village, The Daily"


def test_whoever_passed_the_number_on_may_still_have_altered_the_time(world, api):
    chain_with_a_gap(world, "nests-2022", reported_value="44", reported_period="2021")
    world.document("weekly", source_id="gazette", published="2023-07", seen="excerpt")
    world.cite("nests-2022", 4, "weekly", via=2, reported_period="2021")
    world.publish()
    assert told(api, 3, "nests-2022")["unseen"] == "altered by one of: The village, The Daily"


def test_a_gap_through_which_it_came_whole_is_told_too(world, api):
    chain_with_a_gap(world, "nests-2022")
    world.publish()
    assert told(api, 3, "nests-2022")["unseen"] == "nobody saw what stands between: The village"


@pytest.mark.parametrize(
    ("gazette", "daily", "through"),
    [
        (
            {"reported_period": "-"},
            {"reported_measure": "pairs-breeding"},
            "The Gazette and The Daily",
        ),
        ({"reported_period": "-"}, {"reported_period": "2021"}, "The Gazette"),
        ({"reported_period": "-"}, {}, "The Daily"),
    ],
)
def test_who_first_told_the_number_and_who_told_its_period_are_both_named(
    world, api, gazette, daily, through
):
    world.source("daily", label="The Daily", kind="media", reliability="C")
    world.document("daily-june", source_id="daily", published="2023-06-21", seen="excerpt")
    world.document("club-unseen", source_id="bird-club", published="2023-06", seen="cited_only")
    world.figure("nests-2022", document="club-unseen", period="2022")
    Citation.objects.filter(observation="nests-2022", hop=1).update(as_printed="")
    world.cite("nests-2022", 2, "gazette-june", via=1, **gazette)
    world.cite("nests-2022", 3, "daily-june", via=1, **daily)
    world.publish()
    assert api.json("observations/nests-2022")["known_through"] == through


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ({}, "no earlier document could be read: The bird club, The village"),
        (
            {"reported_value": "44"},
            "no earlier document could be read: The bird club, The village; "
            "altered by one of: The village, The Daily",
        ),
    ],
)
def test_a_dead_end_is_told(world, api, last, sentence):
    chain_with_a_gap(world, "nests-2022", **last)
    Citation.objects.filter(observation="nests-2022", hop=1).update(
        document="club-log", relation="unknown", as_printed=""
    )
    world.publish()
    hop = told(api, 3, "nests-2022")
    assert (hop["compared_with"], hop["unseen"]) == (None, sentence)
