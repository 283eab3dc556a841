"""The axis of time: years between thin lines, and on the right the place for the values' axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .labels import NARROWEST, Label, clear

_GUTTER = 0.16
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_BETWEEN_YEARS = 6


@dataclass(frozen=True)
class Timeline:
    """From the first day drawn, or New Year's Day before it, to the last and on to the edge."""

    first: date
    last: date
    gutter: float = _GUTTER

    @property
    def days(self) -> float:
        return (self.last - self.first).days / (1 - self.gutter)

    def at(self, day: date) -> float:
        """Return the percentage of the width at which a day begins."""
        return round((day - self.first).days / self.days * 100, 3)

    def years(self, y: float) -> tuple[list[float], list[Label]]:
        """Return where lines stand, and the words of the years, as many as fit at the narrowest."""
        begun = range(self.first.year, self.last.year + 1)
        lines: list[float] = []
        labels: list[Label] = []
        for step in _STEPS:
            chosen = [year for year in begun if year % step == 0 or step == 1]
            labels = [self._label(year, y, within=step == 1) for year in chosen]
            lines = [self.at(day) for day in _new_years(chosen) if day >= self.first]
            if clear(labels, gap=_BETWEEN_YEARS):
                break
        return lines, [label for label in labels if label.inside()]

    def _label(self, year: int, y: float, *, within: bool) -> Label:
        begin = max(self.at(date(year, 1, 1)), 0)
        if not within:
            return Label(str(year), begin, y, "tick").clamped()
        end = min(self.at(date(year, 12, 31)), 100)
        return Label(str(year), (begin + end) / 2, y, "tick")


def timeline(days: list[date], widest_value: float) -> Timeline:
    """Return the axis of what happened on these days, with room for values at its right."""
    begun, last = min(days), max(days)
    span = max(last - begun, timedelta(days=60))
    first = date(begun.year, 1, 1)
    if begun - first > span / 4:
        first = begun - span / 12
    last = max(last, first + span)
    return Timeline(first, last, max(_GUTTER, (widest_value + 8) / NARROWEST))


def _new_years(years: Iterable[int]) -> list[date]:
    return [date(year, 1, 1) for year in years]
