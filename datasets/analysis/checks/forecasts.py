"""Whether what was forecast came true: a forecast beside the outcome, whoever gave either."""

from collections.abc import Iterator

from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

MET, MISSED = "forecast_met", "forecast_missed"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each forecast and each outcome of the same question.

    Forecasts that were revised were made all the same. An outcome that says only how many at least,
    or at most, shows what it rules out and confirms nothing.
    """
    for forecast in group.figures:
        if forecast.projected and forecast.question:
            for outcome in group.by_question.get(forecast.question, ()):
                if not outcome.derived and not outcome.told.published.before(
                    forecast.told.published
                ):
                    yield from _compared(forecast, outcome)


def _compared(forecast: Comparable, outcome: Comparable) -> Iterator[Finding]:
    if not (forecast.interval and outcome.interval):
        return
    missed = forecast.interval.disjoint(outcome.interval)
    if missed or outcome.two_sided:
        yield Finding(
            MISSED if missed else MET,
            (forecast.slug, outcome.slug),
            findings.outcome(forecast.interval, outcome.interval),
            spread=ratio(forecast, outcome) if missed else None,
        )
