"""Rows of a TOML file, each with its place."""

import re

from .files import DATASET_FILE
from .place import Place
from .toml_text import NotToml, toml_of


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
    begins = re.compile(rf"\s*\[\[\s*([\"']?){table}\1\s*\]\]")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if begins.match(line)]
    if len(lines) < len(content.get(table, [])):
        # They stand in one list, and not each below a line of its own.
        unread.append(place.problem(f"expected tables [[{table}]] only", table))
        return
    for number, values in enumerate(content.get(table, []), 1):
        yield values, Place(place.file, lines[number - 1], number, str(values.get("id", "")))


def parsed(text, place, unread):
    """Return what the text says; None where it is no TOML, and that goes to ``unread``."""
    try:
        return toml_of(text)
    except NotToml as error:
        unread.append(_place_of(error, place, text).problem(str(error)))
    return None


def _place_of(error, place, text):
    """Return the line that is no TOML, or the file where none is at fault."""
    if line := re.search(r"at line (\d+)", str(error)):
        return Place(place.file, int(line[1]), None)
    at_end = str(error).endswith("(at end of document)")
    return Place(place.file, text.count("\n") + 1, None) if at_end else place


def _are_tables(value):
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
