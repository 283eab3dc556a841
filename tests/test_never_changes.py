"""The database itself refuses to change what is published, whoever asks."""

import re

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint

from datasets.models import PUBLISHED, Record, Redaction, Release, TermSet
from datasets.models.never_changes import ENDING, TEXTS, creating, dropping
from datasets.models.record import CURRENT
from datasets.publishing import redaction

from .unguarded import drop_triggers

NEVER = "published rows never change"
INTEGERS = {
    "datasets_record": ["version", "json_bytes", "caveat_set", "valid_to_release", "disputed"],
    "datasets_release": ["number", "rows", "csv_bytes", "format"],
    "datasets_termset": ["set_id"],
}


def refused(statement, told=""):
    """Say whether the database refuses a statement, and with these words."""
    asked = pytest.raises(IntegrityError, match=told)
    with asked, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.__name__)
def test_no_column_of_a_published_row_is_changed_and_no_row_deleted(published, model):
    """attacks 12"""
    table = model._meta.db_table
    for field in model._meta.concrete_fields:
        if model is not Record or field.column not in ENDING:
            refused(f'UPDATE "{table}" SET "{field.column}" = "{field.column}"', NEVER)
    refused(f'DELETE FROM "{table}"', NEVER)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_no_published_table_is_emptied(published):
    """attacks 12"""
    for model in PUBLISHED:
        refused(f'TRUNCATE "{model._meta.db_table}" CASCADE', NEVER)


def test_what_ends_a_version_is_set_once(published):
    """attacks 12: publishing ends a version, and nothing begins it again"""
    published.change("nests-2023", value="42")
    published.publish()
    ended = Record.objects.get(slug="nests-2023", version=1)
    assert ended.valid_to_release == Release.objects.latest("pk").pk
    of_it = f"WHERE id = {ended.pk}"
    refused(f"UPDATE datasets_record SET valid_to_release = {CURRENT} {of_it}", NEVER)
    refused(f"UPDATE datasets_record SET withdrawal_reason = 'Nothing.' {of_it}", NEVER)
    refused(f"UPDATE datasets_record SET replaced_by = 'nests-1999' {of_it}", NEVER)


ONLY_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone has it")


@ONLY_SQLITE
@pytest.mark.parametrize("model", [*PUBLISHED, Redaction], ids=lambda model: model.__name__)
def test_no_published_row_is_replaced_by_another_or_by_itself(published, model):
    """attacks 12: SQLite asks no trigger of what REPLACE deletes"""
    redact_the_first_version(published)
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    numbers = {model._meta.pk.column, "valid_from_release", "valid_to_release"}
    refused(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"', NEVER)
    refused(f'INSERT OR IGNORE INTO "{table}" SELECT * FROM "{table}"', NEVER)
    for key in uniques(model):
        # The row is another one but for these columns.
        others = [f'"{one}" + 1000000' if one in numbers - key else f'"{one}"' for one in columns]
        copied = f'INSERT OR REPLACE INTO "{table}" SELECT {", ".join(others)} FROM "{table}"'
        refused(copied, NEVER)


def uniques(model):
    """Return the columns of what a table has once besides its key."""
    once = [one for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
    return [{*one.fields, *dict(one.condition.children if one.condition else ())} for one in once]


@ONLY_SQLITE
@pytest.mark.parametrize("name", ["rowid", "oid", "_rowid_"])
@pytest.mark.parametrize("model", [*PUBLISHED, Redaction], ids=lambda model: model.__name__)
def test_no_published_row_gets_another_number_by_another_name_of_it(published, model, name):
    """attacks 12"""
    redact_the_first_version(published)
    refused(f'UPDATE "{model._meta.db_table}" SET {name} = {name} + 1000000', NEVER)


@ONLY_SQLITE
def test_nothing_is_written_behind_a_zero_that_ends_a_text(published):
    """attacks 12: to SQLite a text ends at the first NUL, and the rest of it is kept"""
    first = redact_the_first_version(published)
    for name, (key, column) in TEXTS.items():
        table = apps.get_model("datasets", name)._meta.db_table
        behind = "char(0) || 'still here'"
        for value in (behind, f"CAST({behind} AS BLOB)", "x'00'"):
            refused(f"UPDATE {table} SET {column} = {value} WHERE {key} = {first.pk}", NEVER)


def redact_the_first_version(world):
    """Publish a correction of a figure, redact what it corrects, and return that."""
    world.change("nests-2023", value="42")
    world.publish()
    redaction.redact("herons", ["nests-2023"], "A court ordered it.")
    return Record.objects.get(slug="nests-2023", version=1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL holds no such values")
@pytest.mark.parametrize(("table", "columns"), INTEGERS.items(), ids=INTEGERS)
@pytest.mark.parametrize("value", ["'0x'", "'abc'", "1.5", "X'00'"])
def test_a_column_of_numbers_holds_numbers_even_where_a_trigger_was_dropped(
    published, table, columns, value
):
    """attacks 12: disputed = '0x' emptied an answer"""
    assert TermSet.objects.exists()
    drop_triggers()
    for column in columns:
        refused(f'UPDATE "{table}" SET "{column}" = {value}', "CHECK constraint failed")


# With a function of PostgreSQL go the triggers that call it.
@pytest.mark.parametrize(("vendor", "what"), [("sqlite", "TRIGGER"), ("postgresql", "FUNCTION")])
def test_whatever_guards_them_is_taken_away_again_where_the_migration_is_undone(vendor, what):
    statements = creating(apps, vendor) + dropping(apps, vendor)
    named = [re.findall(rf'^(CREATE|DROP) {what} "(\w+)"', one) for one in statements]
    made, dropped = (
        sorted(name for ((verb, name),) in filter(None, named) if verb == one)
        for one in ("CREATE", "DROP")
    )
    assert len(made) > len(PUBLISHED)
    assert made == dropped
