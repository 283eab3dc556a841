"""Printed numbers as people write them in a table: in the English way, with their words."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from datasets.arithmetic import digits
from datasets.arithmetic.bounds import ESTIMATED
from datasets.arithmetic.printed import PrintedNumber, PrintedText, read
from datasets.arithmetic.printed.estimates import without_estimated

from .cells import NotBelieved

_LANGUAGE = "en"
# The status of a figure of which its origin says nothing special.
NO_REMARK = "A"
# A comma that parts decimals; a point that may part thousands.
_DECIMAL_COMMA = re.compile(r"[0-9],[0-9]{1,2}(?![0-9])|[0-9],[0-9]{4}")
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_POINT_OR_GROUP = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9])")
_TWO_READINGS = "a number that can be read in two ways: write the one that is meant"
_NEVER_ENDS = "a number whose digits never end: write it rounded, with about"
# Words of a range that are left beside its two numbers.
_OF_A_RANGE = {"between", "and", "from", "to", "until", *"-–—−‐‑…"}
_MINUS = {*"-−"}
# Whoever says a dozen, or a hundred, has hardly counted so many: nine, and one hundred, may be.
_ROUND = {"a", "an", "dozen", "score"}


@dataclass(frozen=True)
class Number:
    """A number as a figure has it: a value or both ends of a range, in plain digits.

    ``is_estimate``: the words beside it call it one.
    """

    value: str
    low: str
    high: str
    comparator: str
    is_percent: bool
    is_estimate: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it can be a number of things."""
        return not any("." in one for one in (self.value, self.low, self.high))

    def status(self, said: str = NO_REMARK) -> str:
        """Return the status of the figure, where ``said`` is what is known of it besides."""
        if not self.is_estimate:
            return said
        if said not in (NO_REMARK, ESTIMATED):
            reason = "is printed as an estimate, and the map gives it another status"
            raise NotBelieved(reason, f"status {said}")
        return ESTIMATED


def number_of(text: str, also: Collection[str] = ()) -> Number:
    """Return the number that a cell prints; NotBelieved says why it cannot be known.

    ``also`` are words that may stand beside it, such as those of what is counted.
    """
    if _DECIMAL_COMMA.search(text):
        raise NotBelieved("a comma that seems to part decimals: write a point there, as in 1.5")
    if found := _POINT_OR_GROUP.search(text):
        whole = found[0].replace(".", "")
        raise NotBelieved(_TWO_READINGS, f"{whole} or {found[0]}0")
    plain = without_estimated(text)
    printed = read(_GROUPED.sub("", plain), _LANGUAGE)
    if not printed.numbers:
        raise NotBelieved("no number in it: leave out what is only said in words")
    _check_words_left(printed, also)
    percent, is_estimate = printed.numbers[0].unit == "percent", plain != text
    if len(printed.numbers) == 2 and all(map(_is_of_a_range, printed.numbers)):
        low, high = (_digits(one) for one in printed.numbers)
        return Number("", low, high, "range", percent, is_estimate)
    if len(printed.numbers) > 1:
        raise NotBelieved("more than one number: write one, or both ends of a range")
    comparator = printed.numbers[0].comparator or _unsaid_comparator(printed)
    return Number(_digits(printed.numbers[0]), "", "", comparator, percent, is_estimate)


def _check_words_left(printed: PrintedText, also: Collection[str]) -> None:
    """Refuse words beside the numbers but ``also``, and those that join the ends of a range."""
    numbers = printed.numbers
    left = {*re.findall(r"\S+", printed.rest.lower())} - {word.lower() for word in also}
    plain = not any(one.comparator for one in numbers)
    if len(numbers) == 2 and plain and left and not left - _OF_A_RANGE:
        raise NotBelieved("a range whose first number is not the lower one")
    if all(map(_is_of_a_range, numbers)):
        left -= _OF_A_RANGE
    elif _is_below_none(numbers):
        left -= _MINUS
    if left:
        words = " ".join(sorted(left))
        raise NotBelieved("words or signs beside the number that nobody explains", words)


def _unsaid_comparator(printed: PrintedText) -> str:
    """Return how a number is put that has no words for it: a dozen, a million are round numbers."""
    (one,) = printed.numbers
    words = {*re.findall("[a-z0-9]+", printed.normal[one.start : one.end])}
    return "about" if words & _ROUND and one.unit != "percent" else "eq"


def _is_of_a_range(one: PrintedNumber) -> bool:
    return one.comparator == "range"


def _is_below_none(numbers: tuple[PrintedNumber, ...]) -> bool:
    return len(numbers) == 1 and all(one.number < 0 for one in numbers[0].readings)


def _digits(printed: PrintedNumber) -> str:
    if printed.unit not in ("", "percent"):
        raise NotBelieved("how many times, points and parts of a whole are not levels: curate it")
    numbers = dict.fromkeys(digits.significant(one.number) for one in printed.readings)
    if len(numbers) > 1:
        raise NotBelieved(_TWO_READINGS, " or ".join(numbers))
    number = printed.readings[0].number
    if not digits.ends(number):
        raise NotBelieved(_NEVER_ENDS, str(number))
    return digits.digits(number)
