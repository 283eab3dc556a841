"""A text in its normal form, cut into numbers in digits, words and signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category, name

from . import digit_groups

# Scripts that leave no space between words: each of their letters is a token.
_PLAIN_WORD = re.compile("[a-z]+(?:'[a-z]+)*")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True)
class Token:
    """Where a token stands; ``digits`` is the match of a number in digits."""

    text: str
    start: int
    end: int
    digits: re.Match[str] | None = None


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text in its normal form."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        digits = None
        end = at + 1
        if text[at].isdecimal() or _begins_with_a_mark(text, at):
            digits = digit_groups.NUMBER.match(text, at)
            end = digits.end() if digits else end
        elif _is_letter(text[at]):
            end = _end_of_word(text, at)
        if not text[at].isspace():
            yield Token(text[at:end], at, end, digits)
        at = end


def _begins_with_a_mark(text: str, at: int) -> bool:
    """Whether it is the point of a number such as .5, and none that ends a word or a number."""
    return (
        text[at] in ".,"
        and text[at + 1 : at + 2].isdecimal()
        and (at == 0 or text[at - 1].isspace())
    )


def _end_of_word(text: str, at: int) -> int:
    if is_unspaced(text[at]):
        end = at + 1
        while end < len(text) and category(text[end]) in ("Mn", "Mc"):
            end += 1
        return end
    # Most words are plain, and found at once.
    plain = _PLAIN_WORD.match(text, at)
    end = plain.end() if plain else at + 1
    while end < len(text) and (
        (_is_letter(text[end]) and not is_unspaced(text[end]))
        or (text[end] == "'" and text[end + 1 : end + 2].isalpha())
    ):
        end += 1
    return end


def _is_letter(character: str) -> bool:
    return character.isalpha() or category(character) in ("Mn", "Mc", "Cf")


def is_unspaced(character: str) -> bool:
    """Return whether a letter is of a script without spaces between words."""
    return not character.isascii() and name(character, "").startswith(_UNSPACED)
