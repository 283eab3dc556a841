"""What documents say against a figure, as clauses of its sentence, and as findings."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .labels import first_of, within
from .record import Record

# What a document does to a figure, as a term of the check that tells of it.
DISPUTED_BY, CORRECTED_BY = "disputed_by", "corrected_by"
_Said = Mapping[str, Any]


def objections(record: Record) -> Iterator[str]:
    """Yield what is said against the figure of a record, and against what it was computed from."""
    own = [one for one in record["objections"] if one["observation"] == record["id"]]
    operands = [one for one in record["objections"] if one not in own]
    yield from (clause for _, clause in _clauses(own))
    yield from of_part(operands, "a figure that it rests on")


def of_part(said: Iterable[_Said], part: str) -> Iterator[str]:
    """Yield what is said against figures that are a ``part`` of another."""
    yield from (f"{part} {verb} {clause}" for verb, clause in _clauses(list(said)))


def _clauses(said: Iterable[_Said]) -> Iterator[tuple[str, str]]:
    """Yield (is or was, what happened) of what is said."""
    if doubting := [one for one in said if one["objection"] == DISPUTED_BY]:
        yield "is", f"disputed by {first_of(_who(one) for one in doubting)}"
    corrections: dict[str, list[str]] = {}
    for one in said:
        if one["objection"] == CORRECTED_BY:
            corrections.setdefault(_to(one["number"]), []).append(_who(one))
    for to, who in corrections.items():
        yield "was", f"corrected{to} by {first_of(who)}"


def _who(said: _Said) -> str:
    return within(said["source_label"])


def _to(number: str | None) -> str:
    return f" to {number}" if number else ""


def sentence(objection: str, source: str, document: str, number: str | None) -> str:
    """What a document says against a figure, as a sentence of its own."""
    who = f"{source[0].upper()}{source[1:]}"
    if objection == CORRECTED_BY:
        return f"{who} corrected it{_to(number)} in {document}."
    instead = f", and gave {number}" if number else ""
    return f"{who} disputed it in {document}{instead}."
