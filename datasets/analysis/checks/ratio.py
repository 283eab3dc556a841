"""Whether a ratio, change or difference fits the figures that it compares, of one origin."""

from datasets.arithmetic.formula_syntax import parse
from datasets.arithmetic.intervals import EVERYTHING

from .comparables import question
from .finding import Finding

AGREES, DISAGREES = "ratio_agrees", "ratio_disagrees"
FORMULAS = {
    "ratio": parse("a / b"),
    "percent_change": parse("(a / b - 1) * 100"),
    "difference": parse("a - b"),
}


def find(ground):
    """Yield a finding for each comparison whose two levels are known.

    Its own origin gives both, or whoever published what it was computed from.
    """
    for comparison in ground.answers:
        if comparison.quantity in FORMULAS and comparison.interval and _reported(comparison):
            for origin in sorted(comparison.origins | comparison.published_inputs):
                levels = [
                    _level(ground, comparison, origin, period)
                    for period in (comparison.period, comparison.base_period)
                ]
                if None not in levels:
                    yield from _held_against(comparison, *levels)


def _reported(one):
    return not (one.derived or one.aside)


def _level(ground, comparison, origin, period):
    asked = question(
        comparison.measure, comparison.population, comparison.area, period, "level", "", None
    )
    answers = ground.by_question.get(asked, ())
    same = (one for one in answers if one.origins == {origin} and _reported(one))
    return next((one for one in same if one.interval), None)


def _held_against(comparison, level, base):
    formula = FORMULAS[comparison.quantity]
    result = formula.over({"a": level.interval, "b": base.interval})
    if result == EVERYTHING:
        return
    disagrees = result.disjoint(comparison.interval)
    text = f"The figures give {result}, the comparison is {comparison.interval}."
    slugs = (comparison.slug, level.slug, base.slug)
    yield Finding(DISAGREES if disagrees else AGREES, slugs, text)
