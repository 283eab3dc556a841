"""A figure that Caveat computes from others."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from datasets.arithmetic import formula_syntax
from datasets.vocabularies import DERIVED_COMPARATOR, QUANTITY, RATE_PERIOD

from .curated_row import CuratedRow
from .dataset import Dataset
from .fields import (
    REVIEW_OF_FIGURE,
    SlugKey,
    base_period,
    caveats_reviewed_on,
    change_note,
    seed_file,
    term,
)
from .figure_constraints import of_figures
from .measure import Measure
from .observation import Observation
from .population import Area, Population
from .validators import DIGITS, SLUG, validate_period

OPERAND_NOUNS = ("observation", "event", "constant")
OPERANDS = "observation:SLUG, event:SLUG, constant:DIGITS"


def validate_formula(value):
    """Refuse what is no formula."""
    try:
        formula_syntax.parse(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def validate_operands(value):
    """Refuse what does not map letters to figures, events and constants."""
    if not isinstance(value, dict) or not value:
        raise ValidationError('expected names and operands such as {a = "observation:nests-2023"}')
    for name, operand in value.items():
        if not re.fullmatch("[a-z]", name) or not _is_operand(operand):
            raise ValidationError(f"“{name} = {operand}”: expected a letter, and one of {OPERANDS}")


def validate_operand(value):
    """Refuse what a letter of a formula cannot be."""
    if not _is_operand(value):
        raise ValidationError(f"“{value}” is no operand: expected {OPERANDS}")


def _is_operand(value):
    noun, _, what = value.partition(":") if isinstance(value, str) else ("", "", "")
    form = DIGITS if noun == "constant" else SLUG
    return noun in OPERAND_NOUNS and bool(form.fullmatch(what))


class Derivation(CuratedRow):
    """A formula over figures, events and constants; published as an observation of the software."""

    slug = SlugKey()
    dataset = models.ForeignKey(Dataset, models.CASCADE, help_text="The dataset that publishes it.")
    measure = models.ForeignKey(Measure, models.PROTECT, help_text="What the result counts.")
    population = models.ForeignKey(Population, models.PROTECT, help_text="Whom it counts.")
    area = models.ForeignKey(Area, models.PROTECT, help_text="Where it counts them.")
    period = models.CharField(
        max_length=60,
        validators=[validate_period],
        help_text="The reference period of the result, SDMX (2023-S1) or EDTF; XXXX when unknown.",
    )
    quantity = term(QUANTITY, "Whether it is a level, a ratio, a change, a share or a rate.")
    per = term(RATE_PERIOD, "For a rate: each day, week, month or year.", optional=True)
    base_period = base_period()
    comparator = term(
        DERIVED_COMPARATOR,
        "lte or gte where the formula gives only a ceiling or a floor.",
        optional=True,
    )
    formula = models.CharField(
        max_length=200,
        validators=[validate_formula],
        help_text="How it is computed: + - * / ( ), numbers, letters, days(a - b), months(a - b).",
    )
    operands = models.JSONField(
        validators=[validate_operands],
        help_text="What each letter is: observation:SLUG, event:SLUG or constant:DIGITS.",
    )
    compares = models.ForeignKey(
        Observation,
        models.PROTECT,
        null=True,
        blank=True,
        help_text="The figure that it is held against, where there is one.",
    )
    caveats_reviewed_on = caveats_reviewed_on(REVIEW_OF_FIGURE)
    change_note = change_note()
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]
        constraints = of_figures("derivation")

    def __str__(self):
        return self.slug
