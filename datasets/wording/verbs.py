"""What an origin did with a figure, as the verb of a sentence about it."""

from datasets.arithmetic.digits import plain
from datasets.vocabularies import STATISTICAL

from .numbers import OF_THINGS, value_of
from .record import Record
from .terms import STATUS_IN_WORDS, VERB_STATUSES

CHANGES = ("difference", "percent_change", "point_change")
# What compares two counts may be another's arithmetic over them.
_COUNTED_AT_ONCE = ("level", "rate")
# Who says what they saw or heard does not report as an office or a newsroom does.
REPORTED = "reported"
ABOVE, BELOW = " above ", " below "
# What is more than a negative number need not be negative.
_UPWARD = ("gt", "gte", "gt_approx")
_SPEAKERS = ("head_of_state", "individual", "witness", "leaker")


def verb(record: Record) -> str:
    """Return the verb before a number: what the origin did to have it.

    It counted only where the document says what from.
    """
    if own := own_verb(record):
        return own
    stated = any(one["basis"] == "stated" for one in record["inputs"] or ())
    if stated and _whole(record) and record["quantity"] in _COUNTED_AT_ONCE:
        return "counted"
    return "spoke of" if record["origin"]["kind"] in _SPEAKERS else REPORTED


def own_verb(record: Record) -> str | None:
    """Return the verb of what was not counted but computed, estimated, projected or imputed."""
    if record["derivation"]:
        return "computed"
    if record["range_kind"] in STATISTICAL or (record["value_digits"] and record["range_kind"]):
        return STATUS_IN_WORDS["E"]
    return STATUS_IN_WORDS[record["status"]] if record["status"] in VERB_STATUSES else None


def falls(record: Record) -> bool:
    """Return whether it is a change to less, and cannot be one to more."""
    if record["comparator"] == "decrease":
        return True
    changes = [float(one) for one in numbers_of(record) if record["quantity"] in CHANGES]
    return bool(changes) and min(changes) < 0 and max(changes) <= 0


def is_below(record: Record) -> bool:
    """Return whether it lies below what its measure counts from: all it may be is negative.

    Such a measure says “above”: degrees Celsius above the average of some years.
    """
    if record["quantity"] != "level" or ABOVE not in record["measure"]["phrase"]:
        return False
    if record["comparator"] in _UPWARD:
        return False
    ends = (record["value_low"], record["value_high"])
    known = [float(one) for one in (*numbers_of(record), *ends) if one is not None]
    return bool(known) and max(known) < 0


def numbers_of(record: Record) -> list[str]:
    """Return the digits of its number, or of the ends of its range; none where it has none."""
    if record["value"] is not None:
        return [value_of(record)]
    ends = (record["value_low"], record["value_high"])
    return [plain(end) for end in ends if end is not None]


def is_one(record: Record) -> bool:
    """Return whether the plural of what is counted could not stand behind the number."""
    return record["quantity"] in (*OF_THINGS, "rate") and record["value_digits"] in ("1", "-1")


def _whole(record: Record) -> bool:
    return record["quantity"] not in OF_THINGS or not any("." in one for one in numbers_of(record))
