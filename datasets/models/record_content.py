"""What a published record says, apart from its narrow row: JSON, CSV line, search text, terms."""

from django.db import models

from .fields import ByteOrderedField
from .numbers_only import numbers_only
from .published_text import PublishedText
from .record import Record


class RecordJson(models.Model):
    """The JSON of a record, in UTF-8: what readers get, byte for byte."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="json", db_constraint=False
    )
    body = PublishedText(help_text="The JSON.")

    def __str__(self):
        return f"JSON of record {self.record_id}"


class RecordBrief(models.Model):
    """The brief JSON of a record: pages of lists are put together of it, where they are brief."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="brief", db_constraint=False
    )
    body = PublishedText(help_text="The JSON.")

    def __str__(self):
        return f"brief JSON of record {self.record_id}"


class RecordCsv(models.Model):
    """The CSV line of a record, apart from its JSON: an export reads nothing but lines."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="csv", db_constraint=False
    )
    body = PublishedText(help_text="The line with its line end.")

    def __str__(self):
        return f"CSV line of record {self.record_id}"


class SearchText(models.Model):
    """What a claim about a record may say of it, normalised for looking it up."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="search", db_constraint=False
    )
    text = models.TextField(help_text="The words, case-folded.")

    def __str__(self):
        return f"search {self.record_id}"


class TermSet(models.Model):
    """One member of a set of terms; records with equal sets share one."""

    set_id = models.BigIntegerField(help_text="The number of the set, derived from its members.")
    kind = models.CharField(max_length=30, help_text="What the term is: caveat, documents …")
    term = ByteOrderedField(max_length=120, help_text="The slug or term.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "term", "set_id"], name="term_once_a_set"),
            numbers_only("term_set_numbers_only", integers=["set_id"]),
        ]

    def __str__(self):
        return f"{self.kind} {self.term}"
