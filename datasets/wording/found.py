"""What a search found, in a sentence."""

from collections.abc import Sequence

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


def one_has(numbers: Sequence[str], record: Record, put_in: Sequence[str]) -> str:
    """Return which figure has the numbers of a claim, and what became of it.

    ``put_in`` are the words of the claim that came in on the way, with a text that altered it.
    """
    head = headline(record)
    figure = f"{head.told} {head.what}, {counted_by(record)}"
    told = f"One figure here has {_the_numbers(numbers)}: {figure}."
    if put_in:
        words = joined([f"“{word}”" for word in put_in])
        return f"{told} The claim’s {words} came in on the way, with a text that altered it."
    if was_changed(record):
        return f"{told} Some text made something else of it on the way. {COMPARE}"
    return f"{told} {COMPARE}"


def several_have(numbers: Sequence[str], figures: int, altered: int) -> str:
    """Return that so many figures have the numbers of a claim, and how many a text changed."""
    told = f"{capitalised(number(figures))} figures here have {_the_numbers(numbers)}."
    if altered:
        some = "Both" if altered == figures == 2 else "All" if altered == figures else ""
        some = some or f"{capitalised(number(altered))} of them"
        told = f"{told} {some} {'was' if altered == 1 else 'were'} changed by some text on the way."
    return f"{told} See which of them the claim means, and whether it says the same."


def _the_numbers(numbers: Sequence[str]) -> str:
    return f"the number{'s' if len(numbers) > 1 else ''} {_all(numbers)}"


def _all(numbers: Sequence[str]) -> str:
    return joined([grouped(one) for one in numbers])
