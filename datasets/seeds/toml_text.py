"""Text of TOML that anybody may have written: not endlessly deep, with numbers of 64 bits."""

import tomllib
from typing import Any

_DEEPEST = 50
_TOO_DEEP = "not TOML that anybody wrote: too deep"
_LARGEST = 2**63
_TOO_LARGE = "that does not fit into 64 bits"


class NotToml(ValueError):
    """The text is no TOML, or none that anybody wrote; the message says why."""


def toml_of(text: str) -> dict[str, Any]:
    """Return what a text says; NotToml says why it says nothing."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotToml(f"not TOML: {error}") from error
    except RecursionError as error:
        raise NotToml(_TOO_DEEP) from error
    except ValueError as error:
        # Of so many digits no number is made at all.
        raise NotToml(f"not TOML: an integer {_TOO_LARGE}") from error
    _check(said)
    return said


def _check(said: dict[str, Any]) -> None:
    """Refuse what is too deep or too large, level by level: dotted keys may be of any depth."""
    level: list[tuple[str, Any]] = [*said.items()]
    for _ in range(_DEEPEST):
        for key, value in level:
            if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
                raise NotToml(f"not TOML: {key}: an integer {_TOO_LARGE}")
        level = [inner for key, value in level for inner in _inside(key, value)]
    if level:
        raise NotToml(_TOO_DEEP)


def _inside(key: str, value: object) -> list[tuple[str, Any]]:
    """Return what is in a value, each with the key that it stands under."""
    if isinstance(value, dict):
        return [*value.items()]
    return [(key, one) for one in value] if isinstance(value, list) else []
