"""Caveats of computed figures: what reaches an operand reaches the result, and which way."""

from dataclasses import dataclass, field
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from datasets.models import Attachment, Caveat, Citation, Document, Input, Source, Waiver
from datasets.publishing import Refused

from .length import examples
from .seed_folder import CAVEATS, SOURCES, Seeds

CLEAN = "none_recorded"


@pytest.fixture
def herons(world):
    """Return the world with two counts that no caveat reaches."""
    Attachment.objects.all().delete()
    world.figure("nests-a", value="40")
    world.figure("nests-b", value="30")
    return world


def doubt(world, slug, direction, affects="accuracy", **target):
    """Hang a new caveat on something."""
    world.caveat(slug, direction=direction, affects=affects)
    world.attach(slug, **target)


def told(api, slug="result"):
    """Return the bias of a published figure, and {caveat: direction}."""
    record = api.json(f"observations/{slug}")
    return record["bias"], {one["id"]: one["direction"] for one in record["caveats"]}


UP, DOWN, BOTH, LOST = "understated", "overstated", "mixed", "unknown"


@pytest.mark.slow(reason="publishes for each line of a long table")
@pytest.mark.parametrize(
    ("formula", "of_a", "of_b", "bias"),
    [
        # what adds up is wrong as its parts are
        ("a + b", UP, UP, UP),
        ("a + b", DOWN, DOWN, DOWN),
        ("a + b", UP, CLEAN, UP),
        ("a + b", UP, DOWN, BOTH),
        ("a + b", BOTH, UP, BOTH),
        ("a + b", CLEAN, CLEAN, CLEAN),
        ("2 * a + b / 3 + 5", UP, DOWN, BOTH),
        # what is taken away or divides is wrong the other way
        ("a - b", UP, CLEAN, UP),
        ("a - b", CLEAN, UP, DOWN),
        ("a - b", CLEAN, DOWN, UP),
        ("a - b", UP, DOWN, UP),
        ("a - b", DOWN, UP, DOWN),
        ("a - b", CLEAN, BOTH, BOTH),
        ("a / b", UP, CLEAN, UP),
        ("a / b", CLEAN, UP, DOWN),
        ("a / b", UP, DOWN, UP),
        ("a / (1 + b / 100)", CLEAN, DOWN, UP),
        ("a - (5 - b)", CLEAN, UP, UP),
        # opposites may cancel or not, nobody knows
        ("a - b", UP, UP, LOST),
        ("a - b", DOWN, DOWN, LOST),
        ("a - b", BOTH, UP, LOST),
        ("a / b", UP, UP, LOST),
        ("a * b", UP, UP, UP),
        ("a * b", UP, DOWN, LOST),
        # one that nobody knows leaves the whole unknown
        ("a + b", UP, LOST, LOST),
        ("a + b", LOST, CLEAN, LOST),
        ("a - b", CLEAN, LOST, LOST),
        ("a - b", BOTH, LOST, LOST),
        # an operand that moves it either way, or not at all
        ("a * b - a", UP, CLEAN, LOST),
        ("a - a + b", UP, CLEAN, LOST),
        ("a - a + b", UP, UP, LOST),
    ],
)
def test_a_result_is_wrong_as_its_operands_move_it(herons, api, formula, of_a, of_b, bias):
    for letter, direction in {"a": of_a, "b": of_b}.items():
        if direction != CLEAN:
            doubt(herons, f"doubt-{letter}", direction, observation_id=f"nests-{letter}")
    herons.derive("result", formula, {"a": "nests-a", "b": "nests-b"})
    herons.publish()
    assert told(api)[0] == bias
    assert told(api)[1].keys() == {
        f"doubt-{letter}" for letter, one in {"a": of_a, "b": of_b}.items() if one != CLEAN
    }


