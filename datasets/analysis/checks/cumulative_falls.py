"""A running total of one origin that is lower than it was before."""

from collections import defaultdict
from collections.abc import Iterator

from datasets.arithmetic.intervals import Interval
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

RULE = "cumulative_falls"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each total that is below the highest one before it."""
    for totals in _series(group):
        highest, highest_interval = totals[0]
        for total, interval in totals[1:]:
            later = total.period.end > highest.period.end
            if later and interval.below(highest_interval):
                text = findings.falls(highest_interval, interval)
                slugs = (total.slug, highest.slug)
                yield Finding(RULE, slugs, text, spread=ratio(total, highest))
            elif interval.lower > highest_interval.lower:
                highest, highest_interval = total, interval


def _series(group: ComparisonGroup) -> Iterator[list[tuple[Comparable, Interval]]]:
    """Yield the totals of one origin since one day, by the day on which they end."""
    series = defaultdict(list)
    for one in group.figures:
        if one.interval and _is_total(one, group):
            key = (one.measure, one.population, one.origins, one.period.start)
            series[key].append((one, one.interval))
    for totals in series.values():
        yield sorted(totals, key=lambda one: one[0].period.end)


def _is_total(one: Comparable, group: ComparisonGroup) -> bool:
    measure = group.measures[one.measure]
    counted_over_time = measure.kind == "flow" and measure.unit.countable
    reported = not one.aside and not one.derived
    return bool(one.question) and one.quantity == "level" and reported and counted_over_time
