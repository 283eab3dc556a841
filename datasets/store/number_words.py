"""What of the numbers of a text is no amount in digits: numbers in words, and days of a month."""

import re
from collections.abc import Iterator

from datasets.arithmetic.printed import PrintedNumber, read
from datasets.arithmetic.printed.vocabulary import ENGLISH

# In words a smaller number is seldom a figure: one of the two, in ten days.
_LEAST_IN_WORDS = 100
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?: ?(?:-|–|to|and|,) ?{_DAY})*"
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! (?:have|be|not|well|also))|june?|"
    r"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DAYS_OF_A_MONTH = re.compile(
    rf"(?<![\w.,/:'-]){_DAYS}(?: of)? {_MONTH}"
    rf"|\b{_MONTH}\.? {_DAYS}(?![\w/:]|[.,'-][0-9]| ?%| per ?cent| thousand| [mb]illion)"
)


def in_words(text: str) -> Iterator[PrintedNumber]:
    """Yield the numbers that an English text writes in words: half a million, ten percent."""
    printed = read(text, ENGLISH)
    for one in printed.numbers:
        in_digits = any(map(str.isdecimal, printed.normal[one.start : one.end]))
        large = all(reading.number >= _LEAST_IN_WORDS for reading in one.readings)
        if not in_digits and (one.unit == "percent" or (large and not one.unit)):
            yield one


def places_of_days(normal: str) -> list[range]:
    """Return where a text in its normal form has days beside the name of their month."""
    return [range(*found.span()) for found in _DAYS_OF_A_MONTH.finditer(normal)]
