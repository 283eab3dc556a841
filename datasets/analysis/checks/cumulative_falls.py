"""A running total of one origin that is lower than it was before: once for each peak."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from datasets.arithmetic.intervals import End, Interval
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

RULE = "cumulative_falls"


class _Total(NamedTuple):
    """A running total, the day on which it ends, and what can be concluded from it."""

    figure: Comparable
    end: datetime.date
    interval: Interval


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each peak, with the lowest total before the series climbs above it."""
    for totals in _series(group):
        for peak, lowest in _falls(totals):
            text = findings.falls(peak.interval, lowest.interval)
            slugs = (lowest.figure.slug, peak.figure.slug)
            yield Finding(RULE, slugs, text, spread=ratio(lowest.figure, peak.figure))


def _falls(totals: Sequence[_Total]) -> Iterator[tuple[_Total, _Total]]:
    """Yield (peak, lowest total below it): days that stay below one peak are one fall."""
    peak, below = totals[0], list[_Total]()
    for total in totals[1:]:
        if total.end > peak.end and total.interval.below(peak.interval):
            below.append(total)
        elif total.interval.lower > peak.interval.lower:
            if below:
                yield peak, min(below, key=_upper)
            peak, below = total, []
    if below:
        yield peak, min(below, key=_upper)


def _upper(total: _Total) -> End:
    return total.interval.upper


def _series(group: ComparisonGroup) -> Iterator[list[_Total]]:
    """Yield the totals of one origin and event since one day, by the day on which they end."""
    series = defaultdict(list)
    for one in group.figures:
        if one.interval and one.period.end and _is_total(one, group):
            key = (one.measure, one.population, one.origins, one.period.start, one.event)
            series[key].append(_Total(one, one.period.end, one.interval))
    for totals in series.values():
        yield sorted(totals, key=attrgetter("end"))


def _is_total(one: Comparable, group: ComparisonGroup) -> bool:
    measure = group.measures[one.measure]
    counted_over_time = measure.kind == "flow" and measure.unit.countable
    reported = not one.aside and not one.derived
    return bool(one.question) and one.quantity == "level" and reported and counted_over_time
