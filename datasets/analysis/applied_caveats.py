"""Caveats as they apply to one figure: in which direction, and inherited from where."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from datasets.arithmetic import periods
from datasets.models import Caveat, Source
from datasets.reserved import NOT_TRACED, SOFTWARE, SOFTWARE_NAME, UNEQUAL_PERIODS
from datasets.wording import chains

from .bias import UNKNOWN, combined_bias
from .equal_rates import UNEQUAL

# How a figure that compares two counts hides the direction of what it inherits: whether both
# counts are wrong by as much, nobody knows.
COMPARING = ("ratio", "percent_change", "point_change", "share")
OPPOSITE = {"understated": "overstated", "overstated": "understated"}

CAVEAT = Source(
    slug=SOFTWARE,
    label=SOFTWARE_NAME,
    also_written=[],
    kind="software",
    interest="None of its own: it applies the rules that its documentation states.",
    reliability="F",
    identified="named",
)


def _by_rule(slug: str, kind: str, text: str, short: str) -> Caveat:
    """Return a caveat that a rule attaches: decisive for what the number is taken for."""
    return Caveat(
        slug=slug,
        kind=kind,
        affects="interpretation",
        direction="unknown",
        text=text,
        short=short,
        weight=1,
        asserted_by=CAVEAT,
    )


UNEQUAL_LENGTHS = _by_rule(
    UNEQUAL_PERIODS, "unequal_periods", chains.UNEQUAL_LENGTHS, chains.UNEQUAL_LENGTHS_SHORT
)
PATH_NOT_TRACED = _by_rule(NOT_TRACED, "untraced", chains.NOT_TRACED, chains.NOT_TRACED_SHORT)


class FigureRow(Protocol):
    """What a curated observation and a derivation have in common."""

    @property
    def slug(self) -> str: ...

    @property
    def period(self) -> str: ...

    @property
    def base_period(self) -> str: ...

    @property
    def quantity(self) -> str: ...


@dataclass(frozen=True)
class AppliedCaveat:
    """A caveat as it applies to one figure; ``attached_to`` is where it hangs, as noun:slug."""

    caveat: Caveat
    direction: str
    attached_to: str

    @property
    def of_count(self) -> bool:
        """Whether it says that the number is wrong, and not only misread."""
        return self.caveat.affects == "accuracy"

    def passed_on(self, growth: int, quantity: str) -> "AppliedCaveat":
        """The caveat as it applies to a computed figure of this quantity.

        ``growth`` is 1 where that grows with the figure that has the caveat, -1 where it falls, 0
        where nobody knows.
        """
        if not self.of_count:
            return self
        if quantity in COMPARING or growth == 0:
            return replace(self, direction=UNKNOWN)
        if growth > 0:
            return self
        return replace(self, direction=OPPOSITE.get(self.direction, self.direction))


def decisive_first(caveats: Iterable[AppliedCaveat]) -> list[AppliedCaveat]:
    """Return them by their weight, and those of one weight as they were."""
    return sorted(caveats, key=lambda one: one.caveat.weight)


def count_bias(caveats: Iterable[AppliedCaveat]) -> str:
    """Sum the directions of those caveats that affect the accuracy."""
    return combined_bias(one.direction for one in caveats if one.of_count)


def unequal_periods(figure: FigureRow) -> AppliedCaveat | None:
    """The software's own caveat where a figure compares clearly longer with shorter periods."""
    if not figure.base_period or figure.quantity == "share":
        return None
    days, base = (periods.parse(text).days for text in (figure.period, figure.base_period))
    if days is None or base is None or max(days, base) <= UNEQUAL * min(days, base):
        return None
    direction = "understated" if days < base else "overstated"
    return AppliedCaveat(UNEQUAL_LENGTHS, direction, f"observation:{figure.slug}")
