"""What SQLite takes in a column of numbers and PostgreSQL does not: any text, any bytes."""

from django.db.models import BigIntegerField, CheckConstraint, F, FloatField, Q
from django.db.models.functions import Cast

BOOLEANS = (False, True)


def numbers_only(name, *, integers=(), floats=(), booleans=()):
    """Return the constraint that the columns hold numbers of their type."""
    condition = Q()
    for column in integers:
        condition &= Q(**{column: Cast(F(column), BigIntegerField())})
    for column in floats:
        condition &= Q(**{column: Cast(F(column), FloatField())})
    for column in booleans:
        condition &= Q(**{f"{column}__in": BOOLEANS})
    return CheckConstraint(condition=condition, name=name)
