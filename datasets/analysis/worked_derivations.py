"""All derivations of a dataset, each worked out after those that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from datasets.arithmetic import bounds, formulas, periods
from datasets.arithmetic.bounds import ABOVE, BELOW
from datasets.arithmetic.formulas import Formula
from datasets.arithmetic.intervals import EVERYTHING, INFINITE, Interval
from datasets.curation import validation
from datasets.models import Dataset, Derivation, Event, Measure, Observation

from .derivations import Derived


@dataclass(frozen=True)
class Worked:
    """Computed figures by id, operands before what rests on them; and why others cannot be."""

    derived: dict[str, Derived] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def work_out(dataset: Dataset) -> Worked:
    """Work out all derivations of a dataset; none where the rows of some are wrong."""
    rows = Derivation.objects.filter(dataset=dataset).in_bulk()
    known = _Known.load(dataset, rows)
    reported = Observation.objects.filter(pk__in=rows).values_list("pk", flat=True)
    worked = Worked(problems=_problems(rows, known, set(reported)))
    if not worked.problems:
        for slug in sorted(rows):
            _work_out(slug, rows, known, worked)
    return worked


@dataclass(frozen=True)
class _Known:
    """The rows that derivations name, by id."""

    observations: Mapping[str, Observation]
    events: Mapping[str, Event]
    measures: Mapping[str, Measure]

    @classmethod
    def load(cls, dataset: Dataset, rows: Mapping[str, Derivation]) -> "_Known":
        named = {name for row in rows.values() for name in row.operands.values()}
        slugs = {name.partition(":")[2] for name in named}
        compared = {row.compares_id for row in rows.values() if row.compares_id}
        observations = Observation.objects.filter(dataset=dataset).in_bulk(slugs | compared)
        measures = {one.measure_id for one in observations.values()}
        measures |= {one.measure_id for one in rows.values()}
        return cls(
            observations,
            Event.objects.filter(dataset=dataset).in_bulk(slugs),
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


def _problems(rows: Mapping[str, Derivation], known: _Known, reported: set[str]) -> list[str]:
    """What is wrong with the rows of derivations; an edit elsewhere can break them."""
    return [
        f"derivation {slug}: {field}: {message}"
        for slug in sorted(rows)
        for field, message in (
            *validation.id_problems(slug, Derivation, reported),
            *validation.derivation_problems(rows[slug], known.observations, rows, known.events),
        )
    ]


def _work_out(
    slug: str, rows: Mapping[str, Derivation], known: _Known, worked: Worked
) -> Derived | None:
    """Work out a derivation after those that it rests on; None where one of them cannot be."""
    if slug in worked.derived:
        return worked.derived[slug]
    row = rows[slug]
    going_in = _GoingIn()
    for letter, name in row.operands.items():
        noun, _, what = name.partition(":")
        if noun == "observation" and what in rows:
            other = _work_out(what, rows, known, worked)
            if other is None:
                return None
            going_in.add_computed(letter, name, other)
        elif noun == "constant":
            going_in.add(letter, formulas.constant(what))
        else:
            going_in.add_known(letter, name, *known.limits(noun, what))
            if noun == "event":
                going_in.dated[what] = known.events[what]
    try:
        derived = going_in.compute(row, known.measures[row.measure_id])
    except ValueError as error:
        worked.problems.append(f"derivation {slug}: formula “{row.formula}” {error}")
        return None
    worked.derived[slug] = derived
    return derived


@dataclass(frozen=True)
class _GoingIn:
    """What the letters of one formula stand for, and all that these go back to, by name."""

    parts: dict[str, Formula] = field(default_factory=dict)
    direct: dict[str, Formula] = field(default_factory=dict)
    intervals: dict[str, Interval] = field(default_factory=dict)
    numbers: dict[str, Fraction | None] = field(default_factory=dict)
    dated: dict[str, Event] = field(default_factory=dict)

    def add(self, letter: str, part: Formula) -> None:
        """Add what is no figure and no event."""
        self.parts[letter] = self.direct[letter] = part

    def add_known(
        self, letter: str, name: str, interval: Interval, number: Fraction | None
    ) -> None:
        """Add a figure or an event as it is."""
        self.add(letter, formulas.operand(name))
        self.intervals[name], self.numbers[name] = interval, number

    def add_computed(self, letter: str, name: str, other: Derived) -> None:
        """Add another computed figure, and what it goes back to in its place."""
        if other.row.comparator:
            # A ceiling or a floor is no quantity that could cancel: it goes in as it is.
            self.add_known(letter, name, other.interval, None)
        else:
            self.parts[letter], self.direct[letter] = other.formula, formulas.operand(name)
            self.intervals.update(other.intervals)
            self.numbers.update(other.numbers)

    def compute(self, row: Derivation, measure: Measure) -> Derived:
        """The figure; ValueError where nothing can come out of its formula."""
        formula = formulas.parse(row.formula)
        derived = Derived(
            row,
            measure,
            formula.substitute(self.parts),
            formula.substitute(self.direct),
            self.intervals,
            self.numbers,
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
