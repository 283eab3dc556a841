"""What documents say against a figure, or what was said against its own: clauses and sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from datasets.arithmetic.periods import UNKNOWN

from .dates import when
from .labels import first_of, within
from .record import Record

# What a document does to a figure, and what was done to one that it rests on: terms of checks.
DISPUTED_BY, CORRECTED_BY = "disputed_by", "corrected_by"
RETRACTED, CORRECTED = "document_retracted", "document_corrected"
_DONE = {RETRACTED: "was retracted", CORRECTED: "was corrected"}
# The JSON of an objection.
_Said = Mapping[str, Any]


def disputes(said: _Said) -> bool:
    """Return whether it is that a document disputes a figure."""
    return bool(said["objection"] == DISPUTED_BY)


def correcting(record: Record) -> list[str]:
    """Return whose documents put another figure in the place of that of a record itself."""
    return [within(one["source_label"]) for one in _own(record) if one["objection"] == CORRECTED_BY]


def objections(record: Record) -> Iterator[str]:
    """Yield what is said against the figure of a record, and against what it was computed from."""
    own = _own(record)
    operands = [one for one in record["objections"] if one not in own]
    yield from of_part(own, "it", record["first_document"])
    yield from of_part(operands, "a figure that it rests on")


def _own(record: Record) -> list[_Said]:
    return [one for one in record["objections"] if one["observation"] == record["id"]]


def of_part(said: Iterable[_Said], part: str, first: str | None = None) -> Iterator[str]:
    """Yield what is said against figures that are a ``part`` of another; ``first`` as below."""
    several = list(said)
    yield from (f"{part} {verb} {clause}" for verb, clause in _by_documents(several))
    yield from _of_documents(several, first)


def _by_documents(said: Iterable[_Said]) -> Iterator[tuple[str, str]]:
    """Yield (is or was, disputed or corrected by whom)."""
    disputed_by, correcting = [], defaultdict(list)
    for one in said:
        who = within(one["source_label"])
        if disputes(one):
            disputed_by.append(who)
        elif one["objection"] == CORRECTED_BY:
            correcting[_to(one["number"])].append(who)
    if disputed_by:
        yield "is", f"disputed by {first_of(disputed_by)}"
    for to, by in correcting.items():
        yield "was", f"corrected{to} by {first_of(by)}"


def _of_documents(said: Iterable[_Said], first: str | None) -> Iterator[str]:
    """Yield once each what was done to the ``first`` document and to others behind a figure."""
    clauses = (
        f"{'its document' if one['document'] == first else 'a document behind it'} {_done(one)}"
        for one in said
        if one["objection"] in _DONE
    )
    yield from dict.fromkeys(clauses)


def _done(said: _Said) -> str:
    return f"{_DONE[said['objection']]}{_day(said)}"


def _day(said: _Said) -> str:
    return "" if said["day"] == UNKNOWN else f" {when(said['day'])}"


def _to(number: str | None) -> str:
    return f" to {number}" if number else ""


def sentence(said: _Said) -> str:
    """One of them, as a sentence of its own: who, and when."""
    number, who = said["number"], said["source_label"]
    if said["objection"] in _DONE:
        return f"{said['document']} {_done(said)}: {said['notice'].rstrip('.')}."
    who = f"{who[0].upper()}{who[1:]}"
    if said["objection"] == CORRECTED_BY:
        return f"{who} corrected it{_to(number)}{_day(said)}."
    instead = f", and gave {number}" if number else ""
    return f"{who} disputed it{_day(said)}{instead}."
