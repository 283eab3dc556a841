"""What one strip, one row or one stretch draws: a number, its ends, its direction."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from datasets.arithmetic.digits import significant
from datasets.wording.numbers import grouped

Number = int | Decimal | Fraction
# Of which an axis can be made, with words that can be read.
_LEAST, _MOST = 1e-12, 1e24
# Where the truth likely lies, in the words that stand beside the arrow.
DIRECTIONS = {
    "higher": "likely higher",
    "lower": "likely lower",
    "either": "could be higher or lower",
}


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A number, what it may be, and how each of them is said; an end that nobody gives is None.

    ``band`` is what the numbers from one end to the other are.
    """

    value: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    said: str = ""
    lower_said: str = ""
    upper_said: str = ""
    band: str = "what its words allow"
    worked_out: bool = False
    direction: str | None = None

    def __post_init__(self) -> None:
        given = [number for number in (self.value, self.lower, self.upper) if number is not None]
        if not all(isinstance(one, int | Fraction) or one.is_finite() for one in given):
            raise ValueError(f"Infinite, or not a number: {given}")
        if any(one and not _LEAST <= abs(float(one)) <= _MOST for one in given):
            raise ValueError(f"Too large or too small to draw: {given}")
        if None not in (self.lower, self.upper) and self.lower > self.upper:  # type: ignore[operator]
            raise ValueError(f"The lower end {self.lower} is above the upper end {self.upper}")
        if self.direction is not None and self.direction not in DIRECTIONS:
            raise ValueError(f"No direction is called {self.direction!r}")

    @property
    def known(self) -> list[Fraction]:
        """What an axis has to reach."""
        given = (self.lower, self.value, self.upper)
        return [Fraction(number) for number in given if number is not None]

    @property
    def has_band(self) -> bool:
        """Whether it may be more than one number."""
        return self.lower != self.upper

    def spoken(self, suffix: str = "") -> "Amount":
        """Return it with every number in words: those given, or else its digits."""
        return replace(
            self,
            said=self.said or _digits(self.value, suffix),
            lower_said=self.lower_said or _digits(self.lower, suffix),
            upper_said=self.upper_said or _digits(self.upper, suffix),
        )


def in_words(number: Number) -> str:
    """Return digits with commas and a true minus."""
    return grouped(significant(Fraction(number))).replace("-", "−")


def _digits(number: Number | None, suffix: str) -> str:
    return "" if number is None else in_words(number) + suffix
