"""The words beside running totals: one for each, or one for those that stand too near."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .labels import NARROWEST, Label
from .placing import Placed, first_free

# Two labels that come nearer become one.
_TOO_NEAR = 16
_LAST = 85


@dataclass(frozen=True)
class Point:
    """A total on the chart: where it stands, from where it counts, how it is said."""

    at: float
    y: float
    start: float
    said: str
    note: str = ""
    ring: bool = False


def labelled(
    points: Sequence[Point],
    taken: Sequence[Placed],
    allowed: Callable[[Label], bool],
    *,
    most: int,
) -> tuple[list[Label], int]:
    """Return the labels, which meet nothing, and how many points are left without one."""
    groups = [*_groups(points)]
    if len(points) > most:
        highest = min(points, key=lambda point: point.y)
        groups = [[one] for one in dict.fromkeys((points[-1], points[0], highest))]
    placed: list[Label] = []
    without = len(points) - sum(map(len, groups))
    for group in [groups[-1], *groups[:-1]]:
        label = first_free(_candidates(group), [*taken, *placed], allowed)
        if label is None:
            without += len(group)
        else:
            placed.append(label)
    return placed, without


def _groups(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Return together what stands so near that its labels would touch."""
    group: list[Point] = []
    for point in points:
        if group and not _touch(group, point):
            yield group
            group = []
        group.append(point)
    if group:
        yield group


def _touch(group: Sequence[Point], point: Point) -> bool:
    first = group[0]
    if any(one.note or one.ring for one in (first, point)):
        return False
    across = (point.at - first.at) * NARROWEST / 100
    room = Label(first.said, 0, 0, "count").width
    return abs(point.y - first.y) < _TOO_NEAR and across < room + _TOO_NEAR


def _candidates(group: Sequence[Point]) -> Iterator[Label]:
    """Return where words may stand: below right first, where a line that rises leaves room."""
    first, last = group[0], group[-1]
    said, note = _said(group), last.note

    def right(down: float) -> Label:
        return Label(said, last.at, last.y + down, "count", "start", 10, note)

    def left(down: float) -> Label:
        return Label(said, first.at, first.y + down, "count", "end", -10, note)

    if note:
        yield left(-6)
    elif last.at > _LAST:
        yield left(4.5)
    yield from (right(6), right(-3), left(4.5), left(-7), right(14))
    for down in (-11, 20, -24, 33, -37):
        yield Label(said, last.at, last.y + down, "count", "middle", 0, note)
        yield left(down)


def _said(group: Sequence[Point]) -> str:
    if len(group) < 3:
        return " and ".join(dict.fromkeys(one.said for one in group))
    return f"{group[0].said} to {group[-1].said}"
