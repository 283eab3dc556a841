"""JSON whose numbers keep their digits: ``2.0`` is written and read as ``2.0``, and not as 2."""

from decimal import Decimal
from typing import Any

import msgspec
import orjson


def dumps(value: Any) -> bytes:
    """Write JSON in UTF-8; each Decimal stands there digit for digit, never with an exponent."""
    return orjson.dumps(value, default=_digits_of)


def loads(text: bytes | str) -> Any:
    """Read JSON; a number with decimals becomes a Decimal, another one an int.

    ValueError where it is not JSON, is nested more deeply than any record is, or has a number that
    was never written here: with an exponent, a few characters would be any number of digits.
    """
    try:
        return _decoder.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _decimal(digits: str) -> Decimal:
    if "e" in digits.lower():
        raise ValueError(f"{digits[:40]} is not written digit for digit")
    return Decimal(digits)


_decoder = msgspec.json.Decoder(float_hook=_decimal)


def _digits_of(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    raise TypeError(f"{type(value).__name__} is not JSON")
