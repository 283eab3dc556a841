"""The shared nouns of one publication, each fetched once."""

from datasets.analysis.caveat_inheritance import CAVEAT, UNEQUAL_LENGTHS, Attachments
from datasets.models import Area, Caveat, Document, Event, Measure, Population, Source, Unit
from datasets.models.given import EITHER, NOT_STATED
from datasets.reserved import SOFTWARE, UNEQUAL_PERIODS

# What the software says itself, and nobody curates.
OUR_OWN = {SOFTWARE: CAVEAT, UNEQUAL_PERIODS: UNEQUAL_LENGTHS}


class _Nouns(dict):
    """Rows of one model by slug, as far as they were asked for."""

    def __init__(self, model):
        super().__init__()
        self._model = model

    def bring(self, slugs):
        """Fetch those of the slugs that are not here yet."""
        missing = {slug for slug in slugs if slug} - self.keys()
        found = self._model.objects.in_bulk(missing - OUR_OWN.keys()) if missing else {}
        self.update(found)
        self.update({slug: OUR_OWN[slug] for slug in missing & OUR_OWN.keys()})

    def bring_ancestors(self):
        """Fetch what the rows here are part of, up to the widest."""
        known = -1
        while known < len(self):
            known = len(self)
            self.bring([row.part_of_id for row in self.values()])


class Shelf:
    """What the records of a dataset refer to; at the end, all that must be public with them.

    ``rivals`` is what the rules found, ``told`` what the records say of the figures in findings.
    """

    def __init__(self, dataset):
        self.dataset = dataset
        self.attachments = Attachments()
        self.measures = _Nouns(Measure)
        self.units = _Nouns(Unit)
        self.populations = _Nouns(Population)
        self.areas = _Nouns(Area)
        self.sources = _Nouns(Source)
        self.documents = _Nouns(Document)
        self.caveats = _Nouns(Caveat)
        self.events = _Nouns(Event)
        self.rivals = None
        self.told = {}

    def bring(self, figures):
        """Fetch what these figures refer to."""
        observations = [figure.observation for figure in figures]
        citations = [citation for figure in figures for citation in figure.citations]
        self.measures.bring(
            [one.measure_id for one in observations] + _words(citations, "given_measure")
        )
        self.populations.bring(
            [one.population_id for one in observations] + _words(citations, "given_population")
        )
        self.units.bring(measure.unit_id for measure in self.measures.values())
        self.areas.bring([one.area_id for one in observations] + _words(citations, "given_area"))
        self.sources.bring(
            [one.origin_id for one in observations] + _words(citations, "given_attribution")
        )
        inputs = [link.document_id for figure in figures for link in figure.inputs]
        self.documents.bring(inputs + [one.document_id for one in citations])
        self.sources.bring(document.source_id for document in self.documents.values())
        self.caveats.bring(
            carried.caveat_id
            for figure in figures
            for citation in figure.citations
            for carried in figure.carried.get(citation.id, ())
        )

    def bring_derived(self, derived):
        """Fetch what these computed figures refer to, their operands left out."""
        rows = [one.row for one in derived]
        self.measures.bring(row.measure_id for row in rows)
        self.populations.bring(row.population_id for row in rows)
        self.areas.bring(row.area_id for row in rows)
        self.units.bring(measure.unit_id for measure in self.measures.values())
        self.sources.bring([SOFTWARE] if rows else [])
        self.events.bring(slug for one in derived for slug in one.events)
        self.documents.bring(event.document_id for event in self.events.values())

    def complete(self):
        """Fetch what the nouns here refer to in turn, until nothing is missing."""
        self.events.bring(Event.objects.filter(dataset=self.dataset).values_list("slug", flat=True))
        self.documents.bring(event.document_id for event in self.events.values())
        self.documents.bring(caveat.document_id for caveat in self.caveats.values())
        self.sources.bring(caveat.asserted_by_id for caveat in self.caveats.values())
        self.sources.bring(document.source_id for document in self.documents.values())
        self.measures.bring_ancestors()
        self.populations.bring(measure.population_id for measure in self.measures.values())
        for nouns in (self.populations, self.areas):
            nouns.bring_ancestors()
        self.units.bring(measure.unit_id for measure in self.measures.values())
        self.units.bring(unit.base_id for unit in list(self.units.values()))

    def rows(self, noun):
        """Return the rows of a public noun other than the observation, by slug."""
        if noun.name == "dataset":
            return {self.dataset.slug: self.dataset}
        if noun.name == "check":
            return self.rivals.findings
        return getattr(self, noun.plural)


def _words(citations, field):
    """Return the slugs that a given_ field names."""
    return [
        word
        for citation in citations
        if (given := getattr(citation, field)) and given != NOT_STATED
        for word in given.split(EITHER)
    ]
