"""What may not be added: figures that count different things, or may count one thing twice.

Each rule yields its violations one by one, so that a thousand figures which all overlap cost no
more than the few pairs that get named. Figures are published records, in the order of their ids.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from .comparability_rules import (
    no_levels,
    other_datasets,
    other_measures,
    other_populations,
    other_units,
)
from .overlap_rules import nested_areas, other_moments, overlapping_periods
from .shared_count_rules import computed, of_the_same_records, replaced
from .violations import Figure, Lookup, NotAdditive, Violation

MOST_NAMED = 50
Rule = Callable[[list[Figure], Lookup], Iterator[Violation]]


def require_additive(figures: list[Figure], lookup: Lookup) -> None:
    """Raise NotAdditive where any rule is violated."""
    # What another dataset means by its words is its own affair: nothing more can be compared.
    of_one_dataset = len({one["dataset"] for one in figures}) <= 1
    rules: tuple[Rule, ...] = RULES if of_one_dataset else (other_datasets,)
    named: list[Violation] = []
    more = False
    for rule in rules:
        found = list(islice(_once(rule(figures, lookup)), MOST_NAMED + 1))
        named += found[:MOST_NAMED]
        more |= len(found) > MOST_NAMED
    if named:
        raise NotAdditive(named, more)


RULES: tuple[Rule, ...] = (
    other_measures,
    other_populations,
    other_units,
    no_levels,
    replaced,
    other_moments,
    overlapping_periods,
    nested_areas,
    computed,
    of_the_same_records,
)


def _once(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Yield each pair once, however often a rule comes upon it, and no figure beside itself."""
    seen: set[tuple[frozenset[str], str]] = set()
    for one in violations:
        pair = (frozenset(one.ids), one.member)
        if pair not in seen and len(pair[0]) == len(one.ids):
            seen.add(pair)
            yield one
