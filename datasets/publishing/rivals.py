"""Which figures by others do not fit a figure, each with its number and whose it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from datasets.analysis.assessment import Rival
from datasets.analysis.checks import estimates
from datasets.analysis.checks.contradiction import RULE as CONTRADICTION
from datasets.analysis.checks.finding import Finding
from datasets.analysis.derivations import Derived
from datasets.analysis.reported_figure import ReportedFigure
from datasets.arithmetic import rounding
from datasets.reserved import SOFTWARE_NAME
from datasets.wording.numbers import expressed

from .reported_figures import ReportedFigures

UNFIT = (CONTRADICTION, estimates.DIFFER)


def rivals(
    findings: Iterable[Finding], derived: Mapping[str, Derived], figures: ReportedFigures
) -> dict[str, tuple[Rival, ...]]:
    """{figure: those that do not fit it}, in the order of the findings."""
    pairs = [one.observations for one in findings if one.rule in UNFIT]
    named = {slug for pair in pairs for slug in pair}
    told = {slug: _of_computed(derived[slug]) for slug in named & derived.keys()}
    told |= {one.slug: _of_reported(one) for one in figures.named(named - derived.keys())}
    found: dict[str, list[Rival]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(told[other])
        found[other].append(told[one])
    return {slug: tuple(several) for slug, several in found.items()}


def _of_reported(figure: ReportedFigure) -> Rival:
    row = figure.observation
    digits = [row.value] if row.value else [one for one in (row.value_low, row.value_high) if one]
    number = expressed(digits, row.comparator) if digits else row.comparator
    return Rival(figure.slug, figure.origin.label, number)


def _of_computed(derived: Derived) -> Rival:
    lower, upper = derived.interval.ends
    number = derived.shown
    if number and lower and upper and not derived.side:
        ends = (Fraction(end) for end in (lower, upper))
        number = rounding.told(Fraction(number), *ends)  # type: ignore[arg-type]
    told = expressed([number], derived.comparator) if number else derived.comparator
    return Rival(derived.row.slug, SOFTWARE_NAME, told)
