"""What the rules about figures look at: all figures of one topic and area."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from operator import attrgetter
from typing import TypeVar

from datasets.arithmetic.intervals import Interval
from datasets.models import Measure, Population

from .comparables import Comparable
from .facets import FacetOrder
from .question import Question

Pair = tuple[Comparable, Comparable]
# The population, the period and the event of a level.
Subject = tuple[str, str, str | None]
_Key = TypeVar("_Key", bound=Hashable)


@dataclass
class ComparisonGroup:
    """The figures of one topic and area, in the order of their ids.

    ``measures`` and ``populations`` are those that the figures name, with all that these are part
    of, and of the measures all of their parts; ``facet_order`` is theirs. ``revised`` are the pairs
    (newer, older), ``held_against`` the pairs (computed, reported).
    """

    figures: Sequence[Comparable]
    measures: Mapping[str, Measure]
    facet_order: FacetOrder
    populations: Mapping[str, Population]
    revised: Sequence[Pair]
    held_against: Sequence[Pair]

    @cached_property
    def intervals(self) -> Mapping[str, Interval | None]:
        """What each of the figures can be, by its id."""
        return {one.slug: one.interval for one in self.figures}

    @cached_property
    def parts(self) -> Mapping[str | None, set[str]]:
        """{measure: those that are part of it}."""
        parts: dict[str | None, set[str]] = defaultdict(set)
        for slug, measure in self.measures.items():
            parts[measure.part_of_id].add(slug)
        return parts

    @cached_property
    def by_question(self) -> Mapping[Question, list[Comparable]]:
        """Those in force by what they answer, in the order of their ids."""
        return self._grouped(lambda one: one.question)

    @cached_property
    def levels(self) -> Mapping[Subject, list[Comparable]]:
        """The levels in force, of all measures, by what they are about."""
        return self._grouped(subject)

    def _grouped(self, key: Callable[[Comparable], _Key | None]) -> Mapping[_Key, list[Comparable]]:
        groups = defaultdict(list)
        for one in self.figures:
            if not one.aside and (group := key(one)) is not None:
                groups[group].append(one)
        return groups

    @property
    def competing(self) -> Iterator[Pair]:
        """Yield the pairs that answer one question, each by somebody else or computed."""
        for figures in self.by_question.values():
            yield from (
                (one, other)
                for one, other in pairs(figures, lambda one: (one.origins, one.derived), _competing)
                if one.slug not in other.rests_on and other.slug not in one.rests_on
            )
        yield from self.held_against

    def above_measure(self, slug: str) -> list[str]:
        """The measures that one is part of, the nearest first."""
        return _above(slug, self.measures)

    def above_population(self, slug: str) -> list[str]:
        """The populations that one is part of, the nearest first."""
        return _above(slug, self.populations)


def subject(one: Comparable) -> Subject | None:
    """What a level is about, whatever it counts; None where that is not known, or of no level."""
    known = one.question and one.quantity == "level"
    return (one.population, one.period.code, one.event) if known else None


def _above(slug: str, rows: Mapping[str, Measure] | Mapping[str, Population]) -> list[str]:
    above: list[str] = []
    while (wider := rows[above[-1] if above else slug].part_of_id) is not None:
        above.append(wider)
    return above


def pairs(
    figures: Iterable[Comparable],
    group: Callable[[Comparable], Hashable],
    compete: Callable[[Comparable, Comparable], bool],
) -> Iterator[Pair]:
    """Yield the pairs of figures from two groups that ``compete``, each in the order of its ids.

    All of a group are alike to ``compete``: of one origin there may be thousands, and no two of
    them are ever looked at together.
    """
    groups = defaultdict(list)
    for one in figures:
        groups[group(one)].append(one)
    for mine, theirs in combinations(groups.values(), 2):
        if compete(mine[0], theirs[0]):
            for pair in product(mine, theirs):
                first, second = sorted(pair, key=attrgetter("slug"))
                yield first, second


def _competing(one: Comparable, other: Comparable) -> bool:
    return one.derived != other.derived or one.origins.isdisjoint(other.origins)
