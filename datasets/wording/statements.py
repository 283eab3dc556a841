"""A sentence or two for each record that are safe to paste: the figure, whose it is, its doubts."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from datasets.reserved import AREA_NOT_STATED, SOFTWARE_NAME
from datasets.vocabularies import NOT_PUBLISHED

from .dates import up_to
from .doubts import NO_CAVEAT, direction, gravest
from .labels import capitalised, first_of, whose, within
from .predicates import claim
from .record import Record
from .standing import NAMED, TOLD, WITHOUT_DISPUTE, against
from .subjects import (
    INFERRED,
    is_inferred,
    is_of_two,
    is_read_otherwise,
    names_population,
    through_whom,
)
from .terms import STATUS_IN_WORDS, VERB_STATUSES
from .vague import claim_without_number, told_of_it
from .verbs import REPORTED, verb

LONGEST = 280
# The dot of e.V. or St. ends no sentence.
_END_OF_SENTENCE = re.compile(r"(?<!\.[A-Z])(?<!\bSt)\. ")


@dataclass(frozen=True)
class _Kept:
    """What a statement holds of what may leave it where it would grow too long."""

    caveats: int = 2
    rivals: str = NAMED
    area: bool = True
    through_in_words: bool = True


# What misleads least by its absence leaves first.
_SHORTER = (
    _Kept(),
    _Kept(caveats=1),
    _Kept(caveats=1, rivals=TOLD),
    _Kept(caveats=1, rivals=TOLD, area=False),
    _Kept(caveats=0, rivals=TOLD, area=False),
    _Kept(caveats=0, rivals=TOLD, area=False, through_in_words=False),
    _Kept(caveats=0, rivals=WITHOUT_DISPUTE, area=False, through_in_words=False),
)


def statement(record: Record, plurals: Collection[str]) -> str:
    """Return what is said of the record of an observation, without its ``statement``.

    ``plurals`` are the names of sources of which one says “they say”. It has at most LONGEST
    characters, unless even the shortest form is longer.
    """
    for kept in _SHORTER:
        told = " ".join(filter(None, _sentences(record, plurals, kept)))
        if len(told) <= LONGEST:
            break
    return told


def first_sentence(told: str) -> str:
    """Return what a statement claims, without its full stop and the doubts behind it."""
    return _END_OF_SENTENCE.split(told, maxsplit=1)[0]


def _sentences(record: Record, plurals: Collection[str], kept: _Kept) -> Iterator[str]:
    yield _claim(record, plurals, kept)
    doubts = [
        direction(record, plurals),
        gravest(record, kept.caveats),
        *(one.sentence for one in against(record, plurals, rivals=kept.rivals)),
    ]
    yield from doubts
    if not any(doubts) and not record["caveats"]:
        yield NO_CAVEAT


def _claim(record: Record, plurals: Collection[str], kept: _Kept) -> str:
    who = within(record["origin"]["label"])
    aside, through = _aside(record, kept), _through(record, plurals, kept)
    if record["comparator"] == "vague" and not _worked_out_from_words(record):
        clause = claim_without_number(record, who, through_in_words=kept.through_in_words)
        told = f"{clause}{aside}{told_of_it(record)}."
    else:
        told = f"{_from_whom(record)}{who} {claim(record)}{aside}{through}."
    return capitalised(" ".join(told.split()))


def _worked_out_from_words(record: Record) -> bool:
    return record["derivation"] is not None and record["interval"] is not None


def _from_whom(record: Record) -> str:
    """Return from whose figures Caveat computed one; none where it took them from its own."""
    if not record["derivation"]:
        return ""
    labels = (one["origin_label"] for one in record["derivation"]["operands"])
    names = [within(label) for label in labels if label not in (None, SOFTWARE_NAME)]
    if not names:
        return ""
    one = len(set(names)) == 1
    return f"from {whose(names[0], 'figures') if one else f'figures of {first_of(names)}'}, "


def _through(record: Record, plurals: Collection[str], kept: _Kept) -> str:
    """Return through whom a figure is known of which nobody read its origin's own text."""
    if is_inferred(record):
        return f", {INFERRED}"
    through = through_whom(record)
    if not through:
        return ""
    if not kept.through_in_words:
        return f" (via {within(through)})"
    if is_read_otherwise(record):
        return f", as {SOFTWARE_NAME} reads {within(through)}"
    if verb(record) == REPORTED:
        return f", according to {within(through)}"
    several = through in plurals or is_of_two(record)
    return f", as {within(through)} {'report' if several else 'reports'}"


def _aside(record: Record, kept: _Kept) -> str:
    """Return event, territory, end of the count and the origin's qualification, as far as known.

    The territory stands apart even where other words sound like it: Russian soldiers may be counted
    in Russia alone, or wherever they are.
    """
    asides = []
    population = record["population"]
    if not names_population(record) and population["id"] != record["measure"]["population"]:
        asides.append(within(population["label"]))
    if record["event"]:
        asides.append(within(record["event"]["title"]))
    area = record["area"]["id"]
    if kept.area and area not in (AREA_NOT_STATED, record["measure"]["area"]):
        asides.append(record["area"]["label"])
    if record["period"]["data_cutoff"]:
        asides.append(f"counted {up_to(record['period']['data_cutoff'])}")
    if record["status"] in STATUS_IN_WORDS.keys() - {*VERB_STATUSES, *NOT_PUBLISHED}:
        asides.append(STATUS_IN_WORDS[record["status"]])
    return f" ({'; '.join(asides)})" if asides else ""
