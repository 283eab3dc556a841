"""What a check found, as a sentence. Intervals are written as [3, 4]; the checks only compare."""

import math
from collections.abc import Iterable

from datasets.arithmetic.digits import rounded_outward
from datasets.arithmetic.intervals import Interval


def overlap(one: Interval, other: Interval) -> str:
    """Two figures that both fit."""
    return f"{one} and {other} have numbers in common."


def disjoint(one: Interval, other: Interval) -> str:
    """Two figures of which only one can be right."""
    return f"{one} and {other} have no number in common."


def twice(one: str, other: str) -> str:
    """Two numbers of which one is twice the other or more; an estimate without a range is one."""
    return f"{one} and {other} are apart by a factor of 2 or more."


def falls(before: Interval, after: Interval) -> str:
    """A running total below an earlier one."""
    return f"After {before} it is {after}."


def part_and_whole(part: Interval, whole: Interval) -> str:
    """A part beside what it is a part of."""
    return f"The part is {part}, the whole is {whole}."


def parts_and_whole(total: Interval, whole: Interval, revised: bool) -> str:
    """All parts added up beside the whole; of some of these the origin has put others in place."""
    return _revised(f"The parts add up to {total}, the whole is {whole}.", revised)


def shares_and_whole(total: Interval, revised: bool) -> str:
    """All shares of a whole added up beside all of it."""
    return _revised(f"The shares add up to {total} percent, the whole is 100 percent.", revised)


def _revised(text: str, revised: bool) -> str:
    return f"{text} The origin has revised some of this since." if revised else text


def comparison(result: Interval, stated: Interval) -> str:
    """What two figures come to beside the comparison that is stated."""
    return f"The figures give {result}, the comparison is {stated}."


def more_than_all(share: Interval) -> str:
    """A share above 100 percent."""
    return f"It is {share} percent of what is 100 percent."


def outcome(forecast: Interval, outcome: Interval) -> str:
    """A forecast beside what came, and by how much it missed that."""
    told = f"The forecast was {forecast}, the outcome is {outcome}"
    if not forecast.disjoint(outcome):
        return f"{told}."
    way = "higher" if forecast.below(outcome) else "lower"
    gap = rounded_outward(forecast.gap(outcome), math.floor)
    return f"{told}: {way} by {gap} or more." if gap != "0" else f"{told}: {way}."


def revision(newer: Interval | None, older: Interval | None) -> str:
    """One figure in the place of another; None is one without a number."""
    newer_text, older_text = (one or "a figure without a number" for one in (newer, older))
    return f"{newer_text} takes the place of {older_text}."


def misquotation(document: str, quoted: Interval, original: Interval) -> str:
    """What a document gives as the answer that its origin gave otherwise."""
    return f"{document} gives {quoted} as what the origin itself gives as {original}."


def two_answers(document: str, parts: Iterable[str]) -> str:
    """One document giving one figure with two measures, periods …"""
    named = " and ".join(name.replace("_", " ") for name in parts)
    return f"{document} gives it in two ways, which differ in {named}."


def either(one: str, other: str) -> str:
    """A part in which two measures or wordings differ."""
    return f"{one} / {other}"


def outside(document: str, value: str, low: str, high: str) -> str:
    """An estimate that its own range leaves out, as a document prints both."""
    return f"{document} gives {value} with the range from {low} to {high}, which leaves it out."
