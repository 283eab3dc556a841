"""What is counted and in which unit."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from datasets.vocabularies import MEASURE_KIND

from .curated_row import CuratedRow
from .fields import SlugKey, caveats_reviewed_on, seed_file, term, text
from .validators import validate_digits, validate_facets, validate_slug_words


class Unit(CuratedRow):
    """A unit of count or measurement."""

    slug = SlugKey()
    label = models.CharField(max_length=120, help_text="The unit as a plural noun: cases, months.")
    countable = models.BooleanField(
        default=False, help_text="Whether only whole numbers of it exist (cases, not months)."
    )
    base = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        help_text="The unit that it converts into, where it converts at all (months into days).",
    )
    factor = models.CharField(
        max_length=40,
        blank=True,
        validators=[validate_digits],
        help_text="How many of the base unit make one of it.",
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(base__isnull=True, factor="") | Q(base__isnull=False) & ~Q(factor=""),
                name="unit_base_and_factor_together",
                violation_error_message="A unit that converts needs both a base and a factor.",
            )
        ]

    def __str__(self):
        return self.slug


def validate_phrase(value):
    """Refuse a phrase into which no sentence could put the population."""
    if value.count("{population}") > 1 or re.search("[{}]", value.replace("{population}", "")):
        raise ValidationError(
            "expected words, with {population} at most once: nests of {population}"
        )


class Measure(CuratedRow):
    """Exactly what is counted; two figures are comparable only where this is the same."""

    slug = SlugKey()
    label = models.CharField(max_length=200, help_text="What is counted, short enough for a table.")
    phrase = models.CharField(
        max_length=300,
        validators=[validate_phrase],
        help_text="What stands behind the number in a sentence, with {population} in its place, "
        "or without where the words say whom it counts as a rule.",
    )
    definition = text("What is counted and what is not, for somebody who must not misread it.")
    unit = models.ForeignKey(Unit, models.PROTECT, help_text="The unit of a level.")
    population = models.ForeignKey(
        "datasets.Population", models.PROTECT, help_text="Whom it counts unless a figure says else."
    )
    area = models.ForeignKey(
        "datasets.Area",
        models.PROTECT,
        null=True,
        blank=True,
        help_text="Where it counts as a rule, which its phrase says: sentences tell only another.",
    )
    kind = term(MEASURE_KIND, "Counted at a moment, over a time, or a ratio of two counts.")
    topic = models.CharField(
        max_length=120,
        validators=[validate_slug_words],
        help_text="The wider question that it answers, one word for all measures that answer it.",
    )
    facets = models.JSONField(
        default=dict,
        blank=True,
        validators=[validate_facets],
        help_text="The parts of the definition, to say which of them differs between two measures.",
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The measure whose count includes this one.",
    )
    parts_complete = models.BooleanField(
        default=False, help_text="Whether its parts add up to the whole of it."
    )
    caveats_reviewed_on = caveats_reviewed_on(
        "The day on which a curator asked what is wrong with its figures, for all that have no "
        "such day of their own."
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug

    @property
    def sorted_facets(self):
        """Return the facets in an order that no database chooses."""
        return dict(sorted(self.facets.items()))
