"""Names of things as they stand within a sentence, and lists of them."""

import re
from collections.abc import Iterable

# Of how many the names are given; more would drown the rest of the sentence.
NAMED_AT_MOST = 3
_SMALL = (
    *("no", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
# What begins a label and is no part of anybody's name.
_NO_NAMES = ("The ", "A ", "An ", "Unnamed ", "Anonymous ")
# What counts those whom the next word names; before a capital it is a part of a name, as Two Sigma.
_HOW_MANY = (*_SMALL, "some", "several", "many", "most", "both", "other", "various")
_COUNTED = re.compile(rf"(?:{'|'.join(word.capitalize() for word in _HOW_MANY)}) [a-z]")


def within(label: str) -> str:
    """Return a label as it stands within a sentence; a name keeps its capital."""
    is_no_name = label.startswith(_NO_NAMES) or _COUNTED.match(label)
    return label[0].lower() + label[1:] if is_no_name else label


def whose(label: str, what: str) -> str:
    """Return whose something is: the club’s figures, and figures of who ends in no letter."""
    if not label[-1].isalnum():
        return f"{what} of {label}"
    return f"{label}{'’' if label[-1] in 'sS' else '’s'} {what}"


def first_of(labels: Iterable[str], number: int = NAMED_AT_MOST) -> str:
    """Return the first of the labels, and that there are others where these are many."""
    names = list(dict.fromkeys(labels))
    if len(names) > number:
        names = [*names[:number], "others"]
    return joined(names)


def all_or_number(labels: Iterable[str], many: str) -> str:
    """Return all the labels, or where these are many their number, such as “5 sources”."""
    names = list(dict.fromkeys(labels))
    return f"{len(names)} {many}" if len(names) > NAMED_AT_MOST else joined(names)


def joined(names: list[str]) -> str:
    """Return names as a list that ends with “and”."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def number(count: int) -> str:
    """Return a count as it stands in a sentence: in letters up to ten."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def capitalised(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]
