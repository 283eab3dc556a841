"""One sentence for a total that is safe to paste: whose figures, what they come to, its doubts."""

from collections.abc import Iterator

from datasets.arithmetic.bounds import BELOW
from datasets.reserved import AREA_NOT_STATED

from .dates import when
from .doubts import IN_OUR_VIEW, NO_CAVEAT, found_fault
from .labels import all_or_number, capitalised, within
from .numbers import expressed, interval_in_words, possible, value_of
from .objections import disputes, of_part
from .record import Record
from .subjects import noun_of, unit_behind, what_is_added
from .terms import STATUS_IN_WORDS

_REPEATED = ", as some may be counted in more than one of the periods"
_WRONG = {
    "understated": "is likely higher",
    "overstated": "is likely lower",
    "mixed": "could be higher or lower",
}
_CAVEATS = 2


def statement(record: Record, number: int) -> str:
    """Return the sentence about the record of a total of ``number`` figures."""
    figures = f"Added up from {number} figures" if number > 1 else "From one figure"
    origins = all_or_number((within(one["label"]) for one in record["origins"]), "origins")
    implied = (AREA_NOT_STATED, record["measure"]["area"])
    areas = [one["label"] for one in record["areas"] if one["id"] not in implied]
    events = [within(one["title"]) for one in record["events"]]
    asides = [
        all_or_number(names, many)
        for names, many in ((events, "events"), (areas, "areas"))
        if names
    ]
    where = f" ({'; '.join(asides)})" if asides else ""
    gaps = ", with gaps," if record["period"]["gaps"] else ","
    unusual = [STATUS_IN_WORDS[one] for one in record["statuses"] if one in STATUS_IN_WORDS]
    status = f", at least in part {', '.join(unusual)}" if unusual else ""
    claimed = (
        f"{figures} of {origins}, the {noun_of(record)} of {what_is_added(record)}{where}, "
        f"{when(record['period']['code'])}{gaps} comes to {_amount(record)}{status}."
    )
    doubts = list(filter(None, _doubts(record)))
    none = [] if doubts or record["caveats"] else [NO_CAVEAT]
    return " ".join([claimed, *doubts, *none])


def _doubts(record: Record) -> Iterator[str]:
    """Yield what is wrong with it: which way is worked out from its figures, so Caveat says it."""
    if wrong := _WRONG.get(record["bias"]):
        yield f"The real figure {wrong}, {IN_OUR_VIEW}."
    shorts = [one["short"] for one in record["caveats"]][:_CAVEATS]
    if shorts:
        yield f"{capitalised('; '.join(shorts))}."
    if "contradiction" in record["check_rules"]:
        yield "Another count does not fit it, or a part of it."
    said = record["objections"]
    if record["disputed"] and not any(map(disputes, said)):
        yield "It is disputed, or a part of it is."
    yield from (f"{capitalised(clause)}." for clause in of_part(said, "a part of it"))
    if found_fault(record["check_rules"], "level"):
        yield "It fails a check by Caveat."


def _amount(record: Record) -> str:
    if record["value"] is None:
        amount = interval_in_words(record)
        if not amount:
            return "no number that can be given"
        amount += unit_behind(record)
    else:
        amount = expressed([value_of(record)], record["comparator"])
        amount += unit_behind(record) + _aside(record)
    return amount + (_REPEATED if record["may_repeat"] else "")


def _aside(record: Record) -> str:
    """Return in parentheses what the number does not say; beside a ceiling the largest part."""
    if not record["may_repeat"]:
        return possible(record["comparator"], record)
    if record["comparator"] not in BELOW or not record["lower_bound"]:
        return ""
    floor = {**record, "upper_bound": None, "interval": f"{record['interval'][0]})"}
    return f" ({interval_in_words(floor)})"
