"""The axis of a strip: its number near the middle, and room for every word beside it."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from .amounts import DIRECTIONS, Amount
from .labels import KINDS
from .scale import Axis, Need, Wish, from_zero, zoomed
from .text import width

ARROW, BEFORE_ARROW, AFTER_ARROW = 42, 9, 5
BESIDE_BAND = 8
NO_UPPER, NO_LOWER = "no upper end given", "no lower end given"
_MIDDLE, _BEFORE_A_FADING = (0.45, 0.6), (0.4, 0.52)
# What is narrower cannot be told from a line.
_TOO_NARROW = 5


def strip_axis(amount: Amount, *, suffix: str, whole: bool) -> Axis:
    """Return the axis from 0, or one that shows a narrow band by leaving 0 out."""
    wish = Wish(
        numbers=amount.known,
        share_of=centre(amount),
        between=_BEFORE_A_FADING if amount.has_band and amount.upper is None else _MIDDLE,
        needs=[*_needs(amount)],
        whole=whole,
        suffix=suffix,
    )
    axis = from_zero(wish)
    if axis.unmet(_needs_of_ends(amount)):
        axis = from_zero(replace(wish, needs=[*_needs(amount, together=True)]))
    if amount.has_band and None not in (amount.lower, amount.upper):
        share = axis.at(amount.upper) - axis.at(amount.lower)  # type: ignore[arg-type]
        if share < _TOO_NARROW:
            return zoomed(wish) or axis
    return axis


def centre(amount: Amount) -> Fraction:
    """Return the number over which the words stand: its value, or the middle of what is known."""
    if amount.value is not None:
        return Fraction(amount.value)
    return (min(amount.known) + max(amount.known)) / 2


def width_of(words: str, kind: str) -> float:
    size, bold = KINDS[kind]
    return width(words, size, bold=bold)


def shown_ends(amount: Amount) -> tuple[str, str]:
    """Return the words beside both ends of the band, empty where the value says them."""
    if not amount.has_band:
        return "", ""
    lower = "" if amount.lower == amount.value else amount.lower_said
    upper = "" if amount.upper == amount.value else amount.upper_said
    return lower, upper


def span(lower: str, upper: str) -> str:
    """Return both ends of an interval as they stand in a table: 830–1,384."""
    figures = lower[:1].isdigit() and upper[:1].isdigit()
    return f"{lower}–{upper}" if figures else f"{lower} to {upper}"


def _needs(amount: Amount, *, together: bool = False) -> Iterator[Need]:
    """Return what takes room beside the dot and the band; ``together``: both ends on the right."""
    if amount.direction and not amount.has_band:
        yield _need_of_arrow(amount)
    yield from _needs_of_ends(amount, together=together)
    if amount.has_band and amount.upper is None:
        yield Need(centre(amount), right=width_of(NO_UPPER, "bound") + 28)
    if amount.has_band and amount.lower is None and max(amount.known) <= 0:
        yield Need(centre(amount), left=width_of(NO_LOWER, "bound") + 28)


def _needs_of_ends(amount: Amount, *, together: bool = False) -> Iterator[Need]:
    lower, upper = shown_ends(amount)
    if together and lower and upper:
        lower, upper = "", span(lower, upper)
    if lower and amount.lower is not None:
        yield Need(Fraction(amount.lower), left=width_of(lower, "bound") + BESIDE_BAND)
    if upper and amount.upper is not None:
        yield Need(Fraction(amount.upper), right=width_of(upper, "bound") + BESIDE_BAND)


def _need_of_arrow(amount: Amount) -> Need:
    arrow = BEFORE_ARROW + ARROW + AFTER_ARROW
    words = arrow + width_of(DIRECTIONS[str(amount.direction)], "doubt")
    left = {"higher": 0.0, "lower": words, "either": arrow}
    right = {"higher": words, "lower": 0.0, "either": words}
    way = str(amount.direction)
    return Need(centre(amount), left[way], right[way])