def test_a_caveat_is_told_as_it_is_of_the_result(herons, api):
    doubt(herons, "doubt-a", UP, observation_id="nests-a")
    doubt(herons, "doubt-b", UP, observation_id="nests-b")
    herons.derive("result", "a - b", {"a": "nests-a", "b": "nests-b"})
    herons.publish()
    assert told(api) == (LOST, {"doubt-a": UP, "doubt-b": DOWN})
    caveats = api.json("observations/result")["caveats"]
    assert [one["attached_to"] for one in caveats] == ["observation:nests-a", "observation:nests-b"]
    assert b"doubt-a;doubt-b" in api.get("observations.csv?origin=software").body


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize("quantity", ["ratio", "percent_change", "share"])
@pytest.mark.parametrize("direction", [UP, DOWN, BOTH, LOST])
def test_which_way_a_comparison_is_wrong_nobody_knows(herons, api, quantity, direction):
    doubt(herons, "doubt-a", direction, observation_id="nests-a")
    doubt(herons, "doubt-all", direction, measure_id="nests-counted")
    operands = {"a": "nests-a", "b": "nests-b"}
    herons.derive("result", "a / b", operands, quantity=quantity, base_period="2022")
    herons.publish()
    assert told(api) == (LOST, {"doubt-a": LOST, "doubt-all": LOST})


@pytest.mark.parametrize(
    ("formula", "quantity", "bias"),
    [("a + b", "level", UP), ("a - b", "level", LOST), ("a / b", "ratio", LOST)],
)
def test_one_caveat_of_both_operands_is_one_caveat_of_the_result(
    herons, api, formula, quantity, bias
):
    doubt(herons, "hidden", UP, document_id="club-log")
    base = {"base_period": "2022"} if quantity == "ratio" else {}
    operands = {"a": "nests-a", "b": "nests-b"}
    herons.derive("result", formula, operands, quantity=quantity, **base)
    herons.publish()
    assert told(api) == (bias, {"hidden": bias})


@pytest.mark.parametrize("affects", ["accuracy", "interpretation"])
def test_a_caveat_that_points_two_ways_points_nowhere(herons, api, affects):
    doubt(herons, "hidden", UP, affects, document_id="club-log")
    herons.attach("hidden", observation_id="nests-b", direction=DOWN)
    herons.derive("result", "a + b", {"a": "nests-a", "b": "nests-b"})
    herons.publish()
    assert told(api)[1] == {"hidden": LOST}
    assert told(api, "nests-a")[1] == {"hidden": UP}
    assert told(api, "nests-b")[1] == {"hidden": DOWN}


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize("formula", ["a + b", "a - b", "a / b"])
def test_a_caveat_that_concerns_the_meaning_never_changes_a_bias(herons, api, formula):
    doubt(herons, "storks-too", DOWN, "interpretation", observation_id="nests-a")
    doubt(herons, "pairs-perhaps", UP, "interpretation", observation_id="nests-b")
    operands = {"a": "nests-a", "b": "nests-b"}
    herons.derive("result", formula, operands)
    herons.derive("ratio", "a / b", operands, quantity="ratio", base_period="2022")
    doubt(herons, "hidden", UP, observation_id="nests-a")
    herons.derive("doubted", formula, operands)
    Waiver.objects.create(caveat_id="hidden", observation_id="nests-b", reason="A test.")
    herons.publish()
    meaning = {"storks-too": DOWN, "pairs-perhaps": UP}
    assert told(api) == (UP, meaning | {"hidden": UP})
    assert told(api, "ratio") == (LOST, meaning | {"hidden": LOST})
    Attachment.objects.filter(caveat="hidden").delete()
    herons.publish()
    assert told(api) == told(api, "ratio") == (CLEAN, meaning)


def test_a_waived_caveat_does_not_come_back_through_a_result(herons, api):
    doubt(herons, "hidden", UP, document_id="club-log")
    Waiver.objects.create(caveat_id="hidden", observation_id="nests-a", reason="Reeds were cut.")
    herons.derive("result", "a * 2", {"a": "nests-a"})
    herons.derive("both", "a + b", {"a": "nests-a", "b": "nests-b"})
    herons.publish()
    assert told(api) == (CLEAN, {})
    assert told(api, "both") == (UP, {"hidden": UP})


