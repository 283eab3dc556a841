"""From rows of seed files to model instances that keep every rule, or to what is wrong."""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint

from . import rules
from .models import (
    Area,
    Attachment,
    Carried,
    Caveat,
    Citation,
    Document,
    Event,
    Input,
    Measure,
    Observation,
    Population,
    Source,
    Unit,
    Waiver,
    Withdrawal,
)
from .models.caveat import TARGETS
from .nearest import suggestion
from .seed_files import DATASET_FILE, MODEL_OF, RENAMED, Place
from .vocabularies import INPUT_BASIS

# The rows of their own that a row's parts become, to compare them with those in the database.
RELATED = {
    Observation: ("input_set",),
    Caveat: ("attachments", "waivers"),
    Citation: ("carried_set",),
}
OF_A_DATASET = (Event, Observation, Withdrawal)


@dataclass
class Built:
    """An instance with its parts, not saved, and the place that it came from."""

    row: models.Model
    place: Place
    parts: list = field(default_factory=list)

    @property
    def written(self):
        """Return what it says, in a form that compares with ``as_written``."""
        return _written(self.row, self.parts)

    def parts_differ(self, before):
        """Return the names of the parts if they differ from those of the saved row."""
        names = RELATED.get(type(self.row), ())
        saved = [part for name in names for part in getattr(before, name).all()]
        mine = _parts_written(self.parts)
        return list(names) if mine != _parts_written(saved) else []

    def save_parts(self):
        """Write the parts in the place of those that the row has."""
        for name in RELATED.get(type(self.row), ()):
            getattr(self.row, name).all().delete()
        for part in self.parts:
            part.save(force_insert=True)


def as_written(citations):
    """Return what the saved citations say, in hop order."""
    return [_written(citation, citation.carried_set.all()) for citation in citations]


def _written(row, parts):
    return dict(_values(row)), _parts_written(parts)


def _parts_written(parts):
    return sorted(repr((type(part).__name__, _values(part))) for part in parts)


def _values(row):
    return [
        (column.attname, getattr(row, column.attname))
        for column in row._meta.concrete_fields
        if column.name not in ("id", "citation")
    ]


def build(folders, problems):
    """Return {model: {key: Built}}; what is wrong goes to ``problems``."""
    builder = _Builder(folders, problems)
    for folder in folders:
        for row in folder.rows:
            builder.build(row, folder)
    builder.check_rows_together()
    return builder.built


