"""Estimates as people give them: a best one with its own range, or none, and their rivals."""

import pytest
from django.core.exceptions import ValidationError

from datasets import publishing
from datasets.models import Observation, Unit

from .findings import figure, found
from .test_pages import page, text
from .test_provenance import Chain

LANCET = {
    "value": "654965",
    "value_low": "392979",
    "value_high": "942636",
    "range_kind": "ci95",
    "status": "E",
}
BEST = {"value": "41", "value_low": "30", "value_high": "60", "range_kind": "plausible"}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("ci95", "(95 % confidence interval 30 to 60)"),
        ("ci80", "(80 % confidence interval 30 to 60)"),
        ("se", "(standard error 30 to 60)"),
        ("plausible", "(plausible range 30 to 60)"),
        ("lowest_highest_reported", "(lowest and highest reported 30 to 60)"),
        ("stated", "(30 to 60)"),
    ],
)
def test_a_best_estimate_has_its_own_range(clubs, api, kind, told):
    clubs.change("nests-2023", **BEST | {"range_kind": kind})
    clubs.publish()
    record = figure(api, "nests-2023")
    assert record["statement"].startswith(f"The bird club estimated 41 {told} nests")
    assert (record["value"], record["value_low"], record["value_high"]) == (41, 30, 60)
    assert record["range_kind"] == kind
    assert (record["interval"], record["bounds_basis"]) == ("[30, 60]", "estimated")


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        ("ci95", "the 95 % confidence interval"),
        ("se", "one standard error either way"),
        ("stated", "the range that is stated"),
    ],
)
def test_a_page_does_not_call_the_range_of_an_estimate_all_that_is_possible(
    clubs, api, kind, called
):
    clubs.change("nests-2023", **BEST | {"range_kind": kind})
    clubs.publish()
    shown = text(page(api, "/observations/nests-2023"))
    assert f"Shaded: {called}." in shown
    assert f"{called[0].upper()}{called[1:]} 30 to 60" in shown
    assert "hat its words allow" not in shown


def test_what_is_possible_is_called_so_where_nothing_is_estimated(clubs, api):
    clubs.change("nests-2023", comparator="gt")
    clubs.publish()
    shown = text(page(api, "/observations/nests-2023"))
    assert "Shaded: what its words allow." in shown


def test_a_range_that_is_the_estimate_itself_is_not_told(clubs, api):
    clubs.change("nests-2023", **BEST | {"value_low": "41", "value_high": "41"})
    clubs.publish()
    assert figure(api, "nests-2023")["statement"].startswith("The bird club estimated 41 nests")


def test_about_widens_no_range_that_its_origin_gave(clubs, api):
    crowd = {"value": "37700", "value_low": "32700", "value_high": "42700"}
    clubs.change("nests-2023", **crowd, comparator="about", range_kind="stated")
    clubs.publish()
    record = figure(api, "nests-2023")
    assert record["statement"].startswith("The bird club estimated about 37,700 (32,700 to 42,700)")
    assert record["interval"] == "[32700, 42700]"


def test_a_range_is_told_as_the_origins_and_never_as_the_curators(clubs, api):
    clubs.change("nests-2023", **LANCET)
    clubs.publish()
    statement = figure(api, "nests-2023")["statement"]
    assert "estimated 654,965 " in statement
    assert "95 % confidence interval 392,979 to 942,636" in statement
    assert "read as" not in statement


def test_a_fall_has_its_range_without_signs(clubs, api):
    change = {"quantity": "percent_change", "base_period": "2022", "value": "-12"}
    clubs.change("nests-2023", **change, value_low="-20", value_high="-5", range_kind="ci95")
    clubs.publish()
    statement = figure(api, "nests-2023")["statement"]
    assert "12 percent (95 % confidence interval 5 to 20) fewer" in statement


@pytest.mark.parametrize("value", ["29", "61"])
def test_a_value_outside_of_its_own_range_is_refused(clubs, value):
    clubs.change("nests-2023", **BEST | {"value": value})
    with pytest.raises(publishing.Refused, match=f"value “{value}”: it lies outside of its own"):
        clubs.publish()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"value_low": "30"}, "both of them"),
        ({"value_low": "30", "value_high": "60"}, "says what it is"),
        ({"range_kind": "ci95"}, "only a range does"),
        ({"comparator": "vague", "value": "", "range_kind": "ci95"}, "only a range does"),
    ],
)
def test_a_range_has_two_ends_and_says_what_it_is(clubs, fields, message):
    observation = Observation.objects.get(pk="nests-2023")
    for name, value in fields.items():
        setattr(observation, name, value)
    with pytest.raises(ValidationError, match=message):
        observation.full_clean()


def test_an_estimate_without_a_range_is_not_exact(clubs, api):
    clubs.change("nests-2023", value="4", status="E")
    clubs.publish()
    record = figure(api, "nests-2023")
    assert (record["value"], record["interval"], record["bounds_basis"]) == (4, None, "estimated")


ENDLESS = {"quantity": "difference", "base_period": "2022", "value": ""}


