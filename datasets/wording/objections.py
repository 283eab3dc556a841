"""What documents say against a figure, as clauses of its sentence, and as findings."""

from collections.abc import Iterable, Iterator
from typing import Any

from .labels import first_of, within
from .record import Record


def objections(record: Record) -> Iterator[str]:
    """Yield what is said against the figure of a record, and against what it was computed from."""
    own = [one for one in record["objections"] if one["observation"] == record["id"]]
    operands = [one for one in record["objections"] if one not in own]
    yield from _clauses(own)
    yield from of_part(operands, "a figure that it rests on")


def of_part(said: Iterable[Any], part: str) -> Iterator[str]:
    """Yield what is said against figures that are a ``part`` of another."""
    yield from (f"{part} is {clause}" for clause in _clauses(said))


def _clauses(said: Iterable[Any]) -> Iterator[str]:
    if who := [within(one["source_label"]) for one in said]:
        yield f"disputed by {first_of(who)}"


def sentence(objection: str, source: str, document: str, number: str | None) -> str:
    """What a document says against a figure, as a sentence of its own."""
    instead = f", and gave {number}" if number else ""
    return f"{source[0].upper()}{source[1:]} disputed it in {document}{instead}."
