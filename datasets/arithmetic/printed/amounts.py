"""The numbers of a text one by one: whole ones, fractions, dozens and multiples."""

from dataclasses import dataclass, replace
from fractions import Fraction

from . import vocabulary
from .cursor import Cursor
from .reading import Reading
from .whole_numbers import ONE, whole_number

# English says the third and a third: a fraction has a number or an article before it.
_ORDINALS = frozenset(["third", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"])
# 3/4 is a fraction, 5/2023 a month.
_MOST_PARTS = 100
_MORE = frozenset(["more", "higher", "greater", "larger", "bigger"])


@dataclass(frozen=True)
class Amount:
    """What a number may mean, without the words around it; places in the text, end exclusive.

    ``scales`` are what words multiplied it by: the first end of a range may share them.
    """

    readings: tuple[Reading, ...]
    start: int
    end: int
    unit: str = ""
    comparator: str = ""
    scales: tuple[int, ...] = ()


def amounts(text: str, language: str) -> list[Amount]:
    """Return the numbers of a text in its normal form, in their order."""
    cursor, found = Cursor(text, language), []
    beginnings = vocabulary.beginnings(language)
    while (token := cursor.token) is not None:
        start = cursor.at
        begins = token.digits or token.text in beginnings or cursor.may_be_compound(token)
        amount = _amount(cursor) if begins else None
        if amount is None:
            cursor.at = start + 1
        else:
            found.append(amount)
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
    found = (_parts(cursor) or _whole(cursor)) if cursor.token else None
    if found is None:
        cursor.at = start
        return None
    if is_percent:
        return replace(found, unit="percent")
    unit = found.unit or _unit(cursor)
    readings = found.readings
    if unit == "times" and cursor.token and cursor.token.text in _MORE:
        # Three times more are three times as many, or four.
        readings = (*readings, *(Reading(one.number + 1, one.place) for one in readings))
    return replace(found, readings=readings, unit=unit)


def _whole(cursor: Cursor) -> Amount | None:
    """A number with its scale words, and what may follow it: thirds, dozens, and a half."""
    found = whole_number(cursor)
    if found is None:
        found = _with_article(cursor)
    if found is None:
        return None
    amount = Amount(found[0], 0, 0, scales=found[1])
    return _thirds(cursor, amount) or _dozens(cursor, amount) or _and_a_half(cursor, amount)


def _with_article(cursor: Cursor) -> tuple[tuple[Reading, ...], tuple[int, ...]] | None:
    """The 1 of an article before a dozen, a third or a million, which it goes on to read."""
    start = cursor.at
    dozens, parts = vocabulary.by_phrase("collectives"), vocabulary.by_phrase("fractions")
    if cursor.take(vocabulary.listed("numbers_joined", "article")):
        if scaled := whole_number(cursor, [ONE]):
            return scaled
        if cursor.comes_next(dozens) or cursor.comes_next(parts):
            return (ONE,), ()
    # Russian needs no article: сотня is a hundred.
    elif not cursor.tokens[start].text.isascii() and cursor.comes_next(dozens):
        return (ONE,), ()
    cursor.at = start
    return None


def _thirds(cursor: Cursor, amount: Amount) -> Amount | None:
    """Two thirds, one in five, 三分之一: numbers that another divides."""
    start, counted = cursor.at, amount.readings[0].number
    _hyphen(cursor)
    part = cursor.take(vocabulary.by_phrase("fractions"))
    if part is not None and Fraction(part) < 1 and not amount.scales:
        return _of_a_scale(cursor, counted * Fraction(part), Fraction(part).denominator)
    cursor.at = start
    if _step_over(cursor, "分", "之の"):
        if whole := whole_number(cursor):
            return _fraction(whole[0][0].number / counted, counted)
    elif cursor.take(vocabulary.listed("out_of", "words")):
        whole = whole_number(cursor)
        if whole and (of := whole[0][0].number) <= 1000 and counted < of == int(of):
            fraction = _fraction(counted / of, of)
            return replace(fraction, readings=(*fraction.readings, *amount.readings, *whole[0]))
    cursor.at = start
    return None


def _parts(cursor: Cursor) -> Amount | None:
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
    if slash != "/" or not (over.isdecimal() and under.isdecimal()):
        return None
    if not 0 < int(over) < int(under) <= _MOST_PARTS:
        return None
    cursor.at = start + 3
    return Fraction(int(over), int(under))


def _of_a_scale(cursor: Cursor, part: Fraction, of: Fraction | int) -> Amount:
    """A part as it is, or of the scale that follows: half a million."""
    start = cursor.at
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


def _dozens(cursor: Cursor, amount: Amount) -> Amount | None:
    start = cursor.at
    many = cursor.take(vocabulary.by_phrase("collectives"))
    if many is None:
        cursor.at = start
        return None
    dozens = tuple(one.times(int(many)).at_most_half() for one in amount.readings)
    return replace(amount, readings=dozens)


def _and_a_half(cursor: Cursor, amount: Amount) -> Amount:
    """Two and a half, 2 1/2, a million and a half; or the number as it is."""
    start = cursor.at
    part = _slashed(cursor)
    if part is None and cursor.take(vocabulary.listed("numbers_joined", "with")):
        cursor.take(vocabulary.listed("numbers_joined", "article"))
        word = cursor.take(vocabulary.by_phrase("fractions"))
        part = Fraction(word) if word else None
    if part is None or part >= 1:
        cursor.at = start
        return amount
    unit = amount.scales[-1] if amount.scales else 1
    place = Fraction(1, 2) / part.denominator * unit
    readings = tuple(Reading(one.number + part * unit, place) for one in amount.readings)
    scaled = None if amount.scales else whole_number(cursor, readings)
    if scaled:
        return replace(amount, readings=scaled[0], scales=scaled[1])
    return replace(amount, readings=readings)


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
