"""What clients may rely on of the API's description, and what breaks them.

A contract is the description without its words and examples. ``broken`` compares two of them.
"""

import json
from pathlib import Path

BASELINE = Path(__file__).parent.parent / "docs/openapi-baseline.json"
WORDS = {
    *("description", "summary", "example", "examples", "title"),
    *("x-extensible-enum", "x-group"),
}


def contract(description):
    """Return the part of a description that a client is built upon."""
    return {
        "paths": _without_words(description["paths"]),
        "components": _without_words(description["components"]),
    }


def broken(before, now):
    """Return what a client that was built on ``before`` can no longer rely on, as sentences."""
    return [*_paths(before, now), *_schemas(before, now)]


def _without_words(part, names=False):
    """Return a part of a description without words; ``names`` are members, whatever they are."""
    if isinstance(part, list):
        return [_without_words(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _without_words(one, names=name in ("properties", "schemas", "parameters"))
        for name, one in part.items()
        if names or name not in WORDS
    }


def _paths(before, now):
    for path, item in before["paths"].items():
        if path not in now["paths"]:
            yield f"{path} is gone"
            continue
        old, new = item["get"], now["paths"][path]["get"]
        if old["operationId"] != new["operationId"]:
            yield f"{path}: {old['operationId']} is now {new['operationId']}"
        yield from _parameters(path, _named(old, before), _named(new, now))
        yield from (
            f"{path} no longer answers {status}"
            for status in old["responses"]
            if status not in new["responses"] and not status.startswith("4")
        )


def _named(operation, whole):
    """Return {name: parameter} of an operation, references followed."""
    found = [_followed(one, whole) for one in operation["parameters"]]
    return {(one["in"], one["name"]): one for one in found}


def _followed(part, whole):
    while "$ref" in part:
        place = whole
        for name in part["$ref"].removeprefix("#/").split("/"):
            place = place[name]
        part = {**place, **{name: one for name, one in part.items() if name != "$ref"}}
    return part


def _parameters(path, before, now):
    for key, old in before.items():
        where = f"{path}: {key[1]}"
        if key not in now:
            yield f"{where} is gone"
        elif now[key].get("required") and not old.get("required"):
            yield f"{where} has become necessary"
    for key, new in now.items():
        if key not in before and new.get("required"):
            yield f"{path}: {key[1]} is new and necessary"


def _schemas(before, now):
    schemas = now["components"]["schemas"]
    for name, old in before["components"]["schemas"].items():
        if name not in schemas:
            yield f"schema {name} is gone"
            continue
        yield from _schema(name, old, schemas[name], before, now)


def _schema(where, old, new, before, now):
    """Yield what a reader of ``old`` misses in ``new``; a request's terms only grow."""
    if "$ref" in old and old == new:
        return
    old, new = _followed(old, before), _followed(new, now)
    if old.get("type") != new.get("type"):
        yield f"{where} was {old.get('type')} and is {new.get('type')}"
        return
    yield from (
        f"{where}: {word} is gone" for word in old.get("enum", ()) if word not in new["enum"]
    )
    yield from (
        f"{where}.{name} may now be missing"
        for name in old.get("required", ())
        if name not in new.get("required", ())
    )
    for name, member in old.get("properties", {}).items():
        if name not in new.get("properties", {}):
            yield f"{where}.{name} is gone"
        else:
            yield from _schema(f"{where}.{name}", member, new["properties"][name], before, now)
    if "items" in old:
        yield from _schema(f"{where}[]", old["items"], new["items"], before, now)


def written(found):
    """Return the contract as it stands in the file."""
    return json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
