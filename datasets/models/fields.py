"""Columns that order by bytes, and the forms that curated text must have."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.deconstruct import deconstructible

from datasets import vocabularies
from datasets.arithmetic import periods

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SLUG_FORM = "lower-case words and digits joined by hyphens, beginning with a letter"
DIGITS = re.compile(r"(?!-0(?:\.0+)?\Z)-?(0|[1-9][0-9]*)(\.[0-9]+)?")
# A double holds 15 significant digits exactly, so filters mean the same on every database.
SIGNIFICANT_DIGITS = 15


class ByteOrderedField(models.CharField):
    """Text that sorts by bytes on every database (PostgreSQL's default collation skips hyphens)."""

    def db_parameters(self, connection):
        """Return the column's type, with the collation C where it is not the default."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class SlugKey(ByteOrderedField):
    """The name that a thing has in the seed file, the database, the URL and the CSV alike."""

    default_validators = [
        RegexValidator(f"^{SLUG.pattern}\\Z", message=f"not a slug: expected {SLUG_FORM}")
    ]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("help_text", f"The permanent name: {SLUG_FORM}.")
        super().__init__(*args, **kwargs)


@deconstructible
class Choices:
    """The (term, meaning) pairs of a vocabulary, named so that migrations do not list its terms."""

    def __init__(self, name):
        self.name = name

    def __call__(self):
        """Return the pairs as Django wants them."""
        return list(getattr(vocabularies, self.name).items())


def choices(vocabulary):
    """Return the callable that Django asks for the choices of a vocabulary."""
    return Choices(next(name for name, words in vars(vocabularies).items() if words is vocabulary))


def term(vocabulary, help_text, *, optional=False):
    """Return a field that holds one term of ``vocabulary``."""
    return models.CharField(
        max_length=40, choices=choices(vocabulary), blank=optional, help_text=help_text
    )


def text(help_text, *, optional=False):
    """Return a field for prose of any length, stored as it is."""
    return models.TextField(blank=optional, help_text=help_text)


def seed_file():
    """Return the field that says which file of ``seeds/`` is the master of a row."""
    return models.CharField(
        max_length=200,
        blank=True,
        editable=False,
        help_text="The file in seeds/ that is this row's master; empty when the admin is.",
    )


def base_period():
    """Return the field for the period that a comparison is made with."""
    return models.CharField(
        max_length=60,
        blank=True,
        validators=[validate_period],
        help_text="The period that a ratio or change is measured against, or the whole of a share.",
    )


def caveats_considered():
    """Return the field without which no figure is published."""
    return models.DateField(
        null=True,
        blank=True,
        help_text="The day on which a curator asked what is wrong with it; needed to publish.",
    )


def change_note():
    """Return the field for the curator's reason of a new version."""
    return models.CharField(
        max_length=300,
        blank=True,
        help_text="Why it differs from the version published before, in a sentence.",
    )


def validate_period(value):
    """Refuse what is no reference period."""
    try:
        periods.parse(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def validate_digits(value):
    """Refuse what is not plain digits, or has more of them than a filter can hold exactly."""
    if not DIGITS.fullmatch(value):
        raise ValidationError(f"“{value}” is no number: expected digits such as 2076 or 1.5")
    if len(value.lstrip("-").replace(".", "").lstrip("0")) > SIGNIFICANT_DIGITS:
        raise ValidationError(f"“{value}” has more than {SIGNIFICANT_DIGITS} significant digits")


def validate_slug_words(value):
    """Refuse a word that could not stand in a URL."""
    if not SLUG.fullmatch(value):
        raise ValidationError(f"“{value}” is not a slug: expected {SLUG_FORM}")


READING = re.compile(r"([\[(])(-?[0-9.]+)?, ?(-?[0-9.]+)?([\])])")


def validate_reading(value):
    """Refuse what is no interval such as [3, 4], (50, 100] or [1, )."""
    match = READING.fullmatch(value)
    ends = [end for end in match.groups()[1:3] if end] if match else []
    if not ends or not all(DIGITS.fullmatch(end) for end in ends):
        raise ValidationError(f"“{value}” is no interval: expected one like [3, 4] or (50, )")
    if len(ends) == 2 and float(ends[0]) > float(ends[1]):
        raise ValidationError(f"“{value}” ends before it starts")


def validate_hash(value):
    """Refuse what is no SHA-256 in lower-case hexadecimal digits."""
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValidationError("not a SHA-256: expected 64 hexadecimal digits")


def validate_home(value):
    """Refuse what paths cannot be appended to."""
    if not re.fullmatch(r"https?://[^\s/?#\"<>]+(/[^\s/?#\"<>]+)*", value):
        raise ValidationError(
            f"“{value}” is no home: expected https://, a host and path, without a slash at the end"
        )


def validate_address(value):
    """Refuse an address that no browser would open, or that runs code."""
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s]*", value):
        raise ValidationError(f"“{value}” is no address: expected one that begins with https://")
