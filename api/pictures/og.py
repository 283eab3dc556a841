"""The picture that is shown where an address is shared: 1200 by 630 pixels, nothing under 24."""

from collections.abc import Sequence
from dataclasses import dataclass

from .amounts import Amount
from .drawing import Drawing, Told, rendered
from .headline import LEADING, Run, set_in_lines
from .marks import Badge, MarkLine, marks
from .paint import painted
from .strip import strip
from .text import printable, shortened, width, wrapped

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
ROOM = WIDTH - 2 * MARGIN
MOST_STOPS, MOST_CHANGES = 4, 2
_STEP = 268
_LAST_LINE, _ONLY_LINE = 312, 262
_MARK_SIZE, _CHANGE_SIZE = 28, 38


@dataclass(frozen=True)
class Stop:
    """A document on the rail: "same" as before, "changed" here, or "unseen"."""

    name: str
    note: str
    state: str = "same"


@dataclass(frozen=True)
class Shared:
    """What every sharing picture has: words at the top right, badge and chips at the bottom."""

    strap: str
    badge: Badge | None = None
    chips: Sequence[str] = ()


def altered(
    told: Told,
    shared: Shared,
    claim: Sequence[Run],
    changes: Sequence[tuple[str, str]],
    stops: Sequence[Stop],
) -> str:
    """Return a claim, what was changed of it below, and who passed it on."""
    size, lines = set_in_lines(claim, ROOM)
    leading = size * LEADING
    first = (_LAST_LINE if len(lines) > 1 else _ONLY_LINE) - leading * (len(lines) - 1)
    return _drawn(
        told,
        shared,
        size=size,
        lines=[(round(first + place * leading), line) for place, line in enumerate(lines)],
        changes=_changes(changes),
        rail=_rail(stops),
    )


def unaltered(
    told: Told,
    shared: Shared,
    number: str,
    what: str,
    amount: Amount,
    *,
    suffix: str = "",
    whole: bool = False,
) -> str:
    """Return a figure that nobody changed: its number, what it counts, its strip if it has one."""
    drawn = strip(amount, told, suffix=suffix, whole=whole)
    size = 120 if width(number, 120) <= ROOM else 64
    return _drawn(
        told,
        shared,
        size=size,
        lines=[(230, [Run(shortened(number, ROOM, size))])],
        what=_what(what),
        strip=drawn,
    )


def _what(words: str) -> list[tuple[int, int, str]]:
    """Return the lines below a number: (size, y, words), in smaller letters where they are many."""
    for size, most in ((40, 2), (32, 3), (26, 4)):
        lines = wrapped(words, ROOM, size, lines=most + 1)
        if len(lines) <= most:
            break
    shown = wrapped(words, ROOM, size, lines=most)
    return [(size, 280 + round(size * 1.24) * place, line) for place, line in enumerate(shown)]


def _changes(changes: Sequence[tuple[str, str]]) -> list[tuple[float, str, str]]:
    """Return the smaller changes that have room in one line, and where each begins."""
    placed: list[tuple[float, str, str]] = []
    x = 0.0
    for before, now in changes[:MOST_CHANGES]:
        pair = (printable(before), printable(now))
        wide = width(pair[0], _CHANGE_SIZE) + 12 + width(pair[1], _CHANGE_SIZE, bold=True)
        if x + wide <= ROOM:
            placed.append((round(x), *pair))
            x += wide + 32
    return placed


@dataclass(frozen=True)
class _Placed:
    """A stop with its place, and the line that leads to the next: drawn, dashed or none."""

    x: int
    stop: Stop
    name: str
    note: str
    line: str


def _rail(stops: Sequence[Stop]) -> list[_Placed]:
    shown = stops[:MOST_STOPS]
    rail = []
    for place, stop in enumerate(shown):
        after = shown[place + 1] if place + 1 < len(shown) else None
        guessed = after and "unseen" in (stop.state, after.state)
        line = ("guessed" if guessed else "seen") if after else ""
        name = shortened(stop.name, _STEP - 16, 25, bold=True)
        rail.append(_Placed(place * _STEP, stop, name, shortened(stop.note, _STEP - 16, 24), line))
    return rail


def _drawn(told: Told, shared: Shared, *, strip: Drawing | None = None, **parts: object) -> str:
    lines: list[MarkLine] = marks(shared.badge, shared.chips, size=_MARK_SIZE, room=ROOM)
    svg = rendered(
        "og.svg",
        title=printable(told.title),
        description=printable(told.description),
        prefix=told.prefix,
        strap=shortened(shared.strap, 700, 26),
        # One line only: what does not fit stands on the page.
        marks=lines[:1],
        strip=strip,
        **parts,
    )
    return painted(svg)
