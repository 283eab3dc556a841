"""What a document is said to say against the words that it prints."""

from collections.abc import Iterator, Mapping

from datasets.arithmetic import digits
from datasets.arithmetic.printed.matching import denies, meanings
from datasets.models import Citation, Observation
from datasets.models.reported import EITHER
from datasets.models.validators import DIGITS

_MOST_NAMED = 4


def print_problems(
    citation: Citation,
    hops: Mapping[int | None, Citation],
    observation: Observation,
    language: str,
) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where no printed number can be the one that it is said to be.

    ``hops`` are all of the chain by number. A curator who reckoned the number from the words says
    so, and the record shows it.
    """
    if citation.reckoned or not citation.as_printed:
        return
    for said in _said(citation, hops, observation):
        words = said.split(EITHER)
        if all(map(DIGITS.fullmatch, words)) and denies(words, citation.as_printed, language):
            yield (
                "reported_value",
                f"it prints {citation.as_printed}, and would be told to say {said}: expected "
                f"{_allowed(citation.as_printed, language)}, another value of the observation, "
                "or reckoned where the number follows from the words and does not stand in them",
            )


def _said(
    citation: Citation, hops: Mapping[int | None, Citation], observation: Observation
) -> Iterator[str]:
    """Yield the numbers that a document gives in effect: its own, or those before it."""
    passed, at = set(), citation
    while at.reported_value == "" and at.via in hops and at.hop not in passed:
        passed.add(at.hop)
        at = hops[at.via]
    if at.reported_value:
        yield at.reported_value
    elif not at.reported_comparator or observation.value:
        yield from filter(None, (observation.value, observation.value_low, observation.value_high))


def _allowed(text: str, language: str) -> str:
    """Return the numbers that the printed words allow, the likeliest first."""
    numbers = dict.fromkeys(digits.significant(number) for number in meanings(text, language))
    return " or ".join([*numbers][:_MOST_NAMED])
