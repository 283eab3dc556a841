"""What is missing from a dataset, with all published figures that hang on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from datasets.analysis.derivations import Derived
from datasets.analysis.gaps.gap import DOCUMENT, Gap


def gaps(
    missing: Iterable[Gap], unread: Mapping[str, Sequence[str]], derived: Mapping[str, Derived]
) -> dict[str, Gap]:
    """The gaps by their ids; ``unread`` maps documents that nobody read to figures."""
    documents = (
        Gap(DOCUMENT, tuple(figures), document=document) for document, figures in unread.items()
    )
    resting_on = _resting_on(derived)
    found = {}
    for one in (*missing, *documents):
        computed = set().union(*(resting_on.get(slug, ()) for slug in one.figures))
        found[one.slug] = replace(one, computed=tuple(sorted(computed)))
    return found


def _resting_on(derived: Mapping[str, Derived]) -> dict[str, set[str]]:
    """{figure: those that are computed from it, also by way of others}."""
    under: dict[str, set[str]] = {}
    above: dict[str, set[str]] = defaultdict(set)
    # Operands come before what rests on them.
    for slug, one in derived.items():
        operands = one.observations
        under[slug] = {*operands}.union(*(under.get(other, ()) for other in operands))
        for other in under[slug]:
            above[other].add(slug)
    return above
