"""Data of others that may lie beside the project, and a dataset that tells many such figures."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from datasets import publishing
from datasets.models import Area, Citation, Event, Observation, Population, Unit

from .world import FIGURE, World

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"


def path_of(file):
    """Return the path of a file of the data; skip the test where there is none."""
    if not (DATA / file).exists():
        pytest.skip(f"the data are not here: {file}")
    return DATA / file


def read(file):
    """Return the rows of a CSV of the data; skip the test where there is none."""
    with path_of(file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def some(number, rows):
    """Return so many of the rows, from all over the file."""
    assert len(rows) >= number
    return rows[:: len(rows) // number][:number]


class Shapes(World):
    """A dataset of its own beside the herons, all of whose figures stand in one document."""

    def __init__(self):
        super().__init__()
        self.real = self.dataset("real")
        Unit.objects.create(slug="deaths", label="deaths", countable=True)
        Unit.objects.create(slug="degrees", label="degrees Celsius")
        Population.objects.create(slug="people", label="People")
        Area.objects.create(slug="here", label="The country")
        self.document("all-of-it", source_id="bird-club", published="XXXX", seen="read")

    def of(self, slug, unit, **fields):
        """Add a measure in a unit."""
        self.measure(slug, label=slug, unit_id=unit, population_id="people", **fields)

    def origins(self, *slugs):
        """Add those who counted."""
        for slug in slugs:
            self.source(slug, label=slug, kind="ngo", reliability="B")

    def tell(self, figures):
        """Add many figures at once, each {field: value} with its slug; publish all of them."""
        common = FIGURE | {"dataset": self.real, "population_id": "people", "area_id": "here"}
        Observation.objects.bulk_create(Observation(**common | one) for one in figures)
        Citation.objects.bulk_create(
            Citation(
                observation_id=one["slug"],
                hop=1,
                document_id="all-of-it",
                relation="publishes",
                as_printed=one["value"],
            )
            for one in figures
        )
        assert publishing.publish("real").release.rows == len(figures)

    def happened(self, dates):
        """Add events; ``dates`` is {slug: date}."""
        Event.objects.bulk_create(
            Event(slug=slug, title=slug, date=date, dataset=self.real, document_id="all-of-it")
            for slug, date in dates.items()
        )


def in_order(row):
    """Return whether the best estimate of an event lies between the low and the high one."""
    return int(row["low"]) <= int(row["best"]) <= int(row["high"])


def slug(row):
    """Return the id of an event, and of the figure about it."""
    return f"ged-{row['id']}"


def estimate(row):
    """Return a figure as UCDP gives it: by its codebook, low and high are found in the reports."""
    return {
        "slug": slug(row),
        "event_id": slug(row),
        "origin_id": "ucdp",
        "measure_id": "deaths-in-event",
        "period": period(row),
        "value": row["best"],
        "value_low": row["low"],
        "value_high": row["high"],
        "range_kind": "lowest_highest_reported",
        "status": "E",
    }


def period(row):
    """Return when an event was: on a day, or from one to another."""
    first, last = row["date_start"], row["date_end"]
    return first if first == last else f"{first}/{last}"


def estimates(shapes, events):
    """Return the estimates of events, all that they refer to in place."""
    shapes.of("deaths-in-event", "deaths", kind="flow")
    shapes.origins("ucdp")
    shapes.happened({slug(one): period(one) for one in events})
    return [estimate(one) for one in events]
