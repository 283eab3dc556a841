"""Figures as far as the rules compare them: as answers to questions."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from datasets.analysis.derivations import Derived
from datasets.analysis.rows import ObservationRow
from datasets.arithmetic import bounds, periods
from datasets.arithmetic.intervals import Interval
from datasets.models import Measure
from datasets.vocabularies import FORECAST

from .question import DATED, Question, question


class Told(NamedTuple):
    """Where a figure stands first: the first document of its chain, and its day."""

    document: str
    published: periods.Period


NOWHERE = Told("", periods.parse(periods.UNKNOWN))


@dataclass(frozen=True, kw_only=True)
class Comparable:
    """A figure as far as the rules compare it.

    ``period`` ends where counting did, ``asked`` is the code of the one that was asked about.
    ``interval`` is what it can be, of whole things the whole numbers alone.
    ``two_sided`` is what says both how many at least and how many at most; “up to 50” does not,
    though nothing is below 0. ``origins`` are who counted, of a computed figure all who did;
    ``rests_on`` what that was computed from. ``published_inputs`` are the sources that published
    the inputs, ``told`` says where it stands first, if a rule asks. Of ``superseded`` ones the
    origin put a recount in the place; ``projected`` is no count, ``estimated`` is
    one, or rests on one, that may be wrong by more than its digits say. ``whole_things`` can be
    twice as many; where nothing is none, as of degrees, no number is twice another.
    """

    slug: str
    measure: str
    population: str
    area: str
    period: periods.Period
    quantity: str
    per: str
    base_period: periods.Period | None
    interval: Interval | None
    two_sided: bool
    value: Fraction | None
    origins: frozenset[str]
    named: bool
    event: str | None = None
    inputs: frozenset[str] = frozenset()
    published_inputs: frozenset[str] = frozenset()
    rests_on: frozenset[str] = frozenset()
    asked: str = ""
    told: Told = NOWHERE
    superseded: bool = False
    projected: bool = False
    estimated: bool = False
    whole_things: bool = False

    @classmethod
    def reported(
        cls,
        row: ObservationRow,
        measure: Measure,
        *,
        inputs: dict[str, str],
        named: bool,
        told: Told,
        superseded: bool,
    ) -> "Comparable":
        """A reported figure; ``inputs`` maps the documents it was counted from to their sources."""
        interval, basis = bounds.of_observation(row, measure.unit)
        if interval is not None:
            interval = bounds.in_whole_things(interval, row.quantity, measure)
        return cls(
            slug=row.slug,
            measure=row.measure_id,
            population=row.population_id,
            area=row.area_id,
            period=_counted_period(row),
            quantity=row.quantity,
            per=row.per,
            base_period=periods.parse(row.base_period) if row.base_period else None,
            interval=interval,
            two_sided=interval is not None and interval.two_sided and basis != "one_sided",
            value=Fraction(row.value) if row.value else None,
            origins=frozenset([row.origin_id]),
            named=named,
            event=row.event_id,
            inputs=frozenset(inputs),
            published_inputs=frozenset(inputs.values()),
            asked=periods.parse(row.period).code,
            told=told,
            superseded=superseded,
            projected=row.status == FORECAST,
            estimated=bounds.is_estimate(row),
            whole_things=bounds.are_whole_things(row.quantity, measure),
        )

    @classmethod
    def computed(
        cls, derived: Derived, origins: frozenset[str], *, event: str | None, estimated: bool
    ) -> "Comparable":
        """A computed figure; ``origins`` and ``event`` are those of what it was computed from."""
        row = derived.row
        return cls(
            slug=row.slug,
            measure=row.measure_id,
            population=row.population_id,
            area=row.area_id,
            period=periods.parse(row.period),
            quantity=row.quantity,
            per=row.per,
            base_period=periods.parse(row.base_period) if row.base_period else None,
            interval=bounds.in_whole_things(derived.interval, row.quantity, derived.measure),
            two_sided=derived.interval.two_sided and not derived.side,
            value=derived.value,
            origins=origins,
            named=True,
            event=event,
            rests_on=frozenset([*derived.observations, *derived.events]),
            estimated=estimated,
            whole_things=bounds.are_whole_things(row.quantity, derived.measure),
        )

    @property
    def aside(self) -> bool:
        """Whether it is held against no count, but where recounts or outcomes are told."""
        return self.superseded or self.projected

    @property
    def cut_off(self) -> bool:
        """Whether it was counted up to another day than the last of what was asked about."""
        return self.period.code != self.asked

    @property
    def derived(self) -> bool:
        """Whether it was computed."""
        return bool(self.rests_on)

    @cached_property
    def question(self) -> Question | None:
        """What it answers; None where that is not known well enough to hold it against another."""
        return question(
            measure=self.measure,
            population=self.population,
            area=self.area,
            period=self.period,
            quantity=self.quantity,
            per=self.per,
            base_period=self.base_period,
            event=self.event,
        )


def _counted_period(row: ObservationRow) -> periods.Period:
    """The period that was counted: it may end before the one that was asked about does."""
    period = periods.parse(row.period)
    if not row.data_cutoff:
        return period
    to = periods.parse(row.data_cutoff)
    precision = to.precision if period.precision in DATED else period.precision
    return periods.Period(f"{period.code} to {to.end}", period.start, to.end, precision)
