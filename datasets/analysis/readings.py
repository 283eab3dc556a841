"""What a document says of a figure in effect, and which numbers its words allow."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from itertools import product
from operator import attrgetter

from datasets.arithmetic import bounds, periods
from datasets.arithmetic.intervals import Interval
from datasets.arithmetic.printed.estimates import without_estimated
from datasets.arithmetic.printed.matching import match
from datasets.models import Measure, Unit
from datasets.models.observation import WITHOUT_NUMBER
from datasets.models.reported import EITHER, NOT_STATED, REPORTED
from datasets.models.validators import DIGITS

from .rows import CitationRow, ObservationRow
from .scales import Scale, scale_of

REPORTED_FIELDS = [(name, f"reported_{name}") for name in REPORTED]
NUMBER = ("value", "place", "comparator", "quantity")
PERIODS = ("period", "base_period")
UNITS_OF_TWO = {"points": "percentage points"}
OF_AMOUNTS = ("level", "difference", "rate")
RISES_OR_FALLS = ("increase", "decrease")
# What words beside a number say of it.
PUT = ("about", "lt_approx", "gt_approx", "gt", "gte", "lt", "lte")
# The words of a document and the language that they are in.
Print = tuple[str, str]


@dataclass(frozen=True)
class Reading:
    """What a document says in effect, each part in words: ``-`` not stated, ``a|b`` either.

    ``value_low`` and ``value_high`` are the origin's range, ``interpreted_as`` is what the curators
    take its words to mean; empty once a document reports another number. ``unit_basis`` are the
    measure and quantity that were stated last: a document that leaves them out still prints the
    number in their unit. ``measures`` are those that the words may name, each with its unit;
    ``units`` are those that ``unit`` may name instead. ``prints`` are the words of the documents
    that give this value, the origin's first. ``is_estimate``: so the origin calls its figure.
    """

    value: str
    place: str
    comparator: str
    quantity: str
    measure: str
    population: str
    area: str
    period: str
    base_period: str
    attribution: str
    value_low: str
    value_high: str
    range_kind: str
    unit: str
    interpreted_as: str
    unit_basis: tuple[str, str]
    per: str
    measures: Mapping[str, Measure] = field(repr=False, compare=False)
    units: Mapping[str, Unit] = field(repr=False, compare=False)
    prints: tuple[Print, ...] = ()
    is_estimate: bool = False

    def overlaid(self, citation: CitationRow, language: str) -> "Reading":
        """This reading with what the citation gives in the place of its parts.

        ``language`` is that of its document.
        """
        reported = {
            name: word for name, column in REPORTED_FIELDS if (word := getattr(citation, column))
        }
        prints = ((citation.as_printed, language),) if citation.as_printed else ()
        if "value" not in reported:
            prints = (*self.prints, *prints)
        if "comparator" not in reported and (put := self._put_otherwise(citation, language)):
            reported["comparator"] = put
        if not reported:
            return replace(self, prints=prints) if prints != self.prints else self
        reported |= {name: _code(reported[name]) for name in PERIODS if name in reported}
        if not reported.keys().isdisjoint(NUMBER):
            reported["interpreted_as"] = ""
            if not self.value:
                # Another number takes the place of a range, and not of the one beside a value.
                reported = {"value_low": "", "value_high": "", "range_kind": ""} | reported
        if reported.get("value", NOT_STATED) != NOT_STATED and _has_no_value(self.comparator):
            reported.setdefault("comparator", "eq")
        if "comparator" in reported and _has_no_value(reported["comparator"]):
            reported.setdefault("value", "")
        stated = (reported.get(name, NOT_STATED) for name in ("measure", "quantity"))
        measure, quantity = (
            before if now == NOT_STATED else now
            for before, now in zip(self.unit_basis, stated, strict=True)
        )
        return replace(self, **reported, unit_basis=(measure, quantity), prints=prints)

    def _put_otherwise(self, citation: CitationRow, language: str) -> str | None:
        """How a document words the number, where its words say so: more than 2,700 for about.

        What its few printed words leave out may stand around them. That an estimate is one says
        nothing more of it.
        """
        value = citation.reported_value or self.value
        if not (DIGITS.fullmatch(value) and citation.as_printed):
            return None
        text = citation.as_printed
        printed = without_estimated(text) if self.is_estimate else text
        found = match(value, printed, language)
        put = found.number.comparator if found else ""
        return put if put in PUT and put != self.comparator else None

    @cached_property
    def interval(self) -> Interval | None:
        """The numbers that its words allow, None where they give none.

        Those of one kind are told in one unit: months in days, changes in how many times as much.
        """
        return self._allowed(rounded=False)

    @cached_property
    def rounded_from(self) -> Interval | None:
        """The numbers of which rounding alone can have made it, its zeros being rounded too."""
        return self._allowed(rounded=True)

    @cached_property
    def ends(self) -> "tuple[Reading, Reading] | None":
        """Each end of its range as a number of its own; None where it has no range."""
        if not {"", NOT_STATED}.isdisjoint((self.value_low, self.value_high)):
            return None
        alone = replace(self, place="", comparator="eq", interpreted_as="")
        return replace(alone, value=self.value_low), replace(alone, value=self.value_high)

    @cached_property
    def apart_from_margin(self) -> Interval | None:
        """The numbers that its digits allow, whatever margin the curators read around these."""
        if not self.value or not self.interpreted_as:
            return self.interval
        return replace(self, interpreted_as="").interval

    def _allowed(self, *, rounded: bool) -> Interval | None:
        parts = (*self.unit_basis, self.comparator, self.value)
        found = (self._of(*chosen, rounded=rounded) for chosen in product(*map(words, parts)))
        return reduce(_hull, found)

    @property
    def number(self) -> tuple[str, ...]:
        """All that its interval follows from; equal ones allow the same numbers."""
        printed = (
            self.value,
            self.place,
            self.comparator,
            *(() if self.value else (self.value_low, self.value_high)),
            self.interpreted_as,
        )
        return (*printed, self.unit_basis[1], self.unit_in_effect)

    @property
    def range(self) -> tuple[str, str, str] | None:
        """The range beside its value and what kind it is; None where there is none."""
        ends = self.value_low, self.value_high
        return (
            # Of what kind it is, not everybody says.
            (*ends, self.range_kind or "stated")
            if self.value and {"", NOT_STATED}.isdisjoint(ends)
            else None
        )

    @cached_property
    def unit_in_effect(self) -> str:
        """The unit in which the number stands, ``a|b`` where its words leave that open."""
        return EITHER.join(dict.fromkeys(scale.unit for scale in self._scales))

    @property
    def unit_in_words(self) -> str:
        """The name of that unit as it stands behind a number."""
        return " or ".join(map(self._unit_named, words(self.unit_in_effect)))

    def _unit_named(self, unit: str) -> str:
        slug, rate, each = unit.partition("/")
        label = self.units[slug].label if slug in self.units else UNITS_OF_TWO.get(slug, slug)
        return f"{label} per {each}" if rate and each != NOT_STATED else label

    @property
    def kinds(self) -> set[str]:
        """What the number is a number of, whatever the unit; several where that is open."""
        return {scale.kind for scale in self._scales}

    @property
    def _scales(self) -> list[Scale]:
        return [
            scale_of(self._unit_of(measure), quantity, self.per)
            for measure, quantity in product(*map(words, self.unit_basis))
        ]

    def _of(
        self, measure: str, quantity: str, comparator: str, value: str, *, rounded: bool
    ) -> Interval | None:
        # Said to rise is more than once as much, which only a change can say without a number.
        if quantity == "ratio" and comparator in RISES_OR_FALLS:
            quantity = "percent_change"
        number = "" if value == NOT_STATED else value
        if not (number or self.value_low or self.interpreted_as or comparator in WITHOUT_NUMBER):
            return None
        unit = self._unit_of(measure)
        comparator = "eq" if comparator == NOT_STATED else comparator
        rounded = rounded and (comparator != "eq" or _ends_in_zeros(quantity, number))
        interval, _ = bounds.of_figure(
            comparator,
            number,
            self.value_low or number,
            self.value_high or number,
            self.interpreted_as,
            self._precision(number, rounded=rounded),
            **bounds.kind_of(quantity, unit),
        )
        if interval is None:
            return None
        scale = scale_of(unit, quantity, self.per)
        return interval * Interval.point(scale.factor) + Interval.point(scale.offset)

    def _unit_of(self, measure: str) -> Unit:
        named = self.unit not in ("", NOT_STATED)
        return self.units[self.unit] if named else self.measures[measure].unit

    def _precision(self, value: str, *, rounded: bool) -> bounds.Precision | None:
        """How exactly it is printed: of the documents that say the same, by the least exact."""
        place = "" if self.place == NOT_STATED else self.place
        found = [bounds.precision_of(value, place, *one) for one in self.prints or [("", "")]]
        printed = max(filter(None, found), key=attrgetter("place"), default=None)
        if not rounded or not value:
            return printed
        return (printed or bounds.as_written(value))._replace(rounded=True)


def origin_reading(
    observation: ObservationRow, measures: Mapping[str, Measure], units: Mapping[str, Unit]
) -> Reading:
    """The origin's own facts as a Reading."""
    return Reading(
        observation.value,
        observation.place,
        observation.comparator,
        observation.quantity,
        observation.measure_id,
        observation.population_id,
        observation.area_id,
        _code(observation.period),
        _code(observation.base_period),
        observation.origin_id,
        observation.value_low,
        observation.value_high,
        observation.range_kind,
        "",
        observation.interpreted_as,
        (observation.measure_id, observation.quantity),
        observation.per,
        measures,
        units,
        ((observation.printed, observation.printed_language),) if observation.printed else (),
        bounds.is_estimate(observation),
    )


def reading_record(reading: Reading) -> dict[str, str]:
    """The words of a Reading by name, as they are published; empty ones are left out."""
    return {name: word for name in REPORTED if (word := getattr(reading, name))}


def words(text: str) -> list[str]:
    """The alternatives that a bar joins."""
    return text.split(EITHER)


def _ends_in_zeros(quantity: str, number: str) -> bool:
    """Whether zeros at its end may stand for digits that were rounded away, though no word says so.

    In percent and in multiples each digit is meant, and decimals are printed because they are.
    """
    return quantity in OF_AMOUNTS and number.endswith("0") and "." not in number


def _has_no_value(comparator: str) -> bool:
    return {*WITHOUT_NUMBER, "range"}.issuperset(words(comparator))


def _hull(one: Interval | None, other: Interval | None) -> Interval | None:
    if one is None or other is None:
        return one or other
    return one.hull(other)


def _code(text: str) -> str:
    """The periods of a text, each as its one code."""
    if text in ("", NOT_STATED):
        return text
    return EITHER.join(periods.parse(word).code for word in words(text))
