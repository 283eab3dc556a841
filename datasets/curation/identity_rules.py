"""Whose an id is, and that nothing goes back to itself: shared ids, circles."""

from collections import deque

from datasets.models import Derivation, Observation


def id_problems(slug, model, others):
    """Yield (field, message) where a figure of the other kind has the same id.

    Both kinds are published as observations. ``others`` are the ids of those that are not of the
    model, which is Observation or Derivation.
    """
    if slug in others:
        other = Derivation if model is Observation else Observation
        yield "slug", f"the {other._meta.verbose_name} {slug} is there already"


def operand_cycle(slug, derivations):
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


def parent_cycle(slug, parents):
    """Return the path from ``slug`` back to itself along ``parents`` (a mapping), or None."""
    path = [slug]
    while (slug := parents.get(slug)) is not None:
        path.append(slug)
        if slug == path[0]:
            return path
        if slug in path[1:-1]:
            return None
    return None
