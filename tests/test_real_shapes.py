"""Figures in the shapes in which others publish theirs, where copies of their data lie beside us.

The data are not part of the project, and nothing else reads them.
"""

from collections import Counter
from decimal import Decimal
from itertools import accumulate, groupby

import orjson
import pytest
from django.utils.text import slugify

from datasets import publishing
from datasets.models import Area

from .findings import rows
from .length import LONG
from .real_shapes import Shapes, estimates, in_order, read, slug, some

# Where the data are not here the coverage has to be the same.
pytestmark = pytest.mark.no_cover

EVENTS = "ucdp-ged-syria/ged_syria.csv"
TEMPERATURES = "global-temp/data/annual.csv"
REGIONS = "covid-ita/regioni.csv"
# The kind of violence, and who reported it, as UCDP names its columns.
KIND, OFFICE = "type_of_violence", "source_office"
COUNT = {"value_low": "", "value_high": "", "range_kind": "", "status": "A"}
COMMON_YEARS = 144
AGENCIES = {"GISTEMP": "1951/1980", "gcag": "1901/2000"}
UNKNOWN, NONE = dict.fromkeys(AGENCIES, "XXXX"), dict.fromkeys(AGENCIES, "")


@pytest.fixture
def shapes(db):
    """Return the dataset, nothing told yet."""
    return Shapes()


def findings(api):
    """Return [(rule, ids of its figures)] of everything that was found, however much it is."""
    return sorted((one["rule"], one["observations"]) for one in rows(api, "checks.csv"))


# Best, low and high


@pytest.mark.slow(reason="publishes five hundred real events")
def test_best_low_and_high_of_five_hundred_events_come_back_as_they_stood(shapes, api):
    events = some(500, [one for one in read(EVENTS) if in_order(one)])
    shapes.tell(estimates(shapes, events))
    stood = {slug(one): [one["best"], one["low"], one["high"]] for one in events}
    names = ("value", "value_low", "value_high")
    printed = rows(api, "observations.csv")
    assert {one["id"]: [one[name] for name in names] for one in printed} == stood
    assert {one["bounds_basis"] for one in printed} == {"estimated"}
    told = map(orjson.loads, api.get("observations.ndjson").body.splitlines())
    assert {one["id"]: [str(one[name]) for name in names] for one in told} == stood
    assert findings(api) == []


@pytest.mark.slow(reason="publishes five hundred real events, each with a rival")
def test_a_rival_that_counts_more_than_the_high_estimate_differs_and_disputes_nothing(shapes, api):
    """The events and estimates are real; the rival, who counts one more than the high, is not."""
    events = some(500, [one for one in read(EVENTS) if in_order(one)])
    figures = estimates(shapes, events)
    for one in figures.copy():
        more = {"slug": f"{one['slug']}-x", "value": str(int(one["value_high"]) + 1)}
        figures.append(one | COUNT | more | {"origin_id": "gazette"})
    shapes.tell(figures)
    pairs = sorted(("estimates_differ", f"{slug(one)};{slug(one)}-x") for one in events)
    assert findings(api) == pairs
    assert {one["disputed"] for one in rows(api, "observations.csv")} == {"false"}


def test_each_event_whose_best_estimate_is_outside_of_its_range_is_refused_and_named(shapes):
    wrong = [one for one in read(EVENTS) if not in_order(one)]
    figures = estimates(shapes, wrong)
    with pytest.raises(publishing.Refused) as refused:
        shapes.tell(figures)
    named = {problem.split()[1].rstrip(":") for problem in refused.value.problems}
    assert named == {slug(one) for one in wrong} != set()


@pytest.mark.thorough
@pytest.mark.skipif(not LONG, reason="publishes five thousand real events: make test-long")
@pytest.mark.parametrize("given", [COUNT, {}], ids=["counts", "estimates"])
def test_five_thousand_events_are_never_held_against_each_other(shapes, api, given):
    """Real events, each told as if the office whose reports UCDP read had counted the dead."""
    alone = [one for one in read(EVENTS) if in_order(one) and ";" not in one[OFFICE]]
    events = some(5_000, alone)
    shapes.origins(*{slugify(one[OFFICE]) for one in events})
    for kind in {one[KIND] for one in events}:
        shapes.of(f"deaths-{kind}", "deaths", kind="flow")
    whose = [
        {"origin_id": slugify(one[OFFICE]), "measure_id": f"deaths-{one[KIND]}"} for one in events
    ]
    figures = estimates(shapes, events)
    shapes.tell([one | own | given for one, own in zip(figures, whose, strict=True)])
    assert findings(api) == []


