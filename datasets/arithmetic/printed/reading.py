"""What a printed number may mean."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Reading:
    """An exact number, and the last place that its digits or words vouch for.

    Rounding may have taken half of the place away, either way.
    """

    number: Fraction
    place: Fraction

    def times(self, factor: Fraction | int) -> "Reading":
        """Return this so many times over."""
        return Reading(self.number * factor, self.place * abs(Fraction(factor)))

    def at_most_half(self) -> "Reading":
        """Return the same number with a place that is at most half of it."""
        return Reading(self.number, min(self.place, abs(self.number) / 2))


@dataclass(frozen=True)
class Amount:
    """What a number may mean, without the words around it; places in the text, end exclusive.

    ``scales`` are what words multiplied it by: the first end of a range may share them.
    """

    readings: tuple[Reading, ...]
    start: int
    end: int
    unit: str = ""
    comparator: str = ""
    scales: tuple[int, ...] = ()


@dataclass(frozen=True)
class PrintedNumber:
    """A number in a text: what it may mean, how it is put, and where it stands.

    ``comparator`` is a term of the vocabulary, empty where no word says how it is put; ``unit`` is
    ``percent``, ``points``, ``times``, ``fraction`` or empty. Its words, those of its comparator
    and unit too, stand from ``start`` to ``end`` of the text in its normal form.
    """

    readings: tuple[Reading, ...]
    comparator: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True)
class PrintedText:
    """The numbers of a text in their order, and the words that are left beside them.

    ``normal`` is the text in its normal form.
    """

    normal: str
    numbers: tuple[PrintedNumber, ...]
    rest: str
