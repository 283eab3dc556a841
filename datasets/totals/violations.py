"""What stands against adding figures up: which of them, by which member, and why."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

# The JSON of a published observation.
Figure = dict[str, Any]
Pair = tuple[Figure, Figure]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Lookup:
    """What figures refer to: the JSON of published records by slug.

    ``units`` are those of the measures, ``areas`` with all that they are part of, the
    ``documents`` that were counted from, and the ``observations`` that computed figures go back to.
    """

    measures: dict[str, dict[str, Any]]
    units: dict[str, dict[str, Any]]
    areas: dict[str, dict[str, Any]]
    documents: dict[str, dict[str, Any]]
    observations: dict[str, Figure]


@dataclass(frozen=True)
class Violation:
    """One figure, or two, that may not be added: the member that clashes, its words, and why."""

    ids: tuple[str, ...]
    member: str
    words: tuple[str, ...]
    reason: str
    expected: str


class NotAdditive(Exception):
    """Figures may not be added: of each rule the first violations, and whether there are more."""

    def __init__(self, violations: list[Violation], more: bool) -> None:
        super().__init__("; ".join(f"{', '.join(one.ids)}: {one.reason}" for one in violations))
        self.violations, self.more = violations, more


def measure_of(figure: Figure) -> str:
    return figure["measure"]["id"]


def area_of(figure: Figure) -> str:
    return figure["area"]["id"]


def period_code(figure: Figure) -> str:
    return figure["period"]["code"]


def origin_of(figure: Figure) -> str:
    return figure["origin"]["id"]


def event_of(figure: Figure) -> str | None:
    return figure["event"] and figure["event"]["id"]


def apart(one: Figure, other: Figure) -> bool:
    """Return whether their events differ: then neither counts what the other does."""
    return None not in (event_of(one), event_of(other)) and event_of(one) != event_of(other)


def not_apart(figures: list[Figure]) -> Iterator[list[Figure]]:
    """Yield the figures of each event, with those that may be about any, since they name none."""
    by_event = grouped(figures, event_of)
    of_any = by_event.pop(None, [])
    yield from ([*of_any, *of_one] for of_one in by_event.values() or [[]])


def pair_violation(
    pair: Pair, member: str, word: Callable[[Figure], str], reason: str, expected: str
) -> Violation:
    """Return the Violation of two figures; ``word`` reads the member, named once where alike."""
    ids = tuple(one["id"] for one in pair)
    return Violation(ids, member, tuple(dict.fromkeys(map(word, pair))), reason, expected)


def grouped(figures: list[Figure], key: Callable[[Figure], Key]) -> dict[Key, list[Figure]]:
    groups = defaultdict(list)
    for one in figures:
        groups[key(one)].append(one)
    return groups


def outliers(figures: list[Figure], key: Callable[[Figure], Hashable]) -> Iterator[Pair]:
    """Yield each figure that differs from most of them, beside the first of those."""
    groups = grouped(figures, key)
    usual = max(groups.values(), key=len)
    for group in groups.values():
        if group is not usual:
            yield from ((usual[0], one) for one in group)
