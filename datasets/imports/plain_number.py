"""Numbers in plain digits, as a map says that a file writes them."""

import re
from functools import cache

from datasets.models.validators import DIGITS

from .cells import NotBelieved

_NOTHING_ELSE = re.compile(r"[0-9.,' \u00a0\u202f+−-]+")


@cache
def _form(decimal: str, group: str) -> re.Pattern[str]:
    groups = f"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|" if group else ""
    return re.compile(rf"([+−-]?)({groups}[0-9]+)(?:{re.escape(decimal)}([0-9]+))?")


def plain_number(text: str, decimal: str, group: str) -> str:
    """Return plain digits; NotBelieved says why the cell is none, or not written as declared."""
    found = _form(decimal, group).fullmatch(text)
    if not found:
        if re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+", text):
            raise NotBelieved("a number with an exponent: a spreadsheet has cut its digits")
        if _NOTHING_ELSE.fullmatch(text):
            raise NotBelieved(
                f"a number that is not written as the map declares: decimal “{decimal}”, "
                + (f"group “{group}”" if group else "no group")
            )
        raise NotBelieved("no number in plain digits: declare it missing, or let words = true")
    sign = "-" if found[1] in ("-", "−") else ""
    whole = re.sub(r"\D", "", found[2]).lstrip("0") or "0"
    digits = f"{sign}{whole}" + (f".{found[3]}" if found[3] else "")
    if not DIGITS.fullmatch(digits):
        digits = digits.removeprefix("-")  # minus nothing is nothing
    return digits
