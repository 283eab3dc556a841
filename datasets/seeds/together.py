"""Telling faults of one kind together, so that somebody can mend many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

_PLACES, _KINDS = 3, 50


def together(faults: Iterable[tuple[str, str, str]], noun: str) -> Iterator[str]:
    """Yield lines: each kind of fault, how often it is there, and where it is first.

    A fault is (about what, why, where); those are of one kind in which the first two are the same.
    """
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for about, why, where in faults:
        kinds[about, why].append(where)
    for (about, why), places in [*kinds.items()][:_KINDS]:
        number = f"1 {noun}" if len(places) == 1 else f"{len(places)} {noun}s"
        yield f"{about}: {number}: {why}"
        others = len(places) - _PLACES
        more = f" and {others} more" if others > 0 else ""
        yield "  " + ", ".join(places[:_PLACES]) + more
    if len(kinds) > _KINDS:
        yield f"and {len(kinds) - _KINDS} more kinds of faults"