def test_caveats_of_its_own_measure_and_dataset_reach_a_result(herons, api):
    doubt(herons, "of-pairs", DOWN, measure_id="pairs-breeding")
    doubt(herons, "of-all", DOWN, dataset_id="herons")
    for slug in ("nests-a", "nests-b"):
        Waiver.objects.create(caveat_id="of-all", observation_id=slug, reason="A test.")
    herons.derive("result", "a + b", {"a": "nests-a", "b": "nests-b"}, measure_id="pairs-breeding")
    herons.publish()
    assert told(api) == (DOWN, {"of-pairs": DOWN, "of-all": DOWN})
    caveats = api.json("observations/result")["caveats"]
    assert [one["attached_to"] for one in caveats] == ["measure:pairs-breeding", "dataset:herons"]


def test_a_caveat_of_who_passed_an_operand_on_reaches_no_result(herons, api):
    herons.cite("nests-a", 2, "gazette-june", via=1, reported_measure="pairs-breeding")
    doubt(herons, "hasty", UP, document_id="gazette-june")
    doubt(herons, "boastful", UP, source_id="gazette")
    doubt(herons, "of-pairs", UP, measure_id="pairs-breeding")
    herons.derive("result", "a + b", {"a": "nests-a", "b": "nests-b"})
    herons.publish()
    assert told(api) == (CLEAN, {})


def test_caveats_pass_through_results_that_results_rest_on(herons, api):
    doubt(herons, "of-a", UP, observation_id="nests-a")
    doubt(herons, "of-pairs", UP, measure_id="pairs-breeding")
    operands = {"a": "nests-a", "b": "nests-b"}
    herons.derive("pairs", "a + b", operands, measure_id="pairs-breeding")
    herons.derive("rest", "100 - p", {"p": "pairs"})
    herons.derive("result", "r + b", {"r": "rest", "b": "nests-b"})
    herons.publish()
    assert told(api, "pairs") == (UP, {"of-pairs": UP, "of-a": UP})
    # what hangs on the measure of a result in between is not lost, and turned as the result is
    assert told(api, "rest") == (DOWN, {"of-pairs": DOWN, "of-a": DOWN})
    assert told(api) == (DOWN, {"of-pairs": DOWN, "of-a": DOWN})


def test_caveats_pass_through_a_ceiling(herons, api):
    doubt(herons, "of-a", UP, observation_id="nests-a")
    herons.derive("at-most", "a + b", {"a": "nests-a", "b": "nests-b"}, comparator="lte")
    herons.derive("result", "100 - m", {"m": "at-most"})
    herons.publish()
    assert told(api) == (DOWN, {"of-a": DOWN})


def test_a_caveat_of_the_document_of_a_date_reaches_the_time_between(herons, api):
    herons.event("storm", "2023-02-01")
    herons.event("calm", "2023-02-03", document_id="club-report")
    dates = {"c": "event:calm", "s": "event:storm"}
    herons.derive("days", "days(c - s)", dates)
    herons.derive("result", "d + a", {"d": "days", "a": "nests-a"})
    doubt(herons, "hasty", UP, document_id="gazette-june")
    doubt(herons, "misread", UP, "interpretation", document_id="gazette-june")
    herons.publish()
    expected = (LOST, {"hasty": LOST, "misread": UP})
    assert told(api, "days") == told(api) == expected


def test_an_operand_that_cancels_out_leaves_its_caveat(herons, api):
    doubt(herons, "of-a", UP, observation_id="nests-a")
    herons.derive("result", "a * b / a", {"a": "nests-a", "b": "nests-b"})
    herons.publish()
    assert told(api) == (LOST, {"of-a": LOST})


# No path loses a caveat


@dataclass
class Plan:
    """What to add to the world: figures, caveats, where these hang, and results over figures."""

    figures: dict = field(default_factory=dict)
    attachments: list = field(default_factory=list)
    waived: set = field(default_factory=set)
    derived: dict = field(default_factory=dict)


MEASURES, DOCUMENTS = ("nests-counted", "pairs-breeding"), ("club-report", "gazette-june")
ORIGINS, LOGS = ("bird-club", "gazette"), ("club-log", "gazette-log")
FORMULAS = ("a + b", "a - b", "a / b", "a * b - a", "a - a + b", "b * 2 - 1 / a", "a / (a + b)")
DIRECTIONS = (UP, DOWN, BOTH, LOST)


