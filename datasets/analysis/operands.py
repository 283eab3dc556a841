"""What goes into computed figures: the rows that they name, and what these can be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from datasets.arithmetic import bounds, formula_syntax, formulas, periods
from datasets.arithmetic.bounds import ABOVE, BELOW
from datasets.arithmetic.formulas import Formula
from datasets.arithmetic.intervals import EVERYTHING, INFINITE, Interval
from datasets.models import Dataset, Derivation, Event, Measure, Observation

from .derivations import Derived
from .equal_rates import once_a_day


@dataclass(frozen=True)
class NamedRows:
    """The rows that derivations name, by id."""

    observations: Mapping[str, Observation]
    events: Mapping[str, Event]
    measures: Mapping[str, Measure]

    @classmethod
    def load(cls, dataset: Dataset, rows: Mapping[str, Derivation]) -> "NamedRows":
        """Fetch what the rows of derivations name."""
        named = {name for row in rows.values() for name in row.operands.values()}
        slugs = {name.partition(":")[2] for name in named}
        compared = {row.compares_id for row in rows.values() if row.compares_id}
        of_dataset = Observation.objects.with_print().filter(dataset=dataset)
        observations = of_dataset.in_bulk(slugs | compared)
        measures = {one.measure_id for one in observations.values()}
        measures |= {one.measure_id for one in rows.values()}
        return cls(
            observations,
            Event.objects.filter(dataset=dataset).select_related("document__source").in_bulk(slugs),
            Measure.objects.select_related("unit").in_bulk(measures),
        )

    def limits(self, noun: str, slug: str) -> tuple[Interval, Fraction | None]:
        """What a figure or an event can be, and the number that it is, None where there is none."""
        if noun == "event":
            return _days(periods.parse(self.events[slug].date))
        row = self.observations[slug]
        unit = self.measures[row.measure_id].unit
        interval, _ = bounds.of_observation(row, unit)
        if interval is None:
            unsigned = bounds.kind_of(row.quantity, unit)["unsigned"]
            interval = EVERYTHING.at_least(0) if unsigned else EVERYTHING
        # The number of a floor or a ceiling is an end and not what was counted.
        counted = row.value and row.comparator not in (*ABOVE, *BELOW)
        return interval, Fraction(row.value) if counted else None

    def once_a_day(self, noun: str, slug: str) -> Fraction | None:
        """What it would be if everything happened once a day; None of what has no length."""
        if noun == "event":
            return self.limits(noun, slug)[1]
        row = self.observations[slug]
        return once_a_day(row) if self.measures[row.measure_id].kind == "flow" else None


@dataclass(frozen=True)
class Operands:
    """What the letters of one formula stand for, and all that these go back to, by name."""

    parts: dict[str, Formula] = field(default_factory=dict)
    direct: dict[str, Formula] = field(default_factory=dict)
    intervals: dict[str, Interval] = field(default_factory=dict)
    numbers: dict[str, Fraction | None] = field(default_factory=dict)
    daily: dict[str, Fraction | None] = field(default_factory=dict)
    dated: dict[str, Event] = field(default_factory=dict)

    def add(self, letter: str, part: Formula) -> None:
        """Add what is no figure and no event."""
        self.parts[letter] = self.direct[letter] = part

    def add_known(
        self,
        letter: str,
        name: str,
        interval: Interval,
        number: Fraction | None,
        once_a_day: Fraction | None = None,
    ) -> None:
        """Add a figure or an event as it is."""
        self.add(letter, formulas.operand(name))
        self.intervals[name], self.numbers[name] = interval, number
        self.daily[name] = once_a_day

    def add_computed(self, letter: str, name: str, other: Derived) -> None:
        """Add another computed figure, and what it goes back to in its place."""
        if other.row.comparator:
            # A ceiling or a floor is no quantity that could cancel: it goes in as it is.
            self.add_known(letter, name, other.interval, None)
        else:
            self.parts[letter], self.direct[letter] = other.formula, formulas.operand(name)
            self.intervals.update(other.intervals)
            self.numbers.update(other.numbers)
            self.daily.update(other.daily)

    def compute(self, row: Derivation, measure: Measure) -> Derived:
        """The figure; ValueError where nothing can come out of its formula."""
        formula = formula_syntax.parse(row.formula)
        derived = Derived(
            row,
            measure,
            formula.substitute(self.parts),
            formula.substitute(self.direct),
            self.intervals,
            self.numbers,
            self.daily,
            self.dated,
        )
        derived.ensure_possible()
        return derived


def _days(period: periods.Period) -> tuple[Interval, Fraction | None]:
    """The days of an event as (Interval of ordinals, ordinal where it is one day)."""
    start, end = (Fraction(day.toordinal()) if day else None for day in (period.start, period.end))
    interval = Interval(
        -INFINITE if start is None else start,
        INFINITE if end is None else end,
        start is not None,
        end is not None,
    )
    return interval, start if interval.is_point else None
