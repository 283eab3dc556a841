"""The numbers of a text one by one: whole ones, dozens and multiples, with their units."""

from dataclasses import replace
from fractions import Fraction

from . import vocabulary
from .cursor import Cursor
from .fractions_in_words import and_a_half, divided, part_alone, plus
from .fragments import is_fragment
from .reading import Amount, Reading
from .whole_numbers import ONE, whole_number

_MORE = frozenset(["more", "higher", "greater", "larger", "bigger"])


def amounts(text: str, language: str) -> list[Amount]:
    """Return the numbers of a text in its normal form, in their order."""
    cursor, found, read_to = Cursor(text, language), [], 0
    beginnings = vocabulary.beginnings(language)
    while (token := cursor.token) is not None:
        start = cursor.at
        begins = token.digits or token.text in beginnings or cursor.may_be_compound(token)
        amount = _amount(cursor) if begins else None
        if amount is None:
            cursor.at = start + 1
        elif token.digits or not is_fragment(cursor, start, read_to):
            found.append(amount)
            read_to = cursor.at
    return found


def _amount(cursor: Cursor) -> Amount | None:
    start = cursor.tokens[cursor.at].start
    amount = _multiple(cursor) or _counted(cursor)
    if amount is None:
        return None
    end = cursor.tokens[cursor.at - 1].end
    return replace(amount, start=start, end=end)


def _multiple(cursor: Cursor) -> Amount | None:
    """Twice, doubled: how many times as much."""
    times = cursor.take(vocabulary.by_phrase("multiples"))
    if times is None or not times.isdecimal():
        return None
    return Amount((Reading(Fraction(times), Fraction(1)),), 0, 0, "times")


def _counted(cursor: Cursor) -> Amount | None:
    start = cursor.at
    is_percent = cursor.take(vocabulary.listed("units", "percent_before"))
    found = (part_alone(cursor) or _whole(cursor)) if cursor.token else None
    if found is None:
        cursor.at = start
        return None
    if is_percent:
        return replace(found, unit="percent")
    if not found.unit and cursor.take(vocabulary.listed("units", "tenths")):
        # 三成, 3割: three tenths.
        tenths = tuple(one.times(10) for one in found.readings)
        return replace(found, readings=tenths, unit="percent")
    unit = found.unit or _unit(cursor)
    readings = found.readings
    if unit == "times" and cursor.token and cursor.token.text in _MORE:
        # Three times more are three times as many, or four.
        readings = (*readings, *(Reading(one.number + 1, one.place) for one in readings))
    return replace(found, readings=readings, unit=unit)


def _whole(cursor: Cursor) -> Amount | None:
    """A number with its scale words, and what may follow it: thirds, dozens, and a half."""
    start, added = cursor.at, cursor.take(vocabulary.by_phrase("added"))
    found = whole_number(cursor)
    if found is None:
        found = _with_article(cursor)
    if found is None:
        cursor.at = start
        return None
    amount = Amount(found[0], 0, 0, scales=found[1])
    if added:
        return plus(amount, Fraction(added))
    return divided(cursor, amount) or _dozens(cursor, amount) or and_a_half(cursor, amount)


def _with_article(cursor: Cursor) -> tuple[tuple[Reading, ...], tuple[int, ...]] | None:
    """The 1 of an article before a dozen, a third or a million, which it goes on to read.

    A thousand may need none where more follows: mil 250.
    """
    start = cursor.at
    if cursor.comes_next(vocabulary.listed("numbers_joined", "bare")):
        thousands = whole_number(cursor, [ONE])
        if thousands and cursor.at > start + 1:
            return thousands
        cursor.at = start
    dozens, parts = vocabulary.by_phrase("collectives"), vocabulary.by_phrase("fractions")
    if cursor.take(vocabulary.listed("numbers_joined", "article")):
        if scaled := whole_number(cursor, [ONE]):
            return scaled
        if cursor.comes_next(dozens) or cursor.comes_next(parts):
            return (ONE,), ()
    # Russian needs no article: сотня is a hundred.
    elif cursor.token and not cursor.token.text.isascii() and cursor.comes_next(dozens):
        return (ONE,), ()
    cursor.at = start
    return None


def _dozens(cursor: Cursor, amount: Amount) -> Amount | None:
    start = cursor.at
    many = cursor.take(vocabulary.by_phrase("collectives"))
    if many is None:
        cursor.at = start
        return None
    dozens = tuple(one.times(int(many)).at_most_half() for one in amount.readings)
    scaled = None if amount.scales else whole_number(cursor, dozens)
    if scaled:
        return replace(amount, readings=scaled[0], scales=scaled[1])
    return replace(amount, readings=dozens)


def _unit(cursor: Cursor) -> str:
    """The unit that stands behind a number, empty where there is none of ours."""
    start = cursor.at
    if cursor.token and cursor.token.text == "-":
        cursor.at += 1
    for unit in ("points", "percent"):
        if cursor.take(vocabulary.listed("units", unit)):
            if unit == "percent" and cursor.take(vocabulary.listed("units", "points")):
                return "points"
            return unit
    if cursor.take(vocabulary.listed("multiples", "any")):
        return "times"
    cursor.at = start
    return ""
