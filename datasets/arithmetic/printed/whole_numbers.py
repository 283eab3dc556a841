"""Digits and number words with what multiplies them: two hundred and fifty thousand, 2,5 млн."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import prod

from . import digit_groups, vocabulary
from .cursor import Cursor
from .reading import Reading
from .tokens import Token, is_unspaced

# A number that counts, or a tuple of what words may multiply it by.
Piece = list[Reading] | tuple[int, ...]
_THREE_DIGITS = re.compile("[0-9]{3}")
_NAME = re.compile(r"([a-z]+)-?\Z")
_CURRENCIES = frozenset(["rp", "rs", "usd", "eur", "gbp", "chf", "kr", "zł", "ntd", "rm"])
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s|er|re|ème|º|ª|°|-?(?:й|я|е|го|м|х|та|ша|ій|ий))(?!\w)")
# Hundreds and thousands: 数千, 千百.
_VAGUE = vocabulary.SEVERAL | vocabulary.HAN_SCALES.keys()
ONE = Reading(Fraction(1), Fraction(1))
_POWERS = (10**9, 10**6, 1000, 100, 10, 1)
# What is as long, or may be as many numbers, is none that anybody printed.
_MOST_PIECES = 40
_MOST_MEANINGS = 64


def whole_number(
    cursor: Cursor, begun: Sequence[Reading] = ()
) -> tuple[tuple[Reading, ...], tuple[int, ...]] | None:
    """Return (readings, scales) of digits or number words with their scale words; None if none.

    ``begun`` are readings that were read before, as the article of “a million”.
    """
    start = cursor.at
    pieces, before_and = _pieces(cursor, begun)
    if len(pieces) == bool(begun):
        return None
    readings = _readings(pieces)
    if not readings and before_and:
        # Two numbers: between one million and two million.
        count, cursor.at = before_and
        pieces = pieces[:count]
        readings = _readings(pieces)
    if not readings:
        cursor.at = start
        return None
    scales = [piece for piece in pieces if isinstance(piece, tuple)]
    shared = tuple(dict.fromkeys(prod(chosen) for chosen in product(*scales))) if scales else ()
    return tuple(readings), shared


def _readings(pieces: list[Piece]) -> dict[Reading, None]:
    choices = (one for one in _choices(pieces) if _rises(one) and not _repeats(one))
    return dict.fromkeys(map(_sum, choices))


def _pieces(cursor: Cursor, begun: Sequence[Reading]) -> tuple[list[Piece], tuple[int, int] | None]:
    """Return what makes up one number, in its order, and what of it stands before its last “and”.

    That is how many pieces there are, and where they end; None where nothing joins them.
    """
    pieces: list[Piece] = [list(begun)] if begun else []
    before_and, start = None, cursor.at
    while (piece := _next_piece(cursor, pieces)) is not None:
        if pieces and cursor.tokens[start].text in vocabulary.listed("numbers_joined", "and"):
            before_and = len(pieces), start
        pieces.append(piece)
        start = cursor.at
        if len(pieces) > _MOST_PIECES:
            break
    return pieces, before_and


def _choices(pieces: list[Piece]) -> Iterator[list[Reading | int]]:
    """Yield the pieces, of each one thing that it may mean; a scale of 1 multiplies nothing.

    Nothing where they are too many, or may mean too much.
    """
    if len(pieces) > _MOST_PIECES or prod(map(len, pieces)) > _MOST_MEANINGS:
        return
    several: list[Sequence[Reading | int]] = list(pieces)
    for chosen in product(*several):
        yield [one for one in chosen if one != 1]


def _next_piece(cursor: Cursor, pieces: list[Piece]) -> Piece | None:
    start = cursor.at
    piece = _scale(cursor, pieces) or _numeral(cursor, pieces)
    if piece is None and pieces and _skip_what_joins(cursor):
        piece = _numeral(cursor, pieces)
    if piece is None:
        cursor.at = start
    return piece


def _skip_what_joins(cursor: Cursor) -> bool:
    if cursor.token and cursor.token.text == "-" and cursor.language in vocabulary.HYPHENED:
        cursor.at += 1
        return True
    return cursor.take(vocabulary.listed("numbers_joined", "and")) is not None


def _scale(cursor: Cursor, pieces: list[Piece]) -> tuple[int, ...] | None:
    start, token = cursor.at, cursor.token
    if token and pieces and token.text in vocabulary.before_scales(cursor.language):
        cursor.at += 1
        token = cursor.token
    found = _scale_word(cursor, token, pieces) if token else None
    if found is None:
        cursor.at = start
    return found


def _scale_word(cursor: Cursor, token: Token, pieces: list[Piece]) -> tuple[int, ...] | None:
    if token.text in vocabulary.HAN_SCALES:
        begins_vaguely = not pieces and cursor.before in _VAGUE
        cursor.at += 1
        return None if begins_vaguely else (vocabulary.HAN_SCALES[token.text],)
    found = cursor.take(vocabulary.scales()) if pieces else None
    # In Serbian tri are three and no trillion, in Spanish mil is no million.
    own = cursor.numbers.get(token.text)
    if found and own is not None:
        found = tuple(one for one in found if one == own)
        # Un millón mil: a thousand more.
        if isinstance(pieces[-1], tuple) and own < min(pieces[-1]):
            return None
    if not found:
        return None
    end = cursor.token
    if end and end.text == "." and end.start == token.end:
        cursor.at += 1
    if len(token.text) > 1 or token.text == "k" or is_unspaced(token.text):
        return found
    # 5 m are five million, or five metres; 5 million m are metres.
    return None if isinstance(pieces[-1], tuple) else (*found, 1)


def _numeral(cursor: Cursor, pieces: list[Piece]) -> Piece | None:
    start, token = cursor.at, cursor.token
    if token is None:
        return None
    if token.digits:
        if _is_a_name(cursor, token):
            return None
        # After digits others begin a number of their own, but in 1 million 200 thousand, mil 250.
        cursor.at += 1
        found = digit_groups.readings_of(token.digits)
        if cursor.is_negative(token):
            found = [one.times(-1) for one in found]
        continues = not pieces or _scale_follows(cursor) or _are_the_rest(cursor, token, pieces[-1])
    elif token.text in vocabulary.HAN:
        cursor.at += 1
        found, continues = [Reading(Fraction(vocabulary.HAN[token.text]), Fraction(1))], True
    elif (number := cursor.take(cursor.numbers)) is not None:
        if number == 100 and _is_less_than_a_hundred(pieces):
            return (100,)
        found, continues = [Reading(number, Fraction(1))], True
    elif found := _compound(cursor, token):
        continues = True
    else:
        return None
    if found and continues and _fits_behind(pieces, found[0].number):
        return found
    cursor.at = start
    return None


def _is_less_than_a_hundred(pieces: list[Piece]) -> bool:
    """Whether a hundred multiplies what stands before it: trois cent mille, but not mille cent."""
    return bool(pieces) and isinstance(pieces[-1], list) and 0 < pieces[-1][0].number < 100


def _compound(cursor: Cursor, token: Token) -> list[Reading]:
    """What one long word says in several: zweitausendfünfhundert."""
    if not cursor.may_be_compound(token):
        return []
    pieces = vocabulary.compound(token.text, cursor.language)
    if not pieces or isinstance(pieces[0], int):
        return []
    cursor.at += 1
    chosen = [one if isinstance(one, int) else Reading(one, Fraction(1)) for one in pieces]
    return [_sum(chosen)] if _rises(chosen) else []


def _is_a_name(cursor: Cursor, token: Token) -> bool:
    """Whether digits are part of a name or an ordinal: F16, B-52, 20th, the 1990s."""
    name = _NAME.search(cursor.text[: token.start])
    is_part = name is not None and name[1] not in _CURRENCIES
    return is_part or _ORDINAL.match(cursor.text[token.end :]) is not None


def _scale_follows(cursor: Cursor) -> bool:
    at = cursor.at
    found = _scale(cursor, [[ONE]])
    cursor.at = at
    return found is not None and found[-1] != 1


def _are_the_rest(cursor: Cursor, token: Token, last: Piece) -> bool:
    """Whether digits are what is left behind a scale: three behind thousands, or 2万5000."""
    behind_thousands = last[0].number == 1000 if isinstance(last, list) else 1000 in last
    if behind_thousands and _THREE_DIGITS.fullmatch(token.text):
        return True
    return isinstance(last, tuple) and is_unspaced(cursor.text[: token.start].rstrip(" ")[-1])


def _fits_behind(pieces: list[Piece], number: Fraction) -> bool:
    """Whether a number goes on with the one before it, as in twenty-one or two hundred five."""
    if not pieces:
        return True
    last = pieces[-1]
    if isinstance(last, tuple):
        return 0 <= number < min(last)
    before = last[0].number
    # Behind a half nothing has room.
    room = next((power for power in _POWERS if before % power == 0), 0)
    return before >= 20 and 0 <= number < room


def _rises(chosen: Sequence[Reading | int]) -> bool:
    """Whether each scale word is larger than one just before it, a hundred than any number."""
    return not any(
        after <= (one if isinstance(one, int) else one.number if after <= 100 else 0)
        for one, after in pairwise(chosen)
        if isinstance(after, int)
    )


def _repeats(chosen: Sequence[Reading | int]) -> bool:
    """Whether a number comes twice without a larger one between: a million and two million."""
    falling: list[Fraction | int] = []
    for number in (one if isinstance(one, int) else one.number for one in chosen):
        while falling and falling[-1] < number:
            falling.pop()
        if number in falling[-1:]:
            return True
        falling.append(number)
    return False


def _sum(chosen: Sequence[Reading | int]) -> Reading:
    """Add up pieces: a scale multiplies all that stands before it and is smaller."""
    terms: list[Reading] = []
    for before, piece in zip((None, *chosen), chosen, strict=False):
        if isinstance(piece, Reading):
            terms.append(piece)
            continue
        multiplied = [terms.pop()] if isinstance(before, Reading) else []
        if isinstance(before, int) and terms:
            multiplied.append(terms.pop())
        while terms and terms[-1].number < piece:
            multiplied.append(terms.pop())
        number = sum((one.number for one in multiplied), Fraction(0)) or Fraction(1)
        place = multiplied[0].place if multiplied else Fraction(1)
        terms.append(Reading(number, place).times(piece))
    total = Reading(sum((one.number for one in terms), Fraction(0)), terms[-1].place)
    # “1 million” is no more exact than “a million”: nothing is half as large again.
    is_scaled = any(isinstance(piece, int) for piece in chosen)
    return total.at_most_half() if is_scaled else total