@st.composite
def plans(draw):
    """Draw figures with their chains, caveats on everything, waivers, and results upon results."""
    plan = Plan()
    for number in range(draw(st.integers(1, 3))):
        plan.figures[f"figure-{number}"] = {
            "measure": draw(st.sampled_from(MEASURES)),
            "origin": draw(st.sampled_from(ORIGINS)),
            "documents": draw(st.permutations(DOCUMENTS)),
            "inputs": draw(st.sets(st.sampled_from(LOGS))),
        }
    targets = [
        *product(["dataset"], ["herons"]),
        *product(["source"], ORIGINS),
        *product(["document"], (*DOCUMENTS, *LOGS)),
        *product(["measure"], MEASURES),
        *product(["observation"], plan.figures),
    ]
    hanging = st.tuples(
        st.sampled_from(["doubt-0", "doubt-1", "doubt-2", "doubt-3"]),
        st.sampled_from(targets),
        st.sampled_from(["", *DIRECTIONS]),
    )
    plan.attachments = draw(st.lists(hanging, max_size=6, unique_by=lambda one: one[:2]))
    slugs = sorted({caveat for caveat, _, _ in plan.attachments})
    pairs = list(product(slugs, plan.figures))
    plan.waived = draw(st.sets(st.sampled_from(pairs), max_size=2)) if pairs else set()
    names = [*plan.figures, "event:storm"]
    for number in range(draw(st.integers(1, 4))):
        slug = f"derived-{number}"
        first, second = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        days = "event:storm" in (first, second)
        plan.derived[slug] = {
            "formula": "days(a - b)" if days else draw(st.sampled_from(FORMULAS)),
            "operands": {
                "a": "event:calm" if days else first,
                "b": "event:storm" if days else second,
            },
            "measure": draw(st.sampled_from(MEASURES)),
            "quantity": draw(st.sampled_from(["level", "level", "ratio"])),
            "comparator": draw(st.sampled_from(["", "", "lte"])),
        }
        names.append(slug)
    return plan


def _build(world, plan):
    world.document("gazette-log", source_id="gazette", published="XXXX", seen="cited_only")
    # Of neither is the day known: each may have taken it from the other.
    Document.objects.filter(pk__in=DOCUMENTS).update(published="XXXX")
    world.event("storm", "2023-02-01", document_id="gazette-june")
    world.event("calm", "2023-02-03", document_id="club-log")
    for number, affects in enumerate(["accuracy"] * 3 + ["interpretation"]):
        world.caveat(f"doubt-{number}", direction=DIRECTIONS[number], affects=affects)
    for number, (slug, one) in enumerate(plan.figures.items(), 2):
        told_apart = {"data_cutoff": f"2023-05-{number:02}"}
        counted = {"measure_id": one["measure"], "origin_id": one["origin"]}
        world.figure(slug, value=str(7**number), **counted, **told_apart)
        Citation.objects.filter(observation=slug).update(document=one["documents"][0])
        world.cite(slug, 2, one["documents"][1], via=1)
        Input.objects.filter(observation=slug).delete()
        for document in one["inputs"]:
            Input.objects.create(observation_id=slug, document_id=document, basis="stated")
    for caveat, (noun, name), direction in plan.attachments:
        world.attach(caveat, direction=direction, **{f"{noun}_id": name})
    for caveat, slug in plan.waived:
        Waiver.objects.create(caveat_id=caveat, observation_id=slug, reason="A test.")
    for slug, one in plan.derived.items():
        world.derive(
            slug,
            one["formula"],
            one["operands"],
            measure_id=one["measure"],
            quantity=one["quantity"],
            base_period="2022" if one["quantity"] == "ratio" else "",
            comparator=one["comparator"],
        )


