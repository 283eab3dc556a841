"""A part that is larger than what it is a part of."""

from collections.abc import Iterator
from itertools import product

from datasets.wording import findings

from .comparison_group import ComparisonGroup
from .finding import Finding, ratio

RULE = "part_exceeds_whole"


def find(group: ComparisonGroup) -> Iterator[Finding]:
    """Yield a finding for each pair of a part and a whole, of measures, of populations or both."""
    for asked, parts in group.by_question.items():
        if asked.quantity != "level":
            continue
        for measure, population in _wider(group, asked.measure, asked.population):
            wider = asked._replace(measure=measure, population=population)
            for whole, part in product(group.by_question.get(wider, ()), parts):
                if part.interval and whole.interval and whole.interval.below(part.interval):
                    text = findings.part_and_whole(part.interval, whole.interval)
                    slugs = (part.slug, whole.slug)
                    yield Finding(RULE, slugs, text, spread=ratio(part, whole))


def _wider(group: ComparisonGroup, measure: str, population: str) -> list[tuple[str, str]]:
    """What a measure of a population is part of, in the same unit."""
    unit = group.measures[measure].unit_id
    measures = [measure, *group.above_measure(measure)]
    populations = [population, *group.above_population(population)]
    measures = [one for one in measures if group.measures[one].unit_id == unit]
    return [one for one in product(measures, populations) if one != (measure, population)]
