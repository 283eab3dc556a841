"""What is said against a figure, or was found: each in a sentence, and in a few words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .doubts import found_fault
from .labels import capitalised, first_of, within
from .objections import correcting, disputes, objections
from .record import Record

RIVALS_NAMED = 2
# How rivals are told: with number and owner, without, or not where a document disputes it anyhow.
NAMED, TOLD, WITHOUT_DISPUTE = "named", "told", "without_dispute"


@dataclass(frozen=True)
class Against:
    """``short`` stands on a page beside the number, where ``sentence`` would say it once more."""

    sentence: str
    short: str


def against(
    record: Record, plurals: Collection[str] = (), *, rivals: str = NAMED
) -> Iterator[Against]:
    """Yield what the record of a figure says against it, but for its caveats.

    ``plurals`` are the names of sources of which one says “they have”; ``rivals`` says how those
    that do not fit it are told.
    """
    rules = [one["rule"] for one in record["checks"]]
    if record["rivals"] and not (rivals == WITHOUT_DISPUTE and record["disputed"]):
        told = _unfit(record, named=rivals == NAMED)
        yield Against(f"{capitalised(told)}.", told)
    if record["disputed"] and not any(map(disputes, record["objections"])):
        told = "a figure that it rests on is disputed"
        yield Against(f"{capitalised(told)}.", told)
    for clause in objections(record):
        yield Against(f"{capitalised(clause)}.", clause.removeprefix("it is ").removeprefix("it "))
    origin = within(record["origin"]["label"])
    if record["replaced"] and origin not in correcting(record):
        have = "have" if origin in map(within, plurals) else "has"
        yield Against(f"{capitalised(origin)} {have} since replaced it.", "since replaced")
    if found_fault(rules, record["quantity"]):
        yield Against("It fails a check by Caveat.", "fails a check by Caveat")


def _unfit(record: Record, *, named: bool) -> str:
    """Return that counts by others do not fit, with the first of them."""
    rivals = record["rivals"]
    what = "count" if record["measure"]["unit"]["countable"] else "figure"
    told = f"another {what} does not fit" if len(rivals) == 1 else f"other {what}s do not fit"
    if not named:
        return told
    each = [f"{one['number']} ({within(one['source_label'])})" for one in rivals]
    return f"{told}: {first_of(each, RIVALS_NAMED)}"
