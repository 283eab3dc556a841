"""What a record claims, as the predicate of a sentence: counted 41 nests of grey herons in 2023.

Verbs stand in the past, where they agree with one outlet and with several analysts alike.
"""

from datasets.arithmetic.periods import UNKNOWN
from datasets.vocabularies import NOT_PUBLISHED

from .numbers import expressed, grouped, interval_in_words, possible
from .record import Record
from .subjects import (
    OF_TWO,
    against,
    base_of,
    noun_of,
    per,
    says_unit,
    set_off,
    unit_behind,
    what_of,
)
from .verbs import CHANGES, falls, is_one, numbers_of, own_verb, verb

# A change below -12 percent is a fall by more than 12.
_MIRRORED = {"gt": "lt", "gte": "lte", "lt_approx": "gt_approx"}
_MIRRORED |= {mirrored: comparator for comparator, mirrored in _MIRRORED.items()}
_DIRECTION = {"increase": "rise", "decrease": "fall"}


def claim(record: Record) -> str:
    """Return verb, figure, what, whom and when."""
    if record["comparator"] == "vague":
        return _without_number(record)
    if record["comparator"] in _DIRECTION:
        return _direction(record)
    if noun_of(record) != "number" or is_one(record) or not _stands_in_front(record):
        return _number_last(record)
    if record["quantity"] == "ratio":
        return f"{verb(record)} {_amount(record)} as many {what_of(record)}{against(record, ' as')}"
    if record["quantity"] in CHANGES:
        return (
            f"{verb(record)} {_change(record, 'fewer')} {what_of(record)}{against(record, ' than')}"
        )
    return f"{verb(record)} {_amount(record)} {what_of(record)}{per(record)}{set_off(record)}"


def _stands_in_front(record: Record) -> bool:
    """Return whether what is counted says the unit of a number that stands in front of it."""
    return record["quantity"] in OF_TWO or says_unit(record)


def _number_last(record: Record) -> str:
    """Return the claim where the number cannot stand in front of what it is a number of."""
    found, was = own_verb(record) or (record["inputs"] and "found"), "to be"
    if not found:
        found, was = "said that", "was"
    subject = f"{found} the {noun_of(record)} of {what_of(record)}{set_off(record, ',')} {was}"
    if record["quantity"] in ("difference", "point_change"):
        return f"{subject} {_change(record, 'less')} than {base_of(record)}"
    if record["quantity"] == "percent_change":
        return f"{subject} {_change(record, 'lower', 'higher')} than {base_of(record)}"
    if record["quantity"] == "ratio":
        return f"{subject} {_amount(record)} as high as {base_of(record)}"
    whole = "" if record["base_period"] in (None, UNKNOWN) else f" of the whole {base_of(record)}"
    return f"{subject} {_amount(record)}{per(record)}{whole}"


def _without_number(record: Record) -> str:
    own, noun = own_verb(record), noun_of(record)
    asides = [f"“{record['as_printed']}”"] if record["as_printed"] else []
    if bounds := interval_in_words(record):
        read_as = "" if record["derivation"] else "read as "
        asides.append(f"{read_as}{bounds}{unit_behind(record)}")
    aside = f" ({', '.join(asides)})" if asides else ""
    subject = f"the {noun} of {what_of(record)}{per(record)}"
    if record["quantity"] in ("ratio", *CHANGES):
        subject = f"how {subject}{against(record, ' compares with that')}"
    else:
        subject += set_off(record)
    if own:
        return f"{own}, without an exact number{aside}, {subject}"
    gave = "published no" if record["status"] in NOT_PUBLISHED else "gave no exact"
    # “no exact number of” says what “no exact number for the number of” would.
    of_what = subject.removeprefix("the number ")
    return f"{gave} number{aside} {'for ' if of_what == subject else ''}{of_what}"


def _direction(record: Record) -> str:
    moved = f"a {_DIRECTION[record['comparator']]}{_aside(record)}"
    what = f"in the {noun_of(record)} of {what_of(record)}{per(record)}"
    verb = own_verb(record) or "spoke of"
    if base_of(record) == "before":
        return f"{verb} {moved} {what}{set_off(record)}"
    return f"{verb} {moved} {what}{against(record, ' against that')}"


def _change(record: Record, fewer: str, more: str = "more") -> str:
    """Return by how much it is more or fewer: a fall without its sign, and mirrored."""
    if falls(record):
        return f"{_amount(record, mirrored=True)} {fewer}"
    if record["comparator"] == "range" and record["value_low"] < 0:
        low, high = numbers_of(record)
        down, up, unit = grouped(low[1:]), grouped(high), unit_behind(record)
        return f"{down}{unit} {fewer} to {up}{unit}{_aside(record)} {more}"
    return f"{_amount(record)} {more}"


def _amount(record: Record, *, mirrored: bool = False) -> str:
    numbers, comparator = numbers_of(record), record["comparator"]
    aside = possible(comparator, record, mirrored=mirrored)
    if mirrored:
        numbers = [number.lstrip("-") for number in reversed(numbers)]
        comparator = _MIRRORED.get(comparator, comparator)
    return f"{expressed(numbers, comparator)}{unit_behind(record)}{aside}"


def _aside(record: Record) -> str:
    return possible(record["comparator"], record)
