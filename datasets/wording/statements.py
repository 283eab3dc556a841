"""One sentence for each record that is safe to paste: the figure, whose it is, and its doubts."""

from collections.abc import Collection

from datasets.arithmetic.periods import UNKNOWN
from datasets.reserved import AREA_NOT_STATED
from datasets.vocabularies import NOT_PUBLISHED

from .dates import since, up_to
from .doubts import EITHER_WAY, LIKELY_WRONG, doubt, doubted
from .labels import first_of, within
from .objections import DISPUTED_BY, objections
from .predicates import claim
from .record import Record
from .terms import STATUS_IN_WORDS, VERB_STATUSES
from .verbs import counted, falls

_BOTH_WAYS = ("understated", "overstated", "mixed")
_LOW_OR_HIGH = {
    "count": {"understated": "likely an undercount", "overstated": "likely an overcount"},
    "number": LIKELY_WRONG,
    # Where the truth is higher, a rise is larger and a fall is smaller.
    "rise": {
        "understated": "the true rise is likely larger",
        "overstated": "the true rise is likely smaller",
    },
    "fall": {
        "understated": "the true fall is likely smaller",
        "overstated": "the true fall is likely larger",
    },
}
_TRUTH = {"understated": "likely higher", "overstated": "likely lower"}
_NOUN = {
    "level": "number",
    "rate": "rate",
    "share": "share",
    "ratio": "ratio",
    "difference": "difference",
    "percent_change": "change",
    "point_change": "change",
}


def statement(record: Record) -> str:
    """Return the sentence about the record of an observation, without its ``statement``."""
    label = record["origin"]["label"]
    who = label[0].upper() + label[1:]
    rules = [one["rule"] for one in record["checks"]]
    doubts = [_doubt(record), _dispute(record, rules), *objections(record)]
    if record["revised_by"]:
        doubts.append("its origin has put another figure in its place")
    claimed = f"{who} {claim(record)}{_aside(record)}{_why_none(record)}"
    clauses = [claimed, *doubted(list(filter(None, doubts)), rules)]
    return " ".join("; ".join(clauses).split()).rstrip(".") + "."


def _dispute(record: Record, rules: Collection[str]) -> str:
    """Return that other figures dispute it, and since when, or what it was computed from."""
    if "contradiction" in rules:
        day = record["disputed_since"]
        return "disputed" if day in (None, UNKNOWN) else f"disputed {since(day)}"
    by_documents = any(one["objection"] == DISPUTED_BY for one in record["objections"])
    of_operand = record["disputed"] and not by_documents
    return "a figure that it rests on is disputed" if of_operand else ""


def _aside(record: Record) -> str:
    """Return event, territory, end of the count and the origin's qualification, as far as known.

    The territory stands apart even where other words sound like it: Russian soldiers may be counted
    in Russia alone, or wherever they are.
    """
    asides = []
    if record["event"]:
        asides.append(within(record["event"]["title"]))
    if record["area"]["id"] != AREA_NOT_STATED:
        asides.append(record["area"]["label"])
    if record["period"]["data_cutoff"]:
        asides.append(f"counted {up_to(record['period']['data_cutoff'])}")
    if record["status"] in STATUS_IN_WORDS.keys() - {*VERB_STATUSES, *NOT_PUBLISHED}:
        asides.append(f"by the origin's own word {STATUS_IN_WORDS[record['status']]}")
    return f" ({'; '.join(asides)})" if asides else ""


def _why_none(record: Record) -> str:
    """Return why no number was published, where none was."""
    status = record["status"]
    return f": it was {STATUS_IN_WORDS[status]}" if status in NOT_PUBLISHED else ""


def _doubt(record: Record) -> str:
    bias = record["bias"]
    if bias == "none_recorded":
        wrong = ""
    elif bias in EITHER_WAY:
        wrong = EITHER_WAY[bias]
    else:
        wrong = _wrong_one_way(record, bias)
    return doubt(record, wrong, _BOTH_WAYS if bias == "mixed" else (bias,), first_of)


def _wrong_one_way(record: Record, bias: str) -> str:
    if record["comparator"] == "vague":
        return f"the true {_NOUN[record['quantity']]} is {_TRUTH[bias]}"
    if falls(record):
        return _LOW_OR_HIGH["fall"][bias]
    if record["comparator"] == "increase":
        return _LOW_OR_HIGH["rise"][bias]
    is_count = counted(record) and record["quantity"] in ("level", "rate")
    return _LOW_OR_HIGH["count" if is_count else "number"][bias]
