"""What a figure must have before it is published, all other rules asked once more."""

from collections.abc import Iterator, Mapping
from typing import Any

from .chain_rules import chain_problems
from .identity_rules import event_problems
from .number_rules import number_problems
from .quotation_rules import reference_problems


def publishing_problems(figure: Any, related: Any) -> Iterator[str]:
    """Yield why a figure may not be published: what it lacks, and what else is wrong by now.

    An edit elsewhere, of a document or a unit, can break a figure that nobody has opened since.
    ``related`` holds the rows that it refers to, fetched already.
    """
    observation, citations = figure.observation, figure.citations
    if not citations:
        yield "it has no citation"
    if not observation.period_printed:
        yield "it has no period_printed (a hyphen says that the text prints none)"
    if observation.caveats_reviewed_on is None:
        yield "nobody has considered its caveats (caveats_reviewed_on is empty)"
    seen = {one.document_id: related.documents[one.document_id].seen for one in citations}
    known = {
        "measure": related.measures,
        "population": related.populations,
        "area": related.areas,
        "attribution": related.sources,
    }
    for citation in citations:
        for field, message in reference_problems(citation, known):
            yield f"hop {citation.hop} {field}: {message}"
    for hop, field, message in chain_problems(citations, seen, observation.value):
        yield f"hop {hop} {field}: {message}"
    unit = related.units[related.measures[observation.measure_id].unit_id]
    event = related.events[observation.event_id] if observation.event_id else None
    for field, message in (
        *number_problems(observation, unit),
        *event_problems(observation.dataset_id, event),
    ):
        yield f"{field}: {message}"


def unreviewed(derived: Mapping[str, Any]) -> list[str]:
    """Return why computed figures ({id: Derived}) may not be published."""
    return [
        f"observation {slug}: nobody has considered its caveats (caveats_reviewed_on is empty)"
        for slug, one in derived.items()
        if one.row.caveats_reviewed_on is None
    ]