def _expected(plan):
    """Return {figure: the caveats that must reach it, and no others}, simply by following paths."""
    hanging = {}
    for caveat, (noun, name), _ in plan.attachments:
        hanging.setdefault(f"{noun}:{name}", set()).add(caveat)

    def on(*targets):
        return set().union(*(hanging.get(target, set()) for target in targets))

    expected = {}
    for slug, one in plan.figures.items():
        documents = [one["documents"][0], *one["inputs"]]
        reaching = on(
            f"observation:{slug}",
            f"measure:{one['measure']}",
            f"source:{one['origin']}",
            "dataset:herons",
            *(f"document:{document}" for document in documents),
        )
        expected[slug] = {caveat for caveat in reaching if (caveat, slug) not in plan.waived}
    for slug, one in plan.derived.items():
        expected[slug] = on(f"measure:{one['measure']}", "dataset:herons")
        for operand in one["operands"].values():
            if operand in ("event:storm", "event:calm"):
                document = "gazette-june" if operand == "event:storm" else "club-log"
                expected[slug] |= on(f"document:{document}")
            else:
                expected[slug] |= expected[operand]
    return expected


@pytest.mark.no_cover
@pytest.mark.slow(reason="publishes what chance derives, forty times")
@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=plans())
def test_no_path_loses_a_caveat_and_none_brings_a_foreign_one(herons, api, plan):
    with transaction.atomic():
        _build(herons, plan)
        try:
            herons.publish()
        except Refused as refusal:
            senseless = ("divides by zero", "comes to less than 0")
            assert all(  # noqa: PT017
                any(why in problem for why in senseless) for problem in refusal.problems
            )
            reject()
        for slug, caveats in _expected(plan).items():
            record = api.json(f"observations/{slug}")
            assert {one["id"] for one in record["caveats"]} == caveats, slug
            of_count = [one for one in record["caveats"] if one["affects"] == "accuracy"]
            assert (record["bias"] == CLEAN) == (not of_count)
            if record["quantity"] == "ratio" and of_count:
                assert {record["bias"]} | {one["direction"] for one in of_count} == {LOST}
            meant = [one for one in record["caveats"] if one["affects"] == "interpretation"]
            directions = {way for one, _, way in plan.attachments if one == "doubt-3"} | {LOST}
            assert {one["direction"] for one in meant} <= directions
        transaction.set_rollback(True)


# Periods of unequal length


@pytest.mark.slow(reason="publishes for each line of a long table")
@pytest.mark.parametrize(
    ("quantity", "period", "base_period", "direction"),
    [
        ("ratio", "2023-S1", "2022", UP),
        ("percent_change", "2023-S1", "2022", UP),
        ("difference", "2023-S1", "2022", UP),
        ("ratio", "2023", "2022-S1", DOWN),
        ("ratio", "2023~", "2022-S1", DOWN),
        ("ratio", "2023-01-01/2023-01-13", "2022-01-01/2022-01-10", DOWN),
        # as long, but for the length of months
        ("ratio", "2023-S1", "2022-S2", None),
        ("ratio", "2023-Q2", "2023-Q1", None),
        ("ratio", "2022-04/2022-06", "2022-07/2022-09", None),
        ("ratio", "2023-02", "2023-01", None),
        ("ratio", "2023-01-01/2023-01-12", "2022-01-01/2022-01-10", None),
        # not known to be longer
        ("ratio", "2023-S1", "XXXX", None),
        ("ratio", "XXXX", "2022", None),
        ("ratio", "2023-S1", "2022/..", None),
        ("ratio", "../2023", "2022", None),
        # a part of a whole is no comparison with it
        ("share", "2023-S1", "2022", None),
    ],
)
@pytest.mark.parametrize("computed", [False, True], ids=["reported", "computed"])
def test_comparing_clearly_unequal_periods_has_its_caveat_by_rule(
    herons, api, quantity, period, base_period, direction, computed
):
    herons.measure("nests-built", label="Nests built", kind="flow")
    compared = {"measure_id": "nests-built", "quantity": quantity}
    compared |= {"period": period, "base_period": base_period}
    if computed:
        herons.derive("result", "a / b", {"a": "nests-a", "b": "nests-b"}, **compared)
    else:
        herons.figure("result", value="2", **compared)
    herons.publish()
    expected = {} if direction is None else {"unequal-periods": direction}
    assert told(api) == (CLEAN, expected)
    if direction:
        (caveat,) = api.json("observations/result")["caveats"]
        assert (caveat["kind"], caveat["affects"]) == ("unequal_periods", "interpretation")
        assert (caveat["asserted_by"], caveat["asserted_by_label"]) == ("software", "Caveat")
        assert caveat["attached_to"] == "observation:result"
        assert api.ids("observations?caveats=unequal-periods") == ["result"]


