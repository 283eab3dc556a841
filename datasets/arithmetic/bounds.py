"""What can be concluded from a printed figure: the interval of what it can be, and why."""

from fractions import Fraction
from typing import Any, NamedTuple, TypedDict

from datasets.vocabularies import STATISTICAL

from .intervals import INFINITE, Interval
from .printed.matching import match

# The interval, None where nothing can be concluded, and the term for what it rests on.
Concluded = tuple[Interval | None, str]

# Of a share: nothing is more than all of it.
WHOLE = 100
# With these a number is an end of what is possible, and not what was counted.
ABOVE, BELOW = ("gt", "gte"), ("lt", "lte")
# The status of what its origin estimated.
ESTIMATED = "E"
# Words such as about say no more than this of a number: about 1,000 is 900 to 1,100.
SOFTEST = Fraction(1, 10)
# A third ends in no digits, and was counted in no step.
_FINEST = 10**6


class Precision(NamedTuple):
    """The exact number that is printed, and the last place for which it vouches.

    ``said``: a curator says so, and no rule widens it. ``rounded``: it may have been rounded to its
    last place that is not zero, however coarse that is; where no word such as about says so, by a
    tenth of it at most.
    """

    number: Fraction
    place: Fraction
    said: bool = False
    rounded: bool = False


class Kind(TypedDict):
    """What must be known of a figure beside its words."""

    counted: bool
    unsigned: bool
    share: bool
    unchanged: Fraction


def of_figure(
    comparator: str,
    value: str,
    value_low: str = "",
    value_high: str = "",
    interpreted_as: str = "",
    precision: Precision | None = None,
    *,
    counted: bool,
    unsigned: bool,
    share: bool,
    unchanged: Fraction,
) -> Concluded:
    """Return (interval, basis) of a figure as it was printed; the interval of ``none`` is None.

    ``counted``: a number of things of which only whole ones exist. ``unsigned``: it cannot be
    below 0. ``share``: it is a part of a whole, in percent. ``unchanged``: the number that means
    neither a rise nor a fall. ``interpreted_as``: the curators' interval for what the words leave
    open. ``precision`` is what ``precision_of`` found in print; without it the digits of the value
    are taken for what was printed.
    """
    if value and precision is None:
        precision = as_written(value)
    exact = precision and not precision.rounded and comparator == "eq"
    if precision and exact and counted and precision.place <= 1:
        precision = precision._replace(place=Fraction(0), said=True)
    interval, basis = _interpreted(comparator, precision, interpreted_as) or _of_words(
        comparator, precision, value_low, value_high, unchanged
    )
    if interval is not None and unsigned:
        interval = interval.at_least(0)
    if interval is not None and share:
        interval = interval.at_most(WHOLE)
    return interval, basis


def precision_of(value: str, place: str, text: str, language: str) -> Precision | None:
    """Return how exactly a text prints a value; None where it prints another number, or none.

    ``place`` is what a curator says, empty where the words are to be read.
    """
    if not value:
        return None
    if place:
        return Precision(_exactly(value), Fraction(place), said=True)
    if text == value or not text:
        return None
    found = match(value, text, language)
    if found is None:
        return None
    _, reading = found
    number = -abs(reading.number) if value.startswith("-") else abs(reading.number)
    return Precision(number, reading.place)


def as_written(value: str) -> Precision:
    """Return the precision of plain digits, each of them printed."""
    return Precision(_exactly(value), Fraction(1, 10 ** len(value.partition(".")[2])))


def is_estimate(observation: Any) -> bool:
    """Return whether a figure is an estimate: its origin says so, or gives a range beside it."""
    return (
        observation.status == ESTIMATED
        or observation.range_kind in STATISTICAL
        or bool(observation.value and observation.value_low)
    )


def of_observation(observation: Any, unit: Any) -> Concluded:
    """Return (interval, basis) of an observation with its print; ``unit`` is its measure's.

    An estimate can be anything within its range; without one, its digits say nothing of how wrong
    it may be.
    """
    if is_estimate(observation) and not observation.interpreted_as:
        kind = kind_of(observation.quantity, unit)
        low, high = observation.value_low, observation.value_high
        if low:
            return of_figure("range", "", low, high, **kind)[0], "estimated"
        if observation.comparator == "vague":
            return None, "none"
        if observation.comparator not in (*ABOVE, *BELOW, "increase", "decrease"):
            return None, "estimated"
        return of_figure(observation.comparator, observation.value, **kind)[0], "estimated"
    return of_figure(
        observation.comparator,
        observation.value,
        observation.value_low,
        observation.value_high,
        observation.interpreted_as,
        precision_of(
            observation.value,
            observation.place,
            observation.printed,
            observation.printed_language,
        ),
        **kind_of(observation.quantity, unit),
    )


