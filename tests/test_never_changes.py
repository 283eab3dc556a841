"""The database itself refuses to change what is published, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from datasets.models import PUBLISHED, Record, Release, TermSet
from datasets.models.never_changes import ENDING
from datasets.models.record import CURRENT

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