# Two agencies


def half(number):
    """Return half of the last place of a Decimal."""
    return Decimal((0, (5,), number.as_tuple().exponent - 1))


@pytest.mark.slow(reason="publishes each year of two agencies, eight times")
@pytest.mark.parametrize(
    ("quantity", "bases", "own_measures", "apart", "meet"),
    [
        ("difference", AGENCIES, False, None, None),
        ("difference", UNKNOWN, False, None, None),
        ("level", NONE, False, "contradiction", "agreement"),
        ("level", NONE, True, "divergence", None),
    ],
    ids=["bases", "unknown bases", "no bases", "measures of their own"],
)
@pytest.mark.parametrize("status", ["E", "A"])
def test_two_agencies_contradict_each_other_only_if_they_count_and_leave_out_their_base(
    shapes, api, status, quantity, bases, own_measures, apart, meet
):
    degrees = {name: {} for name in AGENCIES}
    for one in read(TEMPERATURES):
        degrees[one["Source"]][one["Year"]] = one["Mean"]
    years = degrees["GISTEMP"].keys() & degrees["gcag"].keys()
    measures = {name: f"warmer-{slugify(name) if own_measures else 'than'}" for name in AGENCIES}
    for measure, base in {measures[name]: base for name, base in AGENCIES.items()}.items():
        shapes.of(measure, "degrees", facets={"base": base})
    shapes.origins(*map(slugify, AGENCIES))
    shapes.tell(
        [
            {
                "slug": f"{slugify(name)}-{year}",
                "origin_id": slugify(name),
                "measure_id": measures[name],
                "period": year,
                "quantity": quantity,
                "base_period": bases[name],
                "value": degrees[name][year],
                "status": status,
            }
            for name in AGENCIES
            for year in years
        ]
    )
    assert len(years) == COMMON_YEARS
    found = Counter(rule for rule, _ in findings(api))
    if status == "E":
        assert found == {}
    else:
        pairs = [[Decimal(degrees[name][year]) for name in AGENCIES] for year in years]
        differ = sum(abs(one - other) >= half(one) + half(other) for one, other in pairs)
        expected = {apart: differ, meet: COMMON_YEARS - differ}
        assert found == {rule: times for rule, times in expected.items() if rule}


# Running totals


@pytest.mark.thorough
@pytest.mark.skipif(not LONG, reason="publishes five thousand running totals: make test-long")
def test_a_real_running_total_falls_once_for_each_peak(shapes, api):
    regions = {name: {} for name in ("Marche", "Veneto", "Lombardia")}
    for one in read(REGIONS):
        if one["denominazione_regione"] in regions:
            regions[one["denominazione_regione"]][one["data"][:10]] = int(one["deceduti"])
    Area.objects.bulk_create(Area(slug=slugify(name), label=name) for name in regions)
    shapes.of("deaths-so-far", "deaths", kind="flow")
    shapes.origins("italy")
    shapes.tell(
        [
            {
                "slug": f"{slugify(name)}-{day}",
                "origin_id": "italy",
                "area_id": slugify(name),
                "measure_id": "deaths-so-far",
                "period": f"2020-02-24/{day}",
                "value": str(deaths),
            }
            for name, days in regions.items()
            for day, deaths in days.items()
        ]
    )
    falls = [fall for name, days in regions.items() for fall in falls_of(slugify(name), days)]
    assert findings(api) == sorted(("cumulative_falls", fall) for fall in falls) != []


def falls_of(region, days):
    """Yield “lowest;peak”, ids of figures, of each peak of {day: total} that is lost again."""
    in_time = sorted(days)
    highest = dict(zip(in_time, accumulate((days[day] for day in in_time), max), strict=True))
    for peak, reign in groupby(in_time, key=highest.get):
        told = list(reign)
        lowest = min(told, key=days.get)
        if days[lowest] < peak:
            yield f"{region}-{lowest};{region}-{told[0]}"
