"""A part that is larger than what it is a part of."""

from itertools import product

from .finding import Finding, spread

RULE = "part_exceeds_whole"


def find(ground):
    """Yield a finding for each pair of a part and a whole, of measures, of populations or both."""
    for (measure, population, *asked), parts in ground.by_question.items():
        for wider in _wider(ground, measure, population):
            for whole in ground.by_question.get((*wider, *asked), ()):
                for part in parts:
                    if _exceeds(part, whole):
                        text = f"The part is {part.interval}, the whole is {whole.interval}."
                        slugs = (part.slug, whole.slug)
                        yield Finding(RULE, slugs, text, spread=spread(part, whole))


def _wider(ground, measure, population):
    """Return what a measure of a population is part of, in the same unit."""
    unit = ground.measures[measure].unit_id
    measures = [measure, *ground.above_measure(measure)]
    populations = [population, *ground.above_population(population)]
    measures = [one for one in measures if ground.measures[one].unit_id == unit]
    return [one for one in product(measures, populations) if one != (measure, population)]


def _exceeds(part, whole):
    return (
        part.quantity == "level"
        and part.interval is not None
        and whole.interval is not None
        and whole.interval.below(part.interval)
    )
