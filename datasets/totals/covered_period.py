"""The time that figures added up cover together, and whether all of it was counted."""

import datetime
from typing import NamedTuple

from datasets.arithmetic import periods
from datasets.vocabularies import PERIOD_PRECISION

from .violations import Figure, area_of, grouped

# From the best known to what is not known at all.
PRECISIONS = list(PERIOD_PRECISION)


class Period(NamedTuple):
    """A period as a record has it: the days as ISO dates, None where an end is not known."""

    code: str
    start: str | None
    end: str | None
    precision: str


def covered_period(figures: list[Figure]) -> Period:
    """Return the periods of the figures as one, from their first day to their last.

    An end that is not known of one of them is not known of all.
    """
    each = {one["period"]["code"]: one["period"] for one in figures}
    precision = max((one["precision"] for one in each.values()), key=PRECISIONS.index)
    starts = [one["start"] for one in each.values()]
    ends = [one["end"] for one in each.values()]
    start = None if None in starts else min(starts)
    end = None if None in ends else max(ends)
    if len(each) == 1:
        (code,) = each
    elif start is None and end is None:
        code = periods.UNKNOWN
    elif precision == "exact":
        code = periods.code_of(_day(start), _day(end))
    else:
        vague = "~" if precision == "approximate" else ""
        code = "/".join(f"{day}{vague}" if day else ".." for day in (start, end))
    return Period(code, start, end, precision)


def has_gaps(figures: list[Figure], covered: Period) -> bool | None:
    """Return whether an area is not counted on some day of the period; None when nobody knows."""
    if covered.precision != "exact":
        return None
    days = _length(covered.start, covered.end)
    return any(_days_counted(kin) < days for kin in grouped(figures, area_of).values())


def _days_counted(figures: list[Figure]) -> int:
    """Return how many days the figures count, those that several do once: their events differ."""
    counted, reached = 0, ""
    for start, last in sorted((one["period"]["start"], _last_day(one)) for one in figures):
        if last > reached:
            counted += _length(start, last)
            # What was counted before is counted once.
            if start <= reached:
                counted -= _length(start, reached)
            reached = last
    return counted


def _last_day(figure: Figure) -> str:
    """Return the day up to which a figure counts."""
    period = figure["period"]
    until = periods.parse(period["data_cutoff"]).end if period["data_cutoff"] else None
    last: str = min(until.isoformat(), period["end"]) if until else period["end"]
    return last


def _day(text: str | None) -> datetime.date:
    if text is None:
        raise ValueError("an exact period has both of its ends")
    return datetime.date.fromisoformat(text)


def _length(start: str | None, end: str | None) -> int:
    return (_day(end) - _day(start)).days + 1
