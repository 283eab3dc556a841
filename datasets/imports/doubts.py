"""Which cells are not believed, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasets.models.characters import visible
from datasets.seeds.together import together


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
        found = f" “{visible(self.value)}”" if self.value else ""
        return f"row {self.row}{found}" + (f" ({self.here})" if self.here else "")


def told(doubts: Iterable[Doubt]) -> Iterator[str]:
    """Yield lines: each column with each reason, how many cells, and where the first are."""
    return together(((one.column, one.reason, one.place) for one in doubts), "cell")
