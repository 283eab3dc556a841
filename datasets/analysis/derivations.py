"""Figures that Caveat computes from others: what goes in, what comes out, what remains possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from datasets.arithmetic import bounds, formula_syntax, formulas, periods
from datasets.arithmetic.bounds import ABOVE, BELOW
from datasets.arithmetic.digits import significant
from datasets.arithmetic.intervals import EVERYTHING, INFINITE, Interval
from datasets.curation.derivation_rules import derivation_problems
from datasets.curation.identity_rules import id_problems
from datasets.models import Derivation, Event, Measure, Observation


@dataclass(frozen=True)
class Derived:
    """A derivation's row, worked out.

    ``formula`` is over the figures and events that everything goes back to, ``direct`` over its own
    operands; ``intervals`` and ``numbers`` are those of what it goes back to, by name
    (``observation:slug``), ``dated`` its own events, by id.
    """

    row: Derivation
    measure: Measure
    formula: formulas.Formula
    direct: formulas.Formula
    intervals: Mapping[str, Interval]
    numbers: Mapping[str, Fraction | None]
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
    def interval(self) -> Interval:
        """What it can be; ValueError where it divides by zero, or is less than none of it."""
        interval = self.formula.over(self.intervals)
        if self.row.comparator == "lte":
            interval = Interval(-INFINITE, interval.upper, False, interval.upper_closed)
        elif self.row.comparator == "gte":
            interval = Interval(interval.lower, INFINITE, interval.lower_closed, False)
        if not bounds.kind_of(self.row.quantity, self.measure.unit)["unsigned"]:
            return interval
        if interval.below(Interval.point(0)):
            raise ValueError("comes to less than 0, and there is no less than none of it")
        return interval.at_least(0)

    @cached_property
    def _number(self) -> Fraction | None:
        """What comes out of the operands' own numbers.

        None where one of them has none, or where it lies outside of its own bounds.
        """
        numbers = {name: self.numbers[name] for name in self.formula.names}
        if None in numbers.values():
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
        value = self.interval.upper if self.side in BELOW else self.interval.lower
        return None if abs(value) == INFINITE else value

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
        if self.value is None:
            return "vague"
        if self.side:
            return self.side
        whole = Fraction(self.shown) == self.value
        return "eq" if self.interval.is_point and whole else "about"

    def direction(self, observation: str) -> int:
        """1 where it grows with one of its observations, -1 or 0 as in Formula."""
        name = f"observation:{observation}"
        formula = self.formula if name in self.intervals else self.direct
        return formula.direction(name)


class Worked:
    """All derivations of a dataset, worked out in the order of what they rest on."""

    def __init__(self, dataset):
        self.problems = []
        self._rows = Derivation.objects.filter(dataset=dataset).in_bulk()
        named = {name for row in self._rows.values() for name in row.operands.values()}
        slugs = {name.partition(":")[2] for name in named}
        compared = {row.compares_id for row in self._rows.values()} - {None}
        observations = Observation.objects.filter(dataset=dataset)
        self._observations = observations.in_bulk(slugs | compared)
        self._events = Event.objects.filter(dataset=dataset).in_bulk(slugs)
        self._measures = Measure.objects.select_related("unit").in_bulk(
            {row.measure_id for row in [*self._observations.values(), *self._rows.values()]}
        )
        self.derived = {}
        reported = Observation.objects.filter(pk__in=self._rows)
        self._reported = set(reported.values_list("pk", flat=True))
        for slug in sorted(self._rows):
            self._check(slug)
        for slug in sorted(self._rows) if not self.problems else ():
            self._work_out(slug)

    def _check(self, slug):
        """Say what is wrong with a derivation's row; an edit elsewhere can break it."""
        row = self._rows[slug]
        for field, message in (
            *id_problems(slug, Derivation, self._reported),
            *derivation_problems(row, self._observations, self._rows, self._events),
        ):
            self._say(slug, f"{field}: {message}")

    def _work_out(self, slug):
        """Work out a derivation after those that it rests on; return whether that succeeded."""
        if slug in self.derived:
            return True
        row = self._rows[slug]
        formula = formula_syntax.parse(row.formula)
        parts, direct, intervals, numbers, dated = {}, {}, {}, {}, {}
        for letter, name in row.operands.items():
            noun, _, what = name.partition(":")
            direct[letter] = formulas.operand(name)
            if noun == "observation" and what in self._rows:
                if not self._work_out(what):
                    return False
                other = self.derived[what]
                if other.row.comparator:
                    # A ceiling or a floor is no quantity that could cancel: it goes in as it is.
                    parts[letter] = direct[letter]
                    intervals[name], numbers[name] = other.interval, None
                else:
                    parts[letter] = other.formula
                    intervals |= other.intervals
                    numbers |= other.numbers
            elif noun == "constant":
                parts[letter] = direct[letter] = formulas.constant(what)
            else:
                parts[letter] = direct[letter]
                intervals[name], numbers[name] = self._known(noun, what)
                if noun == "event":
                    dated[what] = self._events[what]
        try:
            derived = Derived(
                row,
                self._measures[row.measure_id],
                formula.substitute(parts),
                formula.substitute(direct),
                intervals,
                numbers,
                dated,
            )
            derived.value  # noqa: B018 (worked out here, so that what cannot be is refused here)
        except ValueError as error:
            self._say(slug, f"formula “{row.formula}” {error}")
            return False
        self.derived[slug] = derived
        return True

    def _known(self, noun, what):
        """Return (interval, number or None) of a figure or an event."""
        if noun == "event":
            return _days(periods.parse(self._events[what].date))
        row = self._observations[what]
        unit = self._measures[row.measure_id].unit
        interval, _ = bounds.of_observation(row, unit)
        if interval is None:
            unsigned = bounds.kind_of(row.quantity, unit)["unsigned"]
            interval = EVERYTHING.at_least(0) if unsigned else EVERYTHING
        # The number of a floor or a ceiling is an end and not what was counted.
        counted = row.value and row.comparator not in (*ABOVE, *BELOW)
        return interval, Fraction(row.value) if counted else None

    def _say(self, slug, what):
        self.problems.append(f"derivation {slug}: {what}")


def _days(period):
    """Return the days of an event as (Interval of ordinals, ordinal where it is one day)."""
    start, end = (day and Fraction(day.toordinal()) for day in (period.start, period.end))
    interval = Interval(
        -INFINITE if start is None else start,
        INFINITE if end is None else end,
        start is not None,
        end is not None,
    )
    return interval, start if interval.is_point else None
