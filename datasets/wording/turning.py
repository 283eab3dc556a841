"""Signs that turn the direction of the text behind them: a number there could be read reversed."""

import re

# The embeddings, overrides and isolates of Unicode; marks of one letter's direction are none.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def straight(text: str) -> str:
    """Return a text without them."""
    return TURNING.sub("", text)
