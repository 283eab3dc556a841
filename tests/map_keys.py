"""The keys of the map of an import as a table, made from where they are declared."""

import json
import typing

import msgspec

from datasets.imports.import_map import (
    Again,
    Column,
    DocumentForm,
    EventForm,
    FigureForm,
    FileForm,
    ImportMap,
    NotesForm,
    Rule,
    Said,
    ValueForm,
)

from .test_docs import row

# Each table of the map as TOML writes it, in the order of the page.
TABLES = {
    "above the tables": ImportMap,
    "[file]": FileForm,
    "[figure]": FigureForm,
    "[document]": DocumentForm,
    "[event]": EventForm,
    "[[value]]": ValueForm,
    "[notes]": NotesForm,
    "[[notes.rules]]": Rule,
    "[again]": Again,
    "{ column = … }": Column,
}


def map_table():
    """Yield the lines of the table; a part of the map has a line of its own before its keys."""
    yield row("key", "if left out", "what it says")
    yield row("---", "---", "---")
    for name, part in TABLES.items():
        if part is ImportMap:
            yield row(f"**{name}**", "", "")
        else:
            yield row(f"**`{name}`**", "", part.__doc__.partition("\n")[0])
        for key, said in keys_of(part):
            yield row(f"`{key}`", *said)


def keys_of(part):
    """Yield the keys of a table that are no tables themselves, each with its two other cells."""
    hints = typing.get_type_hints(part, include_extras=True)
    for field in msgspec.structs.fields(part):
        if part is ImportMap and structs_in(field.type):
            continue
        (meta,) = hints[field.name].__metadata__
        takes, *_ = typing.get_args(hints[field.name])
        column = " Or a column." if takes == Said else ""
        yield field.encode_name, (if_left_out(field), f"{meta.description}{column}")


def if_left_out(field):
    """Return what stands for a key that is left out, or that it is needed."""
    if field.required:
        return "needed"
    if field.default in ("", None, ()) or field.default is msgspec.NODEFAULT:
        return ""
    return f"`{json.dumps(field.default)}`"


def tables_of(part):
    """Yield the tables within a table, however they are nested."""
    for field in msgspec.structs.fields(part):
        for found in structs_in(field.type):
            yield found
            yield from tables_of(found)


def structs_in(type_):
    """Return the tables that a type speaks of."""
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        return [type_]
    return [found for one in typing.get_args(type_) for found in structs_in(one)]
