"""The rows that belong to a row of a seed file: inputs, attachments, waivers, carried caveats."""

from django.db.models import UniqueConstraint

from datasets.models import (
    Attachment,
    Carried,
    Caveat,
    Citation,
    Document,
    Input,
    Observation,
    Waiver,
)
from datasets.models.caveat import TARGETS
from datasets.vocabularies import INPUT_BASIS


def parts_of(instance, row, check):
    """Return {key or column: instances} of what belongs to a row, not saved.

    ``check`` has the methods ``say(row, what, name, value)``, ``refer(row, name, slug, model)``,
    which tells whether the slug names a row of the model, and
    ``fields(instance, row, without)``.
    """
    return {
        name: _once(name, list(_READ[row.model][name](instance, row, check)), row, check)
        for name in row.parts
    }


def _once(name, parts, row, check):
    """Return the parts; say where one stands twice."""
    for constraint in parts[0]._meta.constraints if parts else ():
        if not isinstance(constraint, UniqueConstraint):
            continue
        said = [[getattr(part, field) for field in _keys(part, constraint)] for part in parts]
        said = [words for words in said if all(words)]
        for words in said:
            if said.count(words) > 1:
                check.say(row, constraint.violation_error_message, name, words[-1])
                break
    return parts


def _keys(part, constraint):
    """Return the attributes that may stand once, but for the row that all parts belong to."""
    fields = [part._meta.get_field(name) for name in constraint.fields]
    return [field.attname for field in fields][1:]


def _inputs(observation, row, check):
    for word in _split(row.parts["inputs"]):
        slug, _, basis = word.partition(":")
        if basis not in INPUT_BASIS:
            check.say(row, "expected document:stated or document:inferred", "inputs", word)
        elif check.refer(row, "inputs", slug, Document):
            yield Input(observation=observation, document_id=slug, basis=basis)


def _attachments(caveat, row, check):
    for entry in _entries(row, "attach", check):
        entry = {"to": entry} if isinstance(entry, str) else entry
        if not _has(entry, ["to"], optional=["direction"]):
            check.say(row, 'expected "noun:slug" or {to, direction}', "attach", _shown(entry))
            continue
        noun, _, slug = entry["to"].partition(":")
        if noun not in TARGETS or not slug:
            nouns = ", ".join(f"{noun}:" for noun in TARGETS)
            check.say(row, f"expected one of {nouns} and a slug", "attach", entry["to"])
        elif check.refer(row, "attach", slug, Attachment._meta.get_field(noun).related_model):
            attachment = Attachment(caveat=caveat, direction=entry.get("direction", ""))
            setattr(attachment, f"{noun}_id", slug)
            check.fields(attachment, row, without=["caveat"])
            yield attachment


def _waivers(caveat, row, check):
    for entry in _entries(row, "waive", check):
        if not _has(entry, ["observation", "reason"]):
            check.say(row, "expected {observation, reason}", "waive", _shown(entry))
        elif check.refer(row, "waive", entry["observation"], Observation):
            waiver = Waiver(
                caveat=caveat, observation_id=entry["observation"], reason=entry["reason"]
            )
            check.fields(waiver, row, without=["caveat"])
            yield waiver


def _carried(citation, row, check):
    for word in _split(row.parts["carries"]):
        strength = word[-1] if word[-1] in "+-" else ""
        slug = word.removesuffix(strength)
        if check.refer(row, "carries", slug, Caveat):
            yield Carried(citation=citation, caveat_id=slug, strength=strength)


_READ = {
    Observation: {"inputs": _inputs},
    Caveat: {"attach": _attachments, "waive": _waivers},
    Citation: {"carries": _carried},
}


def _entries(row, name, check):
    entries = row.parts[name]
    if isinstance(entries, list):
        return entries
    check.say(row, "expected a list in square brackets", name, entries)
    return []


def _has(entry, needed, optional=()):
    """Return whether the entry is a table of texts with these keys."""
    return (
        isinstance(entry, dict)
        and set(needed) <= entry.keys() <= {*needed, *optional}
        and all(isinstance(value, str) for value in entry.values())
    )


def _shown(entry):
    if not isinstance(entry, dict):
        return entry
    return "{" + ", ".join(f"{name} = {value!r}" for name, value in entry.items()) + "}"


def _split(words):
    return [word.strip() for word in words.split(";") if word.strip()] if words else []
