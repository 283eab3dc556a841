"""What a figure is a number of: whom, of what unit, when and against what."""

import re

from datasets.arithmetic.periods import UNKNOWN
from datasets.arithmetic.printed_periods import is_year_of_its_own, years_in
from datasets.reserved import ITEMS, PERSONS

from .dates import when
from .labels import within
from .record import Record
from .verbs import ABOVE, BELOW, is_below

# What says how two numbers compare, in a unit that is not theirs.
OF_TWO = ("ratio", "percent_change")
# Of a figure that no text gives as it is told here.
INFERRED = "as Caveat’s editors reconstruct it"
# What a number in these units is called; in all others it is the number or amount of something.
_NOUN_OF_UNIT = {"percent": "share", "times": "ratio"}
_UNIT_OF_QUANTITY = {"ratio": "times", "percent_change": "percent", "share": "percent"}
_PARTS = ("value", "rounded", "range_changed", "unit", "measure", "population", "area", "period")
_WHOLE_YEARS = re.compile(r"[0-9]{4}/[0-9]{4}")


def against(record: Record, than: str) -> str:
    """Return when it was, and against what it is measured."""
    return f" {_time(record)}{than} {base_of(record)}"


def set_off(record: Record, then: str = "") -> str:
    """Return the time; commas keep it out of words such as help to desert from Sunday to Monday."""
    time = _time(record)
    return f" {time}" if time.startswith(("in ", "on ")) else f", {time}{then}"


def _time(record: Record) -> str:
    """Return the time, with the printed name of a year that does not begin in January."""
    code, printed = record["period"]["code"], record["period"]["printed"]
    two_in_one = years_in(printed) and "/" in code and not _WHOLE_YEARS.fullmatch(code)
    return when(code) + (f" (“{printed}”)" if two_in_one or is_year_of_its_own(printed) else "")


def noun_of(record: Record) -> str:
    """Return number, amount, share, ratio or rate: of what the number is, or what it compares."""
    measure, quantity = record["measure"], record["quantity"]
    unit = "percent" if quantity in ("share", "point_change") else measure["unit"]["id"]
    if unit in _NOUN_OF_UNIT:
        return _NOUN_OF_UNIT[unit]
    if says_unit(record):
        return "number"
    if quantity in OF_TWO and measure["kind"] == "ratio":
        return "rate"
    return "number" if measure["unit"]["countable"] else "amount"


def says_unit(record: Record) -> bool:
    """Return whether the words for what is counted say the unit, or the name of such persons."""
    unit, phrase = record["measure"]["unit"], record["measure"]["phrase"]
    held = re.search(rf"\b{re.escape(unit['label'])}\b", phrase, re.IGNORECASE)
    return unit["id"] in (*PERSONS, ITEMS) or held is not None


def unit_behind(record: Record) -> str:
    """Return the unit where the words for what is counted do not hold it."""
    if record["quantity"] in _UNIT_OF_QUANTITY:
        return f" {_UNIT_OF_QUANTITY[record['quantity']]}"
    if record["unit"] == "points":
        return " percentage points"
    return "" if says_unit(record) else f" {record['measure']['unit']['label']}"


def per(record: Record) -> str:
    """Return the time that a rate is counted for."""
    return f" per {record['unit'].rpartition('/')[2]}" if record["quantity"] == "rate" else ""


def what_of(record: Record) -> str:
    """Return what is counted, and whom; below a base where the number is negative."""
    phrase = record["measure"]["phrase"]
    return _of_whom(record, phrase.replace(ABOVE, BELOW, 1) if is_below(record) else phrase)


def what_is_added(record: Record) -> str:
    """Return what a total is of, and of whom; its number keeps its sign."""
    return _of_whom(record, record["measure"]["phrase"])


def _of_whom(record: Record, phrase: str) -> str:
    return phrase.replace("{population}", within(record["population"]["label"]))


def names_population(record: Record) -> bool:
    """Return whether the words for what is counted say whom, and do not just imply it."""
    return "{population}" in record["measure"]["phrase"]


def through_whom(record: Record) -> str | None:
    """Return through whom a figure is known, unless the name of its origin says that already."""
    through: str | None = record["known_through"]
    said = through and through.casefold() in record["origin"]["label"].casefold()
    return None if said else through


def is_read_otherwise(record: Record) -> bool:
    """Return whether the text through which a figure is known has parts of it otherwise.

    That they are still those of the figure is what Caveat makes of it, and not what the text says.
    """
    through = record["known_through"]
    hops = (hop for hop in record["citations"] if hop["document"]["source_label"] == through)
    first = next((hop for hop in hops if hop["reported_as"]), None)
    return first is not None and any(one["alteration"] in _PARTS for one in first["alterations"])


def is_inferred(record: Record) -> bool:
    """Return whether no text that was seen tells a figure as its origin did.

    What its origin's own text says in other words is its own.
    """
    if record["derivation"] or record["known_through"]:
        return False
    seen = [hop["document"] for hop in record["citations"] if hop["reported_as"]]
    own = any(one["source"] == record["origin"]["id"] for one in seen)
    return bool(seen) and not own


def inferred_from(record: Record) -> str:
    """Return how such a figure is known, and nothing of any other."""
    return f"{INFERRED} from texts that give it differently" if is_inferred(record) else ""


def is_of_two(record: Record) -> bool:
    """Return whether the one through whom it is known is two: neither has all of it alone."""
    labels = {hop["document"]["source_label"] for hop in record["citations"]}
    return record["known_through"] not in labels


def base_of(record: Record) -> str:
    """Return the period that it is measured against."""
    base = record["base_period"]
    return "before" if base in (None, UNKNOWN) else when(base)
