"""The column of a published text, which is never empty unless the text was redacted."""

from django.db import models


class EmptiedText(ValueError):
    """A published text is read that says nothing any more."""


class PublishedText(models.BinaryField):
    """The bytes of a text; whoever reads one that was emptied is told, not given nothing."""

    def from_db_value(self, value, expression, connection):
        """Return the bytes; EmptiedText where there are none left."""
        refuse_emptied([value])
        return value


def refuse_emptied(texts):
    """Raise EmptiedText where one of the texts, as a database gives them, is empty."""
    if any(text == b"" for text in texts):
        raise EmptiedText("a published text was emptied")
