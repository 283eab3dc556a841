"""Periods as texts print them: two years in one, and years that do not begin in January."""

import re
from typing import NamedTuple

_PAIR = re.compile(r"(?<![0-9])([12][0-9]{3}) ?([-‐‑–—/]) ?([0-9]{4}|[0-9]{2})(?![0-9]|[-/.][0-9])")
_DASHES = "–—"
_MONTHS = 12
_YEAR_OF_ITS_OWN = re.compile(
    r"\bFY(?![a-z])|\bfiscal\b|\bseasons?\b|"
    r"\b(?:financial|budget|tax|school|academic|crop|marketing|water|hydrological) year",
    re.IGNORECASE,
)


class Years(NamedTuple):
    """Two years as they are printed in one, 2011–12, and which they are."""

    printed: str
    first: int
    last: int


def years_in(printed: str) -> Years | None:
    """Return the first pair of years in the words of a text, None where there is none.

    2011-05 is a month; 2011-12 may be one, and is taken for two years as long as nobody says so.
    """
    for found in _PAIR.finditer(printed):
        first, mark, second = int(found[1]), found[2], found[3]
        last = int(found[1][: -len(second)] + second)
        if last == first - 99:
            last += 100
        follows = last == first + 1
        no_month = len(second) == 4 or mark in _DASHES or int(second) > _MONTHS
        if follows or (no_month and last > first):
            return Years(found[0], first, last)
    return None


def is_year_of_its_own(printed: str) -> bool:
    """Return whether a text names a year that may begin on any day: a fiscal year, a season."""
    return bool(_YEAR_OF_ITS_OWN.search(printed))
