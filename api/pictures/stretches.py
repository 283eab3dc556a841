"""Counts of one stretch of time each: a line as long as its stretch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .amounts import Amount
from .captions import stretches_caption
from .chart import TOP, Chart, chart
from .drawing import Drawing, Told, rendered
from .labels import LINE, Label
from .placing import Placed, Zone, first_free
from .strip_axis import span

HEIGHT = 260
_ARROW = 24
_MOST_LABELLED = 40


@dataclass(frozen=True)
class Stretch:
    """An amount from one day to another, both counted; ``note`` says how long: six months."""

    start: date
    end: date
    amount: Amount
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A stretch on the chart: its line, its band, and where its words go."""

    start: float
    end: float
    y: float | None
    top: float
    bottom: float
    amount: Amount
    note: str

    @property
    def width(self) -> float:
        return round(self.end - self.start, 3)

    @property
    def height(self) -> float:
        return round(self.bottom - self.top, 1)

    @property
    def middle(self) -> float:
        return round((self.start + self.end) / 2, 3)

    @property
    def fades(self) -> bool:
        return self.amount.has_band and self.amount.upper is None

    @property
    def area(self) -> Zone:
        arrow = _ARROW + 6 if self.amount.direction in ("higher", "either") else 0
        return Zone(self.start, self.end, min(self.top, (self.y or self.top) - arrow) - 2,
                    self.bottom + 2, 2)  # fmt: skip


def stretches(
    given: Sequence[Stretch], told: Told, *, unit: str = "", whole: bool = False
) -> Drawing | None:
    """Return the drawing of what has a value or an end, or None where nothing has."""
    drawn = sorted((one for one in given if one.amount.known), key=lambda one: one.start)
    if not drawn:
        return None
    days = [day for one in drawn for day in (one.start, one.end + timedelta(days=1))]
    ground = chart(days, [one.amount for one in drawn], HEIGHT, unit=unit, whole=whole)
    bars = [_bar(one, ground) for one in drawn]
    labels, left_out = _labelled(bars, ground)
    body = rendered(
        "stretches.svg",
        **ground.context,
        prefix=told.prefix,
        bars=bars,
        arrows=[(bar, way) for bar in bars if bar.y is not None for way in _ways(bar)],
        labels=labels,
    )
    overlap = any(two.start <= one.end for one, two in pairwise(drawn))
    caption = stretches_caption([one.amount for one in drawn], overlap=overlap, left_out=left_out)
    return Drawing(told, HEIGHT, body, caption, "chart")


def _bar(stretch: Stretch, ground: Chart) -> Bar:
    amount = stretch.amount.spoken()
    y = None if amount.value is None else ground.y(amount.value)
    top = bottom = y if y is not None else ground.y(amount.known[-1])
    note = stretch.note
    if amount.has_band:
        top = TOP if amount.upper is None else ground.y(amount.upper)
        bottom = ground.y(0 if amount.lower is None else amount.lower)
        ends = (amount.lower_said, amount.upper_said)
        note = note or (span(*ends) if all(ends) else "")
    start = ground.time.at(stretch.start)
    end = ground.time.at(stretch.end + timedelta(days=1))
    return Bar(start, end, y, top, bottom, amount, note)


def _ways(bar: Bar) -> list[str]:
    return {None: [], "higher": ["up"], "lower": ["down"], "either": ["up", "down"]}[
        bar.amount.direction
    ]


def _labelled(bars: Sequence[Bar], ground: Chart) -> tuple[list[Label], int]:
    """Return the labels, which meet no bar and no other, and how many bars are without one."""
    placed: list[Label] = []
    taken: list[Placed] = [*ground.taken, *(bar.area for bar in bars)]
    for bar in bars if len(bars) <= _MOST_LABELLED else [bars[0], bars[-1]]:
        free = first_free(_candidates(bar), [*taken, *placed], ground.holds)
        if free:
            placed.append(free)
    return placed, len(bars) - len(placed)


def _candidates(bar: Bar) -> Iterator[Label]:
    """Return where words may stand: those of a band above or below it, of a line at its end."""
    lines = LINE if bar.note else 0
    area = bar.area

    def beside(at: float, anchor: str, dx: float, y: float) -> Label:
        return Label(bar.amount.said, at, y, "count", anchor, dx, bar.note, below=True)

    level = bar.y if bar.y is not None else bar.top
    downs = (-2, 4, -lines, 12, -lines - 4)
    ends = [beside(bar.end, "start", 8, level + down) for down in downs]
    ends += [beside(bar.start, "end", -8, level + down) for down in downs]
    outside = [
        beside(bar.start, "start", 2, area.top - 5 - lines),
        beside(bar.start, "start", 2, area.bottom + 13),
        beside(bar.end, "end", -2, area.top - 5 - lines),
        beside(bar.end, "end", -2, area.bottom + 13),
        beside(bar.middle, "middle", 0, area.top - 5 - lines),
        beside(bar.middle, "middle", 0, area.bottom + 13),
    ]
    yield from (*outside, *ends) if bar.amount.has_band else (*ends, *outside)
