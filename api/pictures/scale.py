"""A linear axis with few, round ticks; positions on it are percent of its width."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from .amounts import Number, in_words
from .labels import NARROWEST, Label, clear

# What a step may begin with, the better ones first; and how many steps an axis may have.
_MANTISSAS = {"1": 0, "2": 0, "5": 0, "2.5": 1, "4": 1, "3": 2, "1.5": 3}
_STEPS = {4: 0, 3: 1, 5: 2, 2: 4}
_TICK_GAP = 8
_MILLION, _BILLION = 10**6, 10**9
# Below it commas are read more easily than words.
_IN_WORDS_FROM = 10**7


@dataclass(frozen=True)
class Need:
    """How many pixels what is drawn at a number takes to its left and right."""

    at: Fraction
    left: float = 0
    right: float = 0


@dataclass(frozen=True)
class Axis:
    """From its first tick to its last, both round; ``suffix`` follows every number, as × does."""

    first: Fraction
    last: Fraction
    step: Fraction
    suffix: str = ""

    @property
    def zoomed(self) -> bool:
        """Whether it leaves 0 out."""
        return self.first > 0 or self.last < 0

    @property
    def steps(self) -> int:
        return int((self.last - self.first) / self.step)

    @property
    def ticks(self) -> list[Fraction]:
        return [self.first + self.step * number for number in range(self.steps + 1)]

    def at(self, number: Number) -> float:
        """Return the percentage of the width at which a number lies."""
        share = float((Fraction(number) - self.first) / (self.last - self.first))
        return round(min(max(share, 0), 1) * 100, 3)

    def words(self, tick: Fraction) -> str:
        if max(abs(self.first), abs(self.last)) >= _IN_WORDS_FROM and tick:
            size, word = (_BILLION, "billion") if abs(tick) >= _BILLION else (_MILLION, "million")
            return f"{in_words(tick / size)} {word}{self.suffix}"
        return in_words(tick) + self.suffix

    def labels(self, y: float) -> list[Label]:
        """Return the words of its ticks, fewer of them where all would not fit at the narrowest."""
        ticks, end = self.ticks, len(self.ticks) - 1
        anchors = {0: "start", end: "end"}
        every = [
            Label(self.words(tick), self.at(tick), y, "tick", anchors.get(place, "middle"))
            for place, tick in enumerate(ticks)
        ]
        for chosen in (every, every[::2] if end % 2 == 0 else (), (every[0], every[end])):
            if chosen and clear(chosen, gap=_TICK_GAP):
                return [*chosen]
        return [every[0 if abs(self.first) > abs(self.last) else end]]

    def unmet(self, needs: Iterable[Need]) -> float:
        """Return how many pixels are lacking at the narrowest."""
        lacking = 0.0
        for need in needs:
            place = self.at(need.at) * NARROWEST / 100
            lacking += max(need.left - place, 0) + max(place + need.right - NARROWEST, 0)
        return lacking


@dataclass(frozen=True)
class Wish:
    """Between which shares of the width a number should lie, and what must fit beside it."""

    numbers: Sequence[Fraction]
    share_of: Fraction
    between: tuple[float, float]
    needs: Sequence[Need] = ()
    whole: bool = False
    suffix: str = ""
    upright: bool = False

    def cost(self, axis: Axis) -> float:
        """Return how far an axis is from what is wished: the place first, then what fits."""
        roundness = _MANTISSAS[_mantissa(axis.step)] + _STEPS[axis.steps]
        return self._misplaced(axis) + axis.unmet(self.needs) / 20 + roundness / 50

    def cost_of_words(self, axis: Axis) -> float:
        """Return what it costs that ticks are without words, which takes long to find out."""
        return 0 if self.upright or len(axis.labels(0)) > axis.steps else 0.2

    def _misplaced(self, axis: Axis) -> float:
        if axis.first < 0 < axis.last:
            used = (max(self.numbers) - min(self.numbers)) / (axis.last - axis.first)
            return 1 - float(used)
        share = axis.at(self.share_of) / 100
        if axis.last <= 0:
            share = 1 - share
        low, high = self.between
        outside = max(low - share, share - high, 0)
        return outside * 10 + abs(share - (low + high) / 2) / 5


def from_zero(wish: Wish) -> Axis:
    """Return the best axis that has 0 on it."""
    zero = Fraction(0)
    return _best(wish, min([zero, *wish.numbers]), max([zero, *wish.numbers]))


def zoomed(wish: Wish) -> Axis | None:
    """Return the best axis that spreads a narrow band over about half its width, without 0."""
    low, high = min(wish.numbers), max(wish.numbers)
    spread = (high - low) / 2
    axis = _best(wish, low - spread, high + spread)
    return axis if axis.zoomed else None


def _best(wish: Wish, low: Fraction, high: Fraction) -> Axis:
    costs = sorted(
        ((wish.cost(axis), axis) for axis in _candidates(low, high, wish)), key=itemgetter(0)
    )
    best, least = costs[0][1], math.inf
    for cost, axis in costs:
        if cost < least and (cost := cost + wish.cost_of_words(axis)) < least:
            best, least = axis, cost
    return best


def _candidates(low: Fraction, high: Fraction, wish: Wish) -> Iterator[Axis]:
    span = high - low or Fraction(2)
    for step in _steps(span, whole=wish.whole):
        first, last = math.floor(low / step), math.ceil(high / step)
        if first == last:
            last += 1
        for more in range(max(_STEPS)):
            # An axis of negative numbers has its room on the left.
            begin, end = (first - more, last) if high <= 0 and low < 0 else (first, last + more)
            if end - begin in _STEPS:
                yield Axis(begin * step, end * step, step, wish.suffix)


def _steps(span: Fraction, *, whole: bool) -> Iterator[Fraction]:
    power = math.floor(math.log10(span)) - 1
    for exponent in range(power, power + 3):
        for mantissa in _MANTISSAS:
            step = Fraction(mantissa) * Fraction(10) ** exponent
            if not whole or step.denominator == 1:
                yield step
    if whole:
        yield Fraction(1)


def _mantissa(step: Fraction) -> str:
    power = Fraction(10) ** math.floor(math.log10(step))
    return str(float(step / power)).removesuffix(".0")
