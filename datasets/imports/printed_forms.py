"""How the numbers of a file are printed with words, and how each form of that is read."""

import re
from collections import Counter
from collections.abc import Iterator

from .number import Number

_DIGITS = re.compile(r"[0-9][0-9.,]*")


class PrintedForms:
    """Remembers each form of printed number: how often it stands there, and one example."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, tuple[str, Number]] = {}

    def add(self, printed: str, number: Number) -> None:
        """Remember how a cell is read."""
        form = _DIGITS.sub("0", printed)
        self._counts[form] += 1
        self._examples.setdefault(form, (printed, number))

    def told(self) -> Iterator[str]:
        """Yield a line for each form but plain digits, the commonest first."""
        for form, count in self._counts.most_common():
            printed, number = self._examples[form]
            if form != "0":
                yield f"numbers like “{printed}”: {count}, read as {_reading(number)}"


def _reading(number: Number) -> str:
    estimated = "estimated " if number.is_estimate else ""
    if number.comparator == "range":
        return f"{estimated}{number.low} to {number.high}"
    comparator = "" if number.comparator == "eq" else f"{number.comparator} "
    return f"{estimated}{comparator}{number.value}"
