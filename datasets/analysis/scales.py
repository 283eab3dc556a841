"""The units in which numbers stand, and what brings them to one in which they can be compared."""

from dataclasses import dataclass
from fractions import Fraction

from datasets.models import Unit
from datasets.models.reported import NOT_STATED


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
        return Scale("percent", "times", Fraction(1, 100), 1)
    if quantity == "share":
        return Scale("percent", "percent")
    base, factor = unit.base_id or unit.slug, Fraction(unit.factor or 1)
    if quantity == "rate":
        # What a document makes a rate of the origin's level, it leaves open each what.
        each = per or NOT_STATED
        return Scale(f"{unit.slug}/{each}", f"{base}/{each}", factor)
    return Scale(unit.slug, f"{base} more" if quantity == "difference" else base, factor)
