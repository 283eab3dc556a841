"""A place in a text, and the longest phrase that comes next."""

from typing import Any, TypeVar

from . import vocabulary
from .phrases import Phrases
from .tokens import Token, tokens

_Value = TypeVar("_Value")
# A word of two numbers has so many letters: ötezer.
_LONG = 6
# The longest of a million's worth of German has fewer.
_LONGEST = 100


class Cursor:
    """A text cut into tokens, and the token that is read next."""

    def __init__(self, text: str, language: str):
        self.text = text
        self.tokens = tokens(text)
        self.language = language
        self.numbers = vocabulary.numbers(language)
        self.at = 0

    @property
    def token(self) -> Token | None:
        """The token that is read next, None at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def may_be_compound(self, token: Token) -> bool:
        """Return whether a token is long enough for several number words, joined in one."""
        return _LONG <= len(token.text) <= _LONGEST and self.language in vocabulary.COMPOUNDING

    @property
    def before(self) -> str:
        """The character before the token that is read next, spaces left out."""
        return self.text[: self.tokens[self.at].start].rstrip()[-1:]

    def is_negative(self, token: Token) -> bool:
        """Return whether a minus stands before a token, and no other number before that."""
        head = self.text[: token.start].rstrip(" $€£¥")
        return head.endswith("-") and not head[:-1][-1:].isalnum()

    def take(self, table: Phrases[_Value]) -> _Value | None:
        """Return what the longest phrase that comes next means, and step over it."""
        if self.token is None or self.token.text not in table.first:
            return None
        left = self.tokens[self.at : self.at + table.most]
        for count in range(len(left), 0, -1):
            words = self.text[left[0].start : left[count - 1].end].replace("-", " ")
            if (found := table.get(words)) is not None:
                self.at += count
                return found
        return None

    def comes_next(self, table: Phrases[Any]) -> bool:
        """Return whether one of the phrases comes next, and stay where we are."""
        at = self.at
        found = self.take(table) is not None
        self.at = at
        return found
