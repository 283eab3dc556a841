"""Reference periods as people write them in a table, in English or as codes."""

import calendar
import re

from datasets.arithmetic import periods
from datasets.arithmetic.printed_periods import years_in

from .cells import NotBelieved

EXPECTED = "2023-03-05, 2023-03, 2023 or 2023-03/2023-05"
NOT_SAID = "XXXX"
_NO_PERIOD = f"no period that is understood: write it as {EXPECTED}"
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:{_DAY} )?(?P<month>{_NAME})\.?,? (?P<year>[12][0-9]{{3}})",
        rf"(?P<month>{_NAME})\.? {_DAY},? (?P<year>[12][0-9]{{3}})",
    )
]
_NUMBERS = re.compile(r"([0-3]?[0-9])[./]([0-3]?[0-9])[./]([12][0-9]{3})")
_JOINED = re.compile(r"\s+(?:to|until|through)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)


def period_of(text: str) -> str:
    """Return the code of a period; NotBelieved says why it cannot be known."""
    if not text:
        return NOT_SAID
    if _is_code(text):
        return text
    if (years := years_in(text)) and years.printed == text:
        return f"{years.first}/{years.last}"
    sides = _JOINED.split(text.removeprefix("from ").removeprefix("between "))
    if len(sides) == 2:
        return _checked("/".join(_side(side) for side in sides))
    return _side(text)


def _side(text: str) -> str:
    if _is_code(text):
        return text
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            code = f"{parts['year']}-{_MONTHS[parts['month'].lower()]:02}"
            return _checked(f"{code}-{int(parts['day']):02}" if parts["day"] else code)
    if found := _NUMBERS.fullmatch(text):
        return _in_numbers(found)
    raise NotBelieved(_NO_PERIOD)


def _in_numbers(found: re.Match[str]) -> str:
    """Return a day in numbers where only one of its orders is possible."""
    first, second, year = found.groups()
    orders = ((first, second), (second, first))
    codes = {f"{year}-{int(month):02}-{int(day):02}" for day, month in orders}
    possible = sorted(filter(_is_code, codes))
    if len(possible) > 1:
        raise NotBelieved("two days in numbers: write the one that is meant", " or ".join(possible))
    if not possible:
        raise NotBelieved(_NO_PERIOD)
    return possible[0]


def _checked(code: str) -> str:
    if not _is_code(code):
        raise NotBelieved(_NO_PERIOD)
    return code


def _is_code(text: str) -> bool:
    try:
        periods.parse(text)
    except ValueError:
        return False
    return True
