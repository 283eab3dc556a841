"""What the rows of all curated nouns have in common."""

from django.core.exceptions import ValidationError
from django.db import models

from .characters import character_fault, texts_in


class CuratedRow(models.Model):
    """A row whose every text keeps the one rule of characters, whoever wrote it by which door."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """Refuse texts that nobody could be shown as they are, before anything else is asked."""
        exclude = {*(exclude or ())}
        wrong = {
            field.name: [ValidationError(fault)]
            for field in self._meta.concrete_fields
            if field.name not in exclude and (fault := _fault(field, getattr(self, field.attname)))
        }
        try:
            super().clean_fields(exclude={*exclude, *wrong})
        except ValidationError as error:
            wrong |= error.error_dict
        if wrong:
            raise ValidationError(wrong)


def _fault(field, value):
    """Return what is wrong with the characters of a field; only prose has several lines."""
    if isinstance(field, models.JSONField):
        found = ((path, character_fault(text)) for path, text in texts_in(value))
        return next((f"in {path}: {fault}" for path, fault in found if fault), "")
    if isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
        return character_fault(value, lines=isinstance(field, models.TextField))
    return ""
