"""One sentence for a total that is safe to paste: whose figures, what they come to, its doubts."""

from collections.abc import Iterable

from datasets.arithmetic.bounds import BELOW
from datasets.reserved import AREA_NOT_STATED

from .dates import when
from .doubts import EITHER_WAY, LIKELY_WRONG, doubt, doubted
from .labels import all_or_number, within
from .numbers import expressed, interval_in_words, possible
from .objections import of_part
from .record import Record
from .subjects import noun_of, unit_behind, what_of
from .terms import STATUS_IN_WORDS

_REPEATED = ", as some may be counted in more than one of the periods"
_WRONG = {"none_recorded": "", **LIKELY_WRONG, **EITHER_WAY}


def statement(record: Record, number: int) -> str:
    """Return the sentence about the record of a total of ``number`` figures."""
    figures = f"Added up from {number} figures" if number > 1 else "From one figure"
    origins = all_or_number((within(one["label"]) for one in record["origins"]), "origins")
    areas = [one["label"] for one in record["areas"] if one["id"] != AREA_NOT_STATED]
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
    clauses = [
        f"{figures} of {origins}, the {noun_of(record)} of {what_of(record)}{where}, "
        f"{when(record['period']['code'])}{gaps} comes to {_amount(record)}{status}",
        *doubted(_doubts(record), record["check_rules"]),
    ]
    return f"{'; '.join(clauses)}."


def _doubts(record: Record) -> list[str]:
    doubts = [
        doubt(record, _WRONG[record["bias"]], (record["bias"],), _sources),
        "disputed, or a part of it is" if record["disputed"] else "",
        *of_part(record["objections"], "a part of it"),
    ]
    return list(filter(None, doubts))


def _amount(record: Record) -> str:
    if record["value"] is None:
        amount = interval_in_words(record)
        if not amount:
            return "no number that can be given"
        amount += unit_behind(record)
    else:
        amount = expressed([record["value_digits"]], record["comparator"])
        amount += unit_behind(record) + _aside(record)
    return amount + (_REPEATED if record["may_repeat"] else "")


def _aside(record: Record) -> str:
    """Return in parentheses what the number does not say; beside a ceiling the largest part."""
    if not record["may_repeat"]:
        return possible(record["comparator"], record)
    if record["comparator"] not in BELOW or not record["lower_bound"]:
        return ""
    floor = {"lower_bound": record["lower_bound"], "upper_bound": None}
    return f" ({interval_in_words(floor | {'interval': record['interval'][0] + ')'})})"


def _sources(labels: Iterable[str]) -> str:
    return all_or_number(labels, "sources")
