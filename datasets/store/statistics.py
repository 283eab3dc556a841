"""What the database knows of its tables when it plans how to find something in them."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model


def analyze(models: Iterable[type[Model]]) -> None:
    """Have the tables counted in full: a planner that guesses scans every record."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
