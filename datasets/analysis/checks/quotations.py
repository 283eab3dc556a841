"""What the rules about chains look at: figures as documents that were seen give them."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from datasets.analysis.objections import Objection
from datasets.analysis.readings import Reading
from datasets.arithmetic import periods
from datasets.models.reported import EITHER, NOT_STATED

from .question import Question, question

ASKED = ("measure", "population", "area", "period", "quantity")


@dataclass(frozen=True)
class Quotation:
    """One hop of a figure's chain: what the document says in effect, who counted, at what event."""

    observation: str
    hop: int
    document: str
    origin: str
    reading: Reading
    event: str | None

    def words(self, name: str) -> set[str]:
        """The words that it allows for a part of the reading; none where not stated."""
        words = set(getattr(self.reading, name).split(EITHER))
        return words - {NOT_STATED, ""}

    @cached_property
    def question(self) -> Question | None:
        """The question that it answers in effect; None where its words leave that open."""
        names = (*ASKED, "base_period") if self.reading.base_period else ASKED
        allowed = {name: self.words(name) for name in names}
        if any(len(words) != 1 for words in allowed.values()):
            return None
        asked = {name: words.pop() for name, words in allowed.items()}
        base_period = asked.get("base_period")
        return question(
            measure=asked["measure"],
            population=asked["population"],
            area=asked["area"],
            period=periods.parse(asked["period"]),
            quantity=asked["quantity"],
            per=self.reading.per,
            base_period=periods.parse(base_period) if base_period else None,
            event=self.event,
        )


@dataclass(frozen=True)
class Quotations:
    """All quotations of a dataset, in order, and what the origins themselves answered.

    ``objections`` are what documents say against figures, which they do not quote.

    ``facts`` maps (origin, question) to {id: reading} of figures as their origin gave them,
    ``superseded`` are those in whose place it put others.
    """

    quotations: Sequence[Quotation]
    facts: Mapping[tuple[str, Question], Mapping[str, Reading]]
    superseded: AbstractSet[str]
    objections: Sequence[Objection]
