"""The forms of the admin: what a row has to do with others is checked here too."""

from itertools import chain

from django import forms

from datasets import models
from datasets.curation.identity_rules import parent_cycle
from datasets.records import OBSERVATION

from .masters import JOINED, kept_in_seeds


class CuratedForm(forms.ModelForm):
    """Checks what a row has to do with others; ``refusal`` says what is wrong with its page."""

    refusal = ""

    def clean(self):
        """Refuse to change rows of the seeds, and circles."""
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        for name in JOINED.get(self._meta.model, ()):
            if name in self.changed_data and (row := cleaned.get(name)) and row.seed_file:
                self.add_error(name, kept_in_seeds(row))
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
