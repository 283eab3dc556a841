"""Reading a pasted text: its numbers, and the words in it that tell one record from another."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from datasets.arithmetic.printed import normal_form

from . import search

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# What English puts behind the same word; what is left begins each of its forms.
_ENDING = re.compile(r"(?<=[a-z]{4})(?:i[sz](?:ations?|e[ds]?|ing)|ions?|ers?|ings?|ed|es|e|s|ly)$")
_COMMON = """
a about according after all also although am an and any are as at be because been before being
between both but by can could did do does doing don't down during each either for from further had
has have having he her here hers him his how however i if in into is it its itself just let may me
might many more most much my no nor not of off on once only or other our out over own per same say
says shall she should since so some such than that the their them then there these they this those
though through thus to too under until up upon us very via was we were what when where whether which
while who whom whose why will with within without would yet you your
"""
# Words that tell no record from another.
STOP_WORDS = frozenset(_COMMON.split())


@dataclass(frozen=True)
class PastedText:
    """What a text has to look up, each once: its numbers, and its other words.

    ``numbers`` maps the digits of each to all that it may mean; ``years`` are those of its numbers
    that are probably years, ``days`` those that are days of a month and no amounts. Of its words
    those in ``of_numbers`` are parts of a number.
    """

    numbers: Mapping[str, search.Spellings]
    years: frozenset[str]
    days: frozenset[str]
    words: Sequence[str]
    of_numbers: frozenset[str]

    @property
    def dates(self) -> frozenset[str]:
        """Its numbers that are years or days: nobody misses a figure that has them."""
        return self.years | self.days

    @cached_property
    def stems(self) -> dict[str, str]:
        """The beginning that all forms of a word share, by word."""
        return {word: stem(word) for word in self.words}

    def said_in(self, found: Iterable[str]) -> list[str]:
        """Return the numbers and words of the text that are among ``found``, as it has them."""
        found = set(found)
        words = [word for word, beginning in self.stems.items() if beginning in found]
        numbers = [one for one, spelt in self.numbers.items() if not found.isdisjoint(spelt)]
        return numbers + words


def read(text: str) -> PastedText:
    """Return what a text has to look up."""
    words = dict.fromkeys(_WORD.findall(normal_form(text)))
    return PastedText(
        numbers=search.numbers(text),
        years=frozenset(search.years(text)),
        days=frozenset(search.days(text)),
        words=[word for word in words if len(word) > 1 and word not in STOP_WORDS],
        of_numbers=frozenset(_WORD.findall(search.words_of_numbers(text))),
    )


@lru_cache(maxsize=1_000)
def looked_up(text: str) -> frozenset[str]:
    """Return the numbers and the beginnings of words in the stored text of a record."""
    return frozenset({*search.numbers_in(text), *map(stem, _WORD.findall(text))})


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the beginning that the forms of an English word share: desert, deserted, deserting."""
    return _ENDING.sub("", word.removesuffix("'s"))
