"""Where labels go so that none meets another, a dot or a band, at any width."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .labels import WIDTHS, Box, Label

# Labels that come nearer to each other sideways do not look like two.
_GAP = 6


@dataclass(frozen=True)
class Zone:
    """What a label must not cover: in percent across with pixels beside, in pixels down."""

    start: float
    end: float
    top: float
    bottom: float
    beside: float = 0

    def box(self, whole: float) -> Box:
        left, right = whole * self.start / 100, whole * self.end / 100
        return Box(left - self.beside, self.top, right + self.beside, self.bottom)


Placed = Zone | Label


def dot_area(at: float, y: float, radius: float = 6) -> Zone:
    return Zone(at, at, y - radius, y + radius, radius)


def first_free(
    candidates: Iterable[Label], taken: Sequence[Placed], allowed: Callable[[Label], bool]
) -> Label | None:
    """Return the first candidate that stands inside and meets nothing, or None."""
    for label in candidates:
        if allowed(label) and label.inside() and not any(_meet(label, one) for one in taken):
            return label
    return None


def _meet(label: Label, other: Placed) -> bool:
    gap = _GAP if isinstance(other, Label) else 0
    return any(label.box(whole).meets(other.box(whole), gap) for whole in WIDTHS)
