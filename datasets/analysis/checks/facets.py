"""What the facets of two measures say of each other: where they differ, whether one is a part."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from datasets.models import Measure
from datasets.reserved import COUNTED, NOT_STATED, STAGE
from datasets.wording import findings

# A facet, and a word of it.
_Word = tuple[str, str]


def differing(one: Measure, other: Measure) -> dict[str, str]:
    """{facet: “one / other”} of those in which two measures differ, - where one has none."""
    return {
        name: findings.either(*(words or "-" for words in pair))
        for name, pair in _differing(one, other).items()
    }


def _differing(one: Measure, other: Measure) -> dict[str, tuple[str, str]]:
    names = sorted({*one.facets, *other.facets})
    pairs = {name: (one.facets.get(name, ""), other.facets.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


class FacetOrder:
    """Which words of a facet are part of which others: nobody lists them.

    A measure that is part of another, and differs from it in one facet alone, shows it: cases of
    one offence are part of the cases of three, those decided of those received.
    """

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        self._measures = measures

    def may_be_part(self, smaller: Measure, larger: Measure) -> bool:
        """Whether a measure counts a part of what another counts, or a later stage of it.

        Of two stages the later counts fewer, unless some measure shows that it is the earlier one.
        In what is counted, cases or persons, parts may differ from the whole.
        """
        facets = _differing(smaller, larger)
        return bool(facets.keys() - {COUNTED}) and all(
            self._narrows(name, *words) for name, words in facets.items()
        )

    def _narrows(self, facet: str, word: str, other: str) -> bool:
        if facet == COUNTED or self._is_part((facet, word), other):
            return True
        stated = {word, other}.isdisjoint({"", NOT_STATED})
        return facet == STAGE and stated and not self._is_part((facet, other), word)

    def _is_part(self, word: _Word, whole: str) -> bool:
        """Whether a word of a facet is part of another, by however many steps."""
        facet, _ = word
        to_visit, met = [word], {word}
        while to_visit:
            wider = self._wider[to_visit.pop()] - met
            if (facet, whole) in wider:
                return True
            met |= wider
            to_visit += wider
        return False

    @cached_property
    def _wider(self) -> Mapping[_Word, set[_Word]]:
        wider: dict[_Word, set[_Word]] = defaultdict(set)
        for part in self._measures.values():
            if part.part_of_id is not None:
                facets = _differing(part, self._measures[part.part_of_id])
                if len(facets) == 1:
                    ((name, (word, whole)),) = facets.items()
                    wider[name, word].add((name, whole))
        return wider
