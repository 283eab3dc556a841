"""What stands in a cell for a value of a seed file, and back: both ways lie side by side here."""

import datetime
import tomllib

from django.db import models

from datasets.seeds.as_toml import in_toml
from datasets.seeds.values import converted

from .sheets import field_of

YES = "yes"


def in_cell(value):
    """Return the text of a cell; what is no word stands as in TOML, so that nothing is guessed."""
    if value is True:
        return YES
    if isinstance(value, list | dict):
        return in_toml(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def from_cell(file, column, text):
    """Return the value that a key or column of the file has for the text of a cell.

    ValueError says what was expected instead.
    """
    if file.endswith(".csv"):
        return text
    field = field_of(file, column)
    if field is None or isinstance(field, models.JSONField):
        return _structured(text)
    value, expected = converted(field, text)
    if expected:
        raise ValueError(f"expected {expected}")
    return value


def _structured(text):
    try:
        said = tomllib.loads(f"x = {text}")
    except (tomllib.TOMLDecodeError, RecursionError):
        said = {}
    if said.keys() != {"x"} or not isinstance(said["x"], list | dict):
        raise ValueError('expected a list as in TOML, ["a", "b"], or a mapping, { a = "b" }')
    return said["x"]
