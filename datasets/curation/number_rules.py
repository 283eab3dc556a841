"""What the numbers of a figure must obey: their unit, and each other."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from datasets.arithmetic.bounds import kind_of
from datasets.arithmetic.intervals import Interval
from datasets.models.reported import EITHER
from datasets.models.validators import DIGITS

from .quotation_rules import in_effect

NUMBERS = ("value", "value_low", "value_high")
# Why a number may not be below the least that there is.
BELOW_THE_LEAST = {
    "level": "there are never fewer {unit} than none",
    "rate": "there are never fewer {unit} than none",
    "ratio": "nothing is less than 0 times as much",
    "share": "no part is less than nothing",
    "percent_change": "{unit} cannot become fewer by more than all of them",
}
# “26 to 31 million”, typed as 26 and 31000000: whatever scale the low end lost, it is this much.
TWO_SCALES = 1000


def number_problems(observation: Any, unit: Any) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where the numbers do not fit the unit or each other."""
    quantity, least = observation.quantity, _least(observation.quantity, unit)
    for field in NUMBERS:
        number = getattr(observation, field)
        if quantity == "level" and unit.countable and "." in number:
            yield field, f"{unit.slug} are counted in whole numbers"
        if number and least is not None and Fraction(number) < least:
            yield field, _too_low(quantity, unit, least)
    words = observation.interpreted_as
    if words and least is not None and Interval.read(words).below(Interval.point(least)):
        yield "interpreted_as", _too_low(quantity, unit, least)
    low, high = observation.value_low, observation.value_high
    value = observation.value
    if low and high and Decimal(low) > Decimal(high):
        yield "value_high", f"the high end is below the low end {low}"
    elif low and high and value and not Decimal(low) <= Decimal(value) <= Decimal(high):
        yield "value", f"it lies outside of its own range, {low} to {high}"
    if low and high and not words and _lost_a_scale(low, high):
        yield (
            "value_low",
            f"the high end {high} is {TWO_SCALES:,} times as much or more, as if “26 to 31 million”"
            " began at 26: expected both ends in full, or interpreted_as where that is meant",
        )


def reported_number_problems(
    observation: Any, citations: Sequence[Any], unit: Any
) -> Iterator[tuple[int, str, str]]:
    """Yield (hop, field, message) for numbers that no document can mean."""
    hops = {one.hop: one for one in citations}
    for citation in citations:
        yield from _below_the_least(observation.quantity, citation, hops, unit)


def _lost_a_scale(low: str, high: str) -> bool:
    """Return whether the low end of a range may have lost the thousand or million of the other."""
    return Decimal(high) % TWO_SCALES == 0 and 1 <= Decimal(low) <= Decimal(high) / TWO_SCALES


def _below_the_least(
    quantity: str, citation: Any, hops: Mapping[int | None, Any], unit: Any
) -> Iterator[tuple[int, str, str]]:
    said = citation.reported_value.split(EITHER)
    quantities = in_effect("quantity", citation, hops, quantity).split(EITHER)
    if len(quantities) > 1 or not all(map(DIGITS.fullmatch, said)):
        return
    least = _least(quantities[0], unit)
    if least is not None and any(Fraction(number) < least for number in said):
        message = f"{_too_low(quantities[0], unit, least)}; the words may stand in as_printed"
        yield citation.hop, "reported_value", message


def _least(quantity: str, unit: Any) -> int | None:
    """Return the least that such a figure can be; what has no least can be below nothing."""
    if quantity == "percent_change" and unit.countable:
        return -100
    return 0 if kind_of(quantity, unit)["unsigned"] else None


def _too_low(quantity: str, unit: Any, least: int) -> str:
    return f"{BELOW_THE_LEAST[quantity].format(unit=unit.slug)}: expected {least} or more"
