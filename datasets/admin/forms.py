"""The forms of the admin: what a row has to do with others is checked here too."""

from itertools import chain
from types import SimpleNamespace

from django import forms

from datasets import models
from datasets.curation.chain_rules import chain_problems
from datasets.curation.derivation_rules import derivation_problems
from datasets.curation.identity_rules import id_problems, parent_cycle
from datasets.curation.number_rules import number_problems
from datasets.curation.quotation_rules import GIVEN_SLUGS, reference_problems
from datasets.models.caveat import TARGETS
from datasets.records import OBSERVATION

# Rows that become part of the rows they name here: those must have the admin as their master too.
JOINED = {
    models.Observation: ("dataset",),
    models.Derivation: ("dataset",),
    models.Event: ("dataset",),
    models.Withdrawal: ("dataset",),
    models.Attachment: ("caveat", *TARGETS),
    models.Waiver: ("caveat", "observation"),
}


def master(row):
    """Return the file in seeds/ that is the master of a row, empty when the admin is."""
    return row.observation.seed_file if isinstance(row, models.Citation) else row.seed_file


def kept(row):
    """Return the sentence that says where to edit a row of the seeds."""
    noun = row._meta.verbose_name
    return f"{noun} {row} is kept in seeds/{master(row)}: edit it there, then run load_seeds."


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


class CuratedForm(forms.ModelForm):
    """Checks what a row has to do with others."""

    def clean(self):
        """Refuse to change rows of the seeds, and circles."""
        cleaned = super().clean()
        for name in JOINED.get(self._meta.model, ()):
            if name in self.changed_data and (row := cleaned.get(name)) and row.seed_file:
                self.add_error(name, kept(row))
        for field in self._meta.model._meta.fields:
            if field.related_model is self._meta.model and (parent := cleaned.get(field.name)):
                self._refuse_circle(field, parent)
        return cleaned

    def _refuse_circle(self, field, parent):
        linked = field.model.objects.exclude(**{field.name: None})
        slug = self.cleaned_data.get("slug", self.instance.pk)
        parents = dict(linked.values_list("pk", field.attname)) | {slug: parent.pk}
        if path := parent_cycle(slug, parents):
            self.add_error(field.name, f"goes in a circle: {' → '.join(path)}")


class FigureForm(CuratedForm):
    """Checks that reported and computed figures do not share an id: both are published."""

    other = None

    def clean(self):
        """Refuse the slug of a figure of the other kind."""
        cleaned = super().clean()
        slug = cleaned.get("slug")
        others = set(self.other.objects.filter(pk=slug).values_list("pk", flat=True))
        for field, message in id_problems(slug, self._meta.model, others):
            self.add_error(field, message)
        return cleaned


class ObservationForm(FigureForm):
    """Checks the numbers against the unit and each other."""

    other = models.Derivation

    def clean(self):
        """Refuse numbers that do not fit."""
        cleaned = super().clean()
        if not self.errors:
            given = SimpleNamespace(**cleaned)
            for field, message in number_problems(given, given.measure.unit):
                self.add_error(field, message)
        return cleaned


class DerivationForm(FigureForm):
    """Checks the formula against its operands, and these against the dataset."""

    other = models.Observation

    def _post_clean(self):
        """Refuse what cannot be computed, once the model has refused what has no form at all."""
        super()._post_clean()
        if self.errors:
            return
        row = self.instance
        observations, derivations, events = (
            model.objects.filter(dataset=row.dataset_id).in_bulk()
            for model in (models.Observation, models.Derivation, models.Event)
        )
        derivations[row.pk] = row
        for field, message in derivation_problems(row, observations, derivations, events):
            self.add_error(field, message)


class WithdrawalForm(CuratedForm):
    """Checks whose figure it is that leaves."""

    def clean(self):
        """Refuse to withdraw what another dataset curates or has published."""
        cleaned = super().clean()
        slug, dataset = cleaned.get("observation"), cleaned.get("dataset")
        if slug and dataset:
            figures = (
                models.Observation.objects.filter(pk=slug),
                models.Derivation.objects.filter(pk=slug),
                models.Record.objects.of(OBSERVATION.name).filter(slug=slug),
            )
            owners = chain(*(found.values_list("dataset", flat=True) for found in figures))
            others = {*owners} - {dataset.pk}
            if others:
                self.add_error("dataset", f"{slug} is a figure of {', '.join(sorted(others))}")
        return cleaned


class Chain(forms.BaseInlineFormSet):
    """The citations of one observation."""

    def clean(self):
        """Refuse a broken chain and unknown slugs, each at the field that is wrong."""
        super().clean()
        if any(self.errors):
            return
        left = [form for form in self.forms if form not in self.deleted_forms]
        hops = {form.instance.hop: form for form in left if form.instance.pk or form.has_changed()}
        citations = [form.instance for form in hops.values()]
        known = {
            name: set(model.objects.values_list("pk", flat=True))
            for name, model in GIVEN_SLUGS.items()
        }
        for citation in citations:
            for field, message in reference_problems(citation, known):
                hops[citation.hop].add_error(field, message)
        seen = {citation.document_id: citation.document.seen for citation in citations}
        for hop, field, message in chain_problems(citations, seen, self.instance.value):
            hops[hop].add_error(field, message)
