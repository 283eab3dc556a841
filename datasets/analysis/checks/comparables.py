"""What the rules about figures look at: those of one topic and area, as answers to questions."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from operator import attrgetter

from datasets.arithmetic import intervals, periods
from datasets.reserved import AREA_NOT_STATED

# Readings that answer questions: both ends of the period are known.
DATED = ("exact", "approximate")


@dataclass(frozen=True)
class Answer:
    """A figure as far as the rules compare it.

    ``question`` is what it answers; None where that is not known well enough for another figure to
    be held against it. ``period`` ends where counting did. ``two_sided`` is what says both how many
    at least and how many at most; “up to 50” does not, though nothing is below 0. ``origins`` are
    who counted, of a computed figure all who did; ``rests_on`` what that was computed from.
    ``aside`` are those that no other is held against: the origin put a recount in their place, or
    projected them, which is no count.
    """

    slug: str
    measure: str
    population: str
    area: str
    period: periods.Period
    quantity: str
    per: str
    base_period: periods.Period | None
    interval: intervals.Interval | None
    two_sided: bool
    value: object
    origins: frozenset
    named: bool
    inputs: frozenset
    published_inputs: frozenset
    rests_on: frozenset
    aside: bool

    @property
    def derived(self):
        """Return whether it was computed."""
        return bool(self.rests_on)

    @cached_property
    def question(self):
        """Return what makes two figures answers to one question."""
        return question(
            self.measure,
            self.population,
            self.area,
            self.period,
            self.quantity,
            self.per,
            self.base_period,
        )


def question(measure, population, area, period, quantity, per, base_period):
    """Return the question as a tuple; None where a period or the area is not known."""
    dated = [one for one in (period, base_period) if one is not None]
    if area == AREA_NOT_STATED or any(one.precision not in DATED for one in dated):
        return None
    return measure, population, area, period.code, quantity, per, base_period and base_period.code


@dataclass
class Ground:
    """The answers of one topic and area, with the measures and populations that they name.

    ``revised`` are the pairs (newer, older), ``held_against`` the pairs (computed, reported).
    """

    answers: list
    measures: dict
    populations: dict
    revised: list
    held_against: list

    @cached_property
    def by_question(self):
        """Return {question: answers in force}, in the order of their ids."""
        return self._grouped(lambda one: one.question)

    @cached_property
    def levels(self):
        """Return {population, period: levels in force}, of all measures."""

        def subject(one):
            known = one.question and one.quantity == "level"
            return (one.population, one.period.code) if known else None

        return self._grouped(subject)

    def _grouped(self, key):
        groups = defaultdict(list)
        for one in self.answers:
            if not one.aside and (group := key(one)) is not None:
                groups[group].append(one)
        return groups

    @property
    def rivals(self):
        """Yield the pairs that answer one question, each by somebody else or computed."""
        for answers in self.by_question.values():
            yield from (
                (one, other)
                for one, other in pairs(answers, lambda one: (one.origins, one.derived), _rival)
                if one.slug not in other.rests_on and other.slug not in one.rests_on
            )
        yield from self.held_against

    def above_measure(self, slug):
        """Return the measures that one is part of, the nearest first."""
        return _above(slug, self.measures)

    def above_population(self, slug):
        """Return the populations that one is part of, the nearest first."""
        return _above(slug, self.populations)


def _above(slug, nouns):
    above = []
    while (slug := nouns[slug].part_of_id) is not None:
        above.append(slug)
    return above


def pairs(answers, group, apart):
    """Yield the pairs of answers from two groups that are ``apart``, each in the order of its ids.

    All of a group are alike to ``apart``: of one origin there may be thousands, and no two of them
    are ever looked at together.
    """
    groups = defaultdict(list)
    for one in answers:
        groups[group(one)].append(one)
    for mine, theirs in combinations(groups.values(), 2):
        if apart(mine[0], theirs[0]):
            for pair in product(mine, theirs):
                yield sorted(pair, key=attrgetter("slug"))


def _rival(one, other):
    return one.derived != other.derived or one.origins.isdisjoint(other.origins)
