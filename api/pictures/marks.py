"""The badge and the chips of a figure, in one line or more, as they stand beside its number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .text import printable, shortened, width

MOST_CHIPS = 3
_NOT = re.compile(r"\b(not)\b", re.IGNORECASE)
_APART = 20
_SIGNS = {None: 0, "higher": 38, "lower": 38, "either": 48}


@dataclass(frozen=True)
class Badge:
    """The words of a badge, bold, and the direction that its dot and arrow show, if any."""

    words: str
    direction: str | None = None


@dataclass
class MarkLine:
    """A line of marks: runs of words, each with its class and the space before it."""

    y: float
    sign: str | None = None
    begin: float = 0
    runs: list[tuple[str, str, float]] = field(default_factory=list)


def marks(badge: Badge | None, chips: Iterable[str], *, size: float, room: float) -> list[MarkLine]:
    """Return the marks in as many lines as they need: the badge first, at most three chips."""
    scale = size / 16
    lines: list[MarkLine] = []
    x = room + 1
    wanted: list[Badge | str] = [*([badge] if badge else []), *[*chips][:MOST_CHIPS]]
    for mark in wanted:
        sign = mark.direction if isinstance(mark, Badge) else None
        begin = _SIGNS[sign] * scale
        runs = _runs(mark, room - begin, size)
        wide = begin + sum(width(words, size, bold=look == "not") for words, look in runs)
        if x + _APART * scale + wide > room:
            lines.append(MarkLine(round(len(lines) * size * 1.6, 1), sign, begin))
            x = -_APART * scale
        before = _APART * scale if lines[-1].runs else 0
        lines[-1].runs += [
            (words, look, 0 if place else before) for place, (words, look) in enumerate(runs)
        ]
        x += _APART * scale + wide
    return lines


def _runs(mark: Badge | str, room: float, size: float) -> list[tuple[str, str]]:
    """Return a chip in parts: "not" is bold and coloured, for it is what is overlooked."""
    if isinstance(mark, Badge):
        return [(shortened(mark.words, room, size, bold=True), "not")]
    words = shortened(printable(mark), room, size, bold=True)
    parts = [part for part in _NOT.split(words) if part]
    return [(part, "not" if _NOT.fullmatch(part) else "plain") for part in parts]
