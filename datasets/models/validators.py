"""The forms that curated text must have."""

import re

from django.core.exceptions import ValidationError

from datasets.arithmetic import periods
from datasets.arithmetic.digits import EXACTLY, a_double_holds
from datasets.arithmetic.intervals import WRITTEN

from .addresses import address_fault

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SLUG_FORM = "lower-case words and digits joined by hyphens, beginning with a letter"
LONGEST_SLUG = 120
DIGITS = re.compile(r"(?!-0(?:\.0+)?$)-?(0|[1-9][0-9]*)(\.[0-9]+)?")


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
    if not a_double_holds(value):
        raise ValidationError(f"“{value}” has too many digits: expected {EXACTLY}")


def validate_place(value):
    """Refuse what is no place of a number: 1000, 1, 0.1 or 25."""
    validate_digits(value)
    if value.startswith("-") or float(value) == 0:
        raise ValidationError(f"“{value}” is no place: expected one such as 1000, 1 or 0.1")


def validate_slug_words(value):
    """Refuse a word that could not stand in a URL."""
    if not SLUG.fullmatch(value):
        raise ValidationError(f"“{value}” is not a slug: expected {SLUG_FORM}")


def validate_id(value):
    """Refuse what no row could have as its id."""
    if len(value) > LONGEST_SLUG:
        raise ValidationError(f"it has {len(value)} characters: expected at most {LONGEST_SLUG}")
    validate_slug_words(value)


def validate_interval(value):
    """Refuse what is no interval such as [3, 4], (50, 100] or [1, )."""
    match = WRITTEN.fullmatch(value)
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
    validate_address(value)
    if not re.fullmatch(r"https?://[^/?#]+(/[^/?#]+)*", value):
        raise ValidationError(
            f"“{value}” is no home: expected https://, a host and path, without a slash at the end"
        )


def validate_address(value):
    """Refuse what is no address of a page that anybody can open."""
    if fault := address_fault(value):
        raise ValidationError(fault)


def validate_facets(value):
    """Refuse facets that are not a flat mapping of words to words."""
    if not isinstance(value, dict) or not all(
        isinstance(word, str) and word for pair in value.items() for word in pair
    ):
        raise ValidationError('expected names and words such as {offence = "337"}')
