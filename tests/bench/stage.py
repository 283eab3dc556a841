"""The database under test: filled, published and served, with what was measured on the way."""

import csv
import hashlib
import os
from dataclasses import dataclass, field
from itertools import zip_longest

from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Avg, Count

from datasets import publishing
from datasets.models import Citation, Record
from datasets.records import OBSERVATION

from . import figures, nouns
from .measuring import Cost, forget_peak, measured, peak_memory
from .rivals import flat, programs

SAMPLED = 10_000
EXPORT = "/api/v1/observations.csv"


@dataclass
class Stage:
    """What was published, what it cost, and how big it is."""

    records: int
    publishing: Cost
    comparing: Cost
    release: object
    sizes: dict = field(default_factory=dict)


def prepare(records):
    """Fill the empty database and publish it, twice: the second time nothing has changed."""
    call_command("migrate", verbosity=0)
    figures.write(records)
    release, publication = _publish()
    assert release.rows == records, f"{release.rows} rows published of {records}"
    nothing, comparison = _publish()
    assert nothing is None, "the second publication of the same rows made a release"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sizes = sizes_of_records()
    connections.close_all()
    return Stage(records, publication, comparison, release, sizes)


def _publish():
    forget_peak()
    with measured([os.getpid()]) as cost:
        published = publishing.publish(nouns.DATASET, on=nouns.DAY)
    cost.peak = peak_memory(os.getpid())
    return published and published.release, cost


def sizes_of_records():
    """Return how many records are published, and how large one is on average."""
    records = Record.objects.of(OBSERVATION.name)
    sizes = records.aggregate(line=Avg("csv_bytes"), document=Avg("json_bytes"), rows=Count("pk"))
    sizes["citations"] = Citation.objects.count() / sizes["rows"]
    sampled = [len(one["caveats"]) for one in records[:SAMPLED].parsed()]
    sizes["caveats"] = sum(sampled) / len(sampled)
    # One to three that are attached, and the rule's where periods differ in length.
    assert set(sampled) == {1, 2, 3, 4}, f"caveats a record: {set(sampled)}"
    return sizes


def copy_flat(server, release, file):
    """Build the flat table from the export as it is served; fail where its digest is not right."""
    body, headers = server.get(EXPORT)
    if hashlib.sha256(body).hexdigest() != release.digest:
        raise SystemExit("the export is not what the digest of the release says")
    if headers["Row-Count"] != str(release.rows):
        raise SystemExit(f"Row-Count is {headers['Row-Count']}, published were {release.rows}")
    flat.build(file, _lines(body))
    if programs.shell_version() is None:
        return
    for ours, theirs in zip_longest(csv.reader(_lines(body)), csv.reader(programs.lines(file))):
        if ours != theirs:
            raise SystemExit(f"sqlite3 tells another row than the export: {theirs} for {ours}")


def _lines(body):
    """Yield the lines of the body as text; quoted cells hold no line ends."""
    for line in body.split(b"\r\n"):
        if line:
            yield line.decode()
