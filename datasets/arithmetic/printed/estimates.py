"""Words beside a number that call it an estimate: an estimated 300, 300 (est.)."""

import re
from functools import cache

from . import vocabulary


def without_estimated(text: str) -> str:
    """Return the text without these words: what is left says how the number is put besides."""
    return _estimated().sub(" ", text).strip()


@cache
def _estimated() -> re.Pattern[str]:
    longest_first = sorted(vocabulary.listed("estimated", "words"), key=len, reverse=True)
    phrases = "|".join(map(re.escape, longest_first))
    return re.compile(rf"[,(]?\s*(?<![\w-])(?:{phrases})(?!\w)\.?\s*\)?", re.IGNORECASE)
