"""Reference periods: from the notations people write to days, and back to one code.

SDMX notations (2023, 2023-A1, 2023-S1, 2023-T3, 2023-Q4, 2023-M09, 2023-W05) are mapped first, then
EDTF (ISO 8601-2) with intervals, open ends (``..``), approximate (``~``) and uncertain (``?``)
dates. ``XXXX`` is unknown.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

UNKNOWN = "XXXX"
EXPECTED = (
    "2023, 2023-S1, 2023-Q4, 2023-09, 2023-W05, 2023-09-15, 2023-09/2023-11, 2022-02-24/.. or XXXX"
)

_PART_OF_YEAR = re.compile(r"([0-9]{4})-(?:([ASTQ])([1-4])|(M)(0[1-9]|1[0-2]))")
_WEEK = re.compile(r"([0-9]{4})-W(0[1-9]|[1-5][0-9])")
# The subset of EDTF that names days without a doubt: no seasons (2019-21 is spring 2019 and reads
# as two years), no sets, no digits left open but for a wholly unknown year.
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?P<vague>[~?%])?")
_MONTHS_OF = {"A": 12, "S": 6, "T": 4, "Q": 3, "M": 1}
_WEEK_OF_DAYS = datetime.timedelta(days=6)


@dataclass(frozen=True)
class Period:
    """Days are inclusive; an end that is None is open, both None is an unknown period."""

    code: str
    start: datetime.date | None
    end: datetime.date | None
    precision: str

    @property
    def days(self) -> int | None:
        """Return the number of days, None when an end is not known."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def before(self, other: "Period") -> bool:
        """Return whether the last day that it may have is before the first that the other may.

        What has no such day is before nothing; an approximate one may be off by all its days.
        """
        if self.end is None or other.start is None:
            return False
        return self.end.toordinal() + self._leeway < other.start.toordinal() - other._leeway

    @property
    def _leeway(self) -> int:
        return (self.days or 0) if self.precision == "approximate" else 0


@lru_cache(maxsize=20_000)
def parse(text: str) -> Period:
    """Return the Period that ``text`` names; ValueError says what was expected."""
    if text == UNKNOWN:
        return Period(UNKNOWN, None, None, "unknown")
    begins, slash, ends = text.partition("/")
    code = text
    if slash:
        start, _, vague_start = _side(begins, text)
        _, end, vague_end = _side(ends, text)
        vague = vague_start or vague_end
        code = f"{_in_edtf(begins, start)}/{_in_edtf(ends, end)}"
    else:
        start, end, vague = _side(begins, text)
    if start is None and end is None:
        raise ValueError(f"“{text}” has no end that is known; write {UNKNOWN}")
    if start is None or end is None:
        return Period(code, start, end, "open")
    if start > end:
        raise ValueError(f"“{text}” ends before it starts")
    if vague:
        return Period(code, start, end, "approximate")
    return Period(code_of(start, end), start, end, "exact")


def _in_edtf(side: str, day: datetime.date | None) -> str:
    """Return one side of an interval; what EDTF has no word for becomes its first or last day."""
    if day is None or side[4:6] not in ("-A", "-T", "-M", "-W"):
        return side
    return day.isoformat()[: {"A": 4, "W": 10}.get(side[5], 7)]


def _side(text: str, whole: str) -> tuple[datetime.date | None, datetime.date | None, bool]:
    """Return (first day, last day, is it approximate?) of one side; an open side has no days."""
    if text in ("", "..") and text != whole:
        return None, None, False
    if part := _PART_OF_YEAR.fullmatch(text):
        year, kind, number = int(part[1]), part[2] or part[4], int(part[3] or part[5])
        months = _MONTHS_OF[kind]
        if year > 0 and number * months <= 12:
            first = datetime.date(year, (number - 1) * months + 1, 1)
            return first, _last_day(year, number * months), False
    elif week := _WEEK.fullmatch(text):
        try:
            # ISO 8601: from Monday to Sunday, of the year in which its Thursday lies.
            first = datetime.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        except ValueError as error:
            raise ValueError(f"“{whole}” is no week: {week[1]} has no week {week[2]}") from error
        return first, first + _WEEK_OF_DAYS, False
    elif date := _DATE.fullmatch(text):
        year, month, day = int(date[1]), date[2], date[3]
        try:
            first = datetime.date(year, int(month or 1), int(day or 1))
        except ValueError as error:
            raise ValueError(f"“{whole}” is no date: expected {EXPECTED}") from error
        last = first if day else _last_day(year, int(month or 12))
        return first, last, date["vague"] is not None
    raise ValueError(f"“{whole}” is no period: expected {EXPECTED}")


def code_of(start: datetime.date, end: datetime.date) -> str:
    """Return the SDMX code of the days where there is exactly one, else the EDTF interval."""
    first, last = start.isoformat(), end.isoformat()
    if start == end:
        return first
    if start.day == 1 and end == _last_day(end.year, end.month) and start.year == end.year:
        months = end.month - start.month + 1
        part = (start.month - 1) // months + 1
        if months == 1:
            return first[:7]
        if months == 12:
            return first[:4]
        if (start.month - 1) % months == 0 and months in (3, 6):
            return f"{first[:4]}-{'Q' if months == 3 else 'S'}{part}"
    if start.day == 1 and end == _last_day(end.year, end.month):
        return f"{first[:7]}/{last[:7]}"
    return f"{first}/{last}"


def _last_day(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
