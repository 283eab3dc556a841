"""Numbers and intervals in words, with how they are expressed and what they may be."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from datasets.arithmetic import rounding
from datasets.arithmetic.digits import plain

from .record import Record
from .terms import COMPARATOR_IN_WORDS, range_name

# Of which only whole ones can be counted; a ratio of two counts need not be whole.
OF_THINGS = ("level", "difference")
_IN_WORDS = ("three", "four", "five", "six", "seven", "eight", "nine")
_TIMES = {"0.5": "half", "1": "", "2": "twice"}
_TIMES |= {str(number): f"{word} times" for number, word in enumerate(_IN_WORDS, 3)}


def expressed(digits: Iterable[str], comparator: str) -> str:
    """Return a number, or the two ends of a range, with the words of its comparator."""
    return _with(comparator, " to ".join(map(grouped, digits)))


def times(digits: list[str], comparator: str) -> str:
    """Return a multiple, or a range of it, as it is said: twice, 2 to 3 times.

    Once is empty: as many.
    """
    if len(digits) == 1:
        said = _TIMES.get(digits[0], f"{grouped(digits[0])} times")
    else:
        said = f"{' to '.join(map(grouped, digits))} times"
    return _with(comparator, said)


def _with(comparator: str, number: str) -> str:
    return f"{COMPARATOR_IN_WORDS[comparator]} {number}".lstrip()


def value_of(record: Record) -> str:
    """Return the digits of its value; of one that was worked out no more than its ends bear out."""
    if _worked_out(record) and record["comparator"] in ("eq", "about"):
        ends = (record["lower_bound"], record["upper_bound"])
        return rounding.told(record["value"], *ends, finest=_finest(record))
    return plain(record["value"])


def _finest(record: Record) -> Fraction:
    """Return the finest place: of things there are only whole ones."""
    whole = record["measure"]["unit"]["countable"] and record["quantity"] in OF_THINGS
    return rounding.WHOLE if whole else rounding.HUNDREDTH


def _worked_out(record: Record) -> bool:
    ends = (record["lower_bound"], record["upper_bound"])
    return record["bounds_basis"] == "derived" and None not in ends


def possible(comparator: str, record: Record, *, mirrored: bool = False) -> str:
    """Return in parentheses what a number may be, where its digits and comparator do not say."""
    if record["bounds_basis"] == "estimated" and comparator != "range":
        return _range(record, mirrored=mirrored)
    words = interval_in_words(record, mirrored=mirrored)
    if record["bounds_basis"] == "interpreted":
        return f" (read as {words})"
    shown = record["value"] is not None and _worked_out(record)
    if shown and _is_an_end(value_of(record), words):
        return ""
    apart = comparator in ("eq", "about") and record["lower_bound"] != record["upper_bound"]
    return f" ({words})" if record["bounds_basis"] == "derived" and apart else ""


def _range(record: Record, *, mirrored: bool) -> str:
    """Return in parentheses the range that an origin gives beside its estimate."""
    ends = [plain(end) for end in (record["value_low"], record["value_high"]) if end is not None]
    if not ends or ends == [record["value_digits"]] * 2:
        return ""
    if mirrored:
        ends = [end.lstrip("-") for end in reversed(ends)]
    name = range_name(record["range_kind"])
    return f" ({name} {grouped(ends[0])} to {grouped(ends[1])})".replace("( ", "(")


def interval_in_words(record: Record, *, mirrored: bool = False) -> str:
    """Return both ends in words, or nothing where there are none; ``mirrored``: of the negative.

    What was worked out is told from one end rounded outward to the other.
    """
    lower, upper = record["lower_bound"], record["upper_bound"]
    if lower is None and upper is None:
        return ""
    lower_closed, upper_closed = record["interval"][0] == "[", record["interval"][-1] == "]"
    if mirrored:
        lower, upper = _negative(upper), _negative(lower)
        lower_closed, upper_closed = upper_closed, lower_closed
    if lower == upper:
        return grouped(plain(lower))
    if _worked_out(record):
        ends = _to_one_place(rounding.told_ends(lower, upper, _finest(record)))
        return " to ".join(map(grouped, ends))
    if lower_closed and upper_closed:
        return f"{grouped(plain(lower))} to {grouped(plain(upper))}"
    if lower_closed and None not in (lower, upper):
        return f"{grouped(plain(lower))} to under {grouped(plain(upper))}"
    ends = []
    if lower is not None:
        ends.append(f"{'at least' if lower_closed else 'more than'} {grouped(plain(lower))}")
    if upper is not None:
        ends.append(f"{'at most' if upper_closed else 'under'} {grouped(plain(upper))}")
    return " and ".join(ends)


def _to_one_place(ends: tuple[str, str]) -> list[str]:
    """Return both ends to as many decimals: 1.67 to 1.70."""
    decimals = max(len(end.partition(".")[2]) for end in ends)
    return [f"{Decimal(end):.{decimals}f}" for end in ends]


def _is_an_end(value: str, words: str) -> bool:
    ends = words.replace(",", "").split(" to ")
    return any(Decimal(value) == Decimal(end) for end in ends)


def grouped(digits: str) -> str:
    """Return digits with a comma after every thousand."""
    sign = "-" if digits.startswith("-") else ""
    whole, point, decimals = digits.lstrip("-").partition(".")
    return f"{sign}{int(whole):,}{point}{decimals}"


def _negative(end: Decimal | int | None) -> Decimal | int | None:
    return end and end * -1
