"""The axis that all rows of a forest plot share."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from .amounts import Amount
from .scale import Axis, Need, Wish, from_zero, zoomed

# So that an arrow or a fading band has room, even at the narrowest.
_ARROW, _FADING = 34, 90
_WELL_FILLED = (0.8, 1.0)
_TOO_NARROW = 5


def forest_axis(amounts: Sequence[Amount], *, suffix: str, whole: bool) -> Axis:
    """Return an axis from 0, or one without it where all rows would lie in one narrow place."""
    numbers = [number for amount in amounts for number in amount.known] or [Fraction(0)]
    wish = Wish(
        numbers=numbers,
        share_of=max(numbers, key=abs),
        between=_WELL_FILLED,
        needs=[need for amount in amounts for need in _needs(amount)],
        whole=whole,
        suffix=suffix,
    )
    axis = from_zero(wish)
    low, high = min(numbers), max(numbers)
    closed = all(None not in (one.lower, one.upper) for one in amounts if one.has_band)
    if closed and low < high and axis.at(high) - axis.at(low) < _TOO_NARROW:
        middle = (low + high) / 2
        return zoomed(replace(wish, share_of=middle, between=(0.4, 0.6))) or axis
    return axis


def _needs(amount: Amount) -> list[Need]:
    if not amount.known:
        return []
    at = amount.known[0] if amount.value is None else Fraction(amount.value)
    left = _ARROW if amount.direction in ("lower", "either") else 0
    right = _ARROW if amount.direction in ("higher", "either") else 0
    if amount.has_band and amount.upper is None:
        right = _FADING
    elif amount.has_band and amount.lower is None and max(amount.known) <= 0:
        left = _FADING
    return [Need(at, left, right)]
