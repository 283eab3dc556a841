"""What a curated row says in each key or column of its seed file; what is blank is left out."""

from django.db import models

from datasets.models import Caveat, Citation, Observation
from datasets.seeds.files import MODEL_OF, PARTS, SHORT, columns_of, field_in_file

_IN_TABLES = {model for name, model in MODEL_OF.items() if name.endswith(".csv")}


def said_by(row):
    """Return {key or column: value} of a row with its parts; parts come in no database's order."""
    model = type(row)
    parts, first = PARTS.get(model, {}), SHORT.get(model, ())
    said = {}
    for name in columns_of(model):
        if name in parts:
            said[name] = _WRITTEN[model, name](getattr(row, parts[name]).all())
        elif name not in first:
            said[name] = _field(row, field_in_file(model, name))
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _field(row, field):
    value = getattr(row, field.attname)
    if field.has_default() and value == field.get_default():
        return None
    if isinstance(field, models.BooleanField) and type(row) in _IN_TABLES:
        return "yes"
    # Databases keep the members of a mapping in orders of their own.
    return dict(sorted(value.items())) if isinstance(value, dict) else value


def _inputs(inputs):
    return ";".join(sorted(f"{one.document_id}:{one.basis}" for one in inputs))


def _attach(attachments):
    said = sorted((one.target, one.direction) for one in attachments)
    return [
        {"to": target, "direction": direction} if direction else target
        for target, direction in said
    ]


def _waive(waivers):
    said = sorted((one.observation_id, one.reason) for one in waivers)
    return [{"observation": slug, "reason": reason} for slug, reason in said]


def _carries(carried):
    return ";".join(sorted(f"{one.caveat_id}{one.strength}" for one in carried))


# As parts.py reads them.
_WRITTEN = {
    (Observation, "inputs"): _inputs,
    (Caveat, "attach"): _attach,
    (Caveat, "waive"): _waive,
    (Citation, "carries"): _carries,
}
