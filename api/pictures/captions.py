"""How to read a drawing, in sentences: each only where the drawing has what it explains."""

from collections.abc import Iterator, Sequence

from .amounts import Amount
from .bands import Band
from .overlap import Overlap
from .scale import Axis

# How far, a caveat may tell, or a range: all that is always true is that no arrow does.
ARROW = "The arrow shows which way, not how far."
ARROWS = "Arrows show which way, not how far."
WORKED_OUT = "Hollow dot: worked out, not counted."


def strip_caption(amount: Amount, axis: Axis, band: Band | None) -> tuple[str, ...]:
    """Return what a reader of one strip needs to be told."""
    return (*_band_sentences(amount, band), *_dot_sentences(amount), *break_sentences(axis))


def _band_sentences(amount: Amount, band: Band | None) -> Iterator[str]:
    """Tell what is shaded, and what is not given."""
    if band is None:
        return
    yield f"Shaded: {amount.band}."
    if not band.has_upper:
        yield "No upper end is given."
    elif not band.has_lower:
        yield "Only an upper end is given."


def break_sentences(axis: Axis) -> Iterator[str]:
    """Tell where a line begins, or ends, that leaves 0 out."""
    if axis.first > 0:
        yield f"The line begins at {axis.words(axis.first)}, not at 0."
    elif axis.last < 0:
        yield f"The line ends at {axis.words(axis.last)}, not at 0."


def forest_caption(
    amounts: Sequence[Amount], axis: Axis, shared: Overlap | None, marked: str
) -> tuple[str, ...]:
    """Return what a reader of several rows on one axis needs to be told."""
    sentences = []
    if any(amount.has_band for amount in amounts):
        sentences.append(f"Bands show {_shown_by_bands(amounts)}.")
    if shared:
        fitted = "both" if len(amounts) == 2 else "all"
        sentences.append(f"Shaded column: numbers that fit {fitted}, {shared.words}.")
    if any(amount.worked_out for amount in amounts):
        sentences.append(WORKED_OUT)
    if any(amount.direction for amount in amounts):
        sentences.append(ARROWS)
    if marked:
        sentences.append(f"Dashed line: {marked}.")
    return (*sentences, *break_sentences(axis))


def running_caption(*, hollow: bool, left_out: int) -> tuple[str, ...]:
    """Return what a reader of running totals needs to be told."""
    sentences = [
        "Each dot is a printed total; dotted lines show the stretch it counts.",
        "Lines join totals of one start; what came between was not printed.",
    ]
    if hollow:
        sentences.append("Hollow dot: counted from another start.")
    return (*sentences, "Do not add: the stretches overlap.", *_left_out(left_out))


def stretches_caption(
    amounts: Sequence[Amount], *, overlap: bool, left_out: int
) -> tuple[str, ...]:
    """Return what a reader of counts of one stretch each needs to be told."""
    sentences = ["Each line is as long as its stretch."]
    if any(amount.worked_out for amount in amounts):
        sentences.append("Dashed: worked out, with all that is possible shaded.")
    elif any(amount.has_band for amount in amounts):
        sentences.append(f"Shaded: {_shown_by_bands(amounts)}.")
    if any(amount.direction for amount in amounts):
        sentences.append(ARROWS)
    if overlap:
        sentences.append("Do not add: the stretches overlap.")
    return (*sentences, *_left_out(left_out))


def _shown_by_bands(amounts: Sequence[Amount]) -> str:
    return " or ".join(dict.fromkeys(amount.band for amount in amounts if amount.has_band))


def _left_out(count: int) -> Iterator[str]:
    if count:
        numbers = "number stands" if count == 1 else "numbers stand"
        yield f"{count} {numbers} here without a label, for want of room."


def _dot_sentences(amount: Amount) -> Iterator[str]:
    if amount.worked_out:
        yield WORKED_OUT
    if amount.direction:
        yield ARROWS if amount.direction == "either" else ARROW