@pytest.mark.parametrize(
    ("fields", "interval", "basis"),
    [
        ({"value": "10000", "comparator": "gt"}, "(10000, )", "estimated"),
        ({"value": "10000", "comparator": "lte"}, "[0, 10000]", "estimated"),
        ({**ENDLESS, "comparator": "decrease"}, "(, 0)", "estimated"),
        ({"value": "", "comparator": "vague"}, None, "none"),
        (
            {
                "value": "10000",
                "interpreted_as": "[9000, 11000]",
                "interpretation_note": "A tenth.",
            },
            "[9000, 11000]",
            "interpreted",
        ),
    ],
)
def test_an_estimate_keeps_what_its_words_say_beside_the_digits(
    clubs, api, fields, interval, basis
):
    clubs.change("nests-2023", **fields, status="E")
    clubs.publish()
    record = figure(api, "nests-2023")
    assert (record["interval"], record["bounds_basis"]) == (interval, basis)


def test_a_confidence_interval_alone_is_an_estimate(clubs, api):
    ends = {"value_low": "30", "value_high": "60", "range_kind": "ci95"}
    clubs.change("nests-2023", value="", comparator="range", **ends)
    clubs.rival("trust-2023", value="70")
    clubs.publish()
    assert figure(api, "nests-2023")["bounds_basis"] == "estimated"
    assert found(api) == [("estimates_differ", "nests-2023 trust-2023")]


# What estimates are held against


@pytest.mark.parametrize(
    ("theirs", "rule"),
    [
        ({**BEST, "value": "70", "value_low": "61", "value_high": "80"}, "estimates_differ"),
        ({**BEST, "value": "55", "value_low": "50", "value_high": "80"}, "estimates_overlap"),
        ({"value": "70"}, "estimates_differ"),
        ({"value": "41"}, "estimates_overlap"),
    ],
)
def test_estimates_of_two_origins_differ_or_overlap_and_dispute_nothing(clubs, api, theirs, rule):
    clubs.change("nests-2023", **BEST)
    clubs.rival("trust-2023", **theirs)
    clubs.publish()
    assert found(api) == [(rule, "nests-2023 trust-2023")]
    for slug in ("nests-2023", "trust-2023"):
        assert not figure(api, slug)["disputed"]
        assert figure(api, slug)["independent_origins"] == 1


@pytest.mark.parametrize("comparator", ["gte", "lte"])
def test_who_only_says_at_least_or_at_most_overlaps_with_no_estimate(clubs, api, comparator):
    clubs.change("nests-2023", **BEST)
    clubs.rival("trust-2023", value="50", comparator=comparator)
    clubs.publish()
    assert found(api) == []


def test_two_agencies_whose_estimates_have_no_range_are_not_disputed(clubs, api):
    clubs.change("nests-2023", value="41", status="E")
    clubs.rival("trust-2023", value="44", status="E")
    clubs.rival("trust-2023-again", origin="ranger", value="41", status="E")
    clubs.publish()
    assert found(api) == []
    assert figure(api, "nests-2023")["independent_origins"] == 1


@pytest.mark.parametrize(("theirs", "differ"), [("83", True), ("20", True), ("81", False)])
def test_an_estimate_without_a_range_differs_from_what_is_twice_or_half_of_it(
    clubs, api, theirs, differ
):
    clubs.change("nests-2023", value="41", status="E")
    clubs.rival("trust-2023", value=theirs)
    clubs.publish()
    assert found(api) == ([("estimates_differ", "nests-2023 trust-2023")] if differ else [])
    unfit = f"Another count does not fit: {theirs} (the trust)."
    assert (unfit in figure(api, "nests-2023")["statement"]) == differ


def test_of_what_is_measured_and_not_counted_no_estimate_is_twice_another(clubs, api):
    Unit.objects.update(countable=False)
    clubs.change("nests-2023", value="41", status="E")
    clubs.rival("trust-2023", value="83")
    clubs.publish()
    assert found(api) == []


def test_what_is_computed_from_an_estimate_contradicts_nobody(clubs, api):
    clubs.change("nests-2023", **BEST)
    clubs.derive("twice", "a * 2", {"a": "observation:nests-2023"}, period="2023-03/2023-05")
    clubs.rival("trust-2023", value="200")
    clubs.publish()
    assert ("estimates_differ", "trust-2023 twice") in found(api)
    assert "contradiction" not in {rule for rule, _ in found(api)}


def test_an_estimate_hides_no_contradiction_of_counts(clubs, api):
    clubs.rival("trust-2023", value="44")
    clubs.rival("ranger-2023", origin="ranger", value="50", status="E")
    clubs.publish()
    assert found(api) == [("contradiction", "nests-2023 trust-2023")]


# What documents do to them


def chain(**hop):
    """Return what a second document alters of the Lancet's estimate, as {term: (before, after)}."""
    told = Chain("654965", **LANCET).hop("club-report", None).hop(**hop)
    return {one.alteration: (one.before, one.after) for one in told.hops[1].alterations}


