"""What is wrong with a map, in words of whoever wrote it and not of what reads it."""

import re
from collections.abc import Mapping

from datasets.nearest import suggestion

_UNKNOWN = re.compile(r"Object contains unknown field `([^`]*)`(?: - at `\$\.?([^`]*)`)?")
_MISSING = re.compile(r"Object missing required field `([^`]*)`(?: - at `\$\.?([^`]*)`)?")
_WRONG = re.compile(r"Expected `([^`]*)`, got `([^`]*)`(?: - at `\$\.?([^`]*)`)?")
_CALLED = {
    "str": "text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a table {…}",
    "array": "a list […]",
    "null": "nothing",
}
_INDEX = re.compile(r"\[(\d+)\]")


def in_words(error: str, keys: Mapping[str, str]) -> str:
    """Return a complaint about a map, with its key; ``keys`` says of each where it stands."""
    if found := _UNKNOWN.match(error):
        if found[1] in keys:
            return f"key “{found[1]}” has no place{_at(found[2])}: it belongs {keys[found[1]]}"
        return f"unknown key “{found[1]}”{_at(found[2])}{suggestion(found[1], keys)}"
    if found := _MISSING.match(error):
        return f"key “{found[1]}” is missing{_at(found[2])}"
    if found := _WRONG.match(error):
        expected = " or ".join(_called(one) for one in found[1].split(" | "))
        return f"expected {expected}, not {_called(found[2])}{_at(found[3])}"
    return error.replace("`$.", "`")


def _at(path: str | None) -> str:
    if not path:
        return ""
    return f" in {_INDEX.sub(lambda index: f' {int(index[1]) + 1}', path)}"


def _called(kind: str) -> str:
    return _CALLED.get(kind, kind)
