"""Which cells are not believed and why, told so that somebody can mend many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PLACES, _REASONS = 3, 50


@dataclass(frozen=True)
class Doubt:
    """A cell that is not believed: ``here`` is what the reason comes down to in this cell."""

    column: str
    reason: str
    row: int
    value: str
    here: str = ""

    @property
    def place(self) -> str:
        """The row with what stands there."""
        found = f" “{self.value}”" if self.value else ""
        return f"row {self.row}{found}" + (f" ({self.here})" if self.here else "")


def told(doubts: Iterable[Doubt]) -> Iterator[str]:
    """Yield lines: each column with each reason, how many cells, and where the first are."""
    groups: dict[tuple[str, str], list[Doubt]] = defaultdict(list)
    for one in doubts:
        groups[one.column, one.reason].append(one)
    for (column, reason), several in [*groups.items()][:_REASONS]:
        cells = "1 cell" if len(several) == 1 else f"{len(several)} cells"
        yield f"{column}: {cells}: {reason}"
        others = len(several) - _PLACES
        more = f" and {others} more" if others > 0 else ""
        yield "  " + ", ".join(one.place for one in several[:_PLACES]) + more
    if len(groups) > _REASONS:
        yield f"and {len(groups) - _REASONS} more reasons"
