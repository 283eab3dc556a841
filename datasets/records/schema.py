"""The JSON Schema of a record, put together from its members."""

from collections.abc import Iterable, Sequence
from copy import deepcopy

from .member import JSON_TYPES, Member, Schema


def record_schema(description: str, members: Iterable[Member]) -> Schema:
    """The JSON Schema of a record with these members."""
    root = _object(description=description)
    for member in members:
        _place(root, member.path.split("."), member)
    return root


def _object(**described: str) -> Schema:
    return {**deepcopy(JSON_TYPES["object"]), **described}


def _place(parent: Schema, path: Sequence[str], member: Member) -> None:
    """Put the member's schema where its path says, making the objects and lists on the way."""
    first, rest = path[0], path[1:]
    name = first.removesuffix("[]")
    if not rest:
        inner = member.schema()
    elif first.endswith("[]"):
        inner = parent["properties"].setdefault(name, {"type": "array", "items": _object()})
        _place(inner["items"], rest, member)
    else:
        inner = parent["properties"].setdefault(name, _object())
        _place(inner, rest, member)
    parent["properties"].setdefault(name, inner)
    if name not in parent["required"]:
        parent["required"].append(name)
