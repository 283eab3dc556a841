"""A redaction: what law or privacy forces to be emptied, of what was published."""

from django.db import models

from .record import Record

# What stands in place of why a version left: that it left for good stays to be read.
REDACTED_REASON = "Redacted."


class Redaction(models.Model):
    """Why and since when a version of a record says nothing any more; its row and digest stay.

    It is written before the texts are emptied: the triggers let nothing else be.
    """

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="redaction", db_constraint=False
    )
    day = models.DateField(help_text="The day on which it was redacted, UTC.")
    reason = models.TextField(help_text="Why, in a sentence; readers are told it.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="redaction_has_a_reason")
        ]

    def __str__(self):
        return f"redacted on {self.day}: {self.reason}"
