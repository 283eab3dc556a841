"""What a figure must have before it is published, all other rules asked once more."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .caveat_review import not_reviewed
from .figure_rules import own_problems, told_problems
from .quotation_rules import reference_problems


def publishing_problems(figure: Any, related: Any) -> Iterator[str]:
    """Yield why a figure may not be published: what it lacks, and what else is wrong by now.

    An edit elsewhere, of a document or a unit, can break a figure that nobody has opened since.
    ``related`` holds the rows that it refers to, fetched already.
    """
    observation, citations = figure.observation, figure.citations
    if not citations:
        yield "it has no citation"
    yield from unfinished(figure, related)
    measure = related.measures[observation.measure_id]
    known = {
        "measure": related.measures,
        "population": related.populations,
        "area": related.areas,
        "attribution": related.sources,
        "unit": related.units,
    }
    for citation in citations:
        for field, message in reference_problems(citation, known):
            yield f"hop {citation.hop} {field}: {message}"
    unit = related.units[measure.unit_id]
    event = related.events[observation.event_id] if observation.event_id else None
    for name, message in own_problems(observation, unit, event):
        yield f"{_found(observation, name)}: {message}"
    hops = {one.hop: one for one in citations}
    for hop, name, message in told_problems(observation, citations, related.documents, unit):
        where = f"hop {hop} {_found(hops[hop], name)}" if hop else _found(observation, name)
        yield f"{where}: {message}"


def unfinished(figure: Any, related: Any) -> Iterator[str]:
    """Yield what a figure lacks without which its sentence could be told all the same."""
    observation = figure.observation
    if not observation.period_printed:
        yield "it has no period_printed (a hyphen says that the text prints none)"
    measure = related.measures[observation.measure_id]
    if problem := not_reviewed(observation, measure, related.dataset):
        yield problem


def accused_without_words(citations: Iterable[Any], hops: Iterable[Any]) -> Iterator[str]:
    """Yield which documents alter a figure, and show neither their words nor why there are none."""
    for citation, hop in zip(citations, hops, strict=True):
        if hop.alterations and not citation.fragment and not citation.no_words:
            found = ", ".join(dict.fromkeys(one.alteration for one in hop.alterations))
            yield (
                f"hop {citation.hop} fragment: it alters the figure ({found}) and shows no words: "
                "quote at most 12 of them, or say in no_words why not"
            )


def _found(row: Any, name: str) -> str:
    """Return a field with what stands in it."""
    # What names another row is a column of its own.
    value = getattr(row, f"{name}_id" if hasattr(row, f"{name}_id") else name)
    return f"{name} “{value}”" if value not in ("", None) else name


def unreviewed(derived: Mapping[str, Any], dataset: Any) -> list[str]:
    """Return why computed figures ({id: Derived}) may not be published."""
    return [
        f"observation {slug}: {problem}"
        for slug, one in derived.items()
        if (problem := not_reviewed(one.row, one.measure, dataset))
    ]
