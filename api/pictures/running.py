"""Running totals: what was counted since one start, each time it was printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .amounts import Amount
from .captions import running_caption
from .chart import TOP, Chart, chart
from .drawing import Drawing, Told, rendered
from .labels import Label
from .placing import Placed, Zone, dot_area, first_free
from .running_labels import Point, labelled
from .text import wrapped

HEIGHT = 300
# Of more totals only some have room for their words, and lines back to the start would be a grey.
MOST_LABELLED, _MOST_REACHES = 40, 24
_EVENT_ROOM = 100


@dataclass(frozen=True)
class Total:
    """A total until a day; one that another ``start`` than the others has is told in ``note``."""

    end: date
    amount: Amount
    note: str = ""
    start: date | None = None


@dataclass(frozen=True)
class Start:
    """From when the totals of a drawing count, and what began then, in few words."""

    day: date
    words: str = ""


def running(
    totals: Sequence[Total],
    start: Start,
    told: Told,
    *,
    unit: str = "",
    direction: str | None = None,
    whole: bool = False,
) -> Drawing | None:
    """Return the drawing of totals that have a value, or None where none has."""
    drawn = sorted((one for one in totals if one.amount.value is not None), key=_end)
    if not drawn:
        return None
    days = [start.day, *(day for one in drawn for day in (one.end, one.start or one.end))]
    amounts = [Amount(value=one.amount.value, said=one.amount.said).spoken() for one in drawn]
    ground = chart(days, amounts, HEIGHT, unit=unit, direction=direction, whole=whole)
    points = [*_points(drawn, amounts, ground, start)]
    taken: list[Placed] = [*ground.taken, *(dot_area(one.at, one.y) for one in points)]
    labels, left_out = labelled(points, taken, ground.holds, most=MOST_LABELLED)
    taken += labels
    lines = [Zone(one.start, one.at, one.y - 4, one.y + 4) for one in points]
    event = _event(ground, start, [*taken, *lines]) or _event(ground, start, taken)
    body = rendered(
        "running.svg",
        **ground.context,
        start=ground.time.at(start.day),
        reaches=[one for one in points if one is points[-1] or len(points) <= _MOST_REACHES],
        joins=[*_joins(points, ground, start)],
        points=points,
        radius=5 if len(points) <= MOST_LABELLED else 2,
        labels=[*event, *labels],
    )
    caption = running_caption(hollow=any(one.start for one in drawn), left_out=left_out)
    return Drawing(told, HEIGHT, body, caption, "chart")


def _end(total: Total) -> date:
    return total.end


def _points(
    totals: Sequence[Total], amounts: Sequence[Amount], ground: Chart, start: Start
) -> Iterator[Point]:
    for total, amount in zip(totals, amounts, strict=True):
        yield Point(
            at=ground.time.at(total.end),
            y=ground.y(amount.value),  # type: ignore[arg-type]
            start=ground.time.at(total.start or start.day),
            said=amount.said,
            note=total.note,
            ring=total.start not in (None, start.day),
        )


def _joins(points: Sequence[Point], ground: Chart, start: Start) -> Iterator[tuple[float, ...]]:
    """Return the lines from one total to the next of the same start, the first from nothing."""
    at, y = ground.time.at(start.day), ground.y(0)
    for point in points:
        if not point.ring:
            yield at, y, point.at, point.y
            at, y = point.at, point.y


def _event(ground: Chart, start: Start, taken: Sequence[Placed]) -> list[Label]:
    """Return the words of the start beside its line, at the bottom left if they have room there."""
    at = ground.time.at(start.day)
    lines = wrapped(start.words, _EVENT_ROOM, 13, lines=2)
    for side, dx in (("end", -6), ("start", 6)):
        for y in range(ground.bottom - 8, TOP + 30, -6):
            labels = [
                Label(line, at, y - 15 * (len(lines) - 1 - place), "tick", side, dx)
                for place, line in enumerate(lines)
            ]
            if all(first_free([one], taken, ground.holds) for one in labels):
                return labels
    return []
