"""Any cell of any published row, set to anything that a database takes, is named by the audit."""

import re
from contextlib import contextmanager

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.db.models import CharField, TextField

from datasets.models import PUBLISHED, Record, Release

from .length import LONG
from .test_verify_releases import FourReleases, verified
from .unguarded import drop_triggers

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="verifies all files of four releases for each case"),
]
VALUES = {
    "sqlite": ["'abc'", "'0x'", "77", "0.5", "NULL", "X'ff'", "CAST(X'ff' AS TEXT)", "''"],
    "postgresql": ["'abc'", "'infinity'", "77", "NULL", "''", "'[5]'", "true", "'NaN'"],
}[connection.vendor]
REFUSED_ERRORS = (IntegrityError, DataError, ProgrammingError)
# A fault begins with its dataset, or with the set of terms, a table or a row of it.
PLACE = re.compile(r"(.* (release|version) |(set of terms|document|line|brief form|.*text) \S)")


@pytest.fixture
def history(remembering):
    """Return the world after four releases, in the hands of somebody who may drop what guards."""
    world = remembering(FourReleases)
    drop_triggers()
    return world


@contextmanager
def checks_ignored():
    """Let SQLite keep what its constraints refuse, as whoever may write the file can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield cursor
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def told_of(statement, *parameters):
    """Return what the audit says after a statement; None where the database refuses it."""
    try:
        with transaction.atomic():
            with checks_ignored() as cursor:
                cursor.execute(statement, parameters)
                is_changed = cursor.rowcount > 0
            told = verified() if is_changed else None
            transaction.set_rollback(True)
    except REFUSED_ERRORS:
        return None
    return told


def tried_at(place, field):
    """Return what the cell in this place is set to: with LONG_TESTS any of the values.

    Otherwise to what may stand in a column of its type, and to one of the values in turn.
    """
    may_stand = "'abc'" if isinstance(field, (CharField, TextField)) else "77"
    return VALUES if LONG else {may_stand, VALUES[place % len(VALUES)]}


@pytest.mark.thorough
@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.__name__)
def test_every_cell_that_is_set_to_anything_is_named(history, model):
    """attacks 12: in the review 157 of 177 were named, 18 ended the audit, 2 were missed"""
    table, key = model._meta.db_table, model._meta.pk.column
    row = model.objects.order_by("pk").last().pk
    tried, unnamed = 0, []
    for place, field in enumerate(model._meta.concrete_fields):
        for value in tried_at(place, field):
            changed = f'"{field.column}" IS DISTINCT FROM {value}'
            told = told_of(
                f'UPDATE "{table}" SET "{field.column}" = {value} '
                f'WHERE "{key}" = %s AND ({changed})',
                row,
            )
            if told is None:
                continue
            tried += 1
            if told[1] or not PLACE.match(told[0]) or ": " not in told[0]:
                unnamed.append((field.column, value, told[0]))
    assert unnamed == []
    assert tried >= 2
    assert verified()[1]


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.__name__)
def test_every_row_that_is_deleted_is_missed(history, model):
    """attacks 12"""
    told, holds = told_of(
        f'DELETE FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %s',
        model.objects.order_by("pk").last().pk,
    )
    assert not holds, told


# Column of a record, what it is set to, and what is said of it.
PLANTED = [
    ("version", "'x'", "version in datasets_record, row {}: expected a whole number"),
    ("disputed", "'0x'", "disputed in datasets_record, row {}: expected true or false"),
    ("value", "'x'", "value in datasets_record, row {}: expected a number"),
    ("period_start", "'soon'", "period_start in datasets_record, row {}: expected a day"),
    ("topic", "X'ff'", "topic in datasets_record, row {}: expected a text"),
]


class FiftyHerons(FourReleases):
    """Fifty figures more."""

    def __init__(self):
        super().__init__()
        self.figures(50)
        self.publish(on=Release.objects.last().day)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL holds no such values")
def test_fifty_faults_are_fifty_lines(remembering):
    """attacks 13"""
    remembering(FiftyHerons)
    drop_triggers()
    found = Record.objects.filter(noun="observation", slug__startswith="nests-n")
    rows = list(found.order_by("pk").values_list("pk", flat=True))
    assert len(rows) == 50
    with checks_ignored() as cursor:
        for place, row in enumerate(rows):
            column, value, _ = PLANTED[place % len(PLANTED)]
            cursor.execute(f"UPDATE datasets_record SET {column} = {value} WHERE id = {row}")
    told, holds = verified()
    assert not holds
    lines = told.splitlines()
    assert len([line for line in lines if " nests-n" in line]) == 50
    for place, row in enumerate(rows):
        said = PLANTED[place % len(PLANTED)][2].format(row)
        [line] = [line for line in lines if said in line]
        assert re.match(r"herons observation \S+ version \S+ of release 5: ", line), line


def test_faults_of_readable_cells_are_named_beside_those_that_cannot_be_read(history):
    """attacks 13: one bad cell hid all others"""
    if connection.vendor == "sqlite":
        release = Release.objects.get(number=2)
        with checks_ignored() as cursor:
            cursor.execute(f"UPDATE datasets_release SET note = X'ff' WHERE id = {release.pk}")
    wrong = Record.objects.get(slug="nests-2024")
    Record.objects.filter(pk=wrong.pk).update(origin="nobody")
    told, holds = verified()
    assert not holds
    assert "herons observation nests-2024 version 1" in told
    assert ": origin: expected bird-club, found nobody" in told
    if connection.vendor == "sqlite":
        assert "herons release 2: note in datasets_release, row 2: expected a text" in told
