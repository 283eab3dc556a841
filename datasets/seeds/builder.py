"""From rows of seed files to model instances that keep every rule, or to what is wrong."""

from django.db import models

from datasets.models import Citation, Derivation, Event, Measure, Observation, Withdrawal
from datasets.nearest import suggestion

from .built import Built, line_of
from .cross_row_rules import check_rows_together
from .files import DATASET_FILE, FIGURES, MODEL_OF, name_in_file
from .parts import parts_of
from .row_rules import constraint_problems, field_problems
from .values import converted

OF_A_DATASET = (Derivation, Event, Observation, Withdrawal)


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
        check_rows_together(builder)
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
            row.values["population"] = self._population_of(row.values.get("measure"))
        wrong = [name for name in row.values if not self._fill(instance, row, name)]
        parts = parts_of(instance, row, self)
        self.fields(instance, row, wrong)
        if self._asks_constraints and len(self.problems) == before:
            for message, about in constraint_problems(instance):
                self.say(row, message, about)
        key = (instance.observation_id, instance.hop) if row.model is Citation else instance.pk
        if key in self.built[row.model]:
            self.say(row, f"stands already in {line_of(self.built[row.model][key])}")
        elif len(self.problems) == before:
            self.built[row.model][key] = Built(instance, row.place, parts)

    def _population_of(self, slug):
        if measure := self._rows[Measure].get(slug):
            return measure.values.get("population", "")
        saved = Measure.objects.filter(pk=slug).values_list("population", flat=True)
        return next(iter(saved), "")

    def _fill(self, instance, row, name):
        """Give the instance what the row says in one field; return whether that is possible."""
        column = row.model._meta.get_field(name)
        value, expected = converted(column, row.values[name])
        if expected:
            self.say(row, f"expected {expected}", name_in_file(row.model, name), value)
            return False
        if isinstance(column, models.ForeignKey):
            setattr(instance, column.attname, value)
            return value is None or self.refer(row, name, value, column.related_model)
        setattr(instance, name, value)
        return True

    def refer(self, row, name, slug, model):
        """Return whether the slug names a row of the model that this row may refer to."""
        known, where = self.slugs(model), ""
        if row.model is Citation and model is Observation:
            folder = row.place.file.partition("/")[0]
            known, where = self._figures[folder], f" in {folder}/observations.csv"
        if slug not in known:
            noun = model._meta.verbose_name
            self.say(row, f"there is no such {noun}{where}{suggestion(slug, known)}", name, slug)
        return slug in known

    def slugs(self, model):
        """Return what is in the files, and what is curated but in none of their folders."""
        if model not in self._known:
            saved = model.objects.values_list("pk", "seed_file")
            elsewhere = {pk for pk, file in saved if file.partition("/")[0] not in self._folders}
            self._known[model] = elsewhere | self._rows[model].keys()
        return self._known[model]

    def fields(self, instance, row, without=()):
        """Say which fields of an instance hold what they may not."""
        for name, value, message in field_problems(instance, without):
            self.say(row, message, name_in_file(row.model, name), value)

    def row(self, model, slug):
        """Return the instance that was built, else the one that is saved."""
        built = self.built[model].get(slug)
        return built.row if built else model.objects.get(pk=slug)

    def say(self, row, what, name=None, value=None):
        """Note what is wrong with a row of a file."""
        self.problems.append(row.place.problem(what, name, value))

    def say_built(self, built, what, name=None):
        """Note what is wrong with a row that was built."""
        value = getattr(built.row, built.row._meta.get_field(name).attname) if name else None
        self.problems.append(built.place.problem(what, name, value))


def _slug(row):
    return str(row.values.get("slug" if row.model is not Withdrawal else "observation", ""))
