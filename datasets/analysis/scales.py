"""The units in which numbers stand, and what brings them to one in which they can be compared."""

from dataclasses import dataclass
from fractions import Fraction

from datasets.models import Unit
from datasets.models.reported import NOT_STATED

# The unit of shares, and of the difference of two.
PERCENT, POINTS = "percent", "points"


@dataclass(frozen=True)
class Scale:
    """What a number is a number of; numbers of one ``kind`` convert and can be compared.

    ``factor`` and ``offset`` bring it to the unit in which its kind is compared.
    """

    unit: str
    kind: str
    factor: Fraction = Fraction(1)
    offset: int = 0


def scale_of(unit: Unit, quantity: str, per: str) -> Scale:
    """The scale of a quantity of things in this unit; of a rate, each ``per``."""
    if quantity == "ratio":
        return Scale("times", "times")
    if quantity == "percent_change":
        return Scale(PERCENT, "times", Fraction(1, 100), 1)
    if quantity == "share":
        return Scale(PERCENT, PERCENT)
    if quantity == "point_change":
        return Scale(POINTS, POINTS)
    base, factor = unit.base_id or unit.slug, Fraction(unit.factor or 1)
    if quantity == "rate":
        # What a document makes a rate of the origin's level, it leaves open each what.
        each = per or NOT_STATED
        return Scale(f"{unit.slug}/{each}", f"{base}/{each}", factor)
    if quantity == "difference" and base == PERCENT:
        # Percent would say that one is so much of the other.
        return Scale(POINTS, POINTS, factor)
    if quantity == "difference":
        return Scale(unit.slug, f"{base} more", factor)
    return Scale(unit.slug, base, factor)
