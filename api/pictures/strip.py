"""The strip: one number on its axis, with what it may be and where the truth likely lies."""

from .amounts import Amount
from .bands import band_of, break_of
from .captions import strip_caption
from .drawing import Drawing, Told, rendered
from .strip_axis import strip_axis
from .strip_labels import written

HEIGHT = 84


def strip(amount: Amount, told: Told, *, suffix: str = "", whole: bool = False) -> Drawing | None:
    """Return the drawing of an amount, or None where no number and no end is known.

    ``suffix`` follows every number of the axis; ``whole``: what is counted has no halves.
    """
    if not amount.known:
        return None
    amount = amount.spoken(suffix)
    axis = strip_axis(amount, suffix=suffix, whole=whole)
    band = band_of(amount, axis)
    labels, arrows = written(amount, axis)
    body = rendered(
        "strip.svg",
        prefix=told.prefix,
        axis=axis,
        ticks=[axis.at(tick) for tick in axis.ticks],
        broken=break_of(axis),
        band=band,
        dot=None if amount.value is None else axis.at(amount.value),
        ring=amount.worked_out,
        labels=labels,
        arrows=arrows,
    )
    return Drawing(told, HEIGHT, body, strip_caption(amount, axis, band), "strip")
