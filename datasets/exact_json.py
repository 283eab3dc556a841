"""JSON whose numbers keep their digits: ``2.0`` is written and read as ``2.0``, and not as 2."""

import json
from decimal import Decimal
from typing import Any

import orjson


def dumps(value: Any) -> bytes:
    """Write JSON in UTF-8; each Decimal stands there digit for digit, never with an exponent."""
    return orjson.dumps(value, default=_digits_of)


def loads(text: bytes | str) -> Any:
    """Read JSON; a number with decimals becomes a Decimal, another one an int.

    ValueError where it is not JSON, or is nested more deeply than any record is.
    """
    # It refuses what the library below takes: NaN, and half of a pair of surrogates.
    orjson.loads(text)
    try:
        return json.loads(text, parse_float=Decimal)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _digits_of(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    raise TypeError(f"{type(value).__name__} is not JSON")
