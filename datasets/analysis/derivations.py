"""Figures that Caveat computes from others: what goes in, what comes out, what remains possible."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from datasets.arithmetic import bounds, formulas
from datasets.arithmetic.bounds import BELOW
from datasets.arithmetic.digits import significant
from datasets.arithmetic.intervals import INFINITE, Interval
from datasets.models import Derivation, Event, Measure

from .equal_rates import evens_out
from .objections import Objection, of_documents


def shared_event(events: Collection[str | None]) -> str | None:
    """The one event, by id, that figures are all about; None where some are about another."""
    return next(iter(events)) if len(events) == 1 else None


@dataclass(frozen=True)
class Derived:
    """A derivation's row, worked out.

    ``formula`` is over the figures and events that everything goes back to, ``direct`` over its own
    operands; ``intervals`` and ``numbers`` are those of what it goes back to, by name
    (``observation:slug``), ``daily`` what that would be if everything happened once a day.
    ``dated`` are its own events, by id.
    """

    row: Derivation
    measure: Measure
    formula: formulas.Formula
    direct: formulas.Formula
    intervals: Mapping[str, Interval]
    numbers: Mapping[str, Fraction | None]
    daily: Mapping[str, Fraction | None]
    dated: Mapping[str, Event]

    @cached_property
    def observations(self) -> list[str]:
        """The ids of its operands and of what they go back to, if it cancels out as well."""
        named = (name.partition(":") for name in self.intervals.keys() | self.row.operands.values())
        return sorted({what for noun, _, what in named if noun == "observation"})

    @cached_property
    def events(self) -> list[str]:
        """The ids of the events among its operands."""
        return sorted(self.dated)

    @cached_property
    def documents(self) -> list[str]:
        """The documents that those events are known from."""
        return sorted({event.document_id for event in self.dated.values()})

    @cached_property
    def objections(self) -> list[Objection]:
        """What became of the documents that those events are known from."""
        documents = {event.document_id: event.document for event in self.dated.values()}
        sources = {one.source_id: one.source for one in documents.values()}
        known_from = [documents[slug] for slug in self.documents]
        return list(of_documents(self.row.slug, known_from, sources))

    @cached_property
    def interval(self) -> Interval:
        """What it can be; ValueError where it divides by zero, or is less than none of it."""
        interval = self.formula.over(self.intervals)
        if self.row.comparator == "lte":
            interval = Interval(-INFINITE, interval.upper, False, interval.upper_closed)
        elif self.row.comparator == "gte":
            interval = Interval(interval.lower, INFINITE, interval.lower_closed, False)
        kind = bounds.kind_of(self.row.quantity, self.measure.unit)
        if kind["share"]:
            interval = interval.at_most(bounds.WHOLE)
        if not kind["unsigned"]:
            return interval
        if interval.below(Interval.point(0)):
            raise ValueError("comes to less than 0, and there is no less than none of it")
        return interval.at_least(0)

    @cached_property
    def _number(self) -> Fraction | None:
        """What comes out of the operands' own numbers.

        None where one of them has none, or where it lies outside of its own bounds.
        """
        names = self.formula.names
        numbers = {name: number for name in names if (number := self.numbers[name]) is not None}
        if len(numbers) < len(names):
            return None
        number, interval = self.formula.at(numbers), self.interval
        return number if interval.lower <= number <= interval.upper else None

    @cached_property
    def side(self) -> str | None:
        """How it is put where it is only known on one side, else None."""
        # Asked first: what divides by zero is refused, however it is put.
        if self._number is not None or self.row.comparator:
            return self.row.comparator or None
        interval = self.interval
        if interval.upper == INFINITE and interval.lower > 0:
            return interval.lower_bound_comparator
        if interval.upper < INFINITE and interval.lower in (0, -INFINITE):
            return interval.upper_bound_comparator
        return None

    @cached_property
    def value(self) -> Fraction | None:
        """Its value as a Fraction, None where there is none; on one side it is the end."""
        if not self.side:
            return self._number
        end = self.interval.upper if self.side in BELOW else self.interval.lower
        return end if isinstance(end, Fraction) else None

    @property
    def shown(self) -> str | None:
        """Its value in digits, None where there is none; an end is rounded outward."""
        if self.value is None:
            return None
        lower, upper = self.interval.ends
        if self.side:
            return upper if self.side in BELOW else lower
        return significant(self.value)

    @property
    def comparator(self) -> str:
        """How its value is put; one that goes on behind its last digit is rounded."""
        if self.value is None or self.shown is None:
            return "vague"
        if self.side:
            return self.side
        whole = Fraction(self.shown) == self.value
        return "eq" if self.interval.is_point and whole else "about"

    @cached_property
    def evens_out(self) -> bool:
        """Whether no lengths of time make it what it is, as where each count is divided by days."""
        return evens_out(self.row, self.formula, self.daily)

    def ensure_possible(self) -> None:
        """Raise ValueError, which says why, where its value divides by 0 or it has no interval."""
        _ = self._number, self.interval

    def direction(self, observation: str) -> int:
        """1 where it grows with one of its observations, -1 or 0 as in Formula."""
        name = f"observation:{observation}"
        formula = self.formula if name in self.intervals else self.direct
        return formula.direction(name)
