"""The public nouns; each is declared in its own file and registered here once."""

from . import (
    area,
    caveat,
    check,
    dataset,
    document,
    event,
    gap,
    measure,
    observation,
    population,
    question,
    source,
    unit,
)

NOUNS = (
    dataset.NOUN,
    observation.NOUN,
    measure.NOUN,
    unit.NOUN,
    population.NOUN,
    area.NOUN,
    source.NOUN,
    document.NOUN,
    caveat.NOUN,
    event.NOUN,
    check.NOUN,
    question.NOUN,
    gap.NOUN,
)

BY_NAME = {noun.name: noun for noun in NOUNS}
OBSERVATION, QUESTION = observation.NOUN, question.NOUN
