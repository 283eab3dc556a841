"""Names of things as they stand within a sentence, and lists of them."""

from collections.abc import Iterable

# Of how many the names are given; more would drown the rest of the sentence.
NAMED_AT_MOST = 3
_SMALL = (
    *("no", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
# What begins a label and is no part of anybody's name.
_NO_NAMES = ("The ", "A ", "An ", "Unnamed ", "Anonymous ")


def within(label: str) -> str:
    """Return a label as it stands within a sentence; a name keeps its capital."""
    return label[0].lower() + label[1:] if label.startswith(_NO_NAMES) else label


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
