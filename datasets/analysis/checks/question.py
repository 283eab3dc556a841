"""What figures answer: two are compared only where they answer the same question."""

from typing import NamedTuple

from datasets.arithmetic import periods
from datasets.reserved import AREA_NOT_STATED

# Periods that make a question: both ends are known.
DATED = ("exact", "approximate")


class Question(NamedTuple):
    """What makes two figures comparable: they answer the same. Periods are codes."""

    measure: str
    population: str
    area: str
    period: str
    quantity: str
    per: str
    base_period: str | None
    event: str | None


def question(
    *,
    measure: str,
    population: str,
    area: str,
    period: periods.Period,
    quantity: str,
    per: str = "",
    base_period: periods.Period | None = None,
    event: str | None = None,
) -> Question | None:
    """The question that is asked so; None where a period or the area is not known."""
    dated = [one for one in (period, base_period) if one is not None]
    if area == AREA_NOT_STATED or any(one.precision not in DATED for one in dated):
        return None
    base = base_period.code if base_period else None
    return Question(measure, population, area, period.code, quantity, per, base, event)
