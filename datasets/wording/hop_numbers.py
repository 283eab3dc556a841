"""The number that a document gives, and the range beside it, with what it made of them marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .chains import stated_range
from .numbers import grouped
from .proof_marks import KEPT, Marked, replaced

Hop = Mapping[str, Any]
Alteration = Mapping[str, Any]
Reading = Mapping[str, str]

# A term for what became of a number, and for what became of the range beside it.
_OF_RANGE = ("range_dropped", "range_added", "range_changed")
OF_NUMBER = ("value", "rounded", "sharpened", "value_added", "value_dropped", *_OF_RANGE)
# What is long enough to be grouped, decimals apart.
_LONG = re.compile(r"(?<![0-9.])[0-9]{4,}")


def number_marked(hop: Hop, altered: Sequence[Alteration]) -> Iterator[Marked]:
    """Yield the number, and the range beside it if that is another."""
    changes = [one for one in altered if one["alteration"] in OF_NUMBER]
    of_range = [one for one in changes if _is_of_range(one, hop["reported_as"])]
    if changes == of_range and hop["as_printed"]:
        yield Marked(KEPT, f"“{hop['as_printed']}”")
    for one in changes:
        before = _in_words(one["before"], hop["printed_before"])
        yield from replaced(before, _in_words(one["after"], hop["as_printed"]))


def _is_of_range(alteration: Alteration, reading: Reading) -> bool:
    """Return whether it is about the range beside a number; a range that is rounded is told so."""
    if alteration["alteration"] != "rounded":
        return alteration["alteration"] in _OF_RANGE
    ends = stated_range(reading.get("value_low", ""), reading.get("value_high", ""))
    return "value" in reading and str(alteration["after"]).endswith(ends)


def _in_words(number: str | None, printed: str | None) -> str | None:
    """Return what was printed in quotation marks, and words of the program's own without."""
    if number is None:
        return None
    return f"“{number}”" if number == printed else _LONG.sub(_grouped, number)


def _grouped(digits: re.Match[str]) -> str:
    return grouped(digits[0])
