"""A claim in large type: its words, those that were lost and those that came in their place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .text import printable, shortened, width

LEADING = 1.14
_SIZES = range(92, 35, -4)
# What the lines may take from top to bottom.
_HEIGHT = 230


@dataclass(frozen=True)
class Run:
    """Words of a claim that stand as they were, are "lost" or are "new"."""

    words: str
    look: str = "kept"


def set_in_lines(runs: Sequence[Run], room: float) -> tuple[int, list[list[Run]]]:
    """Return the largest size at which the runs have room, and their lines.

    What has none at the smallest is cut off, which an ellipsis tells.
    """
    words = [*_words(runs)]
    for size in _SIZES:
        lines = [*_broken(words, room, size)]
        most = int(_HEIGHT / (size * LEADING))
        if len(lines) <= most and all(_wide(line, size) <= room for line in lines):
            return size, [_joined(line) for line in lines]
    kept = lines[:most]
    last = kept[-1][-1]
    kept[-1][-1] = Run(f"{last.words} …", last.look)
    return size, [_cut(_joined(line), room, size) for line in kept]


def _cut(line: list[Run], room: float, size: int) -> list[Run]:
    """Return a line whose last run is made to fit."""
    last = line[-1]
    before = _wide(line[:-1], size) + width(" ", size) if len(line) > 1 else 0
    words = shortened(last.words, room - before, size, bold=last.look == "new")
    return [*line[:-1], Run(words, last.look)]


def _words(runs: Sequence[Run]) -> Iterator[Run]:
    for run in runs:
        for word in printable(run.words).split(" "):
            if word:
                yield Run(word, run.look)


def _broken(words: Sequence[Run], room: float, size: int) -> Iterator[list[Run]]:
    """Return the words in lines, as many in each as have room."""
    line: list[Run] = []
    for word in words:
        if line and _wide([*line, word], size) > room:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _wide(line: Sequence[Run], size: int) -> float:
    words = sum(width(run.words, size, bold=run.look == "new") for run in line)
    return words + width(" ", size) * (len(line) - 1)


def _joined(line: Sequence[Run]) -> list[Run]:
    """Return the words of a line with those of one look together."""
    joined: list[Run] = []
    for word in line:
        if joined and joined[-1].look == word.look:
            joined[-1] = Run(f"{joined[-1].words} {word.words}", word.look)
        else:
            joined.append(word)
    return joined
