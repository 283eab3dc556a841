"""Whose an id is, and that nothing goes back to itself: shared ids, circles."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping

from django.db.models import Model

from datasets.models import Derivation, Event, Observation


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
