"""Which of the printed numbers a value in plain digits is."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from .reader import read
from .reading import PrintedNumber, Reading


class Match(NamedTuple):
    """A printed number that is the value, and what it is exactly: of a third 100/3 percent."""

    number: PrintedNumber
    reading: Reading


def match(value: str, text: str, language: str) -> Match | None:
    """Return where a text prints a value, None where no number of it can be the value.

    A fall may be printed without its sign, a share as a fraction, a change as how many times.
    """
    sought = abs(Fraction(value))
    last_place = Fraction(1, 10 ** len(value.partition(".")[2]))
    for printed in read(text, language).numbers:
        for reading in _meanings(printed):
            off = abs(abs(reading.number) - sought)
            # A third ends in no digits: 33, 33.3 and 33.33 are all it.
            if off == 0 or (printed.unit == "fraction" and off < last_place):
                return Match(printed, reading)
    return None


def denies(values: Iterable[str], text: str, language: str) -> bool:
    """Return whether a text prints numbers, and none of them can be one of the values."""
    return bool(read(text, language).numbers) and not any(
        match(value, text, language) for value in values
    )


def meanings(text: str, language: str) -> Iterator[Fraction]:
    """Yield the numbers that a text may print, those that its words say first."""
    for printed in read(text, language).numbers:
        yield from (reading.number for reading in _meanings(printed))


def _meanings(printed: PrintedNumber) -> Iterator[Reading]:
    """Yield a printed number as what figures may count in: a half as 0.5 and as 50 percent."""
    yield from printed.readings
    if printed.unit == "fraction":
        yield from (one.times(100) for one in printed.readings)
    if printed.unit == "times":
        for one in printed.readings:
            yield Reading((one.number - 1) * 100, one.place * 100)
            yield one.times(100)
