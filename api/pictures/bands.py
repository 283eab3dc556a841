"""Where a band lies on an axis, which of its ends are given, and whether the axis is broken."""

from dataclasses import dataclass
from fractions import Fraction

from .amounts import Amount
from .scale import Axis


@dataclass(frozen=True)
class Band:
    """In percent of the width; it ``fades`` to the side where no end is given."""

    start: float
    end: float
    has_lower: bool
    has_upper: bool
    fades: str = ""

    @property
    def width(self) -> float:
        return round(self.end - self.start, 3)


def band_of(amount: Amount, axis: Axis) -> Band | None:
    """Return the band of an amount that may be more than one number.

    Without a lower end it begins at 0, for what is counted is not less than nothing; below 0
    it fades to the left.
    """
    if not amount.has_band:
        return None
    lower, upper = amount.lower, amount.upper
    fades = "" if upper is not None else "right"
    start = 0.0 if lower is None else axis.at(lower)
    if lower is None and upper is not None:
        if upper > 0:
            start = axis.at(max(Fraction(0), axis.first))
        else:
            fades = "left"
    end = 100.0 if upper is None else axis.at(upper)
    return Band(start, end, lower is not None, upper is not None, fades)


def break_of(axis: Axis) -> float | None:
    """Return where two strokes cross an axis that leaves 0 out: at its end towards 0."""
    if not axis.zoomed:
        return None
    return 4 if axis.first > 0 else 96
