"""A running total of one origin that is lower than it was before."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter

from datasets.arithmetic.intervals import Interval
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

RULE = "cumulative_falls"
# A running total, the day on which it ends, and what can be concluded from it.
_Total = tuple[Comparable, datetime.date, Interval]


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each total that is below the highest one before it."""
    for totals in _series(group):
        highest, highest_end, highest_interval = totals[0]
        for total, end, interval in totals[1:]:
            if end > highest_end and interval.below(highest_interval):
                text = findings.falls(highest_interval, interval)
                slugs = (total.slug, highest.slug)
                yield Finding(RULE, slugs, text, spread=ratio(total, highest))
            elif interval.lower > highest_interval.lower:
                highest, highest_end, highest_interval = total, end, interval


def _series(group: ComparisonGroup) -> Iterator[list[_Total]]:
    """Yield the totals of one origin and event since one day, by the day on which they end."""
    series = defaultdict(list)
    for one in group.figures:
        if one.interval and one.period.end and _is_total(one, group):
            key = (one.measure, one.population, one.origins, one.period.start, one.event)
            series[key].append((one, one.period.end, one.interval))
    for totals in series.values():
        yield sorted(totals, key=itemgetter(1))


def _is_total(one: Comparable, group: ComparisonGroup) -> bool:
    measure = group.measures[one.measure]
    counted_over_time = measure.kind == "flow" and measure.unit.countable
    reported = not one.aside and not one.derived
    return bool(one.question) and one.quantity == "level" and reported and counted_over_time
