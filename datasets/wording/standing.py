"""What is said against a figure, or was found: each in a sentence, and in a few words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from datasets.arithmetic.periods import UNKNOWN

from .dates import since
from .doubts import found_fault
from .labels import capitalised, first_of, within
from .objections import correcting, disputes, disputing, objections
from .record import Record


@dataclass(frozen=True)
class Against:
    """``short`` stands on a page beside the number, where ``sentence`` would say it once more."""

    sentence: str
    short: str


def against(record: Record, plurals: Collection[str] = ()) -> Iterator[Against]:
    """Yield what the record of a figure says against it, but for its caveats.

    ``plurals`` are the names of sources of which one says “they have”.
    """
    rules = [one["rule"] for one in record["checks"]]
    contradicted = "contradiction" in rules
    if contradicted:
        by = disputing(record)
        also = f", also by {first_of(by)}" if by else ""
        yield Against(
            f"It {_disputed(record['disputed_since'])}{also}.",
            f"disputed: another count does not fit{also}",
        )
    elif record["disputed"] and not any(map(disputes, record["objections"])):
        told = "a figure that it rests on is disputed"
        yield Against(f"{capitalised(told)}.", told)
    for clause in objections(record, dispute_is_told=contradicted):
        yield Against(f"{capitalised(clause)}.", clause.removeprefix("it is ").removeprefix("it "))
    origin = within(record["origin"]["label"])
    if record["replaced"] and origin not in correcting(record):
        have = "have" if origin in map(within, plurals) else "has"
        yield Against(f"{capitalised(origin)} {have} since replaced it.", "since replaced")
    if found_fault(rules, record["quantity"]):
        yield Against("It fails a check by Caveat.", "fails a check by Caveat")


def _disputed(day: str | None) -> str:
    """Return since when, where one day, month or year is known."""
    if day in (None, UNKNOWN) or "/" in day:
        return "is disputed"
    return f"has been disputed {since(day)}"
