"""Wholes of which an origin gives some of the complete parts, and nobody gives the others."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from datasets.analysis.checks.comparables import Comparable
from datasets.analysis.checks.comparison_group import ComparisonGroup
from datasets.analysis.checks.parts import can_add_up

from .gap import PART, Gap, Wanted

# What figures of a whole and its parts have in common: population, area, period, event.
_Subject = tuple[str, str, str, str | None]


def find(group: ComparisonGroup) -> Iterator[Gap]:
    """Yield a gap for each whole with a part that no figure gives as a number.

    An origin must give the whole and another part: a whole that nobody took apart lacks nothing.
    """
    parts_of = {
        slug: parts for slug, parts in _parts(group).items() if can_add_up(group, slug, parts)
    }
    for subject, levels in _levels(group, parts_of).items():
        for whole in sorted(parts_of.keys() & {one.measure for one in levels}):
            parts = parts_of[whole]
            told = _told_in_part(levels, whole, parts)
            given = {one.measure for one in levels if one.rests_on.isdisjoint(told)}
            if told and (missing := sorted(parts - given)):
                population, area, period, event = subject
                wanted = Wanted(whole, population, area, period, "level", event)
                yield Gap(PART, tuple(told), wanted, tuple(missing))


def _parts(group: ComparisonGroup) -> Mapping[str, set[str]]:
    return {whole: parts for whole, parts in group.parts.items() if whole is not None}


def _levels(
    group: ComparisonGroup, parts_of: Mapping[str, set[str]]
) -> Mapping[_Subject, list[Comparable]]:
    """Levels in force of these wholes and their parts, in the order of their ids."""
    measures = parts_of.keys() | set().union(*parts_of.values())
    levels: dict[_Subject, list[Comparable]] = defaultdict(list)
    for one in group.figures:
        if one.measure in measures and one.quantity == "level" and _is_number(one):
            period = one.asked or one.period.code
            levels[one.population, one.area, period, one.event].append(one)
    return levels


def _is_number(one: Comparable) -> bool:
    return bool(one.question and one.interval and not one.aside)


def _told_in_part(levels: Sequence[Comparable], whole: str, parts: Collection[str]) -> list[str]:
    """The ids of wholes and parts that origins give who give both."""
    reported = [one for one in levels if not one.derived]
    both = {one.origins for one in reported if one.measure == whole}
    both &= {one.origins for one in reported if one.measure in parts}
    return [one.slug for one in reported if one.origins in both and one.measure in {whole, *parts}]
