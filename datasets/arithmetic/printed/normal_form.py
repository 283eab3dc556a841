"""Printed text in one form: digits of every script as ours, one kind of space, no capitals."""

import re
from fractions import Fraction
from unicodedata import category, decimal, normalize, numeric

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\u200f\u200e\u2068\u2069", " "),
        **dict.fromkeys("\u2018\u2019\u02bc\u2032\u055a\uff07", "'"),
        **dict.fromkeys("\u2212\u2012\u2010\u2011\uff0d", "-"),
        **dict.fromkeys("\u066a\uff05\ufe6a", "%"),
        "\u066c": "\u066c",
        "\uff0c": ",",
        "\uff0e": ".",
        "\uff0b": "+",
        "\u0640": None,
    }
)
# Marks that are a decimal point in one language: 12/5, 3'5.
_POINTS = {
    "fa": re.compile("(?<=[0-9])/(?=[0-9])"),
    "es": re.compile("(?<=[0-9])'(?=[0-9]{1,2}(?![0-9]))"),
}
# 12·5 per cent.
_RAISED_POINT = re.compile("(?<=[0-9])[·・](?=[0-9])")
# Of Arabic, which has separators of its own.
THOUSANDS, POINT = "\u066c", "\u066b"


def normal_form(text: str, language: str = "") -> str:
    """Return the text as it is read: each digit as 0 to 9, ½ as 1/2 after a space."""
    mark = _POINTS.get(language)
    return mark.sub(".", _in_ascii_digits(text)) if mark else _in_ascii_digits(text)


def _in_ascii_digits(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = normalize("NFC", normalize("NFC", text).casefold())
    return _RAISED_POINT.sub(".", "".join(map(_character, folded.translate(_SIGNS))))


def _character(character: str) -> str:
    if character.isascii():
        return character
    kind = category(character)
    if kind == "Nd":
        return str(decimal(character))
    if kind == "No" and (number := Fraction(numeric(character)).limit_denominator(10)) % 1:
        return f" {number.numerator}/{number.denominator}"
    return character
