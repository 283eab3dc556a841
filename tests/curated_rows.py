"""Every curated row in words, without what only this database knows of it, and how to empty it."""

from django.db import connection

from datasets.models import CURATED

# Numbers of rows, and what says where a row came from.
_NOT_SAID = ("id", "seed_file", "seed_digest", "seed_identity", "citation_id")


def curated():
    """Return {model: what each row says}, of everything that is curated."""
    return {model: sorted(map(_said, model.objects.all())) for model in CURATED}


def _said(row):
    said = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in _NOT_SAID
    }
    if hasattr(row, "citation"):
        said["citation"] = str(row.citation)
    # Databases keep the members of mappings in orders of their own.
    ordered = {
        name: sorted(value.items()) if isinstance(value, dict) else value
        for name, value in said.items()
    }
    return repr(sorted(ordered.items()))


def delete_all():
    """Delete every curated row; who names whom is asked only when a transaction ends."""
    with connection.cursor() as cursor:
        for model in CURATED:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
