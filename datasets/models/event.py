"""Dated events that figures refer to."""

from django.db import models

from .curated_row import CuratedRow
from .dataset import Dataset
from .fields import SlugKey, seed_file
from .source import Document
from .validators import validate_period


class Event(CuratedRow):
    """Something that happened on a known day, or in a known stretch of time."""

    slug = SlugKey()
    dataset = models.ForeignKey(
        Dataset, models.CASCADE, help_text="The dataset whose figures refer to it."
    )
    title = models.CharField(max_length=200, help_text="What happened.")
    date = models.CharField(max_length=60, validators=[validate_period], help_text="When, in EDTF.")
    document = models.ForeignKey(
        Document, models.PROTECT, help_text="The document that it is known from."
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug
