"""The chain of a figure as a page draws it: one rail, side branches under their parents."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from datasets.analysis.citation_chain import OBJECTING, REMARKS
from datasets.wording import dates, hops

Hop = Mapping[str, Any]


@dataclass
class Stop:
    """A document on the way of a figure.

    ``kind`` is kept, rounded, changed, unsure, unseen, remarks or objects; ``dashed`` says that
    the line to it passes what nobody saw. ``whole`` are hops that branch off here and change
    nothing, ``branches`` those that do, each with what follows it.
    """

    hop: Hop
    kind: str
    when: str
    seen: str
    link: str
    says: Sequence[hops.Marked]
    notes: Sequence[str]
    dashed: bool = False
    whole: Sequence[Hop] = ()
    branches: list["Stop"] = field(default_factory=list)

    @property
    def again(self) -> str:
        """The words before what a text says again, or gives once more as another number."""
        if self.hop["relation"] != hops.RESTATES:
            return ""
        other = any(one["alteration"] == "value" for one in self.hop["alterations"])
        return "Elsewhere in it:" if other else "Said again:"

    @property
    def unchanged_by(self) -> str:
        """Who passed it on as it was, and that whoever said it said it again."""
        seen, mine = self.kind != "unseen", self.hop["document"]["source"]
        own = [one for one in self.whole if seen and one["document"]["source"] == mine]
        labels = [one["document"]["source_label"] for one in self.whole if one not in own]
        told = [hops.said_again_by(own[0]["document"]["source_label"])] if own else []
        told += [hops.passed_on_by(labels, seen=seen)] if labels else []
        return " ".join(told)


def rail(citations: Sequence[Hop], names: hops.Names) -> list[Stop]:
    """Return the stops of the longest way, from who published first to the last that carries it."""
    after: dict[int | None, list[Hop]] = defaultdict(list)
    for hop in citations:
        after[hop["via"]].append(hop)
    lengths = _lengths(citations)
    stops: list[Stop] = []
    for root in sorted(after[None], key=lambda one: -lengths[one["hop"]]):
        stops += _way(root, after, lengths, names)
    for earlier, later in pairwise(stops):
        later.dashed = "unseen" in (earlier.kind, later.kind)
    return stops


def _lengths(citations: Sequence[Hop]) -> dict[int, int]:
    """Return how many hops the longest way from each has, itself among them."""
    lengths = {hop["hop"]: 1 for hop in citations}
    # A hop comes after the one that it has the figure from.
    for hop in sorted(citations, key=lambda one: -one["hop"]):
        if hop["via"] is not None:
            lengths[hop["via"]] = max(lengths[hop["via"]], 1 + lengths[hop["hop"]])
    return lengths


def _way(
    hop: Hop,
    after: Mapping[int | None, Sequence[Hop]],
    lengths: Mapping[int, int],
    names: hops.Names,
) -> Iterator[Stop]:
    following: Hop | None = hop
    while following:
        stop, follow = _stop(following, names), after.get(following["hop"], ())
        following = max(follow, key=lambda one: lengths[one["hop"]], default=None)
        aside = [one for one in follow if one is not following]
        stop.whole = [one for one in aside if _is_whole(one) and one["hop"] not in after]
        for one in aside:
            if one not in stop.whole:
                stop.branches += _way(one, after, lengths, names)
        yield stop


def _is_whole(hop: Hop) -> bool:
    return _kind(hop) == "kept" and hop["via"] is not None


def _stop(hop: Hop, names: hops.Names) -> Stop:
    document = hop["document"]
    return Stop(
        hop=hop,
        kind=_kind(hop),
        when=dates.published(document["published"]),
        seen=hops.SEEN[document["seen"]],
        link=hops.BASES[hop["basis"]] if hop["basis"] else "",
        says=hops.sentence(hop, names) if hop["reported_as"] else (),
        notes=hops.notes(hop, names),
    )


def _kind(hop: Hop) -> str:
    if hop["relation"] in OBJECTING:
        return "objects"
    if hop["relation"] == REMARKS:
        return "remarks"
    if not hop["reported_as"]:
        return "unseen"
    if hops.is_unsure(hop):
        return "unsure"
    if hops.changes(hop):
        return "changed"
    return "rounded" if hops.alterations(hop) else "kept"
