"""Questions that several origins answer: who else counted this, and do they agree?"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from .checks.comparables import Comparable
from .checks.comparison_group import ComparisonGroup, Pair, subject

# What an id may have at most, and how much of a longer one stands before its digest.
LONGEST = 120
DIGITS = 8
# The ids of two figures that count the same thing.
Answers = tuple[str, str]


@dataclass(frozen=True)
class TopicQuestion:
    """A topic of a population in an area and a period, or at an event, of which origins tell.

    It is wider than the Question of the checks, which asks for one measure. ``data_cutoff`` is the
    day up to which the figures were counted, where that is not the last of the ``period``.
    ``observations`` are their ids, those of one measure together. ``rivals`` are the pairs of them
    that count the same thing and rest on different origins; of ``own`` pairs one is computed from
    figures of whoever counted the other.
    """

    topic: str
    population: str
    area: str
    period: str
    data_cutoff: str | None
    event: str | None
    observations: tuple[str, ...]
    rivals: frozenset[Answers]
    own: frozenset[Answers]

    @property
    def slug(self) -> str:
        """Its id, made of what it asks for: whoever knows that can tell the address."""
        when = _in_an_id(self.period)
        if self.data_cutoff:
            when += f"-up-to-{self.data_cutoff}"
        event = f"-{self.event}" if self.event else ""
        whole = f"{self.topic}-of-{self.population}-in-{self.area}-{when}{event}"
        if len(whole) <= LONGEST:
            return whole
        digest = hashlib.blake2b(whole.encode(), digest_size=DIGITS // 2).hexdigest()
        return f"{whole[: LONGEST - DIGITS - 1].rstrip('-')}-{digest}"


def _in_an_id(period: str) -> str:
    """The code of a period in the letters of an id: 2022-03/2022~ is 2022-03-to-2022-about."""
    words = {"~": "-about", "?": "-perhaps", "%": "-perhaps-about", "/": "-to-"}
    return re.sub("[~?%/]", lambda sign: words[sign[0]], period.lower())


def find(group: ComparisonGroup) -> Iterator[TopicQuestion]:
    """Yield a question for whatever two origins, or more, counted: levels that are in force.

    What Caveat computes from one origin's figures is an answer, but nobody else's count.
    """
    pairs = defaultdict(list)
    for one, other in group.competing:
        if subject(one) == subject(other):
            pairs[subject(one)].append((one, other))
    for about, levels in group.levels.items():
        if len({one.origins for one in levels if not one.derived}) > 1:
            yield _asked(group, levels, pairs[about])


def _asked(
    group: ComparisonGroup, levels: Sequence[Comparable], pairs: Sequence[Pair]
) -> TopicQuestion:
    ordered = sorted(levels, key=attrgetter("measure", "slug"))
    # Only what was reported can be cut off.
    reported = next(one for one in ordered if not one.derived)
    end = reported.period.end
    return TopicQuestion(
        topic=group.measures[reported.measure].topic,
        population=reported.population,
        area=reported.area,
        period=reported.asked,
        data_cutoff=end.isoformat() if end and reported.cut_off else None,
        event=reported.event,
        observations=tuple(one.slug for one in ordered),
        rivals=_ids(pair for pair in pairs if _on_different_origins(*pair)),
        own=_ids(pair for pair in pairs if not _on_different_origins(*pair)),
    )


def _ids(pairs: Iterable[Pair]) -> frozenset[Answers]:
    return frozenset((one.slug, other.slug) for one, other in pairs)


def _on_different_origins(one: Comparable, other: Comparable) -> bool:
    return one.origins.isdisjoint(other.origins)
