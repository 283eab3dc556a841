"""Numbers in digits, however their groups and decimals are separated."""

import re
from fractions import Fraction

from .normal_form import POINT, THOUSANDS
from .reading import Reading

# Dates and times of day are no numbers of anything.
_DATE = (
    r"\d{4}-\d{2}(?:-\d{2})?(?!\d)|\d{1,2}(?P<dot>[./])\d{1,2}(?P=dot)\d{2,4}(?!\d)"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
)
# Groups of three, or as in India of two before the last three.
_THREES = rf"\d{{1,3}}(?P<mark>[ ,.'{THOUSANDS}])\d{{3}}(?:(?P=mark)\d{{3}})*(?!\d)"
_LAKHS = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
_POWER = r"\s?[×x]\s?10(?:\^(-?\d{1,2})|([⁻⁰¹²³⁴-⁹]{1,3}))|e([+-]?\d{1,2})(?!\d)"
NUMBER = re.compile(
    rf"(?P<date>{_DATE})|(?:(?P<whole>{_THREES}|{_LAKHS}|\d+)(?:[.,{POINT}](?P<decimals>\d+))?"
    rf"|[.,](?P<only>\d+))(?P<power>{_POWER})?"
)
# What has more digits is no number of anything.
_MOST_DIGITS = 100
_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def readings_of(match: re.Match[str]) -> list[Reading]:
    """Return what a match of NUMBER may mean; nothing where it is a date, or endlessly long.

    ``1.234`` is twelve hundred and thirty-four, or one and a bit: both are given.
    """
    if match["date"] or len(match[0]) > _MOST_DIGITS:
        return []
    printed = match["power"]
    power = int(re.sub(r".*(10\^?|e)", "", printed).translate(_SUPERSCRIPT)) if printed else 0
    whole, decimals = match["whole"] or "0", match["decimals"] or match["only"] or ""
    digits = re.sub(r"\D", "", whole)
    found = [_reading(digits, decimals, power)]
    if not decimals and re.fullmatch(r"\d{1,3}[.,]\d{3}", whole):
        found.append(_reading(digits[:-3], digits[-3:], power))
        # No group of thousands begins with a zero.
        found = found[whole[0] == "0" :]
    return found


def _reading(whole: str, decimals: str, power: int) -> Reading:
    place = Fraction(10) ** (power - len(decimals))
    return Reading(int(whole + decimals) * place, place)
