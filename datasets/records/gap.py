"""The public record of a gap: what is missing, and which figures hang on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datasets.analysis.gaps.gap import Gap, Wanted
from datasets.analysis.lookups import Lookups
from datasets.models.validators import validate_id
from datasets.store import search
from datasets.store.keyset import BY_ID, Sort
from datasets.vocabularies import GAP, QUANTITY
from datasets.wording import gaps

from .declaration import Filter, column, shared_noun
from .observation.members import event_member, measure_member, named


@dataclass(frozen=True)
class DescribedGap:
    """A gap with the rows that it names."""

    gap: Gap
    related: Lookups

    @property
    def slug(self) -> str:
        """The id of the gap."""
        return self.gap.slug


def serialize(described: DescribedGap) -> dict[str, Any]:
    """What is missing, in words and in ids; no number stands here, so none needs its caveats."""
    gap, wanted = described.gap, described.gap.wanted
    observations = gap.observations
    return {
        "kind": gap.kind,
        "text": _text(gap, described.related),
        "settles": len(observations),
        "observations": observations,
        "measures": list(gap.measures),
        "population": wanted and wanted.population,
        "area": wanted and wanted.area,
        "event": wanted and wanted.event,
        "period": wanted and wanted.period,
        "quantity": wanted and wanted.quantity,
        "document": gap.document or None,
    }


def _text(gap: Gap, related: Lookups) -> str:
    wanted, figures = gap.wanted, len(gap.figures)
    if wanted is None:
        document = related.documents[gap.document]
        source = related.sources[document.source_id].label
        told = document.title, source, document.published, document.seen
        return gaps.document(*told, figures)
    if gap.parts:
        missing = [_in_words(wanted._replace(measure=slug), related) for slug in gap.parts]
        return gaps.parts(_in_words(wanted, related), missing)
    return gaps.base(_in_words(wanted, related), figures)


def _in_words(wanted: Wanted, related: Lookups) -> Mapping[str, Any]:
    """The members of a record of what is wanted that sentences are made from."""
    event = related.events[wanted.event] if wanted.event else None
    return {
        "measure": measure_member(related.measures[wanted.measure]),
        "population": named(related.populations[wanted.population]),
        "area": named(related.areas[wanted.area]),
        "event": event_member(event),
        "period": {"code": wanted.period, "printed": ""},
        "quantity": wanted.quantity,
    }


NOUN = shared_noun(
    name="gap",
    plural="gaps",
    description="What is missing: what figures hang on, and no figure gives or nobody read.",
    members=(
        column("id", "slug", "The id of the gap; the same thing missing keeps it."),
        column(
            "kind",
            "term",
            "What sort of gap it is.",
            vocabulary=GAP,
            filter=Filter("kind", "noun_set", coded=True),
        ),
        column("text", "text", "What is missing, as a sentence."),
        column(
            "settles",
            "integer",
            "How many figures hang on it: all that observations names.",
            filter=Filter("settles", "importance"),
        ),
        column(
            "observations",
            "names",
            "The figures that lack it, and those computed from them, in the order of their ids.",
            filter=Filter("observations", "noun_set", of="observation", coded=True),
            form=validate_id,
        ),
        column(
            "measures",
            "names",
            "The measures of the figures that would fill it.",
            form=validate_id,
        ),
        column("population", "slug", "Whom these figures would count.", optional=True),
        column("area", "slug", "Where they would count them.", optional=True),
        column("event", "slug", "The event that they would be about.", optional=True),
        column("period", "period", "Their reference period.", optional=True),
        column("quantity", "term", "Their quantity.", vocabulary=QUANTITY, optional=True),
        column(
            "document",
            "slug",
            "The document that somebody would have to read.",
            optional=True,
            filter=Filter("document", "noun_set", of="document", coded=True),
        ),
    ),
    serialize=serialize,
    words=lambda record, labels: search.words_of([], sentences=[record["text"]]),
    mandatory=("kind", "text", "observations"),
    sorts={"id": BY_ID, "settles": Sort("importance", "slug", nullable=True)},
    usual_sort="-settles",
)
