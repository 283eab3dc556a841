"""How many of the first few records have each word of several columns, in one query."""

from collections import Counter
from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection

from datasets.models.record import RecordQuerySet

_OF_COLUMN = "SELECT '{0}', {0}, COUNT(*) FROM chosen GROUP BY {0}"
# Of a set of terms each record counts for every one of them.
_OF_SET = (
    "SELECT '{0}', term, COUNT(*) FROM chosen JOIN datasets_termset "
    "ON set_id = provenance_set AND kind = '{0}' GROUP BY term"
)


def facet_counts(
    records: RecordQuerySet, columns: Sequence[str], kinds: Sequence[str], most: int
) -> dict[str, Counter[str]]:
    """Return {column or kind of term: how many have each word}, of at most so many records.

    The database counts them itself: to read them all would cost many times as much.
    """
    chosen = records.order_by().values_list(*columns, "provenance_set")[:most]
    parts = [_OF_COLUMN.format(one) for one in columns] + [_OF_SET.format(one) for one in kinds]
    counts: dict[str, Counter[str]] = {one: Counter() for one in (*columns, *kinds)}
    try:
        sql, parameters = chosen.query.sql_with_params()
    except EmptyResultSet:
        # It is known without asking that there are none.
        return counts
    with connection.cursor() as cursor:
        cursor.execute(f"WITH chosen AS ({sql}) {' UNION ALL '.join(parts)}", parameters)
        for name, word, number in cursor.fetchall():
            counts[name][word] = number
    return counts
