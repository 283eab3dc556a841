"""A release: one publication of one dataset."""

from django.db import models

from .fields import ByteOrderedField
from .numbers_only import numbers_only


class Release(models.Model):
    """One publication of one dataset; the row is the seal, written last."""

    id = models.IntegerField(
        primary_key=True, help_text="Its place in the one sequence over all datasets."
    )
    dataset = ByteOrderedField(max_length=120, help_text="The dataset that it is a release of.")
    number = models.PositiveIntegerField(help_text="Its public number within the dataset, from 1.")
    day = models.DateField(help_text="The day of publication, UTC.")
    note = models.TextField(blank=True, help_text="What changed and why, in a sentence.")
    format = models.PositiveIntegerField(
        help_text="The number of the form in which its files are written."
    )
    header = models.TextField(help_text="The header line of its observations.csv.")
    rows = models.PositiveBigIntegerField(help_text="How many observations are in force.")
    csv_bytes = models.PositiveBigIntegerField(help_text="Length of their CSV lines together.")
    json_bytes = models.PositiveBigIntegerField(help_text="Length of their JSON together.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of observations.csv.")
    texts = models.CharField(
        max_length=64, help_text="SHA-256 of every text in force, of all nouns, and of what left."
    )
    files = models.JSONField(help_text="Its files, as a list of {name, bytes, sha256}.")
    previous = models.CharField(
        max_length=64,
        blank=True,
        help_text="The seal of the one before; empty in the first.",
    )
    seal = models.CharField(max_length=64, help_text="SHA-256 of all that this row says.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="release_number"),
            numbers_only(
                "release_numbers_only",
                integers=["number", "format", "rows", "csv_bytes", "json_bytes"],
            ),
        ]

    def __str__(self):
        return f"{self.dataset} {self.number}"

    @property
    def csv_file_bytes(self):
        """Return the length of its observations.csv."""
        return len(self.header.encode()) + self.csv_bytes
