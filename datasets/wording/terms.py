"""The words in which sentences say the terms of the vocabularies, once for all sentences."""

from datasets.reserved import EITHER

# The origin's own qualification; the status that is not here is the normal one.
STATUS_IN_WORDS = {
    "B": "across a break in the series",
    "D": "defined otherwise than the rest of the series",
    "E": "estimated",
    "F": "projected",
    "H": "not counted on a holiday or a weekend",
    "I": "imputed",
    "K": "counted under another heading",
    "L": "not collected",
    "M": "not applicable",
    "O": "missing",
    "P": "provisional",
    "Q": "suppressed",
    "U": "of low reliability",
}
# Those of them that are what an origin did, and so can be the verb of a sentence.
VERB_STATUSES = ("E", "F", "I")
COMPARATOR_IN_WORDS = {
    "eq": "",
    "about": "about",
    "lt_approx": "almost",
    "gt_approx": "just over",
    "gt": "more than",
    "gte": "at least",
    "lt": "under",
    "lte": "at most",
    "range": "",
}


# A range that is only stated needs no word.
RANGE_IN_WORDS = {
    "stated": "",
    "se": "standard error",
    "lowest_highest_reported": "lowest and highest reported",
    "plausible": "plausible range",
}


def range_name(kind: str) -> str:
    """Return the name of a kind of range before its ends; empty where nothing is known of it.

    A text may leave open which of two it is: stated|ci95.
    """
    first, either, second = kind.partition(EITHER)
    if either:
        names = [*filter(None, (range_name(first), range_name(second)))]
        return f"perhaps {names[0]}" if len(names) == 1 else " or ".join(names)
    if kind.startswith("ci"):
        return f"{kind.removeprefix('ci')} % confidence interval"
    return RANGE_IN_WORDS[kind]


def range_that(kind: str) -> str:
    """Return a kind of range as the one that an origin gives: “the 95 % confidence interval”."""
    if kind == "se":
        return "one standard error either way"
    return f"the {range_name(kind) or 'range that is stated'}"
