"""Labels: where each will stand at any width, and whether two of them meet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from .text import printable, width

# A phone of 360 pixels leaves 328. What fits in 312 leaves the page still on one of 320 without
# a need to scroll, for it has margins.
NARROWEST, WIDEST = 312, 1136
# What is linear between two widths and holds at both holds everywhere between them.
WIDTHS = (NARROWEST, 640, WIDEST)
# Size in pixels and whether bold; the names are also those of the classes in pictures.css.
KINDS = {
    "value": (15, True),
    "bound": (13, False),
    "note": (13, False),
    "tick": (13, False),
    "count": (13, True),
    "doubt": (13, True),
}
ASCENT, DESCENT, LINE, SPACE = 0.78, 0.24, 14, 4


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", gap: float = 0) -> bool:
        """Return whether they share a place, or stand nearer to each other sideways than a gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Label:
    """A text beside a point at a percentage of the width; ``note`` follows it in plain type."""

    text: str
    at: float
    y: float
    kind: str
    anchor: str = "middle"
    dx: float = 0
    note: str = ""
    below: bool = False

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """Return its lines, each with the part that is set plain."""
        text, note = printable(self.text), printable(self.note)
        if self.below and note:
            return [(text, ""), ("", note)]
        return [(text, note)]

    @cached_property
    def width(self) -> float:
        size, bold = KINDS[self.kind]
        return max(
            width(text, size, bold=bold)
            + bool(text and note) * SPACE
            + width(note, KINDS["note"][0])
            for text, note in self.lines
        )

    def box(self, whole: float) -> Box:
        """Return where it stands in a drawing of this width."""
        size, _ = KINDS[self.kind]
        left = whole * self.at / 100 + self.dx
        left -= {"start": 0, "middle": self.width / 2, "end": self.width}[self.anchor]
        bottom = self.y + DESCENT * size + LINE * (len(self.lines) - 1)
        return Box(left, self.y - ASCENT * size, left + self.width, bottom)

    def inside(self) -> bool:
        """Return whether it stands within the drawing at every width."""
        return all(
            box.left >= -0.5 and box.right <= whole + 0.5
            for whole, box in ((whole, self.box(whole)) for whole in WIDTHS)
        )

    def clamped(self) -> "Label":
        """Return it moved sideways as far as it must be to stand inside at the narrowest width."""
        box = self.box(NARROWEST)
        place = NARROWEST * self.at / 100
        if box.left < 0:
            return replace(self, anchor="start", dx=-place)
        if box.right > NARROWEST:
            return replace(self, anchor="end", dx=NARROWEST - place)
        return self


def clear(labels: Sequence[Label], gap: float = 0) -> bool:
    """Return whether no two of them meet at any width."""
    return not any(
        meets(one, other, gap) for place, one in enumerate(labels) for other in labels[:place]
    )


def meets(one: Label, other: Label, gap: float = 0) -> bool:
    return any(one.box(whole).meets(other.box(whole), gap) for whole in WIDTHS)
