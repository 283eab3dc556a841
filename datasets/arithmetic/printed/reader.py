"""What is printed, as numbers: how they are put, what they count in, and what is left."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from . import vocabulary
from .amounts import Amount, amounts
from .digit_groups import NUMBER, readings_of
from .normal_form import normal_form
from .reading import PrintedNumber, PrintedText, Reading
from .tokens import is_unspaced

# What may stand between “more than” and the number: a currency, or its code.
_CURRENCY = re.compile(r"(?:\s|[$€£¥₹₽₴₩₺]|us\$|rp\.?|rs\.?|usd|eur|gbp)*\Z")
_FURTHEST = 40
_NEGATED = {"gt": "lte", "gte": "lt", "lt": "gte", "lte": "gt"}


@lru_cache(maxsize=20_000)
def read(text: str, language: str = "") -> PrintedText:
    """Return the numbers of a text, each with all that it may mean, and the words left.

    ``language`` (ISO 639-1) is that of the text, where it is known: number words are looked for in
    it, and so are a few comparators and decimal marks that mean something else elsewhere. Digits,
    scale words and all other comparators are read in every language.
    """
    normal = " ".join(normal_form(text, language).split())
    if (alone := NUMBER.fullmatch(normal)) and (readings := tuple(readings_of(alone))):
        # Most printed numbers stand alone.
        return PrintedText(normal, (PrintedNumber(readings, "", "", 0, len(normal)),), "")
    found = amounts(normal, language)
    ends = {end for pair in _ranges(normal, found) for end in pair}
    numbers = [_put(normal, language, one, index in ends) for index, one in enumerate(found)]
    for low, high in _ranges(normal, found):
        numbers[low] = _sharing(numbers[low], found[low], found[high])
    return PrintedText(normal, tuple(numbers), _rest(normal, numbers))


def _put(text: str, language: str, amount: Amount, of_range: bool) -> PrintedNumber:
    before, start = _before(text, language, amount.start)
    after, end = _after(text, amount.end)
    comparator = "range" if of_range else amount.comparator or after or before
    return PrintedNumber(amount.readings, comparator, amount.unit, start, end)


def _before(text: str, language: str, start: int) -> tuple[str, int]:
    """Return the comparator that stands before a number, and where its words begin."""
    head = text[max(0, start - _FURTHEST) : start]
    head = head[: len(head) - len(_CURRENCY.search(head)[0])]  # type: ignore[index]
    phrases = vocabulary.by_phrase("before")
    if not head:
        return "", start
    for length in range(min(len(head), phrases.longest), 0, -1):
        said = head[-length:].replace("-", " ").replace(".", "").strip()
        if said in phrases and _begins_there(head, length):
            begins = max(0, start - _FURTHEST) + len(head) - length
            return _meant(said, head[:-length], language), begins
    return "", start


def _meant(said: str, head: str, language: str) -> str:
    """Return what a comparator means behind these words, empty where it may be none.

    Not less than is at least; to stand at 45 after a rise to it is not at most 45; the German alle
    is all, the Finnish one under.
    """
    comparator = vocabulary.by_phrase("before")[said]
    spoken_in = vocabulary.by_phrase("spoken_in").get(said, language)
    if spoken_in != language or (head.strip(" (") and said in vocabulary.listed("put", "also_to")):
        return ""
    if not any(_ends_with(head, word) for word in vocabulary.listed("put", "not")):
        return comparator
    return _NEGATED.get(comparator, "")


def _ends_with(head: str, word: str) -> bool:
    head = head.rstrip()
    return head.endswith(word) and _begins_there(head, len(word))


def _begins_there(head: str, length: int) -> bool:
    return length == len(head) or not head[-length - 1].isalnum() or is_unspaced(head[-length])


def _after(text: str, end: int) -> tuple[str, int]:
    """Return the comparator that stands behind a number, after one word at most, and its end."""
    phrases = vocabulary.by_phrase("after")
    tail = text[end : end + _FURTHEST]
    word = re.match(r"\s?[^\s\d.,;:()]*", tail)
    furthest = len(word[0]) if word else 0
    for skipped, initial in enumerate(tail[: furthest + 2]):
        if initial not in phrases.initials:
            continue
        for length in range(min(len(tail) - skipped, phrases.longest), 0, -1):
            said = tail[skipped : skipped + length]
            if said == said.strip() and said in phrases and _ends_there(tail, skipped + length):
                return phrases[said], end + skipped + length
    return "", end


def _ends_there(tail: str, end: int) -> bool:
    if end >= len(tail) or not tail[end - 1].isalpha() or is_unspaced(tail[end - 1]):
        return True
    return not tail[end].isalpha()


def _ranges(text: str, found: list[Amount]) -> list[tuple[int, int]]:
    """Return the indexes of the amounts that are the two ends of a range."""
    pairs = []
    joins, also = (vocabulary.listed("range", key) for key in ("joined_by", "also_by"))
    opened = vocabulary.listed("range", "opened_by")
    for index, (low, high) in enumerate(pairwise(found)):
        between = text[low.end : high.start].strip(" $€£¥₹")
        head = text[: low.start].rstrip(" $€£¥₹")
        said_before = any(
            head.endswith(word) and not head[: -len(word)][-1:].isalpha() for word in opened
        )
        is_range = between in joins or between.replace("-", " ").strip() in joins
        if (is_range or (between in also and said_before)) and _rises(low, high):
            pairs.append((index, index + 1))
    return pairs


def _rises(low: Amount, high: Amount) -> bool:
    return min(one.number for one in low.readings) < max(one.number for one in high.readings)


def _sharing(number: PrintedNumber, low: Amount, high: Amount) -> PrintedNumber:
    """Give the first end of a range the scale words and unit of the second, where it has none."""
    unit = number.unit or high.unit
    if low.scales or not high.scales:
        return replace(number, unit=unit)
    shared = [one.times(scale) for one in low.readings for scale in high.scales]
    return replace(number, readings=(*shared, *low.readings), unit=unit)


def _rest(text: str, numbers: list[PrintedNumber]) -> str:
    left, at = [], 0
    for one in numbers:
        left.append(text[at : one.start])
        at = max(at, one.end)
    return " ".join(" ".join([*left, text[at:]]).split())


__all__ = ["PrintedNumber", "PrintedText", "Reading", "read"]
