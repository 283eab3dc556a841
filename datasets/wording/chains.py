"""What became of a figure on its way, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from .terms import COMPARATOR_IN_WORDS, range_name

# What an honest rounding is, and a number beside which “about” or “as many as” is new.
LESS_EXACTLY = "told it less exactly"
OTHERWISE = "told it otherwise"
# Of what differs from an original that nobody read, and was only inferred to come from it.
UNSURE = "whether it means this figure is not known"
UNEQUAL_LENGTHS_SHORT = "periods of unequal length"
UNEQUAL_LENGTHS = (
    "The period and the one it is compared with differ in length, so the change in each "
    "stretch of equal time is another one."
)
NOT_TRACED_SHORT = "path not traced, not reviewed"
NOT_TRACED = (
    "It stands as a list gave it: its path from whoever counted has not been traced, and nobody "
    "has gone through what may be wrong with it."
)


def expressed(numbers: Sequence[str], comparators: Sequence[str]) -> str:
    """A number as a document puts it: “about 41”, “41 or 44”; several of either are alternatives.

    A comparator that stands before no number adds no words.
    """
    number = " or ".join(numbers)
    words = (COMPARATOR_IN_WORDS.get(comparator, "") for comparator in comparators)
    return " or ".join(f"{one} {number}".lstrip() for one in words)


def stated_range(low: str, high: str) -> str:
    """Both ends of a range that a document states."""
    return f"{low} to {high}"


def facet_change(before: str, after: str) -> str:
    """One part of a measure's definition, as it was → as it is now."""
    return f"{before} → {after}"


def in_words(alteration: Mapping[str, Any]) -> str:
    """One alteration of a record: term: as it was → as it is now (the facets that differ)."""
    sides = " → ".join(alteration[side] or "none" for side in ("before", "after"))
    facets = ", ".join(f"{name} {change}" for name, change in alteration["facets"].items())
    return f"{alteration['alteration']}: {sides}{f' ({facets})' if facets else ''}"


def dead_end(publishers: Sequence[str], then: str = "") -> str:
    """That nothing before a hop could be read; ``publishers`` are labels, of what nobody saw."""
    sentence = f"no earlier document could be read: {', '.join(publishers)}"
    return f"{sentence}; {then}" if then else sentence


def gap(publishers: Sequence[str]) -> str:
    """That documents between two hops were not seen, through which the figure came whole."""
    return f"nobody saw what stands between: {', '.join(publishers)}"


def altered_by(publishers: Sequence[str], *, one_of: bool, only_rounded: bool) -> str:
    """Who altered the figure; with ``one_of`` nobody knows in which of several documents."""
    did = "told less exactly" if only_rounded else "altered"
    return f"{did} by {'one of: ' if one_of else ''}{', '.join(publishers)}"


def range_of_estimate(low: str, high: str, kind: str) -> str:
    """A range with what it is."""
    return f"{range_name(kind)} {stated_range(low, high)}".strip()
