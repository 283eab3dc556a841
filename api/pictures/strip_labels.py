"""What is written on a strip, and its arrows: beside the dot, beside the value or above it."""

from dataclasses import dataclass, replace

from .amounts import DIRECTIONS, Amount
from .bands import band_of
from .labels import NARROWEST, Label
from .scale import Axis
from .strip_axis import (
    AFTER_ARROW,
    ARROW,
    BEFORE_ARROW,
    BESIDE_BAND,
    NO_LOWER,
    NO_UPPER,
    centre,
    shown_ends,
    span,
)
from .text import shortened

TOP_Y, VALUE_Y, BESIDE_Y, TICK_Y = 11, 30, 52.5, 76
# From the baseline of words to the middle of an arrow beside them.
_RISE = 3.5
_LONGEST_VALUE, _LONGEST_END = 300, 100


@dataclass(frozen=True)
class Arrow:
    """An arrow of fixed length that begins so many pixels from a place, to the right or left."""

    at: float
    y: float
    dx: float
    way: str


def written(amount: Amount, axis: Axis) -> tuple[list[Label], list[Arrow]]:
    """Return all labels of a strip, which meet nowhere, and its arrows."""
    at = axis.at(centre(amount))
    value = Label(shortened(amount.said, _LONGEST_VALUE, 15, bold=True), at, VALUE_Y, "value")
    labels = [*axis.labels(TICK_Y), *_ends(amount, axis)]
    if amount.direction is None:
        return [*labels, value.clamped()], []
    words = Label(DIRECTIONS[amount.direction], at, VALUE_Y, "doubt")
    half = value.width / 2
    if not amount.has_band:
        words, arrows = _around(replace(words, y=BESIDE_Y), amount.direction, BEFORE_ARROW, 0)
        if words.inside():
            return [*labels, value.clamped(), words], arrows
    shift = _shift(at, *_reach(words, amount.direction, half + BEFORE_ARROW))
    if shift is not None:
        words, arrows = _around(words, amount.direction, half + BEFORE_ARROW, shift)
        return [*labels, replace(value, dx=shift), words], arrows
    words, arrows = _above(words, amount.direction)
    return [*labels, value.clamped(), words], arrows


def _ends(amount: Amount, axis: Axis) -> list[Label]:
    """Return the words beside the band; where the lower have no room both stand on the right."""
    band = band_of(amount, axis)
    if band is None:
        return []
    lower, upper = (shortened(words, _LONGEST_END, 13) for words in shown_ends(amount))
    found = []
    if lower:
        found.append(Label(lower, band.start, BESIDE_Y, "bound", "end", -BESIDE_BAND))
    if upper:
        found.append(Label(upper, band.end, BESIDE_Y, "bound", "start", BESIDE_BAND))
    if lower and upper and not found[0].inside():
        found = [replace(found[1], text=span(lower, upper))]
    at = axis.at(centre(amount))
    if band.fades == "right":
        found.append(Label(NO_UPPER, at, BESIDE_Y, "bound", "start", 12))
    elif band.fades == "left":
        found.append(Label(NO_LOWER, at, BESIDE_Y, "bound", "end", -12))
    return [one for one in found if one.inside()]


def _reach(words: Label, way: str, before: float) -> tuple[float, float]:
    """Return how far a value, its arrow and the words reach to the left and right of its dot."""
    arrow = before + ARROW
    whole = arrow + AFTER_ARROW + words.width
    return {
        "higher": (-before, whole),
        "lower": (-whole, before),
        "either": (-arrow, whole),
    }[way]


def _shift(at: float, left: float, right: float) -> float | None:
    """Return by how much to move what reaches so far, for the narrowest width; None: too long."""
    place = NARROWEST * at / 100
    if right - left > NARROWEST:
        return None
    return round(max(-(place + left), 0) + min(NARROWEST - place - right, 0), 1)


def _around(words: Label, way: str, before: float, shift: float) -> tuple[Label, list[Arrow]]:
    """Return the words and the arrows that begin so many pixels before and after a place."""
    y = words.y - _RISE
    beyond = before + ARROW + AFTER_ARROW
    left = Arrow(words.at, y, round(shift - before, 1), "left")
    right = Arrow(words.at, y, round(shift + before, 1), "right")
    if way == "lower":
        return replace(words, anchor="end", dx=shift - beyond), [left]
    arrows = [right] if way == "higher" else [left, right]
    return replace(words, anchor="start", dx=shift + beyond), arrows


def _above(words: Label, way: str) -> tuple[Label, list[Arrow]]:
    """Return words and arrow in a line of their own, for a value that fills its line."""
    words = replace(words, y=TOP_Y)
    if way == "either":
        beside = words.width / 2 + AFTER_ARROW
        shift = _shift(words.at, -beside - ARROW, beside + ARROW) or 0
        _, arrows = _around(words, way, beside, shift)
        return replace(words, dx=shift), arrows
    before = -(ARROW + AFTER_ARROW + words.width) / 2
    return _around(words, way, before, _shift(words.at, before, -before) or 0)
