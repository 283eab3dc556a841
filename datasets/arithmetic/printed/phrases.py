"""Phrases that are looked up at a place in a text, the longest first."""

from collections.abc import Mapping
from typing import TypeVar

from .tokens import tokens

_Value = TypeVar("_Value")


class Phrases(dict[str, _Value]):
    """A table of phrases.

    ``first`` are the tokens with which they begin, ``most`` is how many tokens the longest
    has, ``longest`` how many characters,
    ``initials`` are those that come first: most places of a text begin none, and are asked once.
    """

    def __init__(self, table: Mapping[str, _Value]):
        super().__init__(table)
        cut = [tokens(phrase) for phrase in table]
        self.first = frozenset(one[0].text for one in cut)
        # A hyphen between words is a token too.
        self.most = 2 * max(map(len, cut)) - 1
        self.longest = max(map(len, table))
        self.initials = frozenset(phrase[0] for phrase in table)
