"""How many origins give a figure that fits without sharing what they counted from."""

from collections.abc import Iterable

from .comparables import Comparable
from .comparison_group import ComparisonGroup

# A node of the graph of what figures share: an origin or an input.
_Shared = tuple[str, ...]


def independent_origins(group: ComparisonGroup) -> dict[str, int]:
    """{id: number of sets of origins, its own included} where it is more than 1."""
    counts: dict[str, int] = {}
    for figures in group.by_question.values():
        eligible = [one for one in figures if _eligible(one)]
        connected = _connected(eligible)
        if len(set(connected.values())) > 1:
            counts |= _counted(eligible, connected)
    return {slug: count for slug, count in counts.items() if count > 1}


def _eligible(one: Comparable) -> bool:
    """Whether a figure can confirm another: two-sided, counted by somebody, from something.

    One-sided claims and estimates confirm nobody; nor does an unnamed origin, or what was counted
    from something unknown. Nor does a computation, which has no inputs.
    """
    return one.two_sided and one.named and bool(one.inputs) and not one.estimated


def _counted(figures: Iterable[Comparable], connected: dict[str, _Shared]) -> dict[str, int]:
    known = {one.slug: one.interval for one in figures if one.interval}
    given = {(interval, connected[slug]) for slug, interval in known.items()}
    counts = {
        interval: len({origins for other, origins in given if not interval.disjoint(other)})
        for interval in set(known.values())
    }
    return {slug: counts[interval] for slug, interval in known.items()}


def _connected(figures: Iterable[Comparable]) -> dict[str, _Shared]:
    """{id: name of its set}: joined are those of one origin, one input, or whose input it is."""
    origins = {origin for one in figures for origin in one.origins}
    leader: dict[_Shared, _Shared] = {}

    def leading(name: _Shared) -> _Shared:
        leader.setdefault(name, name)
        while leader[name] != name:
            leader[name] = name = leader[leader[name]]
        return name

    for one in figures:
        shared = [("origin", origin) for origin in one.origins | one.published_inputs & origins]
        shared += [("input", document) for document in one.inputs]
        first, *others = map(leading, shared)
        leader |= dict.fromkeys(others, first)
    return {one.slug: leading(("origin", *one.origins)) for one in figures}
