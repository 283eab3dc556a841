"""Whether a ratio or change fits the figures that it compares, of one origin."""

from collections.abc import Iterator

from datasets.arithmetic.formula_syntax import parse
from datasets.arithmetic.intervals import EVERYTHING, Interval
from datasets.arithmetic.periods import Period
from datasets.wording import findings

from .comparables import Comparable
from .comparison_group import ComparisonGroup
from .finding import Finding
from .question import question

AGREES, DISAGREES = "ratio_agrees", "ratio_disagrees"
FORMULAS = {
    "ratio": parse("a / b"),
    "percent_change": parse("(a / b - 1) * 100"),
    "point_change": parse("a - b"),
    "difference": parse("a - b"),
}
# The id of a level, and what can be concluded from it.
_Level = tuple[str, Interval]


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each comparison of two levels, or two shares, that are known.

    Its own origin gives both, or whoever published what it was computed from.
    """
    for comparison in group.figures:
        if comparison.quantity in FORMULAS and comparison.interval and _reported(comparison):
            for origin in sorted(comparison.origins | comparison.published_inputs):
                level = _level(group, comparison, origin, comparison.period)
                base = _level(group, comparison, origin, comparison.base_period)
                if level and base:
                    yield from _held_against(comparison, comparison.interval, level, base)


def _reported(one: Comparable) -> bool:
    return not (one.derived or one.aside)


def _level(
    group: ComparisonGroup, comparison: Comparable, origin: str, period: Period | None
) -> _Level | None:
    """What is compared, in a period, as an origin gives it in a number."""
    if period is None:
        return None
    asked = question(
        measure=comparison.measure,
        population=comparison.population,
        area=comparison.area,
        period=period,
        quantity="share" if comparison.quantity == "point_change" else "level",
        event=comparison.event,
    )
    figures = group.by_question.get(asked, ()) if asked else ()
    same = (one for one in figures if one.origins == {origin} and _reported(one))
    return next(((one.slug, one.interval) for one in same if one.interval), None)


def _held_against(
    comparison: Comparable, stated: Interval, level: _Level, base: _Level
) -> Iterator[Finding]:
    (level_slug, level_interval), (base_slug, base_interval) = level, base
    formula = FORMULAS[comparison.quantity]
    result = formula.over({"a": level_interval, "b": base_interval})
    if result == EVERYTHING:
        return
    rule = DISAGREES if result.disjoint(stated) else AGREES
    slugs = (comparison.slug, level_slug, base_slug)
    yield Finding(rule, slugs, findings.comparison(result, stated), sides=(result, stated))
