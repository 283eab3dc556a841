"""Looking a claim up as somebody read it: which words find a figure, and how they are compared."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Q

from datasets.arithmetic import digits
from datasets.arithmetic.digits import plain
from datasets.arithmetic.printed import PrintedNumber, Reading, normal_form, read
from datasets.arithmetic.printed.vocabulary import ENGLISH
from datasets.models import SearchText
from datasets.models.reported import EITHER, NOT_STATED

from . import number_words

# Up to so many finds are named one by one; beyond, whoever walks the records meets one soon.
FEW = 1000
# The members of a figure that are its own numbers, beside what documents print for it.
COUNTS = ("value", "value_low", "value_high")
_AROUND_WORDS = ".,;:!?…\"'“”„«»‹›()[]–—"
_YEAR = re.compile(r"\D*((?:19|20)[0-9]{2})\D*")
# Days, times and names are no numbers.
_PLAIN_DIGITS = re.compile(r"(?<![\w.,/:'-])[0-9][0-9,]*(?:\.[0-9]+)?(?![\w/:]|[.,'-][0-9])")
_MOST_DECIMALS = 12
# What a word or a number may be written as; any of them is looked for.
Spellings = tuple[str, ...]


def parse_query(text: str) -> list[Spellings]:
    """Return what a question asks for: words, without the punctuation around them, and numbers.

    A number is looked up whole, however it is written: 2,076 and 2 076 as 2076, 100k as 100000.
    """
    normal, found = _read(text)
    sought, at = [], 0
    for start, end, readings in found:
        sought += [*_words(normal[at:start]), tuple(map(token, readings))]
        at = end
    return [*sought, *_words(normal[at:])]


def _words(text: str) -> list[Spellings]:
    words = (one.strip(_AROUND_WORDS) for one in text.split())
    return [(word,) for word in words if word and not all(map(_is_a_sign, word))]


def _is_a_sign(character: str) -> bool:
    """Whether it may stand before a number, as a currency, and is no word without it."""
    return character in "-+~" or unicodedata.category(character) == "Sc"


def search_text(record: Mapping[str, Any], labels: Callable[[str, str], Sequence[str]]) -> str:
    """Return the text in which the words of a figure are looked up, each word once.

    ``labels(noun, slug)`` returns the names under which a source or a measure is known, and the
    text of a caveat. The figure's own numbers come first, and are marked.
    """
    hops = record["citations"]
    credited = [
        slug
        for hop in hops
        if hop["reported_as"]
        for slug in hop["reported_as"]["attribution"].split(EITHER)
        if slug != NOT_STATED
    ]
    publishing = [hop["document"]["source"] for hop in hops]
    carried = dict.fromkeys(one["caveat"] for hop in hops for one in hop["carries"])
    sources = dict.fromkeys([record["origin"]["id"], *credited, *publishing])
    prints = [record["as_printed"], *(hop["as_printed"] for hop in hops)]
    parts = [
        record["value_digits"],
        *(number for printed in filter(None, prints) for number in numbers_in_words(printed)),
        *(plain(record[end]) for end in ("value_low", "value_high") if record[end] is not None),
        record["as_printed"],
        *(label for slug in record["reported_measures"] for label in labels("measure", slug)),
        record["period"]["printed"],
        record["population"]["label"],
        record["area"]["label"],
        *(label for slug in sources for label in labels("source", slug)),
        *prints[1:],
        *(caveat["text"] for caveat in record["caveats"]),
        *(text for slug in carried for text in labels("caveat", slug)),
    ]
    sentences = [record["statement"], *(hop["fragment"] for hop in hops if hop["fragment"])]
    return " ".join([*map(marked, _own_numbers(record)), words_of(parts, sentences)])


def _own_numbers(record: Mapping[str, Any]) -> list[str]:
    """Return the numbers of a figure, as they are and as documents print them."""
    counts = [plain(abs(record[name])) for name in COUNTS if record[name] is not None]
    prints = [record["as_printed"], *(hop["as_printed"] for hop in record["citations"])]
    # “double that of 2022” says no number of 2022 cases.
    others = [
        reading
        for printed in dict.fromkeys(filter(None, prints))
        for said, readings in numbers(printed).items()
        if said not in years(printed)
        for reading in readings
    ]
    return list(dict.fromkeys([*counts, *others]))


def words_of(parts: Iterable[str | None], sentences: Iterable[str] = ()) -> str:
    """Return the words and the numbers of some texts, each once, as they are looked up.

    ``sentences`` are of one figure alone, whose own numbers are told apart: only plain digits are
    looked for in them, which costs little.
    """
    found = [
        (normal.split(), [one.replace(",", "") for one in _PLAIN_DIGITS.findall(normal)])
        for normal in map(normal_form, sentences)
    ]
    found += [_words_and_numbers(part) for part in parts if part]
    sought = dict.fromkeys(number for _, some in found for number in some)
    words = dict.fromkeys(word for some, _ in found for word in some)
    return " ".join([*(token(one).rstrip() for one in sought), *words, ""])


def marked(number: str) -> str:
    """Return how a text to look up tells the number of a figure from a year or a day in it."""
    return f"={number}"


def numbers(text: str) -> dict[str, Spellings]:
    """Return the numbers of a text as {digits: all that they may mean}, the likeliest first."""
    return {readings[0]: readings for _, _, readings in _read(text)[1]} | numbers_in_words(text)


def numbers_in_words(text: str) -> dict[str, Spellings]:
    """Return those that an English text writes in words, half a million as 500000."""
    found = (_spelt(one) for one in number_words.in_words(text))
    return {readings[0]: readings for readings in found if readings}


def words_of_numbers(text: str) -> str:
    """Return all that is part of a number: the million of 1.2 million."""
    english = read(text, ENGLISH)
    return " ".join(english.normal[one.start : one.end] for one in english.numbers)


def days(text: str) -> set[str]:
    """Return those numbers of a text that are but days beside the name of their month."""
    normal, found = _read(text)
    places = number_words.places_of_days(normal)
    are_days: dict[bool, set[str]] = {True: set(), False: set()}
    for start, end, readings in found:
        digit = next(at for at in range(start, end) if normal[at].isdecimal())
        are_days[any(digit in place for place in places)].add(readings[0])
    return are_days[True] - are_days[False]


def years(text: str) -> set[str]:
    """Return those numbers of a text that are probably years: four digits without a separator."""
    normal, found = _read(text)
    return {year[1] for start, end, _ in found if (year := _YEAR.fullmatch(normal[start:end]))}


def numbers_in(stored: str) -> list[str]:
    """Return the numbers in the stored text of a record."""
    return [word[1:] for word in stored.split() if word.startswith("#")]


def matching(sought: Sequence[Spellings]) -> Q:
    """Return the Q that selects the records in whose texts each of these occurs.

    Where only a few do, they are looked up at once, in one reading of the texts. Otherwise each
    record on the way is asked: a page is soon full, and an export walks past all of them anyway.
    """
    # Long words are rare: where they come first, the others need not be looked for.
    sought = sorted(sought, key=lambda one: len(one[0]), reverse=True)
    texts = SearchText.objects.filter(*(_any("text", one) for one in sought))
    found = list(texts.values_list("pk", flat=True)[: FEW + 1])
    if len(found) <= FEW:
        return Q(pk__in=found)
    return Q(*(_any("search__text", one) for one in sought))


def _any(field: str, spellings: Spellings) -> Q:
    return Q(*(Q(**{f"{field}__contains": one}) for one in spellings), _connector=Q.OR)


def token(number: str) -> str:
    """Return a number as it stands in stored texts, where no longer one ends in it."""
    return f"#{number} "


@lru_cache(maxsize=5_000)
def _words_and_numbers(text: str) -> tuple[list[str], list[str]]:
    normal, found = _read(text)
    return normal.split(), [number for _, _, readings in found for number in readings]


@lru_cache(maxsize=5_000)
def _read(text: str) -> tuple[str, list[tuple[int, int, Spellings]]]:
    """Return a text as it is looked up, and its numbers: (start, end, all that it may mean)."""
    if not any(map(str.isdecimal, text)):
        return normal_form(text), []
    printed = read(text)
    found = [
        (one.start, one.end, readings)
        for one in printed.numbers
        if any(character.isdecimal() for character in printed.normal[one.start : one.end])
        and (readings := _spelt(one))
    ]
    return printed.normal, found


def _spelt(number: PrintedNumber) -> Spellings:
    return tuple(filter(None, map(_plainly, number.readings)))


def _plainly(reading: Reading) -> str | None:
    """Return a number as plain digits, None where they never end.

    Whoever prints 31,000 hardly means 31 with three decimals: that keeps them.
    """
    number = abs(reading.number)
    if 10**_MOST_DECIMALS % number.denominator:
        return None
    if number.denominator == 1 and reading.place < 1:
        return f"{number.numerator}.{'0' * (len(str(reading.place.denominator)) - 1)}"
    return digits.digits(number)
