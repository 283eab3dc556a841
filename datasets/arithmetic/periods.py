"""Reference periods: from the notations people write to days, and back to one code.

SDMX notations (2023, 2023-A1, 2023-S1, 2023-T3, 2023-Q4, 2023-M09, 2023-W05) are mapped first, then
EDTF (ISO 8601-2) with intervals, open ends (``..``), approximate (``~``) and uncertain (``?``)
dates, decades (201X) and centuries (18XX). ``XXXX`` is unknown.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from .notations import UNKNOWN, days_of, last_day


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
        start, _, vague_start = _side(begins)
        _, end, vague_end = _side(ends)
        vague = vague_start or vague_end
        code = f"{_in_edtf(begins, start)}/{_in_edtf(ends, end)}"
    else:
        start, end, vague = days_of(text)
    if start is None and end is None:
        raise ValueError(f"“{text}” has no end that is known; write {UNKNOWN}")
    if start is None or end is None:
        return Period(code, start, end, "open")
    if start > end:
        raise ValueError(f"“{text}” ends before it starts")
    if vague:
        return Period(code, start, end, "approximate")
    return Period(code_of(start, end), start, end, "exact")


def _side(text: str) -> tuple[datetime.date | None, datetime.date | None, bool]:
    """Return (first day, last day, is it approximate?) of a side; an open one has no days."""
    return (None, None, False) if text in ("", "..") else days_of(text)


def _in_edtf(side: str, day: datetime.date | None) -> str:
    """Return one side of an interval; what EDTF has no word for becomes its first or last day."""
    if day is None or side[4:6] not in ("-A", "-T", "-M", "-W"):
        return side
    return day.isoformat()[: {"A": 4, "W": 10}.get(side[5], 7)]


def code_of(start: datetime.date, end: datetime.date) -> str:
    """Return the shortest code of the days: of SDMX where it has one, else of EDTF."""
    first, last = start.isoformat(), end.isoformat()
    if start == end:
        return first
    if start.day != 1 or end != last_day(end.year, end.month):
        return f"{first}/{last}"
    if (start.month, end.month) == (1, 12):
        return _code_of_years(first[:4], last[:4])
    months = end.month - start.month + 1
    if start.year == end.year and months == 1:
        return first[:7]
    if start.year == end.year and months in (3, 6) and (start.month - 1) % months == 0:
        return f"{first[:4]}-{'Q' if months == 3 else 'S'}{end.month // months}"
    return f"{first[:7]}/{last[:7]}"


def _code_of_years(first: str, last: str) -> str:
    if first == last:
        return first
    for left_open in ("X", "XX"):
        known = first[: -len(left_open)]
        ends = (known + left_open.replace("X", digit) for digit in "09")
        if (first, last) == tuple(ends):
            return known + left_open
    return f"{first}/{last}"
