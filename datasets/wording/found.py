"""What a search found, in a sentence."""

from collections.abc import Sequence
from fractions import Fraction

from datasets.arithmetic.rounding import rounds_to

from .credits import counted_by
from .headlines import headline
from .hops import was_changed
from .labels import capitalised, joined, number
from .numbers import grouped
from .record import Record

NOT_WRONG = "That does not make the claim wrong: it has not been traced here."
NOTHING = f"No figure here was printed in these words. {NOT_WRONG}"
NEAREST = "These come nearest to the words."
COMPARE = "See whether the claim says the same."
_OTHERWISE_HERE = "as an end of a range, rounded, or in the words of a text"


def none_has(missing: str, then: str) -> str:
    """Return that no figure has a number of the claim, and what there is instead."""
    return f"No figure here has the number {grouped(missing)}. {then}"


def one_rounds(missing: str, record: Record) -> str:
    """Return which figure a number of the claim may be, rounded, where none has that number."""
    return f"One figure here, rounded, is {grouped(missing)}: {_figure(record)}. {COMPARE}"


def one_has(
    numbers: Sequence[str], record: Record, put_in: Sequence[str], *, by_words: bool
) -> str:
    """Return which figure has the numbers of a claim, and what became of it.

    ``put_in`` are the words of the claim that came in on the way, with a text that altered it;
    ``by_words`` says whether any other word of the claim is of that figure.
    """
    told = f"{_having(numbers, record)}: {_figure(record)}."
    if not by_words:
        return f"{told} {_unlike('it')}"
    if put_in:
        words = joined([f"“{word}”" for word in put_in])
        return f"{told} The claim’s {words} came in on the way, with a text that altered it."
    if was_changed(record):
        return f"{told} Another text changed it on the way. {COMPARE}"
    return f"{told} {COMPARE}"


def several_have(
    numbers: Sequence[str], figures: int, own: int, altered: int, *, by_words: bool
) -> str:
    """Return that so many figures have the numbers of a claim, and how many texts changed.

    Of so many it is their ``own``, and not the end of a range, say; ``by_words`` says whether any
    other word of the claim is of one of them.
    """
    told = _are_here(numbers, figures, own)
    if not by_words:
        return f"{told} {_unlike('them')}"
    if altered:
        which = f"{number(altered)} of them"
        if altered == figures:
            which = "both" if figures == 2 else "all of them"
        told = f"{told} Other texts changed {which} on the way."
    return f"{told} See which of them the claim means, and whether it says the same."


def is_own(numbers: Sequence[str], record: Record) -> bool:
    """Return whether one of the numbers is what a figure says, and no end of its range."""
    whole = record["value"] is not None
    said = [record[name] for name in (("value",) if whole else ("value_low", "value_high"))]
    return any(end is not None and end == Fraction(one) for end in said for one in numbers)


def _are_here(numbers: Sequence[str], figures: int, own: int) -> str:
    many = number(figures)
    if len(numbers) > 1:
        return f"{_all(numbers)} are here, in {many} figures."
    if own == 0:
        return f"No figure here is {_all(numbers)}, but {many} have it {_OTHERWISE_HERE}."
    if own == figures:
        return f"{capitalised(many)} figures here have the number {_all(numbers)}."
    has = "figure here has" if own == 1 else "figures here have"
    more = figures - own
    also = f"{number(more)} more {'has' if more == 1 else 'have'} it {_OTHERWISE_HERE}"
    return f"{capitalised(number(own))} {has} the number {_all(numbers)}; {also}."


def _unlike(it: str) -> str:
    return f"None of the claim’s other words is in {it}: it may speak of something else."


def _having(numbers: Sequence[str], record: Record) -> str:
    """Return how a figure has the numbers: as its own, rounded, or in the words of another text."""
    own = [record[name] for name in ("value", "value_low", "value_high")]
    others = [one for one in numbers if all(end is None or end != Fraction(one) for end in own)]
    if not others or record["value_digits"] is None:
        return f"One figure here has the number {_all(numbers)}"
    if all(rounds_to(record["value_digits"], one) for one in others):
        return f"One figure here, rounded, is {_all(others)}"
    return f"A text gives {_all(others)} for one figure here"


def _figure(record: Record) -> str:
    return f"{headline(record).line}, {counted_by(record)}"


def _all(numbers: Sequence[str]) -> str:
    return joined([grouped(one) for one in numbers])
