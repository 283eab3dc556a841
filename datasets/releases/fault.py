"""What verification finds: faults, each with its place, and the report that lists them."""

from dataclasses import dataclass, field

SHOWN_CHARACTERS = 120


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was sealed, where it is, and what was expected of it."""

    where: str
    what: str
    expected: object = None
    found: object = None

    def __str__(self) -> str:
        if self.expected is None and self.found is None:
            return f"{self.where}: {self.what}"
        expected, found = _shortened(self.expected), _shortened(self.found)
        return f"{self.where}: {self.what}: expected {expected}, found {found}"


@dataclass
class Report:
    """What was verified, what is wrong, and what is not but has to be said."""

    releases: int = 0
    records: int = 0
    files: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _shortened(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
