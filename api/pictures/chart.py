"""The ground of a span chart: its grid, its two axes, and what stands on it before any value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .amounts import DIRECTIONS, Amount, Number
from .labels import Label
from .placing import Placed, Zone
from .scale import Axis, Wish, from_zero
from .text import shortened
from .timeline import Timeline, timeline

TOP, BELOW = 28, 32
_YEARS, _UNIT = 19, 180
# Above the highest number its label has room.
_WELL_FILLED = (0.72, 0.92)
_ARROW = 28


@dataclass(frozen=True)
class Chart:
    """A field of so many pixels in height: days to places across, numbers to places down."""

    height: int
    time: Timeline
    axis: Axis
    unit: str
    direction: str | None = None

    @property
    def bottom(self) -> int:
        return self.height - BELOW

    def y(self, number: Number) -> float:
        return round(self.bottom - self.axis.at(number) / 100 * (self.bottom - TOP), 1)

    @cached_property
    def years(self) -> tuple[list[float], list[Label]]:
        return self.time.years(self.bottom + _YEARS)

    @cached_property
    def values(self) -> list[Label]:
        """The words of the values' axis, on the right above its lines, the unit at the top."""
        ticks = [tick for tick in self.axis.ticks if tick or tick == self.axis.last]
        words = [self.axis.words(tick) for tick in ticks]
        words[-1] = shortened(f"{words[-1]} {self.unit}", _UNIT, 13)
        return [
            Label(said, 100, self.y(tick) - 5, "tick", "end")
            for said, tick in zip(words, ticks, strict=True)
        ]

    @cached_property
    def doubt(self) -> Label | None:
        """The words beside the arrow at the top left, if all values lean one way."""
        if self.direction is None:
            return None
        beside = 14 + 8 * len(_UPRIGHT[self.direction])
        return Label(DIRECTIONS[self.direction], 0, TOP + 20, "doubt", "start", beside)

    @property
    def taken(self) -> list[Placed]:
        """What stands there before a value is labelled."""
        ground: list[Placed] = [*self.values]
        if self.doubt:
            ground += [self.doubt, Zone(0, 0, TOP, TOP + 6 + _ARROW, 26)]
        return ground

    def holds(self, label: Label) -> bool:
        """Return whether a label stands above the axis of time, and not above the drawing."""
        box = label.box(0)
        return box.top >= 0 and box.bottom <= self.bottom + 1

    @property
    def context(self) -> dict[str, object]:
        lines, years = self.years
        return {
            "grid": [self.y(tick) for tick in self.axis.ticks],
            "years": lines,
            "base": self.y(0),
            "top": TOP,
            "bottom": self.bottom,
            "ways": _UPRIGHT[self.direction],
            "ground": [*self.values, *years, *([self.doubt] if self.doubt else [])],
        }


_UPRIGHT: dict[str | None, list[str]] = {
    None: [],
    "higher": ["up"],
    "lower": ["down"],
    "either": ["up", "down"],
}


def chart(
    days: Sequence[date],
    amounts: Sequence[Amount],
    height: int,
    *,
    unit: str,
    direction: str | None = None,
    whole: bool = False,
) -> Chart:
    """Return the ground on which these amounts of these days are drawn."""
    numbers = [number for amount in amounts for number in amount.known]
    wish = Wish(numbers, max(numbers, key=abs), _WELL_FILLED, whole=whole, upright=True)
    axis = from_zero(wish)
    widest = max(Label(axis.words(tick), 0, 0, "tick").width for tick in axis.ticks[:-1])
    return Chart(height, timeline([*days], widest), axis, unit, direction)
