"""What the rules about chains look at: figures as documents that were seen give them."""

from dataclasses import dataclass
from functools import cached_property

from datasets.arithmetic import periods
from datasets.models.given import EITHER, NOT_STATED

from .comparables import question


@dataclass(frozen=True)
class Quotation:
    """One hop of a figure's chain: what the document says in effect, and who counted."""

    observation: str
    hop: int
    document: str
    origin: str
    reading: object

    def words(self, name):
        """Return the words that it allows for a part of the reading; none where not stated."""
        words = set(getattr(self.reading, name).split(EITHER))
        return words - {NOT_STATED, ""}

    @cached_property
    def question(self):
        """Return the question that it answers in effect; None where its words leave that open."""
        names = ["measure", "population", "area", "period", "quantity"]
        if self.reading.base_period:
            names.append("base_period")
        asked = [self.words(name) for name in names]
        if any(len(words) != 1 for words in asked):
            return None
        measure, population, area, period, quantity, *base = (words.pop() for words in asked)
        base_period = periods.parse(base[0]) if base else None
        per = self.reading.per
        return question(
            measure, population, area, periods.parse(period), quantity, per, base_period
        )


@dataclass(frozen=True)
class Quotations:
    """All quotations of a dataset, in order, and what the origins themselves answered.

    ``facts`` maps (origin, question) to {id: reading} of figures as their origin gave them,
    ``superseded`` are those in whose place it put others.
    """

    quotations: list
    facts: dict
    superseded: set
