"""Printed numbers as people write them in a table: in the English way, with their words."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from datasets.arithmetic import digits
from datasets.arithmetic.printed import PrintedNumber, read

from .cells import NotBelieved

_LANGUAGE = "en"
# A comma that parts decimals; a point that may part thousands.
_DECIMAL_COMMA = re.compile(r"[0-9],[0-9]{1,2}(?![0-9])|[0-9],[0-9]{4}")
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_POINT_OR_GROUP = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9])")
_TWO_READINGS = "a number that can be read in two ways: write the one that is meant"
# Words of a range that are left beside its two numbers.
_OF_A_RANGE = {"between", "and", "from", "to", "until", *"-–—−‐‑…"}
_MINUS = {*"-−"}


@dataclass(frozen=True)
class Number:
    """A number as a figure has it: a value or both ends of a range, in plain digits."""

    value: str
    low: str
    high: str
    comparator: str
    is_percent: bool

    @property
    def is_whole(self) -> bool:
        """Whether it can be a number of things."""
        return not any("." in one for one in (self.value, self.low, self.high))


def number_of(text: str, also: Collection[str] = ()) -> Number:
    """Return the number that a cell prints; NotBelieved says why it cannot be known.

    ``also`` are words that may stand beside it, such as those of what is counted.
    """
    if _DECIMAL_COMMA.search(text):
        raise NotBelieved("a comma that seems to part decimals: write a point there, as in 1.5")
    if found := _POINT_OR_GROUP.search(text):
        whole = found[0].replace(".", "")
        raise NotBelieved(_TWO_READINGS, f"{whole} or {found[0]}0")
    printed = read(_GROUPED.sub("", text), _LANGUAGE)
    if not printed.numbers:
        raise NotBelieved("no number in it: leave out what is only said in words")
    ranged = [one.comparator == "range" for one in printed.numbers]
    left = {*re.findall(r"\S+", printed.rest.lower())} - {word.lower() for word in also}
    plain = not any(one.comparator for one in printed.numbers)
    if len(printed.numbers) == 2 and plain and not left - _OF_A_RANGE:
        raise NotBelieved("a range whose first number is not the lower one")
    expected = _OF_A_RANGE if all(ranged) else _MINUS if _is_below_none(printed.numbers) else set()
    if left - expected:
        words = " ".join(sorted(left))
        raise NotBelieved("words or signs beside the number that nobody explains", words)
    if len(printed.numbers) == 2 and all(ranged):
        low, high = (_digits(one) for one in printed.numbers)
        return Number("", low, high, "range", printed.numbers[0].unit == "percent")
    if len(printed.numbers) > 1:
        raise NotBelieved("more than one number: write one, or both ends of a range")
    (one,) = printed.numbers
    return Number(_digits(one), "", "", one.comparator or "eq", one.unit == "percent")


def _is_below_none(numbers: tuple[PrintedNumber, ...]) -> bool:
    return len(numbers) == 1 and all(one.number < 0 for one in numbers[0].readings)


def _digits(printed: PrintedNumber) -> str:
    if printed.unit not in ("", "percent"):
        raise NotBelieved("how many times, points and parts of a whole are not levels: curate it")
    numbers = dict.fromkeys(digits.significant(one.number) for one in printed.readings)
    if len(numbers) > 1:
        raise NotBelieved(_TWO_READINGS, " or ".join(numbers))
    return digits.digits(printed.readings[0].number)
