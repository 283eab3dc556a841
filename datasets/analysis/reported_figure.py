"""A reported figure with all that follows from its rows, each worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from datasets.arithmetic import bounds
from datasets.arithmetic.intervals import Interval
from datasets.curation import publishing_rules
from datasets.curation.caveat_review import caveat_review
from datasets.curation.chain_rules import first_document
from datasets.curation.identity_rules import Identity, identity
from datasets.models import Document, Measure, Source

from . import citation_chain, objections
from .applied_caveats import AppliedCaveat, count_bias
from .caveat_inheritance import CaveatInheritance
from .citation_chain import Hop
from .lookups import Lookups
from .objections import Objection
from .readings import Reading, origin_reading
from .rows import CitationRow, FigureRows, ObservationRow


@dataclass(frozen=True, eq=False)
class ReportedFigure:
    """The rows of a figure with what they refer to.

    Nothing but ``problems`` is defined of a figure that has some: it may lack citations, or name
    what is not there.
    """

    rows: FigureRows
    related: Lookups
    inheritance: CaveatInheritance

    @property
    def observation(self) -> ObservationRow:
        """The row of the figure itself."""
        return self.rows.observation

    @property
    def slug(self) -> str:
        """The id of the figure."""
        return self.observation.slug

    @property
    def citations(self) -> Sequence[CitationRow]:
        """The rows of its chain, in the order of the hops."""
        return self.rows.citations

    @cached_property
    def problems(self) -> list[str]:
        """Why it may not be published."""
        broken = list(publishing_rules.publishing_problems(self, self.related))
        # What a hop alters can be worked out only where all else is right.
        return broken or list(publishing_rules.accused_without_words(self.citations, self.hops))

    @property
    def measure(self) -> Measure:
        """What its origin counted."""
        return self.related.measures[self.observation.measure_id]

    @property
    def origin(self) -> Source:
        """Who counted."""
        return self.related.sources[self.observation.origin_id]

    @cached_property
    def first_document(self) -> Document:
        """The earliest document known to carry the figure."""
        documents = self.related.documents
        publishers = {
            one.document_id: documents[one.document_id].source_id for one in self.citations
        }
        return documents[first_document(self.citations, self.origin.slug, publishers)]

    @cached_property
    def identity(self) -> Identity:
        """What no other figure of its dataset may have."""
        return identity(self.observation, self.first_document.slug)

    @cached_property
    def facts(self) -> Reading:
        """What the origin itself said."""
        return origin_reading(self.observation, self.related.measures, self.related.units)

    @cached_property
    def hops(self) -> list[Hop]:
        """What became of it at each citation."""
        documents = self.related.documents
        languages = {one.document_id: documents[one.document_id].language for one in self.citations}
        return citation_chain.trace(
            self.facts, self.citations, self.rows.carried, self._seen, languages
        )

    @cached_property
    def legible(self) -> list[CitationRow]:
        """The citations in documents that somebody saw."""
        return [one for one in self.citations if citation_chain.is_legible(one, self._seen)]

    @cached_property
    def passing_on(self) -> list[CitationRow]:
        """Those of them that pass it on, and do not object to it."""
        return [one for one in self.legible if one.relation not in citation_chain.OBJECTING]

    def cleared_of(self, hop: Hop) -> set[str]:
        """The unseen documents that cannot have altered what is altered at a hop.

        Another text had the figure from them, and nothing of that is altered there.
        """
        altered = {one.alteration for one in hop.alterations}
        others = (
            other
            for citation, other in zip(self.citations, self.hops, strict=True)
            if citation in self.passing_on
            and citation.relation != citation_chain.REMARKS
            and other.compared_with == hop.compared_with
            and altered.isdisjoint(one.alteration for one in other.alterations)
        )
        return {slug for other in others for slug in other.unseen}

    @cached_property
    def objections(self) -> list[Objection]:
        """What documents say against it, and what became of those that it rests on."""
        documents, sources = self.related.documents, self.related.sources
        behind = [self.first_document.slug, *(one.document_id for one in self.rows.inputs)]
        rested_on = [documents[slug] for slug in dict.fromkeys(behind)]
        return [
            *objections.of_chain(self.facts, self.citations, self.hops, documents, sources),
            *objections.of_documents(self.slug, rested_on, sources),
        ]

    @cached_property
    def bounds(self) -> tuple[Interval | None, str]:
        """What can be concluded from it, and what that rests on."""
        return bounds.of_observation(self.observation, self.measure.unit)

    @cached_property
    def caveats(self) -> list[AppliedCaveat]:
        """Its own caveats and those that it inherits, nearest first."""
        day, _ = caveat_review(self.observation, self.measure, self.related.dataset)
        return self.inheritance.of_reported(
            self.rows, self.first_document.slug, self.measure, reviewed=day is not None
        )

    @property
    def bias(self) -> str:
        """Which way it is likely wrong."""
        return count_bias(self.caveats)

    @cached_property
    def _seen(self) -> dict[str, str]:
        documents = self.related.documents
        return {one.document_id: documents[one.document_id].seen for one in self.citations}
