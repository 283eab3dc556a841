"""Halves, thirds and tenths of numbers: 3/4, two thirds, one in five, a million and a half."""

import re
from dataclasses import replace
from fractions import Fraction

from . import vocabulary
from .cursor import Cursor
from .reading import Amount, Reading
from .whole_numbers import whole_number

# English says the third and a third: a fraction has a number or an article before it.
_ORDINALS = frozenset(["third", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"])
# 3/4 is a fraction, 5/2023 a month.
_MOST_PARTS = 100
_SHORT = re.compile("[0-9]{1,9}")


def divided(cursor: Cursor, amount: Amount) -> Amount | None:
    """Two thirds, one in five, 三分之一: numbers that another divides."""
    start, counted = cursor.at, amount.readings[0].number
    _hyphen(cursor)
    part = cursor.take(vocabulary.by_phrase("fractions"))
    if part is not None and Fraction(part) < 1 and not amount.scales:
        return _of_a_scale(cursor, counted * Fraction(part), Fraction(part).denominator)
    cursor.at = start
    if _step_over(cursor, "分", "之の") or _step_over(cursor, "분", "의"):
        if counted > 0 and (whole := whole_number(cursor)):
            return _fraction(whole[0][0].number / counted, counted)
    elif cursor.take(vocabulary.listed("out_of", "words")):
        whole = whole_number(cursor)
        if whole and 0 < (of := whole[0][0].number) <= 1000 and counted < of == int(of):
            fraction = _fraction(counted / of, of)
            return replace(fraction, readings=(*fraction.readings, *amount.readings, *whole[0]))
    cursor.at = start
    return None


def part_alone(cursor: Cursor) -> Amount | None:
    """Half, 3/4: a fraction without a number before it."""
    start, token = cursor.at, cursor.tokens[cursor.at]
    if part := _slashed(cursor):
        return _of_a_scale(cursor, part, part.denominator)
    part_word = cursor.take(vocabulary.by_phrase("fractions"))
    if part_word is None or token.text in _ORDINALS:
        cursor.at = start
        return None
    part = Fraction(part_word)
    return _of_a_scale(cursor, part, part.denominator)


def _slashed(cursor: Cursor) -> Fraction | None:
    """The fraction that is written as 3/4."""
    start = cursor.at
    over, slash, under = [*(one.text for one in cursor.tokens[start : start + 3]), "", "", ""][:3]
    if slash != "/" or not (_SHORT.fullmatch(over) and _SHORT.fullmatch(under)):
        return None
    if not 0 < int(over) < int(under) <= _MOST_PARTS:
        return None
    cursor.at = start + 3
    return Fraction(int(over), int(under))


def _of_a_scale(cursor: Cursor, part: Fraction, of: Fraction | int) -> Amount:
    """A part as it is, or of the scale that follows: half a million."""
    start = cursor.at
    _hyphen(cursor)
    cursor.take(vocabulary.listed("numbers_joined", "of"))
    cursor.take(vocabulary.listed("numbers_joined", "article"))
    scaled = whole_number(cursor, [Reading(part, Fraction(1, 2) / of)])
    if scaled:
        return Amount(scaled[0], 0, 0, scales=scaled[1])
    cursor.at = start
    return _fraction(part, of)


def _fraction(part: Fraction, of: Fraction | int) -> Amount:
    # Half of the unit: whoever says a quarter may mean what is nearer to it than to nothing else.
    return Amount((Reading(part, Fraction(1, 2) / of),), 0, 0, "fraction")


def and_a_half(cursor: Cursor, amount: Amount) -> Amount:
    """Two and a half, 2 1/2, a million and a half; or the number as it is."""
    start = cursor.at
    part = _slashed(cursor) or _part_behind(cursor)
    if part is None or part >= 1:
        cursor.at = start
        return amount
    more = plus(amount, part)
    scaled = None if amount.scales else whole_number(cursor, more.readings)
    if scaled:
        return replace(amount, readings=scaled[0], scales=scaled[1])
    return more


def _part_behind(cursor: Cursor) -> Fraction | None:
    """The half of “and a half”, of three-and-a-half, or of a word that needs no “and”."""
    if alone := cursor.take(vocabulary.by_phrase("added_behind")):
        return Fraction(alone)
    _hyphen(cursor)
    if not cursor.take(vocabulary.listed("numbers_joined", "with")):
        return None
    _hyphen(cursor)
    cursor.take(vocabulary.listed("numbers_joined", "article"))
    _hyphen(cursor)
    word = cursor.take(vocabulary.by_phrase("fractions"))
    return Fraction(word) if word else None


def plus(amount: Amount, part: Fraction) -> Amount:
    """A number and a part of one, or of its last scale word."""
    unit = amount.scales[-1] if amount.scales else 1
    place = Fraction(1, 2) / part.denominator * unit
    return replace(
        amount, readings=tuple(Reading(one.number + part * unit, place) for one in amount.readings)
    )


def _hyphen(cursor: Cursor) -> None:
    if cursor.token and cursor.token.text == "-":
        cursor.at += 1


def _step_over(cursor: Cursor, *characters: str) -> bool:
    """Step over tokens that are one of these characters each, and return whether they were."""
    texts = [token.text for token in cursor.tokens[cursor.at : cursor.at + len(characters)]]
    if len(texts) < len(characters) or any(
        text not in among for text, among in zip(texts, characters, strict=True)
    ):
        return False
    cursor.at += len(characters)
    return True
