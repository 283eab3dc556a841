"""Figures of an import that somebody should look at: the first, some at random, what stands out."""

import heapq
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from .importing import Figure

_EACH = 10
_JUMP = 10
_SAME_DAYS = 14
_SERIES = ("measure", "population", "area", "origin", "quantity")


@dataclass
class Sample:
    """Watches figures go by, and keeps at most ten for each reason to look at one."""

    seed: str
    first: list[Figure] = field(default_factory=list)
    random: list[Figure] = field(default_factory=list)
    told: dict[str, list[tuple[Figure, str]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    _seen: int = 0
    _last: dict[tuple[str, ...], tuple[Figure, int]] = field(default_factory=dict)
    _least: list[tuple[Decimal, int, Figure]] = field(default_factory=list)
    _most: list[tuple[Decimal, int, Figure]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 (nothing secret)

    def watching(self, figures: Iterable[Figure]) -> Iterator[Figure]:
        """Yield the figures as they come."""
        for figure in figures:
            self._watch(figure)
            yield figure

    @property
    def largest(self) -> list[Figure]:
        """The figures with the largest numbers, the largest first."""
        return [figure for _, _, figure in sorted(self._most, reverse=True)]

    @property
    def smallest(self) -> list[Figure]:
        """The figures with the smallest numbers, the smallest first."""
        return [figure for _, _, figure in sorted(self._least, reverse=True)]

    def figures(self) -> list[Figure]:
        """All figures that it keeps, some perhaps more than once."""
        noted = [figure for several in self.told.values() for figure, _ in several]
        return [*self.first, *self.random, *self.largest, *self.smallest, *noted]

    def worded(self, sentences: dict[str, str]) -> None:
        """Note the sentence that readers would get of each figure, by id."""
        for figure in self.figures():
            figure["sentence"] = sentences[figure["id"]]

    def _watch(self, figure: Figure) -> None:
        self._seen += 1
        if len(self.first) < _EACH:
            self.first.append(figure)
        if len(self.random) < _EACH:
            self.random.append(figure)
        elif (place := self._chance.randrange(self._seen)) < _EACH:
            self.random[place] = figure
        if not figure["value"]:
            return
        number = Decimal(figure["value"])
        _keep(self._most, (number, self._seen, figure))
        _keep(self._least, (-number, self._seen, figure))
        self._compare(figure, number)

    def _compare(self, figure: Figure, number: Decimal) -> None:
        """Note how a figure stands to the one before it in its series; events make none."""
        if figure.get("event"):
            return
        series = tuple(figure.get(name, "") for name in _SERIES)
        before, repeated = self._last.get(series, (None, 0))
        repeated = repeated + 1 if before and before["value"] == figure["value"] else 0
        self._last[series] = (figure, repeated)
        if before is None:
            return
        was = Decimal(before["value"])
        after = f"after {before['value']}"
        if was and number and max(abs(number / was), abs(was / number)) >= _JUMP:
            self._note("ten times as much as the one before, or a tenth", figure, after)
        if number != was and sorted(figure["value"]) == sorted(before["value"]):
            self._note("the digits of the one before in another order", figure, after)
        if _falls(before, was, figure, number):
            self._note("a running total that falls", figure, after)
        if repeated == _SAME_DAYS:
            self._note(f"the same number more than {_SAME_DAYS} times in a row", figure, after)

    def _note(self, reason: str, figure: Figure, detail: str) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + 1
        several = self.told.setdefault(reason, [])
        if len(several) < _EACH:
            several.append((figure, detail))


def _falls(before: Figure, was: Decimal, figure: Figure, number: Decimal) -> bool:
    """Return whether the later of two running totals is lower; files may begin with the last."""
    start, _, end = figure["period"].partition("/")
    start_before, _, end_before = before["period"].partition("/")
    if start != start_before or not (end and end_before) or figure["quantity"] != "level":
        return False
    return number < was if end > end_before else number > was and end < end_before


def _keep(heap: list[tuple[Decimal, int, Figure]], entry: tuple[Decimal, int, Figure]) -> None:
    if len(heap) < _EACH // 2:
        heapq.heappush(heap, entry)
    else:
        heapq.heappushpop(heap, entry)
