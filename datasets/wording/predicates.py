"""What a record claims, as the predicate of a sentence: counted 41 nests of grey herons in 2023.

Verbs stand in the past, where they agree with one outlet and with several analysts alike.
"""

from datasets.arithmetic.periods import UNKNOWN

from .numbers import expressed, grouped, interval_in_words, possible, times
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
from .verbs import CHANGES, REPORTED, falls, is_below, is_one, numbers_of, own_verb, verb

# A change below -12 percent is a fall by more than 12.
MIRRORED = {"gt": "lt", "gte": "lte", "lt_approx": "gt_approx"}
MIRRORED |= {mirrored: comparator for comparator, mirrored in MIRRORED.items()}
_DIRECTION = {"increase": "rise", "decrease": "fall"}


def claim(record: Record) -> str:
    """Return verb, figure, what, whom and when, of a figure that words alone do not tell."""
    if record["comparator"] in _DIRECTION:
        return _direction(record)
    if is_one(record) or not stands_in_front(record):
        return _number_last(record)
    if record["quantity"] == "ratio":
        return f"{verb(record)} {_amount(record)} as many {what_of(record)}{against(record, ' as')}"
    if record["quantity"] in CHANGES:
        return (
            f"{verb(record)} {_change(record, 'fewer')} {what_of(record)}{against(record, ' than')}"
        )
    amount = _amount(record, mirrored=is_below(record))
    return f"{verb(record)} {amount} {what_of(record)}{per(record)}{set_off(record)}"


def stands_in_front(record: Record) -> bool:
    """Return whether a number stands in front of what is counted, whose words say its unit."""
    return noun_of(record) == "number" and (record["quantity"] in OF_TWO or says_unit(record))


def is_number_of(record: Record) -> bool:
    """Return whether it is so many of something, and not a share, a ratio or a change of it."""
    return record["quantity"] in ("level", "rate") and stands_in_front(record)


def _number_last(record: Record) -> str:
    """Return the claim where the number cannot stand in front of what it is a number of."""
    subject = f"the {noun_of(record)} of {what_of(record)}{set_off(record, ',')}"
    if record["quantity"] in ("ratio", *CHANGES):
        return f"{own_verb(record) or REPORTED} {subject} as {_compared(record)}"
    own = own_verb(record)
    whole = "" if record["base_period"] in (None, UNKNOWN) else f" of the whole {base_of(record)}"
    return f"{own or 'put'} {subject} at {_amount(record)}{per(record)}{whole}"


def _compared(record: Record) -> str:
    if record["quantity"] == "ratio":
        return f"{_amount(record)} that {base_of(record)}"
    of_number = record["quantity"] != "percent_change" and noun_of(record) == "number"
    less, more = ("less", "more") if of_number else ("lower", "higher")
    return f"{_change(record, less, more)} than {base_of(record)}"


def subject_of(record: Record) -> str:
    """Return what a figure that has no number is a number of, and when."""
    if record["quantity"] in ("ratio", *CHANGES):
        noun = f"how the {noun_of(record)} of {what_of(record)}{per(record)}"
        return f"{noun}{against(record, ' compares with that')}"
    whole = f"{what_of(record)}{per(record)}{set_off(record)}"
    return whole if noun_of(record) == "number" else f"the {noun_of(record)} of {whole}"


def _direction(record: Record) -> str:
    moved = f"a {_DIRECTION[record['comparator']]}{possible(record['comparator'], record)}"
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
        aside = possible(record["comparator"], record)
        return f"{down}{unit} {fewer} to {up}{unit}{aside} {more}"
    return f"{_amount(record)} {more}"


def _amount(record: Record, *, mirrored: bool = False) -> str:
    numbers, comparator = numbers_of(record), record["comparator"]
    if not numbers:
        # Worked out from words alone: what it can be is all that there is.
        return f"{interval_in_words(record)}{unit_behind(record)}"
    aside = possible(comparator, record, mirrored=mirrored)
    if record["quantity"] == "ratio":
        return f"{times(numbers, comparator)}{aside}"
    if mirrored:
        numbers = [number.lstrip("-") for number in reversed(numbers)]
        comparator = MIRRORED.get(comparator, comparator)
    return f"{expressed(numbers, comparator)}{unit_behind(record)}{aside}"
