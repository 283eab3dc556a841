"""Whose an id is, which figure is which, and that nothing goes back to itself."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Model

from datasets.arithmetic import periods
from datasets.models import Derivation, Event, Observation

from .chain_rules import first_document

# A figure's first document, the columns below, and the codes of its periods.
Identity = tuple[str | None, ...]
TOLD_APART_BY = (
    *("origin_id", "measure_id", "population_id", "area_id", "event_id"),
    *("quantity", "per", "revises_id"),
)


def id_problems(
    slug: str, model: type[Model], others: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where a figure of the other kind has the same id.

    Both kinds are published as observations. ``others`` are the ids of those that are not of the
    model, which is Observation or Derivation.
    """
    if slug in others:
        other = Derivation if model is Observation else Observation
        yield "slug", f"the {other._meta.verbose_name} {slug} is there already"


def identity(figure: Any, first_document: str) -> Identity:
    """What two figures of one dataset may not have in common; of periods their codes.

    A recount that stands in the document of the first count says which figure it ``revises``.
    """
    times = (figure.period, figure.base_period, figure.data_cutoff)
    codes = (periods.parse(text).code if text else "" for text in times)
    return (first_document, *(getattr(figure, name) for name in TOLD_APART_BY), *codes)


def same_figure(other: str) -> str:
    """Return what is wrong with a figure that has the identity of another."""
    return (
        f"is the same figure as {other}: expected another measure, population, area, event, "
        "period, quantity, origin or first document"
    )


def saved_twin(observation: Observation, first: str) -> str | None:
    """Return the id of a saved figure that has the identity of another one, if there is one."""
    alike = Observation.objects.filter(
        dataset=observation.dataset_id,
        citations__document=first,
        **{name: getattr(observation, name) for name in TOLD_APART_BY},
    )
    wanted = identity(observation, first)
    for other in alike.exclude(pk=observation.pk).order_by("slug").distinct():
        # Most of a series differ by their periods: only of the others the chain is asked for.
        if identity(other, first) != wanted:
            continue
        citations = list(other.citations.select_related("document"))
        publishers = {one.document_id: one.document.source_id for one in citations}
        if first_document(citations, other.origin_id, publishers) == first:
            return other.slug
    return None


def event_problems(dataset: str, event: Event | None) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where a figure of the dataset is about an event of another."""
    if event is not None and event.dataset_id != dataset:
        yield "event", f"it is an event of {event.dataset_id}: expected one of {dataset}"


def operand_cycle(slug: str, derivations: Mapping[str, Derivation]) -> list[str] | None:
    """Return the shortest path from a derivation back to itself along its operands, or None."""
    paths, met = deque([[slug]]), {slug}
    while paths:
        path = paths.popleft()
        for name in derivations[path[-1]].operands.values():
            operand = name.removeprefix("observation:")
            if operand == slug:
                return [*path, slug]
            if operand in derivations and operand not in met:
                met.add(operand)
                paths.append([*path, operand])
    return None


def parent_cycle(slug: str, parents: Mapping[str, str | None]) -> list[str] | None:
    """Return the path from ``slug`` back to itself along ``parents`` (a mapping), or None."""
    path = [slug]
    while (parent := parents.get(path[-1])) is not None:
        path.append(parent)
        if parent == slug:
            return path
        if parent in path[1:-1]:
            return None
    return None
