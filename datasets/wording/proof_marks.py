"""Two wordings laid over each other as a proof-reader marks them: kept, lost and new words."""

from difflib import SequenceMatcher
from typing import NamedTuple

KEPT, LOST, NEW = "kept", "lost", "new"
# Wordings that have less in common are set whole beside each other: marks would only confuse.
_ALIKE = 0.4
# So few words between two changes belong to one change.
_TOO_FEW = 1


class Marked(NamedTuple):
    """Words that stand together, and what became of them."""

    mark: str
    words: str


def marked(before: str, after: str) -> list[Marked]:
    """Return the words of both in reading order; what is lost stands before what is new."""
    if before == after:
        return [Marked(KEPT, after)]
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return replaced(before, after)
    runs: list[Marked] = []
    from_old = from_new = 0
    for start_old, start_new, length in _kept(matcher):
        lost, added = old[from_old:start_old], new[from_new:start_new]
        runs += replaced(" ".join(lost), " ".join(added))
        runs += [Marked(KEPT, " ".join(new[start_new : start_new + length]))] if length else []
        from_old, from_new = start_old + length, start_new + length
    return runs


def replaced(before: str | None, after: str | None) -> list[Marked]:
    """Return one wording in the place of another; either may be missing."""
    pairs = ((LOST, before), (NEW, after))
    return [Marked(mark, words) for mark, words in pairs if words]


def _kept(matcher: "SequenceMatcher[str]") -> list[tuple[int, int, int]]:
    """Return the runs of words in common, those too short left out, and the end last."""
    *runs, end = [(one.a, one.b, one.size) for one in matcher.get_matching_blocks()]
    at_an_edge = [run for run in runs if run[:2] == (0, 0) or _ends(run, end)]
    return [*(run for run in runs if run[2] > _TOO_FEW or run in at_an_edge), end]


def _ends(run: tuple[int, int, int], end: tuple[int, int, int]) -> bool:
    return (run[0] + run[2], run[1] + run[2]) == end[:2]
