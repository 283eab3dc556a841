"""What all bands of several rows have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .amounts import Amount
from .scale import Axis


@dataclass(frozen=True)
class Overlap:
    """Where the shared piece lies, in percent, and its ends in words."""

    start: float
    end: float
    words: str
    closed: bool = True

    @property
    def width(self) -> float:
        return round(self.end - self.start, 3)


def overlap_of(amounts: Sequence[Amount], axis: Axis) -> Overlap | None:
    """Return what at least two bands share, if every row is a band and more than a point is."""
    if len(amounts) < 2 or not all(amount.has_band for amount in amounts):
        return None
    lowers = [(Fraction(one.lower), one.lower_said) for one in amounts if one.lower is not None]
    uppers = [(Fraction(one.upper), one.upper_said) for one in amounts if one.upper is not None]
    lower, lower_said = max(lowers, default=(None, ""))
    upper, upper_said = min(uppers, default=(None, ""))
    if lower is not None and upper is not None and lower >= upper:
        return None
    start = 0.0 if lower is None else axis.at(lower)
    end = 100.0 if upper is None else axis.at(upper)
    if lower is None:
        return Overlap(start, end, f"at most {upper_said}", closed=False)
    if upper is None:
        return Overlap(start, end, f"{lower_said} or more", closed=False)
    return Overlap(start, end, f"{lower_said} to {upper_said}")
