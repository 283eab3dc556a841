"""What one document makes of a figure, as a sentence with the words that it lost and gained."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from datasets.arithmetic.periods import UNKNOWN
from datasets.reserved import EITHER

from .chains import LESS_EXACTLY, OTHERWISE
from .dates import when
from .hop_numbers import OF_NUMBER, Alteration, Hop, Reading, number_marked
from .labels import capitalised, joined, number, within
from .proof_marks import KEPT, LOST, Marked, marked, replaced

# What a word of a reading is called, by its noun and id: of a measure its phrase, of a caveat its
# short form, of all others their label.
Names = Mapping[tuple[str, str], str]

# Says once more what the document gives already.
RESTATES = "restates"
SEEN = {
    "read": "read in full",
    "copy": "read in a full copy elsewhere",
    "excerpt": "a part was read",
    "cited_only": "known only from others",
    "not_found": "not found",
}
_NOT_STATED = "-"
# Of a noun, the word before its name, and what is said where no name is.
_NAMED = {"population": ("of", "of whom is not said"), "area": ("in", "where is not said")}
# What is less exact than it was changes no figure.
ROUNDED = "rounded"
INFERRED = "inferred"
# How it is known that a document had a figure from the one before.
BASES = {"stated": "", "matched": "linked by its wording", "inferred": "the link is inferred"}
# Where the words of a measure say whom, and what stands there where nobody is named.
_WHOM, _UNNAMED = "{population}", "those it does not name"
_CAVEATS = {
    "caveat_lost": "The caveat “{}” is gone.",
    "caveat_added": "The caveat “{}” is new.",
    "caveat_weakened": "The caveat “{}” is stated more weakly.",
    "caveat_strengthened": "The caveat “{}” is stated more strongly.",
}


def alterations(hop: Hop) -> Sequence[Alteration]:
    """Return what a document gives otherwise than the one before, roundings among it.

    Whoever says a number twice may round it the second time: that is nothing. Nor is anything where
    it is not known whether the document means this figure.
    """
    if is_unsure(hop):
        return []
    again = hop["relation"] == RESTATES
    return [one for one in hop["alterations"] if not again or one["alteration"] not in OF_NUMBER]


def changes(hop: Hop) -> Sequence[Alteration]:
    """Return what of that is more than honest rounding."""
    return [one for one in alterations(hop) if one["alteration"] != ROUNDED]


def was_changed(record: Mapping[str, Any]) -> bool:
    """Return whether more than honest rounding was done to a figure on its way."""
    return any(term != ROUNDED for term in record["alterations"])


def may_be_another(terms: Iterable[str], basis: str | None, *, unread: bool) -> bool:
    """Return whether what a document gives may be another figure.

    So it is where it differs, the curators inferred that it was taken from this one, and nobody
    read that.
    """
    return unread and basis == INFERRED and any(term != ROUNDED for term in terms)


def is_unsure(hop: Hop) -> bool:
    """Return whether a published hop may be about another figure."""
    unread = hop["via"] is not None and hop["compared_with"] is None
    terms = [one["alteration"] for one in hop["alterations"]]
    return may_be_another(terms, hop["basis"], unread=unread)


def sentence(hop: Hop, names: Names) -> list[Marked]:
    """Return what the document says of the figure, what it altered marked."""
    unsure = is_unsure(hop)
    reading, changed = hop["reported_as"], hop["alterations"] if unsure else alterations(hop)
    altered = {one["alteration"]: one for one in changed}
    told = [
        *number_marked(hop, changed),
        *_what(reading, altered, names),
        *_named(reading, altered, names),
        *_when(reading, altered),
        *_credit(altered, names),
    ]
    # What may be another figure took the place of nothing.
    return [Marked(KEPT, one.words) for one in told if one.mark != LOST] if unsure else told


def notes(hop: Hop, names: Names) -> list[str]:
    """Return in sentences what became of the caveats beside it, and what nobody saw."""
    told = [
        _CAVEATS[one["alteration"]].format(names["caveat", one["before"] or one["after"]])
        for one in ([] if is_unsure(hop) else hop["alterations"])
        if one["alteration"] in _CAVEATS
    ]
    unseen = hop["unseen"]
    return [*told, *([f"{unseen[0].upper()}{unseen[1:]}."] if unseen else [])]


def _what(reading: Reading, altered: Mapping[str, Any], names: Names) -> list[Marked]:
    """Return what was counted, and of whom where its words say that."""
    both = (_sides(name, reading, altered) for name in ("measure", "population"))
    return marked(*(_phrases(what, whom, names) for what, whom in zip(*both, strict=True)))


def _sides(name: str, reading: Reading, altered: Mapping[str, Any]) -> tuple[str, str]:
    """Return a part of a reading as it was and as it is."""
    if name not in altered:
        return reading[name], reading[name]
    before, after = (altered[name][side] or _NOT_STATED for side in ("before", "after"))
    return before, after


def _says_whom(measures: str, names: Names) -> bool:
    """Return whether the words of a measure, or of each that is possible, say whom they count."""
    each = measures.split(EITHER)
    return all(one != _NOT_STATED and _WHOM in names["measure", one] for one in each)


def _phrases(measures: str, populations: str, names: Names) -> str:
    """Return the phrase of a measure, or of each that is possible."""
    whom = _UNNAMED if populations == _NOT_STATED else _labels("population", populations, names)
    return _either(measures, lambda one: names["measure", one].replace(_WHOM, whom))


def _labels(noun: str, words: str, names: Names) -> str:
    return _either(words, lambda one: within(names[noun, one]))


def _either(words: str, say: Any) -> str:
    told = ["not stated" if one == _NOT_STATED else say(one) for one in words.split(EITHER)]
    return " or ".join(told)


def _named(reading: Reading, altered: Mapping[str, Any], names: Names) -> Iterator[Marked]:
    """Yield whom and where, so far as that is another and the words do not say it already."""
    measures = _sides("measure", reading, altered)
    said = {"population": [_says_whom(one, names) for one in measures]}
    for noun, (word, open_) in _NAMED.items():
        if noun in altered:
            told = (
                open_ if one == _NOT_STATED else f"{word} {_labels(noun, one, names)}"
                for one in _sides(noun, reading, altered)
            )
            already = said.get(noun, (False, False))
            yield from replaced(
                *(None if known else one for one, known in zip(told, already, strict=True))
            )
    if one := altered.get("unit"):
        yield from replaced(one["before"], one["after"])


def _when(reading: Reading, altered: Mapping[str, Any]) -> Iterator[Marked]:
    if one := altered.get("period"):
        yield from replaced(*(_time(one[side]) for side in ("before", "after")))
    elif reading["period"] not in (_NOT_STATED, UNKNOWN):
        yield Marked(KEPT, _time(reading["period"]))
    if one := altered.get("base_period"):
        yield from replaced(*(f"against {_time(one[side])}" for side in ("before", "after")))


def _time(words: str | None) -> str:
    each = (words or "").split(EITHER)
    told = [when(UNKNOWN if one in (_NOT_STATED, "") else one) for one in each]
    return " or ".join(told)


def _credit(altered: Mapping[str, Any], names: Names) -> Iterator[Marked]:
    if one := altered.get("attribution"):
        for mark, side in zip(("lost", "new"), ("before", "after"), strict=True):
            yield Marked(mark, _credited(one[side], names))


def _credited(words: str | None, names: Names) -> str:
    if words in (None, _NOT_STATED):
        return "credited to nobody"
    return f"credited to {_labels('source', words, names)}"


def travelled(hops: Sequence[Hop]) -> str:
    """Return in two sentences how many documents carry a figure, and how many told it otherwise.

    Who passes on what another has changed has not changed it, nor has who rounds it honestly. One
    text alone is as before only if somebody saw what was before. Who changed it is not said here:
    it may have been one whom nobody saw.
    """
    changed = {hop["document"]["id"] for hop in hops if changes(hop)}
    seen = changed | {hop["document"]["id"] for hop in hops if _carries(hop)}
    rounded = {hop["document"]["id"] for hop in hops if alterations(hop)} - changed
    if not seen:
        return "No document that carries the figure was seen."
    one = len(seen) == 1
    carrying = "document that was seen carries" if one else "documents that were seen carry"
    told = f"{capitalised(number(len(seen)))} {carrying} the figure."
    if not changed and not rounded:
        return told if one else f"{told} None of them told it otherwise."
    clauses = [_many(changed, seen, OTHERWISE)] if changed else []
    clauses += [_many(rounded, seen, LESS_EXACTLY)] if rounded else []
    if not changed:
        clauses += ["nothing else was told otherwise"]
    return f"{told} {capitalised('; '.join(clauses))}."


def _carries(hop: Hop) -> bool:
    """Return whether the figure was seen there; what a text says again it has to say before."""
    return bool(hop["reported_as"]) and hop["relation"] != RESTATES


def _many(some: Collection[str], all_: Collection[str], did: str) -> str:
    if len(some) < len(all_):
        return f"{number(len(some))} of them {did}"
    return f"{'it' if len(all_) == 1 else 'each of them'} {did}"


def passed_on_by(labels: list[str], *, seen: bool = True) -> str:
    """Return who passed a figure on as it was; as what, only one that was ``seen`` before says."""
    return f"Passed on{' unchanged' * seen} by {joined(list(dict.fromkeys(map(within, labels))))}."


def said_again_by(label: str) -> str:
    """Return that whoever gave a figure gave it once more elsewhere."""
    return f"Said again by {within(label)}."
