"""What one document makes of a figure, as a sentence with the words that it lost and gained."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from datasets.arithmetic.periods import UNKNOWN

from .dates import when
from .labels import capitalised, joined, number, within
from .proof_marks import KEPT, Marked, marked, replaced

# What a word of a reading is called, by its noun and id: of a measure its phrase, of a caveat its
# short form, of all others their label.
Names = Mapping[tuple[str, str], str]
Hop = Mapping[str, Any]
Reading = Mapping[str, str]

# Says once more what the document gives already.
RESTATES = "restates"
SEEN = {
    "read": "read in full",
    "copy": "read in a full copy elsewhere",
    "excerpt": "a part was read",
    "cited_only": "known only from others",
    "not_found": "not found",
}
_NOT_STATED, _EITHER = "-", "|"
# Of a noun, the word before its name, and what is said where no name is.
_NAMED = {"population": ("of", "of whom is not said"), "area": ("in", "where is not said")}
# How it is known that a document had a figure from the one before.
BASES = {"stated": "", "matched": "linked by its wording", "inferred": "the link is inferred"}
_OF_NUMBER = (
    *("value", "rounded", "sharpened", "value_added", "value_dropped"),
    *("range_dropped", "range_added", "range_changed"),
)
_CAVEATS = {
    "caveat_lost": "The caveat “{}” is gone.",
    "caveat_added": "The caveat “{}” is new.",
    "caveat_weakened": "The caveat “{}” is stated more weakly.",
    "caveat_strengthened": "The caveat “{}” is stated more strongly.",
}


def alterations(hop: Hop) -> Sequence[Mapping[str, Any]]:
    """Return what a document altered of the figure that it had.

    Whoever says a number twice may round it the second time: that alters nothing.
    """
    again = hop["relation"] == RESTATES
    return [one for one in hop["alterations"] if not again or one["alteration"] not in _OF_NUMBER]


def sentence(hop: Hop, names: Names) -> list[Marked]:
    """Return what the document says of the figure, what it altered marked."""
    reading, altered = hop["reported_as"], {one["alteration"]: one for one in alterations(hop)}
    return [
        *_number(hop, altered),
        *_what(reading, altered, names),
        *_named(reading, altered, names),
        *_when(reading, altered),
        *_credit(altered, names),
    ]


def notes(hop: Hop, names: Names) -> list[str]:
    """Return in sentences what became of the caveats beside it, and what nobody saw."""
    told = [
        _CAVEATS[one["alteration"]].format(names["caveat", one["before"] or one["after"]])
        for one in hop["alterations"]
        if one["alteration"] in _CAVEATS
    ]
    unseen = hop["unseen"]
    return [*told, *([f"{unseen[0].upper()}{unseen[1:]}."] if unseen else [])]


def _number(hop: Hop, altered: Mapping[str, Any]) -> Iterator[Marked]:
    changed = next((altered[term] for term in _OF_NUMBER if term in altered), None)
    if changed:
        yield from replaced(_quoted(changed["before"]), _quoted(changed["after"]))
    elif hop["as_printed"]:
        yield Marked(KEPT, f"“{hop['as_printed']}”")


def _quoted(printed: str | None) -> str | None:
    return f"“{printed}”" if printed else None


def _what(reading: Reading, altered: Mapping[str, Any], names: Names) -> list[Marked]:
    phrase = _phrases(reading["measure"], reading["population"], names)
    if "measure" not in altered:
        return [Marked(KEPT, phrase)]
    one = altered["measure"]
    return marked(
        *(_phrases(one[side], reading["population"], names) for side in ("before", "after"))
    )


def _phrases(measures: str, populations: str, names: Names) -> str:
    """Return the phrase of a measure, or of each that is possible."""
    whom = _labels("population", populations, names)
    return _either(measures, lambda one: names["measure", one].replace("{population}", whom))


def _labels(noun: str, words: str, names: Names) -> str:
    return _either(words, lambda one: within(names[noun, one]))


def _either(words: str, say: Any) -> str:
    told = ["not stated" if one == _NOT_STATED else say(one) for one in words.split(_EITHER)]
    return " or ".join(told)


def _named(reading: Reading, altered: Mapping[str, Any], names: Names) -> Iterator[Marked]:
    """Yield whom and where, so far as that is another."""
    for noun, (word, open_) in _NAMED.items():
        if one := altered.get(noun):
            sides = (one[side] or _NOT_STATED for side in ("before", "after"))
            yield from replaced(
                *(
                    open_ if side == _NOT_STATED else f"{word} {_labels(noun, side, names)}"
                    for side in sides
                )
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
    told = [when(UNKNOWN if one in (_NOT_STATED, "") else one) for one in (words or "").split("|")]
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
    """Return in a sentence or two how many documents carry a figure, and how many alter it."""
    seen = {hop["document"]["id"] for hop in hops if hop["reported_as"]}
    changed = {hop["document"]["id"] for hop in hops if alterations(hop)}
    if not seen:
        return "No document that carries the figure was seen."
    one = len(seen) == 1
    carrying = "document that was seen carries" if one else "documents that were seen carry"
    told = f"{capitalised(number(len(seen)))} {carrying} the figure."
    if changed == seen:
        return f"{told} {'It says' if one else 'All of them say'} something else."
    if changed:
        return f"{told} In {number(len(changed))} of them it says something else."
    return f"{told} {'It gives it as it was' if one else 'None of them changes it'}."


def unchanged_by(labels: list[str]) -> str:
    """Return who passed a figure on as it was."""
    return f"Passed on unchanged by {joined(list(dict.fromkeys(map(within, labels))))}."
