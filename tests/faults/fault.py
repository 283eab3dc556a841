"""One fault that was tried: how often, how often it was survived, and how often nobody was told."""

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("fault", "tried", "survived", "silent", "measured")


@dataclass(frozen=True)
class Fault:
    """``survived``: it was refused, or made no difference; ``silent``: it did harm unnoticed.

    ``measured`` is what else was seen, in words.
    """

    name: str
    tried: int
    survived: int
    silent: int = 0
    measured: str = ""

    @property
    def held(self) -> bool:
        """Whether all of them were survived."""
        return self.tried > 0 and self.survived == self.tried and not self.silent


def table(faults: Iterable[Fault]) -> str:
    """Return the faults as a table in Markdown."""
    rows = [COLUMNS, ("---", "--:", "--:", "--:", "---")]
    rows += [
        (one.name, f"{one.tried:,}", f"{one.survived:,}", f"{one.silent:,}", one.measured)
        for one in faults
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
