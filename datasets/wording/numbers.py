"""Numbers and intervals in words, with how they are expressed and what they may be."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from datasets.arithmetic.digits import plain

from .terms import COMPARATOR_IN_WORDS, range_name

# A record, or its bounds: {lower_bound, upper_bound, interval, bounds_basis}.
Bounds = Mapping[str, Any]


def expressed(digits: Iterable[str], comparator: str) -> str:
    """Return a number, or the two ends of a range, with the words of its comparator."""
    amount = " to ".join(map(grouped, digits))
    return f"{COMPARATOR_IN_WORDS[comparator]} {amount}".lstrip()


def possible(comparator: str, bounds: Bounds, *, mirrored: bool = False) -> str:
    """Return in parentheses what a number may be, where its digits and comparator do not say."""
    if bounds["bounds_basis"] == "estimated" and comparator != "range":
        return _range(bounds, mirrored=mirrored)
    words = interval_in_words(bounds, mirrored=mirrored)
    if bounds["bounds_basis"] == "interpreted":
        return f" (read as {words})"
    two_sided = comparator in ("eq", "about") and bounds["lower_bound"] != bounds["upper_bound"]
    return f" ({words})" if bounds["bounds_basis"] == "derived" and two_sided else ""


def _range(record: Bounds, *, mirrored: bool) -> str:
    """Return in parentheses the range that an origin gives beside its estimate."""
    ends = [plain(end) for end in (record["value_low"], record["value_high"]) if end is not None]
    if not ends or ends == [record["value_digits"]] * 2:
        return ""
    if mirrored:
        ends = [end.lstrip("-") for end in reversed(ends)]
    name = range_name(record["range_kind"])
    return f" ({name} {grouped(ends[0])} to {grouped(ends[1])})".replace("( ", "(")


def interval_in_words(bounds: Bounds, *, mirrored: bool = False) -> str:
    """Return both ends in words, or nothing where there are none; ``mirrored``: of the negative."""
    lower, upper = bounds["lower_bound"], bounds["upper_bound"]
    if lower is None and upper is None:
        return ""
    lower_closed, upper_closed = bounds["interval"][0] == "[", bounds["interval"][-1] == "]"
    if mirrored:
        lower, upper = _negative(upper), _negative(lower)
        lower_closed, upper_closed = upper_closed, lower_closed
    if lower == upper:
        return grouped(plain(lower))
    if lower_closed and upper_closed:
        return f"{grouped(plain(lower))} to {grouped(plain(upper))}"
    ends = []
    if lower is not None:
        ends.append(f"{'at least' if lower_closed else 'more than'} {grouped(plain(lower))}")
    if upper is not None:
        ends.append(f"{'at most' if upper_closed else 'under'} {grouped(plain(upper))}")
    return " and ".join(ends)


def grouped(digits: str) -> str:
    """Return digits with a comma after every thousand."""
    sign = "-" if digits.startswith("-") else ""
    whole, point, decimals = digits.lstrip("-").partition(".")
    return f"{sign}{int(whole):,}{point}{decimals}"


def _negative(end: Decimal | int | None) -> Decimal | int | None:
    return end and end * -1
