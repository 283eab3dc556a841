"""What an origin did with a figure, as the verb of a sentence about it."""

from datasets.arithmetic.digits import plain
from datasets.vocabularies import STATISTICAL

from .record import Record
from .terms import STATUS_IN_WORDS, VERB_STATUSES

CHANGES = ("difference", "percent_change", "point_change")
# Of which only whole ones can be counted; a ratio of two counts need not be whole.
OF_THINGS = ("level", "difference")
# What compares two counts may be another's arithmetic over them.
_COUNTED_AT_ONCE = ("level", "rate")


def counted(record: Record) -> bool:
    """Return whether its number was counted from something that is known, and not worked on."""
    whole = record["quantity"] not in OF_THINGS or not any("." in one for one in numbers_of(record))
    return bool(record["inputs"]) and whole and not own_verb(record)


def falls(record: Record) -> bool:
    """Return whether it is a change to less, and cannot be one to more."""
    if record["comparator"] == "decrease":
        return True
    changes = [float(one) for one in numbers_of(record) if record["quantity"] in CHANGES]
    return bool(changes) and min(changes) < 0 and max(changes) <= 0


def verb(record: Record) -> str:
    """Return the verb before a number: what the origin did to have it."""
    if own := own_verb(record):
        return own
    if counted(record) and record["quantity"] in _COUNTED_AT_ONCE:
        return "counted"
    return "reported" if record["inputs"] else "said that there were"


def own_verb(record: Record) -> str | None:
    """Return the verb of what was not counted but computed, estimated, projected or imputed."""
    if record["derivation"]:
        return "computed"
    if record["range_kind"] in STATISTICAL or (record["value_digits"] and record["range_kind"]):
        return STATUS_IN_WORDS["E"]
    return STATUS_IN_WORDS[record["status"]] if record["status"] in VERB_STATUSES else None


def numbers_of(record: Record) -> list[str]:
    """Return the digits of its number, or of the ends of its range; none where it has none."""
    names = ("value_low", "value_high") if record["value"] is None else ("value",)
    return [plain(record[name]) for name in names if record[name] is not None]


def is_one(record: Record) -> bool:
    """Return whether the plural of what is counted could not stand behind the number."""
    return record["quantity"] in (*OF_THINGS, "rate") and record["value_digits"] in ("1", "-1")
