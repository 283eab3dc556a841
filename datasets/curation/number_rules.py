"""What the numbers of a figure must obey: their unit, and each other."""

from collections.abc import Iterator
from typing import Any


def number_problems(observation: Any, unit: Any) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where the numbers do not fit the unit or each other."""
    if observation.quantity == "level" and unit.countable:
        for field in ("value", "value_low", "value_high"):
            number = getattr(observation, field)
            if "." in number:
                yield field, f"{unit.slug} are counted in whole numbers"
            if number.startswith("-"):
                yield field, f"there are never fewer {unit.slug} than none"
    if (
        observation.value_low
        and observation.value_high
        and float(observation.value_low) > float(observation.value_high)
    ):
        yield "value_high", f"the high end is below the low end {observation.value_low}"
