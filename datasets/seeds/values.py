"""From what stands in a cell or key to the value of a field, or to what was expected there."""

import datetime
import re

from django.db import models

from datasets.nearest import suggestion

# How a table says what TOML says with true and false.
_YES = {"yes": True, "": False}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def expected_instead(column, value, wrong):
    """Return what is wrong with a value, and what was expected, to somebody who knows no code."""
    terms = [str(term) for term, _ in column.flatchoices if term]
    expected = f"expected one of {', '.join(terms)}"
    if wrong.code in ("blank", "null"):
        return f"is missing: {expected}" if terms else "is missing"
    if wrong.code == "invalid_choice":
        return f"{expected}{suggestion(str(value), terms)}"
    return wrong.messages[0]


def converted(column, value):
    """Return (value for the column, None), or (value, what was expected)."""
    if isinstance(column, models.BooleanField):
        if isinstance(value, str) and value in _YES:
            return _YES[value], None
        return value, None if isinstance(
            value, bool
        ) else "true or false (in a table: yes, or nothing)"
    if isinstance(column, models.JSONField):
        return value, None
    if value == "" and not isinstance(column, (models.CharField, models.TextField)):
        return None, None
    if isinstance(column, models.DateField):
        return _day(value)
    if isinstance(column, models.IntegerField):
        if isinstance(value, int) and not isinstance(value, bool):
            return value, None
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            return int(value), None
        return value, "a whole number"
    return value, None if isinstance(value, str) else "text in quotes"


def _day(value):
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value, None
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return datetime.date.fromisoformat(value), None
    except ValueError:
        pass
    return value, "a day such as 2026-11-22"
