"""From rows of seed files to model instances that keep every rule, or to what is wrong."""

from collections.abc import Mapping

from django.db import models

from datasets.models import Citation, Derivation, Event, Measure, Observation, Withdrawal
from datasets.nearest import suggestion

from .built import Built, line_of
from .files import DATASET_FILE, FIGURES, MODEL_OF, name_in_file
from .parts import parts_of
from .row_rules import constraint_problems, field_problems
from .values import converted

OF_A_DATASET = (Derivation, Event, Observation, Withdrawal)
# What is built in blocks and not kept: there may be very many.
OF_FIGURES = (Observation, Citation)

_WHOSE = "whose caveats are those of its measure and of what it is computed from"
# What to do where a reported figure is meant and a computed one stands.
_INSTEAD = {
    "waive": f"{_WHOSE}: a caveat can be waived of reported figures only",
    "attach": f"{_WHOSE}: attach the caveat to one of these",
}


class Builder:
    """Builds instances of rows; what is wrong with them goes to ``problems``.

    ``built`` maps each model but those of figures to {key: Built}. The rules of one row that the
    database knows are asked only with ``constraints``: each costs a query.
    """

    def __init__(self, folders, problems, constraints):
        self.problems, self._asks_constraints = problems, constraints
        self.built = {model: {} for model in MODEL_OF.values() if model not in OF_FIGURES}
        self._rows = {model: {} for model in MODEL_OF.values()}
        self._known, self._saved = {}, {}
        self.folders = folders
        self._figures = {
            folder.name: {slug_in(row) for row in folder.rows if row.model is Observation}
            for folder in folders
        }
        self._datasets = {
            folder.name
            for folder in folders
            if any(row.place.file.endswith(DATASET_FILE) for row in folder.rows)
        }
        for folder in folders:
            for row in folder.rows:
                self._rows[row.model].setdefault(slug_in(row), row)

    def build_shared(self):
        """Build every row but those of figures, and keep it."""
        for folder in self.folders:
            for row in folder.rows:
                if row.model not in OF_FIGURES:
                    self._keep(row, folder)

    def _keep(self, row, folder):
        before = len(self.problems)
        one = self.build(row, folder)
        kept = self.built[row.model]
        if one.row.pk in kept:
            self.say(row, f"stands already in {line_of(kept[one.row.pk])}")
        elif len(self.problems) == before:
            kept[one.row.pk] = one

    def build(self, row, folder):
        """Return the instance of one row with its parts; what is wrong goes to the problems."""
        before = len(self.problems)
        instance = row.model()
        if row.model is not Citation:
            instance.seed_file = row.place.file
        if row.model in OF_A_DATASET:
            if folder.name not in self._datasets:
                self.say(row, f"belongs into a folder with a {DATASET_FILE}")
            instance.dataset_id = folder.name
        if row.model in FIGURES and not row.values.get("population"):
            row.values["population"] = self._population_of(row.values.get("measure"))
        wrong = [name for name in row.values if not self._fill(instance, row, name)]
        parts = parts_of(instance, row, self)
        self.fields(instance, row, wrong)
        if self._asks_constraints and len(self.problems) == before:
            for message, about in constraint_problems(instance):
                self.say(row, message, about)
        return Built(instance, row.place, parts)

    @property
    def observations(self):
        """Return the observations of the files by slug, each built anew when it is asked for."""
        return _Observations(self, self._rows[Observation])

    def place(self, model, slug):
        """Return the Place of the row with this slug, None where no file has one."""
        row = self._rows[model].get(slug)
        return row and row.place

    def said(self, model, name):
        """Return {slug: what its row says in one field}, of those that say something."""
        rows = self._rows[model].items()
        return {slug: said for slug, row in rows if (said := row.values.get(name))}

    def _population_of(self, slug):
        if not isinstance(slug, str):
            return ""
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
            what = f"there is no such {model._meta.verbose_name}{where}{suggestion(slug, known)}"
            if model is Observation and slug in self.slugs(Derivation):
                what = f"it is a computed figure, {_INSTEAD.get(name, 'expected a reported one')}"
            self.say(row, what, name, slug)
        return slug in known

    def slugs(self, model):
        """Return what is in the files, and what is curated but in none of their folders."""
        if model not in self._known:
            saved = model.objects.values_list("pk", "seed_file")
            names = {folder.name for folder in self.folders}
            elsewhere = {pk for pk, file in saved if file.partition("/")[0] not in names}
            self._known[model] = elsewhere | self._rows[model].keys()
        return self._known[model]

    def fields(self, instance, row, without=()):
        """Say which fields of an instance hold what they may not."""
        for name, value, message in field_problems(instance, without):
            self.say(row, message, name_in_file(row.model, name), value)

    def row(self, model, slug):
        """Return the instance that was built, else the one that is saved, which is then kept."""
        kept = self.built[model]
        if slug not in kept:
            kept = self._saved.setdefault(model, {})
            if slug not in kept:
                kept[slug] = model.objects.get(pk=slug)
            return kept[slug]
        return kept[slug].row

    def say(self, row, what, name=None, value=None):
        """Note what is wrong with a row of a file."""
        self.problems.append(row.place.problem(what, name, value))

    def say_built(self, built, what, name=None):
        """Note what is wrong with a row that was built."""
        value = getattr(built.row, built.row._meta.get_field(name).attname) if name else None
        self.problems.append(built.place.problem(what, name, value))


class _Observations(Mapping):
    """Observations by slug, built of rows that are known to be right."""

    def __init__(self, builder, rows):
        self._builder, self._rows = builder, rows

    def __getitem__(self, slug):
        row = self._rows[slug]
        (folder,) = (one for one in self._builder.folders if one.name == folder_name(row))
        return self._builder.build(row, folder).row

    def __iter__(self):
        return iter(self._rows)

    def __len__(self):
        return len(self._rows)

    def of(self, dataset):
        """Return those of one dataset."""
        own = {slug: row for slug, row in self._rows.items() if folder_name(row) == dataset}
        return _Observations(self._builder, own)


def folder_name(row):
    """Return the folder that a row stands in."""
    return row.place.file.partition("/")[0]


def slug_in(row):
    """Return the slug that a row gives itself, whatever it is."""
    return str(row.values.get("slug" if row.model is not Withdrawal else "observation", ""))
