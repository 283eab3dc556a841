"""Columns that order by bytes, and the fields that several models have."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.deconstruct import deconstructible

from datasets import vocabularies

from .validators import SLUG, SLUG_FORM, validate_period


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


def caveats_reviewed_on(help_text):
    """Return the field of a figure, its measure and its dataset: one is needed to publish it."""
    return models.DateField(null=True, blank=True, help_text=help_text)


REVIEW_OF_FIGURE = (
    "The day on which a curator asked what is wrong with it; empty: that of its measure or its "
    "dataset. One of the three is needed to publish it."
)


def change_note():
    """Return the field for the curator's reason of a new version."""
    return models.CharField(
        max_length=300,
        blank=True,
        help_text="Why it differs from the version published before, in a sentence.",
    )
