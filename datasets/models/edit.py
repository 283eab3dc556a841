"""What editors changed in the admin: every field with what it said before and after."""

from django.db import models

from .fields import text


class Edit(models.Model):
    """One save or deletion of one page; it is written with what it tells of, and never changed.

    But for a redaction of what was edited: then it has no fields, and says only who and when.
    """

    noun = models.CharField(max_length=40, help_text="The kind of row that was edited.")
    row = models.CharField(max_length=120, help_text="Which row, by its slug or number.")
    at = models.DateTimeField(help_text="When, UTC.")
    by = models.CharField(max_length=150, help_text="Who, by the name they log in with.")
    why = text("Why, in the editor's words.", optional=True)
    kind = models.CharField(
        max_length=10,
        choices=[("added", "added"), ("changed", "changed"), ("deleted", "deleted")],
        help_text="Whether the row came, changed or went.",
    )
    fields = models.JSONField(
        help_text="The fields as a list of {part, row, field, name, old, new}; null: not there."
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["noun", "row"], name="edit_of_row")]

    def __str__(self):
        return f"{self.noun} {self.row} was {self.kind} by {self.by}"
