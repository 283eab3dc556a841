"""Instances built from rows of seed files, and in what they differ from the saved ones."""

from dataclasses import dataclass, field

from django.db import models

from .files import PARTS
from .place import Place


@dataclass
class Built:
    """An instance with its parts, not saved, and the place that it came from."""

    row: models.Model
    place: Place
    parts: dict = field(default_factory=dict)

    def changed_parts(self, before):
        """Return the names of the parts that differ from those of the saved row."""
        return [
            name
            for name, related in PARTS.get(type(self.row), {}).items()
            if _said_by(self.parts[name]) != _said_by(getattr(before, related).all())
        ]

    def save_parts(self):
        """Write the parts in the place of those that the row has."""
        for name, related in PARTS.get(type(self.row), {}).items():
            getattr(self.row, related).all().delete()
            for part in self.parts[name]:
                part.save(force_insert=True)


def same_chain(built, saved):
    """Return whether citations that were built say what the saved ones say, both in hop order."""
    return [(_values(one.row), _said_by(one.parts["carries"])) for one in built] == [
        (_values(one), _said_by(one.carried_set.all())) for one in saved
    ]


def _said_by(parts):
    return sorted(repr(_values(part)) for part in parts)


def _values(row):
    return [
        (column.attname, getattr(row, column.attname))
        for column in row._meta.concrete_fields
        if column.name not in ("id", "citation")
    ]


def line_of(built):
    """Return file:line of the row that an instance was built from."""
    return f"{built.place.file}:{built.place.line}"
