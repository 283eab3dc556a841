"""The words that show what a text says: a few of them, where they stand, or why there are none."""

from django.core.exceptions import ValidationError
from django.db import models

from .fields import text
from .validators import validate_hash

FRAGMENT_WORDS, FRAGMENT_CHARACTERS = 12, 120


def validate_fragment(value):
    """Refuse quotations that are longer than the figure needs."""
    if len(value.split()) > FRAGMENT_WORDS or len(value) > FRAGMENT_CHARACTERS:
        raise ValidationError(
            f"a fragment has at most {FRAGMENT_WORDS} words and {FRAGMENT_CHARACTERS} characters"
        )


def fragment(help_text):
    """Return the field for words that are quoted."""
    return models.CharField(
        max_length=FRAGMENT_CHARACTERS,
        blank=True,
        validators=[validate_fragment],
        help_text=help_text,
    )


def place_in_text():
    """Return the field for where they stand, in words."""
    return models.CharField(
        max_length=120,
        blank=True,
        help_text="Where these words stand, where no offsets say it: heading, third paragraph.",
    )


def sentence_sha256():
    """Return the field for the hash of the sentence around them."""
    return models.CharField(
        max_length=64,
        blank=True,
        validators=[validate_hash],
        help_text="SHA-256 of the whole sentence in UTF-8, to notice when the text changes.",
    )


def no_words():
    """Return the field for why none are quoted."""
    return text("Why no words are quoted, where they would be asked for.", optional=True)


def grounds():
    """Return the field for what is asserted without a document."""
    return text("What the editors' own caveat rests on, where no document says it.", optional=True)
