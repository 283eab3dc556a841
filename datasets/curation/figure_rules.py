"""All rules of one reported figure, as seed files, the admin and publishing ask them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from datasets.models import Citation, Document

from .chain_rules import chain_problems
from .identity_rules import event_problems
from .number_rules import number_problems, reported_number_problems
from .period_rules import period_problems
from .time_rules import time_problems

# The hop, None where the figure's own row is meant; the field; what is wrong.
Problem = tuple[int | None, str, str]


def own_problems(observation: Any, unit: Any, event: Any) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for what is wrong with the row of the figure itself."""
    yield from number_problems(observation, unit)
    yield from period_problems(observation)
    yield from event_problems(observation.dataset_id, event)


def told_problems(
    observation: Any, citations: Sequence[Citation], documents: Mapping[str, Document], unit: Any
) -> Iterator[Problem]:
    """Yield what is wrong with the figure as documents tell it.

    ``citations`` are all of its citations, ``documents`` those that they name.
    """
    yield from chain_problems(citations, documents, observation)
    yield from time_problems(observation, citations, documents)
    yield from reported_number_problems(observation, citations, unit)
