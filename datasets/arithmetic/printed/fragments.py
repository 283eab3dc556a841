"""Number words that are a part of more: two thousand nine, of which only nine can be read."""

from . import vocabulary
from .cursor import Cursor


def is_fragment(cursor: Cursor, start: int, read_to: int) -> bool:
    """Return whether what was read from ``start`` goes on before it or behind in unread words.

    Whoever takes 9 from “două mii nouă” has another number than the text. What stands before
    ``read_to`` was read already, as a number of its own.
    """
    before = _beyond(cursor, start - 1, -1)
    if before is not None and before >= read_to:
        word = cursor.tokens[before].text
        if vocabulary.ends_in_thousands(word, cursor.language):
            return before == start - 1 or cursor.language != vocabulary.ENGLISH
    behind = _beyond(cursor, cursor.at, 1)
    if behind is None:
        return False
    word = cursor.tokens[behind].text
    is_compound = len(vocabulary.compound(word, cursor.language)) > 1
    if behind == cursor.at:
        # Not the millionaires of three millionaires.
        return is_compound
    if is_compound or word in cursor.numbers.first or cursor.language == vocabulary.ENGLISH:
        # A number of its own: between forty and fifty.
        return False
    return vocabulary.looks_like_hundreds(word, cursor.language)


def _beyond(cursor: Cursor, at: int, step: int) -> int | None:
    """Return which token comes next, those left out that only join numbers."""
    joining = vocabulary.listed("numbers_joined", "and")
    while 0 <= at < len(cursor.tokens):
        text = cursor.tokens[at].text
        if text != "-" and text not in joining:
            return at
        at += step
    return None
