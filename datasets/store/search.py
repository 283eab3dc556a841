"""Looking a claim up as somebody read it: which words find a figure, and how they are compared."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from django.db.models import Q

from datasets.arithmetic.digits import plain
from datasets.models import SearchText
from datasets.models.reported import EITHER, NOT_STATED

# Up to so many finds are named one by one; beyond, whoever walks the records meets one soon.
FEW = 1000
# The members of a figure that are its own numbers, beside what documents print for it.
COUNTS = ("value", "value_low", "value_high")
# No-break, figure, thin and narrow no-break spaces, as they stand inside of numbers.
_NARROW = "\u00a0\u2007\u2009\u202f"
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc]")
_AROUND_WORDS = ".,;:!?…\"'“”„«»‹›()[]–—"
# Digits that are a number of their own, and no part of a date, a word or a longer number.
_NUMBER = re.compile(r"(?<![\w.,/:'-])[0-9]+(?:\.[0-9]+)?(?![\w/:]|[.,'-][0-9])")

_YEAR = re.compile("(19|20)[0-9]{2}")


def _grouped(separators: str) -> re.Pattern[str]:
    """Return the pattern of a number whose digits are separated into thousands."""
    # What must not stand before it is asked after its first digit, which is quickly looked for.
    return re.compile(
        rf"[1-9](?<![0-9].)(?<![0-9][.,'].)[0-9]{{0,2}}([{separators}])[0-9]{{3}}"
        r"(?:\1[0-9]{3})*(?![0-9])"
    )


_IN_QUERY = _grouped(f",.'{_NARROW}")
# In what documents print a plain space groups digits too; in a question it ends a word.
_IN_TEXT = _grouped(f" ,.'{_NARROW}")


def parse_query(text: str) -> list[str]:
    """Return the words that a question asks for, without the punctuation around them.

    A number is looked up by its digits: 2,076 and 2.076 as 2076; 1.5 stays what it is.
    """
    found = _plain(_IN_QUERY, _folded(text)).split()
    return [word for one in found if (word := one.strip(_AROUND_WORDS))]


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
    parts = [
        record["statement"],
        record["value_digits"],
        *(plain(record[end]) for end in ("value_low", "value_high") if record[end] is not None),
        record["as_printed"],
        *(label for slug in record["reported_measures"] for label in labels("measure", slug)),
        record["period"]["printed"],
        record["population"]["label"],
        record["area"]["label"],
        *(label for slug in sources for label in labels("source", slug)),
        *(hop[name] for hop in hops for name in ("as_printed", "fragment")),
        *(caveat["text"] for caveat in record["caveats"]),
        *(text for slug in carried for text in labels("caveat", slug)),
    ]
    return " ".join([*map(marked, _own_numbers(record)), words_of(parts)])


def _own_numbers(record: Mapping[str, Any]) -> list[str]:
    """Return the numbers of a figure, as they are and as documents print them."""
    counts = [plain(abs(record[name])) for name in COUNTS if record[name] is not None]
    hops = record["citations"]
    printed = "\n".join(filter(None, [record["as_printed"], *(hop["as_printed"] for hop in hops)]))
    # “double that of 2022” says no number of 2022 cases.
    others = [number for number in numbers(printed) if number not in years(printed)]
    return list(dict.fromkeys([*counts, *others]))


def words_of(parts: Iterable[str | None]) -> str:
    """Return the words of some texts, each once, as they are looked up."""
    text = _folded("\n".join(filter(None, parts)))
    return " ".join(dict.fromkeys([*text.split(), *_plain(_IN_TEXT, text).split()]))


def marked(number: str) -> str:
    """Return how a text to look up tells the number of a figure from a year or a day in it."""
    return f"={number}"


def normalised(text: str) -> str:
    """Return a text in lower case, the digits of each number joined."""
    return _plain(_IN_TEXT, _folded(text))


def numbers(text: str) -> list[str]:
    """Return the digits of each number in a text, each once."""
    return list(dict.fromkeys(_NUMBER.findall(normalised(text))))


def years(text: str) -> set[str]:
    """Return those numbers of a text that are probably years: four digits without a separator."""
    return {number for number in _NUMBER.findall(_folded(text)) if _YEAR.fullmatch(number)}


def matching(words: list[str]) -> Q:
    """Return the Q that selects the records in whose texts every one of the words occurs.

    Where only a few do, they are looked up at once, in one reading of the texts. Otherwise each
    record on the way is asked: a page is soon full, and an export walks past all of them anyway.
    """
    # Long words are rare: where they come first, the others need not be looked for.
    words = sorted(words, key=len, reverse=True)
    texts = SearchText.objects.filter(*(Q(text__contains=word) for word in words))
    found = list(texts.values_list("pk", flat=True)[: FEW + 1])
    if len(found) <= FEW:
        return Q(pk__in=found)
    return Q(*(Q(search__text__contains=word) for word in words))


def _folded(text: str) -> str:
    return _APOSTROPHES.sub("'", normalize("NFC", normalize("NFC", text).casefold()))


def _plain(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda number: re.sub("[^0-9]", "", number[0]), text)
