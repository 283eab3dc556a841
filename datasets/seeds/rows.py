"""From rows of seed files to model instances that keep every rule, or to what is wrong."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q

from datasets.curation.chain_rules import chain_problems
from datasets.curation.derivation_rules import derivation_problems
from datasets.curation.identity_rules import id_problems, parent_cycle
from datasets.curation.number_rules import number_problems
from datasets.curation.quotation_rules import GIVEN_SLUGS, reference_problems
from datasets.models import (
    Area,
    Citation,
    Derivation,
    Document,
    Event,
    Measure,
    Observation,
    Population,
    Unit,
    Withdrawal,
)
from datasets.nearest import suggestion

from .files import DATASET_FILE, MODEL_OF, PARTS, RENAMED, Place, found
from .parts import parts_of
from .values import converted, expected_instead

OF_A_DATASET = (Derivation, Event, Observation, Withdrawal)
FIGURES = (Observation, Derivation)
# What a row stands under, which must lead upwards and never back.
PARENT = {
    Unit: "base",
    Measure: "part_of",
    Population: "part_of",
    Area: "part_of",
    Observation: "revises",
}


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


def same(built, saved):
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


def build(folders, problems, constraints):
    """Return {model: {key: Built}}; what is wrong goes to ``problems``.

    Rows are looked at together only when each of them is right by itself. The rules of one row that
    the database knows are asked only with ``constraints``: each costs a query.
    """
    builder = _Builder(folders, problems, constraints)
    for folder in folders:
        for row in folder.rows:
            builder.build(row, folder)
    if not problems:
        builder.check_rows_together()
    return builder.built


class _Builder:
    def __init__(self, folders, problems, constraints):
        self.problems, self._asks_constraints = problems, constraints
        self.built = {model: {} for model in MODEL_OF.values()}
        self._rows = {model: {} for model in MODEL_OF.values()}
        self._known = {}
        self._folders = {folder.name for folder in folders}
        self._figures = {
            folder.name: {_slug(row) for row in folder.rows if row.model is Observation}
            for folder in folders
        }
        self._datasets = {
            folder.name
            for folder in folders
            if any(row.place.file.endswith(DATASET_FILE) for row in folder.rows)
        }
        for folder in folders:
            for row in folder.rows:
                self._rows[row.model].setdefault(_slug(row), row)

    def build(self, row, folder):
        """Build one row, unless something is wrong with it."""
        before = len(self.problems)
        instance = row.model()
        if row.model is not Citation:
            instance.seed_file = row.place.file
        if row.model in OF_A_DATASET:
            if folder.name not in self._datasets:
                self.say(row, f"belongs into a folder with a {DATASET_FILE}")
                return
            instance.dataset_id = folder.name
        if row.model in FIGURES and not row.values.get("population"):
            measure = self._rows[Measure].get(row.values.get("measure"))
            row.values["population"] = measure.values.get("population", "") if measure else ""
        wrong = [name for name in row.values if not self._fill(instance, row, name)]
        parts = parts_of(instance, row, self)
        self.fields(instance, row, wrong)
        if self._asks_constraints and len(self.problems) == before:
            self._constraints(instance, row)
        key = (instance.observation_id, instance.hop) if row.model is Citation else instance.pk
        if key in self.built[row.model]:
            self.say(row, f"stands already in {_where(self.built[row.model][key])}")
        elif len(self.problems) == before:
            self.built[row.model][key] = Built(instance, row.place, parts)

    def _fill(self, instance, row, name):
        """Give the instance what the row says in one field; return whether that is possible."""
        column = row.model._meta.get_field(name)
        value, expected = converted(column, row.values[name])
        if expected:
            self.say(row, f"expected {expected}", name, value)
            return False
        if isinstance(column, models.ForeignKey):
            setattr(instance, column.attname, value)
            return value is None or self.refer(row, name, value, column.related_model)
        setattr(instance, name, value)
        return True

    def refer(self, row, name, slug, model):
        """Return whether the slug names a row of the model that this row may refer to."""
        known, where = self._slugs(model), ""
        if row.model is Citation and model is Observation:
            folder = row.place.file.partition("/")[0]
            known, where = self._figures[folder], f" in {folder}/observations.csv"
        if slug not in known:
            noun = model._meta.verbose_name
            self.say(row, f"there is no such {noun}{where}{suggestion(slug, known)}", name, slug)
        return slug in known

    def _slugs(self, model):
        """Return what is in the files, and what is curated but in none of their folders."""
        if model not in self._known:
            saved = model.objects.values_list("pk", "seed_file")
            elsewhere = {pk for pk, file in saved if file.partition("/")[0] not in self._folders}
            self._known[model] = elsewhere | self._rows[model].keys()
        return self._known[model]

    def fields(self, instance, row, without=()):
        """Say which fields of an instance hold what they may not."""
        pointing = [
            column.name
            for column in instance._meta.concrete_fields
            if column.is_relation and getattr(instance, column.attname)
        ]
        names = {field: name for name, field in RENAMED.get(row.model, {}).items()}
        try:
            instance.clean_fields(exclude={*pointing, *without})
        except ValidationError as error:
            for name, wrongs in error.error_dict.items():
                column = instance._meta.get_field(name)
                value = getattr(instance, column.attname)
                for wrong in wrongs:
                    self.say(
                        row, expected_instead(column, value, wrong), names.get(name, name), value
                    )

    def _constraints(self, instance, row):
        """Say which rules of one row the instance breaks; the database knows them."""
        checks = [one for one in row.model._meta.constraints if isinstance(one, CheckConstraint)]
        if not checks or not _broken(_all(checks), instance):
            return
        for check in checks:
            if message := _broken(check, instance):
                about = ", ".join(
                    found(column.name, value)
                    for column in row.model._meta.concrete_fields
                    if column.name in check.condition.referenced_base_fields
                    and (value := getattr(instance, column.attname)) not in (None, "")
                )
                self.say(row, message, about)

    def check_rows_together(self):
        """Check what spans rows: chains, references in given_ fields, units, circles."""
        known = {name: self._slugs(model) for name, model in GIVEN_SLUGS.items()}
        chains, seen = {}, {}
        for one in self.built[Citation].values():
            chains.setdefault(one.row.observation_id, {})[one.row.hop] = one
            for name, message in reference_problems(one.row, known):
                self._wrong(one, message, name)
            seen[one.row.document_id] = self._row(Document, one.row.document_id).seen
        for observation, chain in chains.items():
            rows, value = [one.row for one in chain.values()], self._row(Observation, observation)
            for hop, name, message in chain_problems(rows, seen, value.value):
                self._wrong(chain[hop], message, name)
        for one in self.built[Observation].values():
            unit = self._row(Unit, self._row(Measure, one.row.measure_id).unit_id)
            for name, message in number_problems(one.row, unit):
                self._wrong(one, message, name)
        for one in self.built[Derivation].values():
            self._check_derivation(one)
        for model, parent in PARENT.items():
            self._check_circles(self.built[model], parent, f"{parent}_id")
        self._check_withdrawals(self.built[Withdrawal])

    def _check_derivation(self, built):
        derivation, own = built.row, self.built
        of_dataset = {
            model: {
                slug: one.row
                for slug, one in own[model].items()
                if one.row.dataset_id == derivation.dataset_id
            }
            for model in (*FIGURES, Event)
        }
        for name, message in (
            *id_problems(derivation.pk, Derivation, own[Observation]),
            *derivation_problems(derivation, *of_dataset.values()),
        ):
            self._wrong(built, message, name)

    def _check_circles(self, built, name, attribute):
        parents = {key: getattr(one.row, attribute) for key, one in built.items()}
        for key, one in built.items():
            if path := parent_cycle(key, parents):
                self._wrong(one, f"goes in a circle: {' → '.join(path)}", name)

    def _check_withdrawals(self, built):
        known = self._slugs(Observation) | self._slugs(Derivation) | built.keys() | {""}
        for key, one in built.items():
            for model in FIGURES:
                if key in self.built[model]:
                    self._wrong(self.built[model][key], f"stands in {_where(one)} too")
            if (replaced_by := one.row.replaced_by) not in known:
                near = suggestion(replaced_by, known)
                self._wrong(one, f"there is no such observation{near}", "replaced_by")
        self._check_circles(built, "replaced_by", "replaced_by")

    def _row(self, model, slug):
        built = self.built[model].get(slug)
        return built.row if built else model.objects.get(pk=slug)

    def say(self, row, what, name=None, value=None):
        """Note what is wrong with a row of a file."""
        self.problems.append(row.place.problem(what, name, value))

    def _wrong(self, built, what, name=None):
        value = getattr(built.row, built.row._meta.get_field(name).attname) if name else None
        self.problems.append(built.place.problem(what, name, value))


def _slug(row):
    return str(row.values.get("slug" if row.model is not Withdrawal else "observation", ""))


def _where(built):
    return f"{built.place.file}:{built.place.line}"


def _all(checks):
    """Return one constraint that holds where all of them hold: one query instead of many."""
    return CheckConstraint(condition=Q(*(check.condition for check in checks)), name="all")


def _broken(check, instance):
    """Return the message of the constraint if the instance breaks it."""
    try:
        check.validate(type(instance), instance)
    except ValidationError as error:
        return error.messages[0]
    return None