@pytest.mark.parametrize("kind", ["stock", "ratio"])
def test_what_is_counted_at_a_moment_has_no_length_to_compare(herons, api, kind):
    herons.measure("nests-there", label="Nests there", kind=kind)
    compared = {"measure_id": "nests-there", "quantity": "ratio", "base_period": "2022"}
    herons.figure("reported", value="2", period="2023-S1", **compared)
    operands = {"a": "nests-a", "b": "nests-b"}
    herons.derive("computed", "a / b", operands, period="2023-S1", **compared)
    herons.publish()
    assert told(api, "reported") == told(api, "computed") == (CLEAN, {})


def test_the_caveat_of_unequal_periods_is_passed_on_too(herons, api):
    herons.measure("nests-built", label="Nests built", kind="flow")
    compared = {"measure_id": "nests-built", "quantity": "ratio", "base_period": "2022"}
    herons.figure("twice", value="2", period="2023-S1", **compared)
    herons.derive("result", "a / b", {"a": "nests-a", "b": "twice"}, period="2022")
    herons.publish()
    assert told(api) == (CLEAN, {"unequal-periods": UP})


@pytest.fixture
def built(herons):
    """181 nests were built in half of 2023, which is half as many as the 365 of 2022."""
    herons.measure("nests-built", label="Nests built", kind="flow")
    flow = {"measure_id": "nests-built"}
    herons.figure("half", value="181", period="2023-S1", **flow)
    herons.figure("year", value="365", period="2022", **flow)
    herons.figure("seen-once", value="30", period="2023-03", measure_id="nests-counted")
    herons.figure("share", value="50", period="2023-S1", quantity="share", **flow)
    herons.figure("ever", value="900", period="../2023", **flow)
    herons.figure("a-week", value="7", period="2023-S1", quantity="rate", per="week", **flow)
    compared = {"period": "2023-S1", "base_period": "2022"} | flow
    herons.figure("ratio", value="0.5", quantity="ratio", **compared)
    herons.figure("change", value="-50", quantity="percent_change", **compared)
    herons.figure("fewer", value="-184", quantity="difference", **compared)
    return herons


COMPARED = {"period": "2023-S1", "base_period": "2022"}
RATIO = {"quantity": "ratio"} | COMPARED
EVENED_OUT = {
    "each divided by its months": ("(a / 6) / (b / 12)", "half year", RATIO),
    "each divided by its days": ("(a / 181) / (b / 365)", "half year", RATIO),
    "a ratio doubled": ("a * 2", "ratio", RATIO),
    "a change of what each month had": (
        *("((a / 6) / (b / 12) - 1) * 100", "half year"),
        {"quantity": "percent_change"} | COMPARED,
    ),
    "a change told anew": (
        *("((1 + a / 100) * 2 - 1) * 100", "change"),
        {"quantity": "percent_change"} | COMPARED,
    ),
    "a difference of what each month had": (
        *("a / 6 - b / 12", "half year"),
        {"quantity": "difference"} | COMPARED,
    ),
    "the count of the year that a ratio implies": ("a / b", "half ratio", {"period": "2022"}),
    "the count of the year that a difference implies": ("a - b", "half fewer", {"period": "2022"}),
    "what a ratio says of each month of the year": (
        *("a / b / 12", "half ratio"),
        {"period": "2022", "quantity": "rate", "per": "month"},
    ),
    "a rate beside what it was": (
        *("a / (b / 365 * 7)", "a-week year"),
        RATIO,
    ),
}


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("formula", "operands", "fields"), EVENED_OUT.values(), ids=EVENED_OUT.keys()
)
def test_what_evens_the_lengths_out_does_not_compare_unequal_periods(
    built, api, formula, operands, fields
):
    letters = dict(zip("ab", operands.split(), strict=False))
    built.derive("result", formula, letters, measure_id="nests-built", **fields)
    built.publish()
    assert told(api) == (CLEAN, {})


