"""Dates and periods in words: as a sentence says them, and in short."""

import re

from datasets.arithmetic.periods import UNKNOWN, parse

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_PARTS = {"S": "half", "Q": "quarter"}
_VAGUE = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_OPEN = ("", "..")
_NOT_STATED = "a time that is not stated"
_PART_OF_YEAR = re.compile(r"([0-9]{4})-([SQ])([1-4])")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_EXACT_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[~?%]?")


def when(period: str) -> str:
    """Return the period with its preposition, as it follows what happened in it."""
    code = parse(period).code
    begins, slash, ends = code.partition("/")
    if code == UNKNOWN:
        return f"at {_NOT_STATED}"
    if not slash:
        return f"{'on' if _DAY.fullmatch(code) else 'in'} {_named(code)}"
    if begins in _OPEN:
        return up_to(ends)
    if ends in _OPEN:
        return f"since {_named(begins)}"
    return "from {} to {}".format(*_both(_from_a_month(begins, ends), ends))


def up_to(period: str) -> str:
    """Return “up to” and the last day of the period, named by what it is the last day of."""
    end = parse(period).code.rpartition("/")[2]
    if end == UNKNOWN or end in _OPEN:
        return f"up to {_NOT_STATED}"
    if _DAY.fullmatch(end) or end[-1] in _VAGUE:
        return f"up to {_named(end)}"
    return f"up to the end of {_named(end)}"


def published(day: str) -> str:
    """Return when a document was published, as far as that is known."""
    return _apart(day, "undated", "{} or earlier", "{} or later")


def span(period: str) -> str:
    """Return a period as it stands by itself, without a preposition before it."""
    code = parse(period).code
    begins, slash, ends = code.partition("/")
    code = f"{_from_a_month(begins, ends)}/{ends}" if slash else code
    return _apart(code, "time not stated", "until {}", "from {} on").removeprefix("the ")


def _from_a_month(begins: str, ends: str) -> str:
    """Return the month that a period begins with, where it begins on the first day of one.

    It may have been written as a month, of which no day was named; the code and the days are the
    same. Of a period within one month the day is told.
    """
    days = _EXACT_DAY.fullmatch(begins) and _EXACT_DAY.fullmatch(ends)
    is_first = begins.endswith("-01") and begins[:7] != ends[:7]
    return begins[:7] if days and is_first else begins


def _apart(text: str, unknown: str, earlier: str, later: str) -> str:
    begins, slash, ends = text.partition("/")
    if text == UNKNOWN:
        return unknown
    if not slash:
        return _named(text)
    if begins in _OPEN:
        return earlier.format(_named(ends))
    if ends in _OPEN:
        return later.format(_named(begins))
    return "{} to {}".format(*_both(begins, ends))


def _named(date: str) -> str:
    if "X" in date:
        return f"the {_decade_or_century(date)}"
    if part := _PART_OF_YEAR.fullmatch(date):
        return f"the {_ORDINALS[part[3]]} {_PARTS[part[2]]} of {part[1]}"
    year, *month_and_day = date.rstrip("~?%").split("-")
    words = [str(int(number)) for number in month_and_day[1:]]
    words += [MONTHS[int(number) - 1] for number in month_and_day[:1]]
    return _VAGUE.get(date[-1], "") + " ".join([*words, year])


def _decade_or_century(date: str) -> str:
    if date.endswith("XX"):
        number = int(date[:2]) + 1
        return f"{number}{_ending(number)} century"
    # “The 1900s” would be the whole century to many.
    if date.endswith("0X"):
        return f"decade from {date[:3]}0 to {date[:3]}9"
    return f"{int(date[:3])}0s"


def _ending(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    return "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _both(begins: str, ends: str) -> tuple[str, str]:
    """Return both ends in words, the first without the month and year that the second repeats."""
    first, last = _named(begins).split(), _named(ends).split()
    # Of ends that are as exact the words correspond: both are days, both months, or both years.
    if _VAGUE.get(begins[-1]) == _VAGUE.get(ends[-1]) and len(first) == len(last):
        while first[-1] == last[len(first) - 1]:
            first.pop()
    # From a month to a day they have the year alone in common.
    elif _MONTH.fullmatch(begins) and _EXACT_DAY.fullmatch(ends) and first[-1] == last[-1]:
        first.pop()
    return " ".join(first), " ".join(last)


def in_words(text: str, open_end: str = "or") -> str:
    """Return a date or period as a reader says it; an open end is “or later”, or “and later”."""
    begins, slash, ends = text.partition("/")
    if slash and ends in ("", ".."):
        return f"{_about(begins)} {open_end} later"
    if slash and begins in ("", ".."):
        return f"{_about(ends)} {open_end} earlier"
    return f"{_about(begins)} to {_about(ends)}" if slash else _about(begins)


def _about(date: str) -> str:
    if date == UNKNOWN:
        return "undated"
    if "X" in date:
        return _decade_or_century(date)
    return f"about {date.rstrip('~?%')}" if date[-1] in "~?%" else date
