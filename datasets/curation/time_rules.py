"""What is impossible in the times of a figure: told before it began, or before it was first said.

Only what cannot be is refused. A date that is not known is before nothing; an approximate one may
be off by as many days as it has.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from datasets.arithmetic import periods
from datasets.arithmetic.periods import Period
from datasets.models import Citation, Document
from datasets.vocabularies import FORECAST

from .quotation_rules import in_effect


def time_problems(
    observation: Any, citations: Sequence[Citation], documents: Mapping[str, Document]
) -> Iterator[tuple[int | None, str, str]]:
    """Yield (hop, field, message); the hop is None where it is the figure's own time.

    ``documents`` are those that the citations name.
    """
    published = {one.document_id: documents[one.document_id].published for one in citations}
    dates = {slug: periods.parse(published[slug]) for slug in published}
    hops: dict[int | None, Citation] = {one.hop: one for one in citations}
    for citation in citations:
        before = hops.get(citation.via)
        mine = citation.document_id
        if before and dates[mine].before(dates[theirs := before.document_id]):
            yield (
                *(citation.hop, "via"),
                f"{mine} ({published[mine]}) was published before {theirs} ({published[theirs]}), "
                "and cannot have it from there: expected the hop of an earlier document; of a "
                "document with later editions, published is the first day/the last",
            )
    for field in ("period", "base_period", "data_cutoff"):
        if getattr(observation, field):
            told = [one for one in citations if _gives_own(field, one, hops, observation)]
            given = {one.document_id: dates[one.document_id] for one in told}
            yield from ((None, field, message) for message in _wrong(observation, field, given))


def _gives_own(field: str, citation: Any, hops: Mapping[int | None, Any], observation: Any) -> bool:
    """Return whether a document is known to give the figure with the figure's own time."""
    name = "period" if field == "data_cutoff" else field
    own = getattr(observation, name)
    return citation.relation != "unknown" and in_effect(name, citation, hops, own) == own


def _wrong(observation: Any, field: str, given: Mapping[str, Period]) -> Iterator[str]:
    """Yield what is wrong with one of its times; ``given`` are the days of those who gave it."""
    time, period = (periods.parse(getattr(observation, name)) for name in (field, "period"))
    if field == "data_cutoff" and (time.before(period) or period.before(time)):
        yield f"it lies outside of the period {period.code}: expected a day within it"
    early = next((slug for slug, date in given.items() if date.before(time)), None)
    if early and observation.status != FORECAST:
        yield (
            f"it had not begun when {early} gave the figure ({given[early].code}): expected a time "
            f"that had, or status {FORECAST}, forecast"
        )
