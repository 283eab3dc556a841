"""One side of a period as people write it: which days it names, or why it names none."""

import calendar
import datetime
import re

UNKNOWN = "XXXX"
EXPECTED = (
    "2023, 2023-S1, 2023-Q4, 2023-09, 2023-W05, 2023-09-15, 2023-09/2023-11, 2022-02-24/.., "
    f"201X or {UNKNOWN}"
)

# Into how many of each kind SDMX divides a year; few years have all the weeks.
_PARTS_OF_YEAR = {"A": 1, "S": 2, "T": 3, "Q": 4, "M": 12, "W": 53}
# As SDMX writes it, or as others do: without the hyphen, M3 for M03, H1 for a half-year.
_PART = re.compile(r"\b([0-9]{4})-?([AaHhSsTtQqMmWw])([0-9]{1,2})\b")
_CODED_PART = re.compile(r"([0-9]{4})-([ASTQMW])([0-9]{1,2})")
_DECADE_OR_CENTURY = re.compile(r"[0-9]{3}X|[0-9]{2}XX")
# The subset of EDTF that names days without a doubt: no seasons (2019-21 is spring 2019 and reads
# as two years), no sets, no digits left open but those of a decade, a century or any year at all.
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?P<vague>[~?%])?")
# What looks like a time that cannot be told as a period, and why not.
_BEYOND = {
    re.compile(r"Y?-[0-9].*|0000.*|000X|00XX|.*\bBCE?\b.*"): (
        "years before 1 cannot be given, the first is 0001"
    ),
    re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9].*|.*[0-9]:[0-9].*"): (
        "hours cannot be given, the shortest period is a day such as 2023-06-01"
    ),
    re.compile(r"[0-9]{4}-(?:00|1[3-9]|[2-9][0-9])(?:-.*)?"): "a year has the months 01 to 12",
    re.compile(r"[0-9]{4}-?[Qq](?:0?[05-9]|[1-9][0-9])"): "a year has the quarters 1 to 4",
}
_WEEK_OF_DAYS = datetime.timedelta(days=6)

Days = tuple[datetime.date, datetime.date, bool]


def usual(text: str) -> str:
    """Return the text with each part of a year as SDMX writes it: 2023-Q1 for 2023q1."""
    return _PART.sub(_usual, text)


def _usual(part: re.Match[str]) -> str:
    letter = part[2].upper().replace("H", "S")
    most = _PARTS_OF_YEAR[letter]
    if not 1 <= int(part[3]) <= most:
        return part[0]
    return f"{part[1]}-{letter}{int(part[3]):0{len(str(most))}}"


def beyond(text: str) -> str:
    """Return why no period can tell such a time, as hours; empty where that is not the matter."""
    return next((why for looks, why in _BEYOND.items() if looks.fullmatch(text)), "")


def days_of(side: str) -> Days:
    """Return (first day, last day, is it approximate?); ValueError says what was expected."""
    try:
        if (part := _CODED_PART.fullmatch(side)) and side == usual(side):
            return _days_of_part(int(part[1]), part[2], int(part[3]))
        if _DECADE_OR_CENTURY.fullmatch(side):
            first, last = (int(side.replace("X", digit)) for digit in "09")
            return datetime.date(first, 1, 1), datetime.date(last, 12, 31), False
        if date := _DATE.fullmatch(side):
            year, month, day = int(date[1]), date[2], date[3]
            start = datetime.date(year, int(month or 1), int(day or 1))
            end = start if day else last_day(year, int(month or 12))
            return start, end, date["vague"] is not None
    except (ValueError, OverflowError) as error:
        # The last week of 9999 ends after it.
        raise ValueError(_refusal(side)) from error
    raise ValueError(_refusal(side))


def _days_of_part(year: int, letter: str, number: int) -> Days:
    if letter == "W":
        # ISO 8601: from Monday to Sunday, of the year in which its Thursday lies.
        monday = datetime.date.fromisocalendar(year, number, 1)
        return monday, monday + _WEEK_OF_DAYS, False
    months = 12 // _PARTS_OF_YEAR[letter]
    start = datetime.date(year, (number - 1) * months + 1, 1)
    return start, last_day(year, number * months), False


def _refusal(side: str) -> str:
    if (spelt := usual(side)) != side:
        return f"“{side}” is no period: write {spelt}"
    if (part := _PART.fullmatch(side)) and part[2] == "W":
        return f"“{side}” is no period: {part[1]} has no week {part[3]}"
    return f"“{side}” is no period: {beyond(side) or f'expected {EXPECTED}'}"


def last_day(year: int, month: int) -> datetime.date:
    """Return the last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
