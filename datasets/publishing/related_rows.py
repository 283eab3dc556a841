"""The shared rows that the figures of one dataset refer to, each fetched once."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Model

from datasets.analysis.applied_caveats import AppliedCaveat
from datasets.analysis.derivations import Derived
from datasets.analysis.gaps.gap import Gap
from datasets.analysis.rows import CitationRow, FigureRows
from datasets.models import (
    Area,
    Caveat,
    Dataset,
    Document,
    Event,
    Measure,
    Population,
    Source,
    Unit,
)
from datasets.models.reported import EITHER, NOT_STATED
from datasets.reserved import SOFTWARE

from .fetched_rows import FetchedRows, NestedRows


class RelatedRows:
    """What the records of a dataset refer to; once complete, all that is public with them.

    They are read as look-ups by id; each method fetches what some figures refer to.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.measures = NestedRows(Measure.objects.select_related("unit"))
        self.units = FetchedRows(Unit.objects.all())
        self.populations = NestedRows(Population.objects.all())
        self.areas = NestedRows(Area.objects.all())
        self.sources = FetchedRows(Source.objects.all())
        self.documents = FetchedRows(Document.objects.all())
        self.caveats = FetchedRows(Caveat.objects.all())
        self.events = FetchedRows(Event.objects.all())
        plural = Source.objects.filter(plural=True)
        self.plural_names = frozenset(plural.values_list("label", flat=True))

    def labels(self, noun: str, slug: str) -> list[str]:
        """The names under which a source or a measure is known, and the text of a caveat."""
        if noun == "caveat":
            return [self.caveats[slug].text]
        if noun == "source":
            source = self.sources[slug]
            return [source.label, *source.also_written]
        return [self.measures[slug].label]

    def fetch_reported(self, figures: Sequence[FigureRows]) -> None:
        """Fetch what reported figures refer to, but for the caveats that they inherit."""
        observations = [figure.observation for figure in figures]
        citations = [citation for figure in figures for citation in figure.citations]
        self.measures.fetch(
            [one.measure_id for one in observations] + _reported(citations, "reported_measure")
        )
        self.populations.fetch(
            [one.population_id for one in observations]
            + _reported(citations, "reported_population")
        )
        self.units.fetch(measure.unit_id for measure in self.measures.values())
        self.units.fetch(_reported(citations, "reported_unit"))
        self.areas.fetch(
            [one.area_id for one in observations] + _reported(citations, "reported_area")
        )
        self.sources.fetch(
            [one.origin_id for one in observations] + _reported(citations, "reported_attribution")
        )
        self.events.fetch(one.event_id for one in observations)
        inputs = [link.document_id for figure in figures for link in figure.inputs]
        self.documents.fetch(inputs + [one.document_id for one in citations])
        self.sources.fetch(document.source_id for document in self.documents.values())
        self.caveats.fetch(
            carried.caveat_id
            for figure in figures
            for citation in figure.citations
            for carried in figure.carried.get(citation.id, ())
        )

    def fetch_computed(self, figures: Iterable[Derived]) -> None:
        """Fetch what computed figures refer to, their operands and caveats left out."""
        rows = [one.row for one in figures]
        self.measures.fetch(row.measure_id for row in rows)
        self.populations.fetch(row.population_id for row in rows)
        self.areas.fetch(row.area_id for row in rows)
        self.units.fetch(measure.unit_id for measure in self.measures.values())
        self.sources.fetch([SOFTWARE] if rows else [])
        self.events.fetch(slug for one in figures for slug in one.events)
        self.documents.fetch(event.document_id for event in self.events.values())

    def fetch_applied(self, caveats: Iterable[AppliedCaveat]) -> None:
        """Fetch the caveats that apply to figures."""
        self.caveats.fetch(one.caveat.slug for one in caveats)

    def fetch_missing(self, gaps: Iterable[Gap]) -> None:
        """Fetch the measures that no figure has, and that a gap says so of."""
        self.measures.fetch(slug for one in gaps for slug in one.measures)

    def complete(self) -> None:
        """Fetch what the rows here refer to in turn, until nothing is missing."""
        self.events.fetch(Event.objects.filter(dataset=self.dataset).values_list("slug", flat=True))
        self.documents.fetch(event.document_id for event in self.events.values())
        self.documents.fetch(caveat.document_id for caveat in self.caveats.values())
        self.sources.fetch(caveat.asserted_by_id for caveat in self.caveats.values())
        self.sources.fetch(document.source_id for document in self.documents.values())
        self.measures.fetch_ancestors()
        self.populations.fetch(measure.population_id for measure in self.measures.values())
        self.populations.fetch_ancestors()
        self.areas.fetch(measure.area_id for measure in self.measures.values())
        self.areas.fetch_ancestors()
        self.units.fetch(measure.unit_id for measure in self.measures.values())
        self.units.fetch(unit.base_id for unit in list(self.units.values()))

    def of_noun(self, plural: str) -> Mapping[str, Model]:
        """The rows of a shared noun, by slug."""
        if plural == "datasets":
            return {self.dataset.slug: self.dataset}
        rows: Mapping[str, Model] = getattr(self, plural)
        return rows


def _reported(citations: Iterable[CitationRow], field: str) -> list[str]:
    """The slugs that a reported_ field names."""
    return [
        word
        for citation in citations
        if (reported := getattr(citation, field)) and reported != NOT_STATED
        for word in reported.split(EITHER)
    ]
