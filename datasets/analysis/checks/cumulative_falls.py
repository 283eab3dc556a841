"""A running total of one origin that is lower than it was before."""

from collections import defaultdict

from .finding import Finding, spread

RULE = "cumulative_falls"


def find(ground):
    """Yield a finding for each total that is below the highest one before it."""
    series = defaultdict(list)
    for one in ground.answers:
        if (
            not one.aside
            and one.question
            and one.interval
            and one.quantity == "level"
            and not one.derived
            and ground.measures[one.measure].kind == "flow"
            and ground.measures[one.measure].unit.countable
        ):
            key = (one.measure, one.population, one.origins, one.period.start)
            series[key].append(one)
    for totals in series.values():
        totals.sort(key=lambda one: one.period.end)
        highest = totals[0]
        for total in totals[1:]:
            if total.period.end > highest.period.end and total.interval.below(highest.interval):
                text = f"After {highest.interval} it is {total.interval}."
                slugs = (total.slug, highest.slug)
                yield Finding(RULE, slugs, text, spread=spread(total, highest))
            elif total.interval.lower > highest.interval.lower:
                highest = total
