"""Figures that rest on the same counts: revised or computed from each other, or of one document."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

from datasets.records.observation.members import input_documents

from .violations import (
    Figure,
    Lookup,
    Pair,
    Violation,
    origin_of,
    pair_violation,
)


def operands(figure: Figure) -> list[str]:
    """Return the ids of the figures that a figure was computed from; none if it was reported."""
    if not figure["derivation"]:
        return []
    named = [one["operand"].partition(":") for one in figure["derivation"]["operands"]]
    return [what for noun, _, what in named if noun == "observation"]


def counted(figure: Figure, observations: dict[str, Figure]) -> list[Figure]:
    """Return the figures that somebody counted behind this one: itself unless it was computed."""
    if not figure["derivation"]:
        return [figure]
    return [one for one in _back_to(figure, observations).values() if not one["derivation"]]


def computed(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the computed figures beside what they go back to, or beside what shares it."""
    using = defaultdict(list)
    for one in figures:
        for slug in _back_to(one, lookup.observations):
            using[slug].append(one)
    here = {one["id"]: one for one in figures}
    for slug in sorted(using):
        if slug in here:
            for one in using[slug]:
                yield _in_origins((here[slug], one), "the second is computed from the first")
        for pair in combinations(using[slug], 2):
            yield _in_origins(pair, f"both are computed from {slug}")


def _back_to(figure: Figure, observations: dict[str, Figure]) -> dict[str, Figure]:
    """Return the figures that this one was computed from, however deep, by slug."""
    found: dict[str, Figure] = {}
    waiting = operands(figure)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found[slug] = observations[slug]
            waiting += operands(found[slug])
    return found


def of_the_same_records(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures of different origins that counted from one document, or from each other."""
    by_origin: dict[str, dict[str, Figure]] = defaultdict(dict)
    by_input: dict[str, dict[str, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for one in figures:
        for behind in counted(one, lookup.observations):
            origin = behind["origin"]["id"]
            by_origin[origin][one["id"]] = one
            for document in input_documents(behind):
                by_input[document][origin][one["id"]] = one
    for document, origins in by_input.items():
        for one, other in combinations(origins.values(), 2):
            for pair in product(one.values(), other.values()):
                yield _in_origins(pair, f"other origins, counted from the same {document}")
        publisher = lookup.documents[document]["source"]
        for origin, counting in origins.items():
            if origin != publisher:
                for pair in product(by_origin[publisher].values(), counting.values()):
                    reason = f"{origin} counted from {document}, which {publisher} published"
                    yield _in_origins(pair, reason)


def _in_origins(pair: Pair, reason: str) -> Violation:
    return pair_violation(
        pair, "origin", origin_of, reason, "figures that do not rest on the same counts"
    )


def replaced(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures that their origin has revised since."""
    for one in figures:
        if one["revised_by"]:
            reason = "its origin has put another figure in its place"
            word = one["revised_by"]
            yield Violation((one["id"],), "revised_by", (word,), reason, "the figure in its place")
