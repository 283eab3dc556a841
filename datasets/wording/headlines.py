"""A figure as the head of its page: the number, the words before it, and what it is a number of."""

from dataclasses import dataclass

from datasets.vocabularies import NOT_PUBLISHED

from .numbers import expressed, grouped, interval_in_words, times
from .predicates import MIRRORED, is_number_of, stands_in_front, subject_of
from .record import Record
from .subjects import (
    against,
    base_of,
    noun_of,
    per,
    set_off,
    unit_behind,
    what_of,
)
from .terms import COMPARATOR_IN_WORDS
from .verbs import CHANGES, falls, is_below, is_one, numbers_of

MOVED = {"increase": "a rise", "decrease": "a fall"}
_SIGNS = {"percent_change": "%", "share": "%"}


@dataclass(frozen=True)
class Headline:
    """``before`` are words such as about; what is ``quoted`` is no number, but words of a text.

    ``signed`` is the number with its sign, where the words tell it as below its base.
    """

    number: str
    what: str
    before: str = ""
    quoted: bool = False
    signed: str = ""

    @property
    def told(self) -> str:
        """The number with the words before it, in one line."""
        number = f"“{self.number}”" if self.quoted else self.number
        return f"{self.before} {number}".lstrip()

    @property
    def alone(self) -> str:
        """The number where no words beside it tell which way it is: on an axis, in a series."""
        return self.signed or self.told

    @property
    def colon(self) -> str:
        """What stands between in one line: nothing in 41 nests, a colon in 14 %: the share of."""
        return ":" if self.what.startswith("the ") else ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.told}{self.colon} {self.what}"


def headline(record: Record) -> Headline:
    """Return the head of a figure's page."""
    comparator = record["comparator"]
    if comparator in MOVED:
        return Headline(MOVED[comparator], _moved(record))
    if comparator == "vague":
        return _in_words(record)
    signed = ""
    if is_below(record):
        signed = expressed(numbers_of(record), comparator)
    if _turned(record):
        comparator = MIRRORED.get(comparator, comparator)
    before = COMPARATOR_IN_WORDS[comparator]
    return Headline(_number(record), _behind(record), before, signed=signed)


def thing(record: Record) -> str:
    """Return what a figure is a number of, where its time stands beside it."""
    if record["quantity"] in ("ratio", *CHANGES):
        return (
            _behind(record) if record["comparator"] in COMPARATOR_IN_WORDS else subject_of(record)
        )
    what = f"{what_of(record)}{per(record)}"
    return what if noun_of(record) == "number" else f"the {noun_of(record)} of {what}"


def _moved(record: Record) -> str:
    what = f"in the {noun_of(record)} of {what_of(record)}{per(record)}"
    if base_of(record) == "before":
        return f"{what}{set_off(record)}"
    return f"{what}{against(record, ' against that')}"


def _in_words(record: Record) -> Headline:
    subject = subject_of(record)
    if record["derivation"]:
        return Headline(interval_in_words(record) or "no number", subject)
    if record["as_printed"] and record["status"] not in NOT_PUBLISHED:
        return Headline(record["as_printed"], subject, quoted=True)
    if (bounds := interval_in_words(record)) and is_number_of(record):
        return Headline(bounds, f"{subject}, in Caveat’s reading: no number was given")
    return Headline("no number", f"of {subject}")


def _number(record: Record) -> str:
    """Return the digits as they are read aloud, with the sign or unit that belongs to them."""
    numbers = numbers_of(record)
    if not numbers:
        return interval_in_words(record)
    if record["quantity"] == "ratio":
        return times(numbers, "eq") or "1 ×"
    if _turned(record):
        numbers = [one.lstrip("-") for one in reversed(numbers)]
    sign = _SIGNS.get(record["quantity"]) or unit_behind(record)
    return f"{'–'.join(map(grouped, numbers))}{sign}"


def _turned(record: Record) -> bool:
    """Return whether its words say that it is less, so that its number has no sign."""
    return falls(record) or is_below(record)


def _behind(record: Record) -> str:
    """Return what stands after the number."""
    what = what_of(record)
    if not _in_front(record):
        when = against(record, " against that") if record["base_period"] else set_off(record)
        return f"the {noun_of(record)} of {what}{per(record)}{when}"
    if record["quantity"] == "ratio":
        return f"as many {what}{against(record, ' as')}"
    if record["quantity"] in CHANGES:
        more = "fewer" if falls(record) else "more"
        return f"{more} {what}{against(record, ' than')}"
    return f"{what}{per(record)}{set_off(record)}"


def _in_front(record: Record) -> bool:
    return stands_in_front(record) and not is_one(record)
