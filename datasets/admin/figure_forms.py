"""The forms of figures and of their chains."""

from operator import attrgetter

from django import forms

from datasets import models
from datasets.curation.chain_rules import first_document
from datasets.curation.derivation_rules import derivation_problems
from datasets.curation.figure_rules import own_problems, told_problems
from datasets.curation.identity_rules import id_problems, same_figure, saved_twin
from datasets.curation.quotation_rules import GIVEN_SLUGS, reference_problems

from .forms import CuratedForm
from .parts import Parts


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
    """Checks the numbers against the unit and each other, the period against the text."""

    other = models.Derivation

    def _post_clean(self):
        """Refuse what does not fit, once the model has refused what has no form at all."""
        super()._post_clean()
        if not self.errors:
            for field, message in own_problems(
                self.instance, self.instance.measure.unit, self.instance.event
            ):
                self.add_error(field, message)


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


class Chain(Parts):
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
        documents = {citation.document_id: citation.document for citation in citations}
        problems = []
        if _complete(self.instance):
            unit = self.instance.measure.unit
            problems = [*told_problems(self.instance, citations, documents, unit)]
        for hop, field, message in problems:
            if hop:
                hops[hop].add_error(field, message)
        if citations and not problems and not any(self.errors) and _complete(self.instance):
            self._refuse_twin(sorted(citations, key=attrgetter("hop")))
        if own := [(field, message) for hop, field, message in problems if not hop]:
            raise forms.ValidationError(
                [f"{name} “{getattr(self.instance, name)}”: {message}" for name, message in own]
            )

    def _refuse_twin(self, citations):
        publishers = {one.document_id: one.document.source_id for one in citations}
        first = first_document(citations, self.instance.origin_id, publishers)
        if other := saved_twin(self.instance, first):
            raise forms.ValidationError(same_figure(other))


def _complete(observation):
    """Return whether all fields of a figure could be read; if not, that is told at each."""
    try:
        observation.clean_fields()
    except forms.ValidationError:
        return False
    return True
