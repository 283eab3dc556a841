"""Reference periods as people write them in a table, in English or as codes."""

import calendar
import re

from datasets.arithmetic import periods
from datasets.arithmetic.printed_periods import Years, years_in
from datasets.releases.release_day import today

from .cells import NotBelieved

EXPECTED = "2023-03-05, 2023-03, 2023 or 2023-03/2023-05"
NOT_SAID = "XXXX"
_NO_PERIOD = f"no period that is understood: write it as {EXPECTED}"
_NO_SUCH_DAY = "a day or a part of a year that no calendar has"
_ENDS_FIRST = "a period that ends before it begins"
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
_PARTS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:the )?(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th) "
        r"(?P<part>half|quarter)(?: of)? (?P<year>[12][0-9]{3})",
        r"(?P<part>[QH])(?P<which>[1-4])[ /]?(?P<year>[12][0-9]{3})",
        r"(?P<year>[12][0-9]{3})[ /-]?(?P<part>[QH])(?P<which>[1-4])",
    )
]
_WHICH = {word: number for number, word in enumerate(("first", "second", "third", "fourth"), 1)}
_YEARS = r"[12][0-9]{3}"
_YEAR = re.compile(_YEARS)
_DAY_ALONE = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_NUMBERS = re.compile(r"([0-3]?[0-9])[./]([0-3]?[0-9])[./]([12][0-9]{3})")
_JOINED = re.compile(r"\s+(?:to|until|through)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
# A hyphen joins two sides too, where it is no part of a code.
_HYPHEN = re.compile(r"(?<=[0-9a-z])-(?=[0-9a-z])", re.IGNORECASE)
_CODE = re.compile(r"[0-9]{4}-")
_IN_FRONT = re.compile(r"(?:in|on|during|from|between) ", re.IGNORECASE)
_DAY_OF_THE_WEEK = re.compile(rf"(?:{'|'.join(calendar.day_name)}),? ", re.IGNORECASE)
_SINCE, _AROUND = (
    re.compile(form, re.IGNORECASE) for form in (r"since (.+)", r"(?:about|around|circa) (.+)")
)
_DECADE = re.compile(r"(?:the )?([12][0-9]{2})0s", re.IGNORECASE)
_DAY_IN_CODE = re.compile(r"([0-9]{4})-([0-9]{2})-[0-9]{2}[~?%]?")
_DAY_WITH_STROKES = re.compile(r"([12][0-9]{3})/([01][0-9])/([0-3][0-9])")


def period_of(text: str, *, is_day: bool = False) -> str:
    """Return the code of a period that has begun; NotBelieved says why it cannot be known.

    ``is_day``: the text was made of a day, and is a code.
    """
    code = text if is_day else _period_of(text) if text else NOT_SAID
    check_begun(code)
    return code


def check_begun(code: str) -> None:
    """Refuse a period in which nobody can have counted yet."""
    start = periods.parse(code).start
    if start and start > today():
        raise NotBelieved("a time that has not come yet")


def _period_of(text: str) -> str:
    if (years := years_in(text)) and years.printed == text:
        return _of_years(years)
    if _is_code(text):
        return text
    if found := _SINCE.fullmatch(text):
        return _checked(f"{_side(found[1])}/..", _NO_PERIOD)
    if found := _AROUND.fullmatch(text):
        return _checked(f"{_side(found[1])}~", _NO_PERIOD)
    sides = _sides(text)
    if len(sides) == 2:
        last = _side(sides[1])
        code = f"{_side(_completed(sides[0], last))}/{last}"
        return _checked(code, _ENDS_FIRST)
    return _side(text)


def _of_years(years: Years) -> str:
    """Return both years; 2023-24 may as well be a season, or a year of schools or budgets."""
    first, last = years.first, years.last
    in_full = len(re.findall(_YEARS, years.printed)) == 2
    if last == first + 1 and not in_full:
        ways = f"{first}/{last} for both, {first}-07/{last}-06 if it begins in July"
        if _is_code(years.printed):
            ways += f", {calendar.month_name[last % 100]} {first} for a month"
        raise NotBelieved("two years, or one that begins in the first: write which", ways)
    return f"{first}/{last}"


def _sides(text: str) -> list[str]:
    """Return both ends of a stretch of time, or the text as it is where it names but one."""
    if text.lower().startswith("between ") and len(parts := text[8:].split(" and ")) == 2:
        return parts
    month_first = re.fullmatch(
        rf"({_NAME})\.? ({_DAY_ALONE})\s*[-–—]\s*({_DAY_ALONE}),? ({_YEARS})", text, re.IGNORECASE
    )
    if month_first:
        month, first, last, year = month_first.groups()
        return [f"{first} {month} {year}", f"{last} {month} {year}"]
    plain = _IN_FRONT.sub("", text, count=1)
    sides = _JOINED.split(plain)
    return _HYPHEN.split(plain) if len(sides) == 1 and not _CODE.search(plain) else sides


def _completed(text: str, last: str) -> str:
    """Return the first of two sides with the month and year that only the last one says."""
    if _YEAR.search(text):
        return text
    if re.fullmatch(_DAY, text) and (day := _DAY_IN_CODE.fullmatch(last)):
        return f"{text} {calendar.month_name[int(day[2])]} {day[1]}"
    return f"{text} {last.partition('-')[0]}"


def _side(text: str) -> str:
    text = _DAY_OF_THE_WEEK.sub("", _IN_FRONT.sub("", text, count=1), count=1)
    if _is_code(text):
        return text
    if found := _DECADE.fullmatch(text):
        return f"{found[1]}X"
    if found := _DAY_WITH_STROKES.fullmatch(text):
        return _checked("-".join(found.groups()))
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            code = f"{parts['year']}-{_MONTHS[parts['month'].lower()]:02}"
            return _checked(f"{code}-{int(parts['day']):02}" if parts["day"] else code)
    for form in _PARTS:
        if found := form.fullmatch(text):
            return _part_of_a_year(**found.groupdict())
    if found := _NUMBERS.fullmatch(text):
        return _in_numbers(found)
    raise NotBelieved(_NO_PERIOD)


def _part_of_a_year(year: str, part: str, which: str) -> str:
    quarter = part.lower() in ("q", "quarter")
    number = _WHICH.get(which.lower(), which[0])
    if which.lower() == "last":
        number = "4" if quarter else "2"
    return _checked(f"{year}-{'Q' if quarter else 'S'}{number}")


def _in_numbers(found: re.Match[str]) -> str:
    """Return a day in numbers where only one of its orders is possible."""
    first, second, year = found.groups()
    orders = ((first, second), (second, first))
    codes = {f"{year}-{int(month):02}-{int(day):02}" for day, month in orders}
    possible = sorted(filter(_is_code, codes))
    if len(possible) > 1:
        raise NotBelieved("two days in numbers: write the one that is meant", " or ".join(possible))
    if not possible:
        raise NotBelieved(_NO_SUCH_DAY)
    return possible[0]


def _checked(code: str, why: str = _NO_SUCH_DAY) -> str:
    if not _is_code(code):
        raise NotBelieved(why)
    return code


def _is_code(text: str) -> bool:
    try:
        periods.parse(text)
    except ValueError:
        return False
    return True
