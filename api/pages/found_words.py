"""The words of a text that were looked for and found in it, for marking them."""

import re
from typing import NamedTuple

from datasets.arithmetic.printed import normal_form
from datasets.store.pasted_text import stem

_TOKEN = re.compile(r"[0-9][0-9.,\u00a0\u202f ]*[0-9]|[0-9]|[^\W\d_]+(?:['’][^\W\d_]+)*")

# So many letters tell words apart that differ only in what they end with.
BEGINNING = 6


class Part(NamedTuple):
    """A piece of a text, and whether it was looked for."""

    found: bool
    text: str


def parts(text, matched):
    """Return a text in pieces; those that say one of the ``matched`` words or numbers are found."""
    numbers = {one for one in matched if one[:1].isdigit()}
    stems = {stem(one) for one in matched} | {one[:BEGINNING] for one in matched}
    pieces, at = [], 0
    for token in _TOKEN.finditer(text):
        if _says(token[0], numbers, stems):
            pieces += [Part(False, text[at : token.start()]), Part(True, token[0])]
            at = token.end()
    pieces.append(Part(False, text[at:]))
    return [one for one in pieces if one.text]


def _says(token, numbers, stems):
    if token[0].isdigit():
        return re.sub(r"[^0-9]", "", token) in {re.sub(r"[^0-9]", "", one) for one in numbers}
    word = normal_form(token)
    return stem(word) in stems or (len(word) >= BEGINNING and word[:BEGINNING] in stems)


def put_in(claim, new, counted):
    """Return the words of a claim that are among ``new`` words, and not those of what was counted.

    Words that begin alike are taken for one: who deserts is a deserter.
    """
    new, counted = _beginnings(new), _beginnings(counted)
    return [word for word in claim if word[:BEGINNING] in new - counted]


def _beginnings(text):
    return {normal_form(one[0])[:BEGINNING] for one in _TOKEN.finditer(text)}


def number_found(pieces):
    """Return how many pieces were looked for."""
    return sum(one.found for one in pieces)
