"""Rows of a TOML file, each with its place."""

import re
import tomllib

from .files import DATASET_FILE
from .place import Place


def read_toml(text, place, file, unread):
    """Yield ({key: value}, Place) of each table; what cannot be read goes to ``unread``."""
    content = parsed(text, place, unread)
    if content is None:
        return
    if file.name == DATASET_FILE:
        dataset = place.file.partition("/")[0]
        here = Place(place.file, 1, None, dataset)
        if "id" in content:
            unread.append(here.problem("unknown: a dataset has the name of its folder", "id"))
        yield content | {"id": dataset}, here
        return
    table = file.stem.removesuffix("s")
    for name in content:
        if name != table or not _are_tables(content[name]):
            unread.append(place.problem(f"expected tables [[{table}]] only", name))
            return
    begins = re.compile(rf"\s*\[\[\s*{table}\s*\]\]")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if begins.match(line)]
    for number, values in enumerate(content.get(table, []), 1):
        yield values, Place(place.file, lines[number - 1], number, str(values.get("id", "")))


def parsed(text, place, unread):
    """Return what the text says; None where it is no TOML, and that goes to ``unread``."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        unread.append(place.problem("not TOML that anybody wrote: too deep"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        here = Place(place.file, int(line[1]) if line else text.count("\n") + 1, None)
        unread.append(here.problem(f"not TOML: {error}"))
    return None


def _are_tables(value):
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
