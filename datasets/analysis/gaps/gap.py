"""What is missing."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

BASE, PART, DOCUMENT = "base_missing", "part_missing", "document_unread"


class Wanted(NamedTuple):
    """What a figure would have to be about; the period is a code."""

    measure: str
    population: str
    area: str
    period: str
    quantity: str
    event: str | None = None


@dataclass(frozen=True)
class Gap:
    """A kind of gap, and the figures that lack what is missing, in the order of their ids.

    ``wanted`` is the base that no figure gives, or the whole of which no figure gives the measures
    ``parts``; ``document`` is the one that nobody read. ``computed`` are the figures that rest on
    those that lack it.
    """

    kind: str
    figures: tuple[str, ...]
    wanted: Wanted | None = None
    parts: tuple[str, ...] = ()
    document: str = ""
    computed: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Its id: the same thing missing is the same gap for ever, whatever hangs on it."""
        about = "\n".join(word or "" for word in (*(self.wanted or ()), self.document))
        digest = hashlib.blake2b(about.encode(), digest_size=8).hexdigest()
        return f"{self.kind.replace('_', '-')}-{digest}"

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures of the figures that would fill it, by id."""
        if self.wanted is None:
            return ()
        return self.parts or (self.wanted.measure,)

    @property
    def observations(self) -> list[str]:
        """All figures that hang on it, by id."""
        return sorted([*self.figures, *self.computed])
