"""The words that are read as numbers, or beside them; all in the normal form.

They stand in three files: ``number_words.toml`` (two, twenty-one), ``scale_words.toml`` (million,
lakh) and ``words.toml`` (dozen, third, about, or more).
"""

import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from .normal_form import normal_form
from .phrases import Phrases

_HERE = Path(__file__).parent
ENGLISH = "en"
# Of these the character says what it is worth; those that multiply stand apart.
HAN = dict(zip("〇零一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, *range(3, 10)), strict=True))
HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
# “500-odd hundred millions” stands between a number and its scale, “several” before it.
AND_MORE = frozenset("多余餘")
SEVERAL = frozenset("数數几幾")
# Where number words are written as one: zweihundertfünf. Elsewhere пятидесяти is no 5 and 10.
COMPOUNDING = frozenset(
    ["af", "da", "de", "et", "fi", "hu", "is", "it", "nb", "nl", "nn", "no", "sk", "sv", "tr"]
)
# Numbers from twenty on: 20 de mii.
_BEFORE_SCALES = {"ro": frozenset(["de"])}
# Where the last words of a number stand behind a hyphen: kétezer-kilenc.
HYPHENED = frozenset(["hu"])
# “And” is the first letter of the word behind it.
_AND_IN_WORDS = {"he": "ו"}
# Shorter words end or begin many that are no numbers.
_TELLING = 4
# Numbers of another language that mean something else in this one.
_NO_NUMBERS = frozenset(["once", "fire"])


def words(text: str) -> list[str]:
    """Return the phrases that bars join in the files; a hyphen is looked up as a space."""
    found = (normal_form(one.strip()) for one in text.split("|"))
    return [one.replace("-", " ") if len(one) > 1 else one for one in found]


@cache
def scales() -> Phrases[tuple[int, ...]]:
    """Return {word: what it multiplies by}, two where it may mean either."""
    found: dict[str, tuple[int, ...]] = {}
    for power, text in _load("scale_words.toml").items():
        for word in words(text):
            found[word] = (*found.get(word, ()), 10 ** int(power))
    return Phrases(found)


@cache
def before_scales(language: str) -> frozenset[str]:
    """Return the tokens that may stand between a number and its scale word."""
    return AND_MORE | _BEFORE_SCALES.get(language, frozenset())


@cache
def numbers(language: str) -> Phrases[Fraction]:
    """Return {phrase: number} of a language; of all of them, as far as they differ, for ``""``."""
    tables = _numbers()
    if language in tables:
        return Phrases(tables[language])
    found: dict[str, Fraction] = {}
    for name, table in tables.items():
        if name != ENGLISH:
            # In other languages the short ones are words of every day: to, on, do.
            found |= {
                text: number
                for text, number in table.items()
                if text not in _NO_NUMBERS and (len(text) > 3 or not text[0].isascii())
            }
    return Phrases(found | tables[ENGLISH])


@cache
def _numbers() -> dict[str, dict[str, Fraction]]:
    tables = {
        language: {
            word: Fraction(number if number < 100 else (number - 99) * 100)
            for number, word in enumerate(words(text))
        }
        for language, text in _load("number_words.toml").items()
    }
    for language, text in _section("numbers").items():
        more = [one.split("=") for one in text.split("|")]
        tables.setdefault(language, {}).update(
            {words(word)[0]: Fraction(number) for word, number in more}
        )
    for language, letter in _AND_IN_WORDS.items():
        table = tables[language]
        table |= {letter + word: number for word, number in table.items()}
    return tables


@cache
def beginnings(language: str) -> frozenset[str]:
    """Return the tokens with which a number may begin, digits and compounds left out."""
    tables: list[Phrases[Any]] = [
        numbers(language),
        *(by_phrase(section) for section in ("multiples", "fractions", "added", "collectives")),
        listed("numbers_joined", "article"),
        listed("numbers_joined", "bare"),
        listed("units", "percent_before"),
    ]
    return frozenset({*HAN, *HAN_SCALES}.union(*(table.first for table in tables)))


@cache
def compound(word: str, language: str) -> tuple[Fraction | int, ...]:
    """Return the numbers that are written in one word, scales as ints; empty where they are none.

    Of zweitausendfünfhundert they are 2, 1000 and 500.
    """
    for end in range(len(word), 1, -1):
        piece = word[:end]
        own, scale = numbers(language).get(piece), scales().get(piece, (None,))[0]
        number = scale if own is None or own == scale else own
        if number is not None:
            if end == len(word):
                return (number,)
            if rest := compound(word[end:].removeprefix("und"), language):
                return (number, *rest)
    return ()


@cache
def ends_in_thousands(word: str, language: str) -> bool:
    """Return whether a word is one for thousands or more, or is joined to others and ends so."""
    large = _words_from(1000, language)
    if language not in COMPOUNDING:
        return word in large
    return any(word[at:] in large for at in range(len(word)))


@cache
def looks_like_hundreds(word: str, language: str) -> bool:
    """Return whether a word begins as a number, and has one for a hundred or more in it."""
    if not any(word.startswith(one) for one in _words_from(0, language)):
        return False
    return any(one in word for one in _words_from(100, language))


@cache
def _words_from(least: int, language: str) -> frozenset[str]:
    """Return the words for so many or more that are long enough to be no part of another."""
    scaled = [word for word, several in scales().items() if max(several) >= least]
    counted = [word for word, number in numbers(language).items() if number >= least]
    return frozenset(word for word in (*scaled, *counted) if len(word) >= _TELLING)


@cache
def by_phrase(section: str) -> Phrases[str]:
    """Return {phrase: key} of a section of ``words.toml``."""
    return Phrases({word: key for key, text in _section(section).items() for word in words(text)})


@cache
def listed(section: str, key: str) -> Phrases[bool]:
    """Return the phrases under a key of a section of ``words.toml``."""
    return Phrases(dict.fromkeys(words(_section(section)[key]), True))


def _section(name: str) -> dict[str, str]:
    section: dict[str, str] = _load("words.toml")[name]
    return section


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
