"""Whom and where a figure counts."""

from django.db import models

from .curated_row import CuratedRow
from .fields import SlugKey, seed_file


class Population(CuratedRow):
    """The persons or things counted; districts, armies and crews are populations, not areas."""

    slug = SlugKey()
    label = models.CharField(max_length=200, help_text="Who they are, as a plural.")
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, help_text="The population that includes it."
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug


class Area(CuratedRow):
    """A territory: ISO 3166 in lower case, own words where that has none."""

    slug = SlugKey()
    label = models.CharField(max_length=200, help_text="The territory's name.")
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, help_text="The territory that includes it."
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug
