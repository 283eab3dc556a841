"""What a document is said to say against the words that it prints."""

from collections.abc import Iterator, Mapping

from datasets.arithmetic import digits
from datasets.arithmetic.printed.matching import denies, meanings
from datasets.models import Citation, Observation
from datasets.models.reported import EITHER
from datasets.models.validators import DIGITS

from .quotation_rules import in_effect

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
    said = in_effect("value", citation, hops, observation.value)
    # Where a document gives another comparator without a number, it does not give the range.
    own = in_effect("comparator", citation, hops, "") == ""
    ends = (observation.value_low, observation.value_high) if own else ()
    for one in filter(None, [said] if said else ends):
        words = one.split(EITHER)
        if all(map(DIGITS.fullmatch, words)) and denies(words, citation.as_printed, language):
            yield (
                "reported_value",
                f"it prints {citation.as_printed}, and would be told to say {one}: expected "
                f"{_allowed(citation.as_printed, language)}, another value of the observation, "
                "or reckoned where the number follows from the words and does not stand in them",
            )


def _allowed(text: str, language: str) -> str:
    """Return the numbers that the printed words allow, the likeliest first."""
    numbers = dict.fromkeys(digits.significant(number) for number in meanings(text, language))
    return " or ".join([*numbers][:_MOST_NAMED])
