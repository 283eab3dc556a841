"""The fields of forms in the admin."""

from django import forms


class Prose(forms.CharField):
    """Prose with the line ends it had: browsers send others, and a new one is a new version."""

    def to_python(self, value):
        """Return the text as it would stand in a seed file."""
        return super().to_python(value).replace("\r\n", "\n")


class Words(forms.JSONField):
    """A list or mapping; an empty field is an empty one."""

    def clean(self, value):
        """Return what the field starts with when it is left empty."""
        cleaned = super().clean(value)
        return self.initial() if cleaned is None else cleaned
