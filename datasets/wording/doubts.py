"""What is known to be wrong with a number: which way, who holds that, and the gravest caveats."""

from collections.abc import Collection

from datasets.reserved import EDITORS, EDITORS_OF_CAVEAT, SOFTWARE_NAME

from .labels import capitalised, first_of, within
from .record import Record
from .verbs import CHANGES, falls

NO_CAVEAT = "No caveat is recorded."
IN_OUR_VIEW = "in Caveat’s view"
_WAYS = {"understated": "likely higher", "overstated": "likely lower"}
# Where the truth is higher, a rise is larger and a fall is smaller.
_RISE = {"understated": "likely larger", "overstated": "likely smaller"}
_FALL = {"understated": "likely smaller", "overstated": "likely larger"}
_NOUN = {"share": "share", "ratio": "ratio"}
# Findings that leave a doubt about the number of each figure that they name.
FAULTS = ("part_exceeds_whole", "share_above_whole", "parts_disagree", "cumulative_falls")
# Where counts contradict a comparison of them, the comparison is at fault.
OF_COMPARISONS = ("ratio_disagrees",)


def found_fault(rules: Collection[str], quantity: str) -> bool:
    """Return whether one of these rules found fault with a number of this quantity."""
    compares = quantity in ("ratio", *CHANGES)
    return not set(rules).isdisjoint((*FAULTS, *OF_COMPARISONS) if compares else FAULTS)


def direction(record: Record, plurals: Collection[str]) -> str:
    """Return in a sentence which way the number is likely wrong, and who holds that.

    Empty where nobody says which way. ``plurals`` are the names of which one says “they say”.
    """
    if record["bias"] == "mixed":
        return f"{_subject(record)} {_either_way(record, plurals)}."
    if likely := likely_way(record):
        held = _held_by(record["bias_asserted_by"], record, plurals)
        return f"{_subject(record)} is {likely}, {held}."
    return ""


def likely_way(record: Record) -> str:
    """Return likely higher or lower, of a rise or fall larger or smaller; empty if not known."""
    ways = _FALL if falls(record) else _RISE if _rises(record) else _WAYS
    return ways.get(record["bias"], "")


def badge(record: Record) -> tuple[str, str] | None:
    """Return the direction of a number in two words or three, and who holds it; None if unknown."""
    if record["bias"] == "mixed":
        higher, lower = _sides(record)
        held = _according_to(higher, record)
        if set(higher) != set(lower):
            held = f"higher {held}, lower {_according_to(lower, record)}"
        return "Could be higher or lower", held
    words = likely_way(record)
    if not words:
        return None
    return capitalised(words), _according_to(record["bias_asserted_by"], record)


def _according_to(names: Collection[str], record: Record) -> str:
    others = [within(name) for name in names if name not in _ours(record)]
    return f"according to {first_of(others)}" if others else _in_our_view(record)


def _subject(record: Record) -> str:
    if falls(record):
        return "The real fall"
    if _rises(record):
        return "The real rise"
    return f"The real {_NOUN.get(record['quantity'], 'figure')}"


def _rises(record: Record) -> bool:
    return record["comparator"] == "increase"


def _sides(record: Record) -> tuple[list[str], list[str]]:
    """Return who holds that it could be higher, and who that it could be lower."""
    higher, lower = (holders(record, (way, "mixed")) for way in _WAYS)
    return higher, lower


def _either_way(record: Record, plurals: Collection[str]) -> str:
    """Return that it could be higher or lower, and who holds which where these are others."""
    higher, lower = _sides(record)
    if set(higher) == set(lower):
        return f"could be higher or lower, {_held_by(higher, record, plurals)}"
    return (
        f"could be higher, {_held_by(higher, record, plurals, named=1)}, "
        f"or lower, {_held_by(lower, record, plurals, named=1)}"
    )


def bias_holders(record: Record) -> list[str]:
    """Return the names of those who hold the direction of its bias, each once.

    Of a mixed one those who hold either. Nobody holds what is unknown.
    """
    ways = {"mixed": (*_WAYS, "mixed")} | {way: (way,) for way in _WAYS}
    return holders(record, ways.get(record["bias"], ()))


def holders(record: Record, ways: Collection[str]) -> list[str]:
    """Return the names of those whose caveats say one of these ways of that very number, each once.

    What was said of a measure, a source or another figure nobody said of this one: that it holds
    here as well is Caveat's own.
    """
    own = f"observation:{record['id']}"
    said_of = (own,) if record["derivation"] else (own, "document:")
    names = (
        one["asserted_by_label"] if one["attached_to"].startswith(said_of) else SOFTWARE_NAME
        for one in record["caveats"]
        if one["affects"] == "accuracy" and one["direction"] in ways
    )
    return list(dict.fromkeys(names))


def _held_by(
    names: Collection[str], record: Record, plurals: Collection[str], named: int = 2
) -> str:
    """Return who says it: Caveat and the editors of its data as one, its origin as “it”."""
    ours = _ours(record)
    others = [within(name) for name in names if name not in ours]
    if not others:
        return _in_our_view(record)
    if ours & set(names):
        others.append(_keepers(record) or "Caveat’s editors")
    plural = others[0] in map(within, plurals)
    if others == [within(record["origin"]["label"])]:
        return "they say" if plural else "it says"
    return f"{'say' if plural or len(others) > 1 else 'says'} {first_of(others, named)}"


def _ours(record: Record) -> set[str]:
    """Return the names of Caveat and of the editors of its data, as far as they hold anything."""
    editors = (one for one in record["caveats"] if one["asserted_by"] == EDITORS)
    return {SOFTWARE_NAME, *(one["asserted_by_label"] for one in editors)}


def _in_our_view(record: Record) -> str:
    keepers = _keepers(record)
    return f"in the view of {keepers}" if keepers else IN_OUR_VIEW


def _keepers(record: Record) -> str:
    """Return who keeps the data of a record and doubts it, empty where Caveat's own editors do."""
    names = (within(name) for name in _ours(record) - {SOFTWARE_NAME})
    return next((name for name in names if name != EDITORS_OF_CAVEAT), "")


def gravest(record: Record, number: int) -> str:
    """Return in a sentence the first few caveats in their short form; they stand by their weight.

    What others hold of its direction is told where that is, and is not told again.
    """
    told = set(record["bias_asserted_by"]) - {SOFTWARE_NAME}
    shorts = [
        one["short"]
        for one in record["caveats"]
        if one["affects"] != "accuracy"
        or one["direction"] == "unknown"
        or one["asserted_by"] == EDITORS
        or one["asserted_by_label"] not in told
    ][:number]
    return capitalised("; ".join(shorts)) + "." if shorts else ""
