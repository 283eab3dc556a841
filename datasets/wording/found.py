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


def none_has(missing: str, then: str) -> str:
    """Return that no figure has a number of the claim, and what there is instead."""
    return f"No figure here has the number {grouped(missing)}. {then}"


def one_rounds(missing: str, record: Record) -> str:
    """Return which figure a number of the claim may be, rounded, where none has that number."""
    return f"One figure here, rounded, is {grouped(missing)}: {_figure(record)}. {COMPARE}"


def one_has(numbers: Sequence[str], record: Record, put_in: Sequence[str]) -> str:
    """Return which figure has the numbers of a claim, and what became of it.

    ``put_in`` are the words of the claim that came in on the way, with a text that altered it.
    """
    told = f"{_having(numbers, record)}: {_figure(record)}."
    if put_in:
        words = joined([f"“{word}”" for word in put_in])
        return f"{told} The claim’s {words} came in on the way, with a text that altered it."
    if was_changed(record):
        return f"{told} Another text changed it on the way. {COMPARE}"
    return f"{told} {COMPARE}"


def several_have(numbers: Sequence[str], figures: int, altered: int) -> str:
    """Return that so many figures have the numbers of a claim, and how many texts changed."""
    many = number(figures)
    told = f"{capitalised(many)} figures here have the number {_all(numbers)}."
    if len(numbers) > 1:
        told = f"{_all(numbers)} are here, in {many} figures."
    if altered:
        which = f"{number(altered)} of them"
        if altered == figures:
            which = "both" if figures == 2 else "all of them"
        told = f"{told} Other texts changed {which} on the way."
    return f"{told} See which of them the claim means, and whether it says the same."


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
