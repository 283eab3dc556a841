"""A formula as it is read: its letters, and what stands between them."""

import re

_LETTER = re.compile(r"(?<![a-z])([a-z])(?![a-z(])")
_SIGNS = {"*": "×", "/": "÷", "-": "−"}


def terms(formula: str) -> list[tuple[str | None, str]]:
    """Return (letter, "") for each operand and (None, text) for what stands between two."""
    found: list[tuple[str | None, str]] = []
    at = 0
    for letter in _LETTER.finditer(formula):
        found += [(None, text)] if (text := _between(formula[at : letter.start()])) else []
        found.append((letter[1], ""))
        at = letter.end()
    return [*found, *([(None, text)] if (text := _between(formula[at:])) else [])]


def _between(text: str) -> str:
    return "".join(_SIGNS.get(one, one) for one in text).strip()