CI = "95 % confidence interval 392979 to 942636"


@pytest.mark.parametrize(
    ("hop", "altered"),
    [
        ({}, {}),
        ({"reported_attribution": "club"}, {"attribution": ("bird-club", "club")}),
        ({"reported_value_low": "-"}, {"range_dropped": (CI, None)}),
        (
            {"reported_value_low": "92979"},
            {"range_changed": (CI, "95 % confidence interval 92979 to 942636")},
        ),
        (
            {"reported_range_kind": "ci90"},
            {"range_changed": (CI, "90 % confidence interval 392979 to 942636")},
        ),
        (
            {"reported_value": "655000", "reported_comparator": "about"},
            {"rounded": ("654965", "about 655000")},
        ),
        (
            {"reported_value": "655000", "reported_comparator": "about", "reported_value_low": "-"},
            {"rounded": ("654965", "about 655000"), "range_dropped": (CI, None)},
        ),
        ({"reported_value": "600000"}, {"value": ("654965", "600000")}),
    ],
)
def test_an_interval_that_a_document_drops_or_changes_is_an_alteration(hop, altered):
    assert chain(**hop) == altered


def test_a_range_that_is_put_on_another_figure_is_an_alteration():
    told = (
        Chain("41")
        .hop("club-report", None)
        .hop(reported_value_low="33", reported_value_high="49", reported_range_kind="stated")
    )
    assert [(one.alteration, one.after) for one in told.hops[1].alterations] == [
        ("range_added", "33 to 49")
    ]


def test_of_what_kind_a_range_is_may_be_left_open():
    told = Chain("654965", value="654965", status="E").hop("club-report", None)
    told.hop(reported_value_low="33", reported_value_high="49", reported_range_kind="stated|ci95")
    assert [(one.alteration, one.after) for one in told.hops[1].alterations] == [
        ("range_added", "perhaps 95 % confidence interval 33 to 49")
    ]


def test_the_printed_place_of_an_estimate_judges_those_who_round_it():
    told = Chain("654965", value="654965", status="E").hop("club-report", None)
    told.hop(reported_value="650000", reported_comparator="about")
    told.hop(reported_value="12", via=1)
    assert [one.alteration for one in told.hops[1].alterations] == ["rounded"]
    assert [one.alteration for one in told.hops[2].alterations] == ["value"]


def test_a_range_that_leaves_its_own_estimate_out_is_a_finding(clubs, api):
    wide = {"value": "98000", "value_low": "8000", "value_high": "194000", "range_kind": "ci95"}
    clubs.change("nests-2023", **wide)
    hops = Observation.objects.get(pk="nests-2023").citations
    hops.filter(hop=2).update(reported_value_high="94000")
    clubs.publish()
    record = figure(api, "nests-2023")
    assert [one["rule"] for one in record["checks"]] == ["outside_its_range"]
    assert "range_changed" in record["alterations"]
    (check,) = api.json("checks?rule=outside_its_range")["results"]
    assert check["text"].endswith(
        "gives 98000 with the range from 8000 to 94000, which leaves it out."
    )


@pytest.mark.parametrize(
    ("ends", "rules"),
    [
        ({"reported_value_low": "42"}, ["outside_its_range"]),
        ({"reported_value_low": "41"}, []),
        ({"reported_value_high": "41"}, []),
        ({"reported_value_high": "40|60"}, []),
    ],
)
def test_a_range_holds_its_own_ends_and_what_is_left_open_is_not_asked(clubs, api, ends, rules):
    clubs.change("nests-2023", **BEST)
    Observation.objects.get(pk="nests-2023").citations.filter(hop=2).update(**ends)
    clubs.publish()
    assert [one["rule"] for one in figure(api, "nests-2023")["checks"]] == rules


def test_a_document_may_give_a_range_instead():
    told = Chain("5,400", value="5400").hop("club-report", None)
    ends = {"reported_value_low": "5000", "reported_value_high": "6000"}
    told.hop(as_printed="between 5 and 6 thousand", reported_comparator="range", **ends)
    assert [one.alteration for one in told.hops[1].alterations] == ["rounded"]


def test_a_document_that_prints_another_unit_is_told():
    told = Chain("4 weeks", measure_id="weeks-of-brooding", value="4").hop("club-report", None)
    told.hop(reported_unit="days", reported_value="28")
    told.hop(reported_unit="days", reported_value="40", via=1)
    told.hop(reported_unit="kilograms", via=1)
    terms = [[one.alteration for one in hop.alterations] for hop in told.hops]
    assert terms == [[], ["sharpened"], ["value"], ["unit"]]


def test_a_range_that_a_document_adds_without_a_word_on_its_kind_is_one_that_is_stated(clubs, api):
    ends = {"reported_value_low": "33", "reported_value_high": "49", "as_printed": "41 (33 to 49)"}
    clubs.cite("nests-2023", 3, "gazette-june", via=1, **ends)
    clubs.publish()
    assert "33 to 49" in text(page(api, "/observations/nests-2023"))