NOT_EVENED_OUT = {
    "as it is": ("a / b", "half year", RATIO),
    "divided by no length of time": ("(a / 6) / (b / 9)", "half year", RATIO),
    "a ratio passed on": ("a * 1", "ratio", RATIO),
    "a change of it": ("(a / b - 1) * 100", "half year", {"quantity": "percent_change"} | COMPARED),
    "a difference of it": ("a - b", "half year", {"quantity": "difference"} | COMPARED),
    "what is counted at a moment": ("a * 2 + b - 30", "ratio seen-once", RATIO),
    "a share": ("a * 2 * b / 50", "ratio share", RATIO),
    "of a time that is open": ("a * 2 + b - 900", "ratio ever", RATIO),
    "what divides by a change": ("a * 2 / (b - 1) * 100", "ratio a-day-change", RATIO),
    "a count of a time that is open": ("a / b", "half ratio", {"period": "2022/.."}),
}


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("formula", "operands", "fields"), NOT_EVENED_OUT.values(), ids=NOT_EVENED_OUT.keys()
)
def test_what_does_not_even_the_lengths_out_compares_unequal_periods(
    built, api, formula, operands, fields
):
    same = {"period": "2023-S1", "base_period": "2022-07-01/2022-12-28"}
    built.figure("a-day-change", value="3", quantity="ratio", measure_id="nests-built", **same)
    letters = dict(zip("ab", operands.split(), strict=False))
    built.derive("result", formula, letters, measure_id="nests-built", **fields)
    built.publish()
    assert told(api) == (CLEAN, {"unequal-periods": UP})


def test_what_rests_on_what_was_evened_out_does_not_compare_unequal_periods(built, api):
    built.measure("nests-a-month", label="Nests a month", kind="ratio")
    pace = {"measure_id": "nests-a-month"} | RATIO
    built.derive("pace", "(a / 6) / (b / 12)", {"a": "half", "b": "year"}, **pace)
    built.derive("result", "a * 1", {"a": "pace"}, **pace)
    built.publish()
    assert told(api) == (CLEAN, {})


def test_the_caveat_of_unequal_periods_is_a_noun_like_any_other(herons, api):
    herons.publish()
    for path in ("caveats/unequal-periods", "sources/software"):
        assert api.get(path).status_code == 404
    herons.measure("nests-built", label="Nests built", kind="flow")
    compared = {"measure_id": "nests-built", "quantity": "ratio", "base_period": "2022"}
    herons.figure("twice", value="2", period="2023-S1", **compared)
    herons.publish()
    caveat = api.json("caveats/unequal-periods")
    assert (caveat["asserted_by"], caveat["direction"]) == ("software", LOST)
    assert (caveat["kind"], caveat["affects"]) == ("unequal_periods", "interpretation")
    assert api.ids("caveats?asserted_by=software") == ["unequal-periods"]
    source = api.json("sources/software")
    assert (source["label"], source["kind"]) == ("Caveat", "software")


def test_nobody_curates_what_the_software_says(herons):
    taken = pytest.raises(IntegrityError, match="caveat_by_rule_is_taken")
    with taken, transaction.atomic():
        herons.caveat("unequal-periods")
    taken = pytest.raises(IntegrityError, match="source_software_is_taken")
    with taken, transaction.atomic():
        herons.source("software", label="The software", kind="software", reliability="F")
    assert not Caveat.objects.filter(pk="unequal-periods").exists()
    assert not Source.objects.filter(pk="software").exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (CAVEATS, "one-walk", "unequal-periods", "are attached by rule"),
        (SOURCES, '"gazette"', '"software"', "The source software is Caveat itself"),
    ],
)
def test_seeds_may_not_take_the_names_of_what_the_software_says(db, tmp_path, name, old, new, said):
    files = Seeds(tmp_path)
    files.edit(name, old, new)
    files.refused(said)
