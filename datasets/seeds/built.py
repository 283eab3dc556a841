"""Instances built from rows of seed files, and in what they differ from the saved ones."""

from dataclasses import dataclass, field

from django.db import models

from .files import PARTS, name_in_file
from .place import Place


@dataclass(slots=True)
class Built:
    """An instance with its parts, not saved, and the place that it came from."""

    row: models.Model
    place: Place
    parts: dict = field(default_factory=dict)

    def changed_parts(self, before):
        """Return {name: (old, new)} of the parts that differ from those of the saved row."""
        return {
            name: (_told(saved, type(before)), _told(self.parts[name], type(before)))
            for name, related in PARTS.get(type(self.row), {}).items()
            if _said_by(self.parts[name]) != _said_by(saved := getattr(before, related).all())
        }

    def save_parts(self):
        """Write the parts in the place of those that the row has."""
        for name, related in PARTS.get(type(self.row), {}).items():
            getattr(self.row, related).all().delete()
            for part in self.parts[name]:
                part.save(force_insert=True)


def differences(row, before):
    """Return {key or column: (old, new)} of the fields in which a row differs from a saved one."""
    return {
        name_in_file(type(row), column.name): (was, now)
        for column in row._meta.concrete_fields
        if column.name not in ("id", "citation")
        and (was := getattr(before, column.attname)) != (now := getattr(row, column.attname))
    }


def changed_hops(built, saved):
    """Return {what: (old, new)} of a chain that was built and the saved one; empty: the same."""
    now, was = {one.row.hop: one for one in built}, {one.hop: one for one in saved}
    changed = {}
    for hop in sorted(now.keys() | was.keys()):
        if hop in now and hop in was:
            said = differences(now[hop].row, was[hop]) | now[hop].changed_parts(was[hop])
            changed |= {f"hop {hop} {name}": pair for name, pair in said.items()}
        else:
            document = [one.get(hop) for one in (was, {n: one.row for n, one in now.items()})]
            changed[f"hop {hop}"] = tuple(one.document_id if one else "" for one in document)
    return changed


def _said_by(parts):
    return sorted(repr(_values(part)) for part in parts)


def _told(parts, owner):
    """Return parts as their file has them, more or less: without the row that all belong to."""
    said = (
        [
            str(value)
            for column in part._meta.concrete_fields
            if column.name != "id"
            and column.related_model is not owner
            and (value := getattr(part, column.attname)) not in (None, "")
        ]
        for part in parts
    )
    return "; ".join(sorted(":".join(words) for words in said))


def _values(row):
    return [
        (column.attname, getattr(row, column.attname))
        for column in row._meta.concrete_fields
        if column.name not in ("id", "citation")
    ]


def line_of(built):
    """Return file:line of the row that an instance was built from."""
    return f"{built.place.file}:{built.place.line}"
