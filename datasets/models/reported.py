"""What a document reports instead of what was before it: the words, their validators, the field."""

from django.core.exceptions import ValidationError
from django.db import models

from datasets.reserved import EITHER
from datasets.vocabularies import COMPARATOR, QUANTITY, RANGE_KIND

NOT_STATED = "-"
# Each reported_ field with what it names; what a reading of a citation consists of.
REPORTED = (
    "value",
    "place",
    "comparator",
    "value_low",
    "value_high",
    "range_kind",
    "unit",
    "quantity",
    "measure",
    "population",
    "area",
    "period",
    "base_period",
    "attribution",
)


class Reported:
    """A reported_ field: empty (as before), ``-`` (not stated), or words joined by a bar."""

    def __init__(self, check):
        self.check = check

    def __call__(self, value):
        """Refuse the first word that the check refuses."""
        if value != NOT_STATED:
            for word in value.split(EITHER):
                self.check(word)

    def __eq__(self, other):
        return isinstance(other, Reported) and self.check == other.check

    def __hash__(self):
        return hash(self.check)

    def deconstruct(self):
        """Tell migrations how to write this validator down."""
        return ("datasets.models.reported.Reported", [self.check], {})


def validate_comparator(value):
    """Refuse what is no comparator."""
    if value not in COMPARATOR:
        raise ValidationError(
            f"“{value}” is no comparator: expected one of {', '.join(COMPARATOR)}"
        )


def validate_quantity(value):
    """Refuse what is no quantity."""
    if value not in QUANTITY:
        raise ValidationError(f"“{value}” is no quantity: expected one of {', '.join(QUANTITY)}")


def validate_range_kind(value):
    """Refuse what is no kind of range."""
    if value not in RANGE_KIND:
        raise ValidationError(
            f"“{value}” is no kind of range: expected one of {', '.join(RANGE_KIND)}"
        )


def reported(check, what):
    """Return the field for what a document reports instead of what was before it."""
    return models.CharField(
        max_length=250,
        blank=True,
        validators=[Reported(check)],
        help_text=f"{what} that it reports; empty: as before it, -: not stated, a|b: either.",
    )
