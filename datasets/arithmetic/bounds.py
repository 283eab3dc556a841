"""What can be concluded from a printed figure: the interval of what it can be, and why."""

from fractions import Fraction
from typing import Any, TypedDict

from .intervals import INFINITE, Interval

# The interval, None where nothing can be concluded, and the term for what it rests on.
Concluded = tuple[Interval | None, str]

# With these a number is an end of what is possible, and not what was counted.
# Of a share: nothing is more than all of it.
WHOLE = 100
ABOVE, BELOW = ("gt", "gte"), ("lt", "lte")


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
    open.
    """
    interval, basis = _interpreted(comparator, value, interpreted_as, counted) or _of_words(
        comparator, value, value_low, value_high, counted, unchanged
    )
    if interval is not None and unsigned:
        interval = interval.at_least(0)
    if interval is not None and share:
        interval = interval.at_most(WHOLE)
    return interval, basis


def of_observation(observation: Any, unit: Any) -> Concluded:
    """Return (interval, basis) of an observation's row; ``unit`` is its measure's."""
    return of_figure(
        observation.comparator,
        observation.value,
        observation.value_low,
        observation.value_high,
        observation.interpreted_as,
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


def _interpreted(
    comparator: str, value: str, interpreted_as: str, counted: bool
) -> tuple[Interval, str] | None:
    if not interpreted_as:
        return None
    interval = Interval.read(interpreted_as)
    if value and comparator in ("eq", "about", "lt_approx", "gt_approx"):
        interval += _rounded(value, comparator, counted)
    return interval, "interpreted"


def _of_words(
    comparator: str, value: str, low: str, high: str, counted: bool, unchanged: Fraction
) -> Concluded:
    if comparator == "range":
        return Interval(Fraction(low), Fraction(high)), "stated"
    if comparator in ("increase", "decrease"):
        rise = Interval(Fraction(0), INFINITE, False, False)
        change = rise if comparator == "increase" else -rise
        return change + Interval.point(unchanged), "one_sided"
    if comparator == "vague":
        return None, "none"
    number = _exactly(value)
    if comparator in ABOVE:
        return Interval(number, INFINITE, comparator == "gte", False), "one_sided"
    if comparator in BELOW:
        return Interval(-INFINITE, number, False, comparator == "lte"), "one_sided"
    half = _half(value, comparator, counted)
    if half == 0:
        return Interval.point(number), "exact"
    if comparator == "lt_approx":
        return Interval(number - half, number, True, False), "soft"
    if comparator == "gt_approx":
        return Interval(number, number + half, False, True), "soft"
    basis = "rounded" if comparator == "eq" else "soft"
    return Interval.point(number) + _rounded(value, comparator, counted), basis


def _rounded(value: str, comparator: str, counted: bool) -> Interval:
    """Return what rounding may have taken away; a half is rounded away from 0, as people do."""
    half = _half(value, comparator, counted)
    negative = value.startswith("-")
    return Interval(-half, half, half == 0 or not negative, half == 0 or negative)


def _exactly(value: str) -> Fraction:
    # Reading a Fraction out of a text costs more than everything else that is done to a count.
    return Fraction(int(value)) if value.isdigit() else Fraction(value)


def _half(value: str, comparator: str, counted: bool) -> Fraction:
    """Return half of the last place that the digits vouch for; 0 where they are exact."""
    whole, _, decimals = value.lstrip("-").partition(".")
    if comparator == "eq":
        return Fraction(0) if counted else Fraction(1, 2) / 10 ** len(decimals)
    digits = (whole + decimals).rstrip("0")
    place = len(whole) - len(digits) if digits else 0
    return Fraction(10) ** place / 2
