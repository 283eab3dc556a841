"""Numbers as others publish them: killed in events, temperatures of two agencies."""

import csv
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

import orjson
import pytest
from django.conf import settings

from datasets.models import Citation, Document, Event, Input, Observation, Unit

from .world import ARTICLE, FIGURE, FIRST_DAY

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
KILLED_IN_EVENTS = DATA / "ucdp-ged-syria" / "ged_syria.csv"
TEMPERATURES = DATA / "global-temp" / "data" / "annual.csv"

pytestmark = [
    pytest.mark.skipif(not DATA.exists(), reason="no real tables are beside the project"),
    pytest.mark.slow(reason="publishes hundreds of figures, or thousands"),
]


def rows(path, number=None):
    """Return the rows of a table, or the first so many of them."""
    with path.open(encoding="utf-8") as file:
        return list(islice(csv.DictReader(file), number))


def enter(world, figures):
    """Add many figures at once, each with a document of its own: {id: (origin, fields)}."""
    Document.objects.bulk_create(
        Document(
            slug=f"{slug}-report",
            source_id=origin,
            published="2024-01-10",
            seen="read",
            **ARTICLE,
        )
        for slug, (origin, fields) in figures.items()
    )
    Observation.objects.bulk_create(
        Observation(slug=slug, dataset=world.herons, origin_id=origin, **FIGURE_OF_NOBODY | fields)
        for slug, (origin, fields) in figures.items()
    )
    Input.objects.bulk_create(
        Input(observation_id=slug, document_id="club-log", basis="stated") for slug in figures
    )
    Citation.objects.bulk_create(
        Citation(
            observation_id=slug,
            hop=1,
            document_id=f"{slug}-report",
            relation="publishes",
            as_printed=fields["value"],
        )
        for slug, (_, fields) in figures.items()
    )


FIGURE_OF_NOBODY = {name: FIGURE[name] for name in FIGURE.keys() - {"origin_id"}} | {
    "period_printed": "-"
}


def killed(event, **fields):
    """Return the fields of the figure of an event, with its best estimate."""
    first, last = event["date_start"][:10], event["date_end"][:10]
    return {
        "period": first if first == last else f"{first}/{last}",
        "measure_id": "killed",
        "event_id": f"event-{event['id']}",
        "value": event["best"],
        "status": "E",
    } | fields


def enter_events(world, events):
    """Add what each figure is about, and what it counts."""
    Unit.objects.create(slug="persons", label="persons", countable=True)
    world.measure("killed", unit_id="persons", kind="flow", phrase="{population} killed")
    days = (min(FIRST_DAY.isoformat(), event["date_end"][:10]) for event in events)
    Event.objects.bulk_create(
        Event(
            slug=f"event-{event['id']}",
            title=f"the event {event['id']}",
            date=day,
            dataset=world.herons,
            document_id="gazette-june",
        )
        for event, day in zip(events, days, strict=True)
    )


def is_in_order(event):
    return int(event["low"]) <= int(event["best"]) <= int(event["high"])


def rules(api):
    """Return the rules of all findings, each with how often it found something."""
    return Counter(finding["rule"] for finding in lines(api, "checks.ndjson"))


def lines(api, path):
    """Return the records of an export."""
    return [orjson.loads(line) for line in api.get(path).body.splitlines()]


def test_500_estimates_with_their_ranges_are_kept_as_they_stood(world, api):
    events = [event for event in rows(KILLED_IN_EVENTS, 700) if is_in_order(event)][:500]
    enter_events(world, events)
    enter(
        world,
        {
            f"killed-{event['id']}": (
                "bird-club",
                killed(
                    event,
                    value_low=event["low"],
                    value_high=event["high"],
                    range_kind="plausible",
                ),
            )
            for event in events
        },
    )
    world.publish()
    published = lines(api, "observations.ndjson?bounds_basis=estimated")
    assert {
        tuple(row[name] for name in ("id", "value_low", "value", "value_high")) for row in published
    } == {
        (f"killed-{event['id']}", *(int(event[name]) for name in ("low", "best", "high")))
        for event in events
    }
    assert {"contradiction", "divergence", "cumulative_falls"}.isdisjoint(rules(api))


@pytest.mark.parametrize("base_periods", [("1901/2000", "1951/1980"), (None, None)])
def test_two_agencies_that_estimate_one_temperature_do_not_contradict_each_other(
    world, api, base_periods
):
    Unit.objects.create(slug="celsius", label="degrees Celsius", countable=False)
    world.measure("mean-temperature", unit_id="celsius", kind="ratio")
    agencies = dict(zip(("gcag", "GISTEMP"), base_periods, strict=True))
    for agency in agencies:
        world.source(agency.lower(), label=agency, kind="government", reliability="A")
    years = {agency: set() for agency in agencies}
    figures = {}
    for row in rows(TEMPERATURES):
        agency, year = row["Source"], row["Year"]
        base = {"quantity": "difference", "base_period": agencies[agency]}
        if int(year) <= 2023:
            years[agency].add(year)
            figures[f"{agency.lower()}-{year}"] = (
                agency.lower(),
                {"measure_id": "mean-temperature", "period": year, "value": row["Mean"]}
                | {"status": "E"}
                | (base if agencies[agency] else {}),
            )
    enter(world, figures)
    world.publish()
    assert len(set.intersection(*years.values())) == 144
    assert {"contradiction", "divergence"}.isdisjoint(rules(api))
    assert api.ids("observations?disputed=true") == []


def test_no_two_of_5000_events_contradict_each_other_and_no_running_total_falls(world, api):
    events = rows(KILLED_IN_EVENTS, 5000)
    enter_events(world, events)
    enter(
        world,
        {
            f"killed-{event['id']}": (origin, killed(event, status="A"))
            for event, origin in zip(events, cycle(("bird-club", "gazette")))
        },
    )
    world.publish()
    assert {"contradiction", "divergence", "cumulative_falls"}.isdisjoint(rules(api))