def kind_of(quantity: str, unit: Any) -> Kind:
    """Return the Kind of a figure of this quantity in this Unit."""
    return {
        "counted": unit.countable and quantity in ("level", "difference"),
        "unsigned": quantity in ("ratio", "share")
        or (unit.countable and quantity in ("level", "rate")),
        "share": quantity == "share",
        "unchanged": Fraction(quantity == "ratio"),
    }


def in_whole_things(interval: Interval, quantity: str, measure: Any) -> Interval:
    """Return what is left of an interval where only whole things are counted: of (4, ) [5, ).

    An average of counts, whose measure is a ratio, need not be whole.
    """
    return interval.whole() if are_whole_things(quantity, measure) else interval


def are_whole_things(quantity: str, measure: Any) -> bool:
    """Return whether whole things are counted: neither degrees nor an average."""
    return bool(kind_of(quantity, measure.unit)["counted"]) and measure.kind != "ratio"


def _interpreted(
    comparator: str, precision: Precision | None, interpreted_as: str
) -> tuple[Interval, str] | None:
    if not interpreted_as:
        return None
    interval = Interval.read(interpreted_as)
    if precision and comparator in ("eq", "about", "lt_approx", "gt_approx"):
        interval += _rounded(precision, comparator)
    return interval, "interpreted"


def _of_words(
    comparator: str, precision: Precision | None, low: str, high: str, unchanged: Fraction
) -> Concluded:
    if comparator == "range":
        return Interval(Fraction(low), Fraction(high)), "stated"
    if comparator in ("increase", "decrease"):
        rise = Interval(Fraction(0), INFINITE, False, False)
        change = rise if comparator == "increase" else -rise
        return change + Interval.point(unchanged), "one_sided"
    if precision is None:
        return None, "none"
    number = precision.number
    if comparator in ABOVE:
        return Interval(number, INFINITE, comparator == "gte", False), "one_sided"
    if comparator in BELOW:
        return Interval(-INFINITE, number, False, comparator == "lte"), "one_sided"
    half = _half(precision, comparator)
    if half == 0:
        return Interval.point(number), "exact"
    if comparator == "lt_approx":
        return Interval(number - half, number, True, False), "soft"
    if comparator == "gt_approx":
        return Interval(number, number + half, False, True), "soft"
    basis = "rounded" if comparator == "eq" else "soft"
    return Interval.point(number) + _rounded(precision, comparator), basis


def _rounded(precision: Precision, comparator: str) -> Interval:
    """Return what rounding may have taken away; a half is rounded away from 0, as people do."""
    half = _half(precision, comparator)
    negative = precision.number < 0
    return Interval(-half, half, half == 0 or not negative, half == 0 or negative)


def _half(precision: Precision, comparator: str) -> Fraction:
    """Return how far the truth may lie from the number, either way; 0 where it is exact.

    Half of the last printed place. Words such as about loosen a round number: by half of its last
    place that is not zero, of five of them where that is a 5, and by a tenth of it at most.
    """
    half, softest = precision.place / 2, abs(precision.number) * SOFTEST
    if precision.said:
        return half
    if precision.rounded:
        loosest = max(half, _last_place(precision.number) / 2)
        return min(loosest, softest) if comparator == "eq" and softest else loosest
    if comparator == "eq":
        return half
    return max(half, min(_step(precision.number) / 2, softest))


def _step(number: Fraction) -> Fraction:
    """Return the step in which a round number was counted: 100 for 2,700, and 500 for 2,500."""
    place = _last_place(number)
    return place * 5 if place and (number / place) % 5 == 0 else place


def _last_place(number: Fraction) -> Fraction:
    """Return the last place that is not zero; 0 where there is none."""
    if number == 0:
        return Fraction(0)
    place = Fraction(1)
    while (number / place).denominator != 1 and place.denominator < _FINEST:
        place /= 10
    while (number / place / 10).denominator == 1:
        place *= 10
    return place


def _exactly(value: str) -> Fraction:
    # Reading a Fraction out of a text costs more than everything else that is done to a count.
    return Fraction(int(value)) if value.isdigit() else Fraction(value)