class _Builder:
    def __init__(self, folders, problems):
        self.problems = problems
        self.built = {model: {} for model in MODEL_OF.values()}
        self._rows = {model: {} for model in MODEL_OF.values()}
        self._known = {}
        self._datasets = {
            folder.name
            for folder in folders
            if any(row.place.file.endswith(DATASET_FILE) for row in folder.rows)
        }
        for folder in folders:
            for row in folder.rows:
                self._rows[row.model].setdefault(str(row.values.get(_key(row.model), "")), row)

    def build(self, row, folder):
        """Build one row, unless something is wrong with it."""
        wrong = len(self.problems)
        instance = row.model()
        if row.model is not Citation:
            instance.seed_file = row.place.file
        if row.model in OF_A_DATASET:
            if folder.name not in self._datasets:
                self._say(row, f"belongs into a folder with a {DATASET_FILE}")
                return
            instance.dataset_id = folder.name
        if row.model is Observation and not row.values.get("population"):
            measure = self._rows[Measure].get(row.values.get("measure"))
            row.values["population"] = measure.values.get("population", "") if measure else ""
        for name, value in row.values.items():
            self._fill(instance, row, name, value)
        parts = self._parts(instance, row) if wrong == len(self.problems) else []
        self._check(instance, row)
        key = (instance.observation_id, instance.hop) if row.model is Citation else instance.pk
        if key in self.built[row.model]:
            first = self.built[row.model][key].place
            self._say(row, f"stands already in {first.file}:{first.line}")
        elif wrong == len(self.problems):
            self.built[row.model][key] = Built(instance, row.place, parts)

    def _fill(self, instance, row, name, value):
        column = row.model._meta.get_field(name)
        if isinstance(column, models.ForeignKey):
            if value not in ("", None):
                self._refer(row, name, value, column.related_model)
            setattr(instance, column.attname, value or None)
            return
        converted, expected = _converted(column, value)
        if expected:
            self._say(row, f"expected {expected}", name, value)
        else:
            setattr(instance, name, converted)

    def _refer(self, row, name, slug, model):
        known = self._slugs(model)
        if slug not in known:
            noun = model._meta.verbose_name
            self._say(row, f"there is no such {noun}{suggestion(str(slug), known)}", name, slug)

    def _slugs(self, model):
        if model not in self._known:
            saved = model.objects.values_list("pk", flat=True)
            self._known[model] = set(saved) | self._rows[model].keys()
        return self._known[model]

    def _check(self, instance, row):
        foreign = [
            column.name
            for column in row.model._meta.concrete_fields
            if isinstance(column, models.ForeignKey) and getattr(instance, column.attname)
        ]
        try:
            instance.clean_fields(exclude=foreign)
        except ValidationError as error:
            names = {field: name for name, field in RENAMED.get(row.model, {}).items()}
            for name, messages in error.message_dict.items():
                value = getattr(instance, name)
                for message in messages:
                    self._say(row, message, names.get(name, name), value)
            return
        for constraint in row.model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                try:
                    constraint.validate(row.model, instance)
                except ValidationError as error:
                    self._say(row, error.messages[0])

    def _parts(self, instance, row):
        make = {Observation: self._inputs, Caveat: self._hangings, Citation: self._carried}
        return make[row.model](instance, row) if row.model in make else []

    def _inputs(self, observation, row):
        inputs = []
        for word in _split(row.parts["inputs"]):
            slug, _, basis = word.partition(":")
            self._refer(row, "inputs", slug, Document)
            if basis not in INPUT_BASIS:
                self._say(row, "expected document:stated or document:inferred", "inputs", word)
            inputs.append(Input(observation=observation, document_id=slug, basis=basis))
        return inputs

    def _hangings(self, caveat, row):
        attachments = []
        for entry in row.parts["attach"]:
            entry = {"to": entry} if isinstance(entry, str) else entry
            if set(entry) - {"to", "direction"} or "to" not in entry:
                self._say(row, 'expected "noun:slug" or {to, direction}', "attach", entry)
                continue
            noun, _, slug = entry["to"].partition(":")
            if noun not in TARGETS:
                self._say(row, f"expected one of {', '.join(TARGETS)}", "attach", entry["to"])
                continue
            attachment = Attachment(caveat=caveat, direction=entry.get("direction", ""))
            self._refer(row, "attach", slug, Attachment._meta.get_field(noun).related_model)
            setattr(attachment, f"{noun}_id", slug)
            attachments.append(attachment)
        waivers = []
        for entry in row.parts["waive"]:
            if not isinstance(entry, dict) or set(entry) != {"observation", "reason"}:
                self._say(row, "expected {observation, reason}", "waive", entry)
                continue
            self._refer(row, "waive", entry["observation"], Observation)
            waivers.append(
                Waiver(caveat=caveat, observation_id=entry["observation"], reason=entry["reason"])
            )
        for part in [*attachments, *waivers]:
            self._check_part(part, row)
        return [*attachments, *waivers]

    def _carried(self, citation, row):
        carried = []
        for word in _split(row.parts["carries"]):
            strength = word[-1] if word[-1] in "+-" else ""
            slug = word.removesuffix(strength)
            self._refer(row, "carries", slug, Caveat)
            carried.append(Carried(citation=citation, caveat_id=slug, strength=strength))
        return carried

    def _check_part(self, part, row):
        try:
            part.clean_fields(exclude=["caveat", "observation", *TARGETS])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self._say(row, messages[0], name, getattr(part, name))

    def check_rows_together(self):
        """Check what spans rows: chains, references in given_ fields, units, cycles."""
        known = {
            "measure": self._slugs(Measure),
            "population": self._slugs(Population),
            "attribution": self._slugs(Source),
        }
        chains = {}
        for one in self.built[Citation].values():
            chains.setdefault(one.row.observation_id, {})[one.row.hop] = one
            for name, word, slugs in rules.reference_problems(one.row, known):
                self._wrong(one, f"there is no “{word}”{suggestion(word, slugs)}", name)
            one.row.document = self._row(Document, one.row.document_id)
        for chain in chains.values():
            for hop, name, message in rules.chain_problems([one.row for one in chain.values()]):
                self._wrong(chain[hop], message, name)
        for one in self.built[Observation].values():
            unit = self._row(Unit, self._row(Measure, one.row.measure_id).unit_id)
            for name, message in rules.number_problems(one.row, unit):
                self._wrong(one, message, name)
            if one.row.pk in self.built[Withdrawal]:
                self._wrong(one, "stands in withdrawn.csv too")
        for model, parent in (
            (Unit, "base"),
            (Measure, "part_of"),
            (Population, "part_of"),
            (Area, "part_of"),
            (Observation, "revises"),
        ):
            built = self.built[model]
            parents = {key: getattr(one.row, f"{parent}_id") for key, one in built.items()}
            for key, one in built.items():
                if path := rules.cycle(key, parents):
                    self._wrong(one, f"goes in a circle: {' → '.join(path)}", parent)

    def _row(self, model, slug):
        built = self.built[model].get(slug)
        return built.row if built else model.objects.get(pk=slug)

    def _say(self, row, what, name=None, value=None):
        self.problems.append(row.place.problem(what, name, value))

    def _wrong(self, built, what, name=None):
        value = getattr(built.row, name) if name else None
        self.problems.append(built.place.problem(what, name, value))


def _key(model):
    return "slug" if model is not Withdrawal else "observation"


def _split(words):
    return [word.strip() for word in words.split(";") if word.strip()] if words else []


def _converted(column, value):
    """Return (value for the field, None), or (None, what was expected)."""
    if isinstance(column, models.BooleanField):
        return (value, None) if isinstance(value, bool) else (None, "true or false")
    if isinstance(column, models.DateField):
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value, None
        if value == "" and column.null:
            return None, None
        try:
            return datetime.date.fromisoformat(value), None
        except (TypeError, ValueError):
            return None, "a day such as 2026-11-22"
    if isinstance(column, models.IntegerField):
        if value == "" and column.null:
            return None, None
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            return int(value), None
        return None, "a whole number"
    if isinstance(column, models.JSONField) or isinstance(value, str):
        return value, None
    return None, "text in quotes"
