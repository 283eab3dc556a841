"""How a public record is declared: its members and columns once, everything else from them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any

import orjson

from datasets.formats.csv import guard, line, unguard
from datasets.models import Dataset
from datasets.store.keyset import BY_ID, Sort

# A record as a dictionary: what the JSON of it says.
Record = dict[str, Any]
# labels(noun, slug): the names under which a source or a measure is known.
Labels = Callable[[str, str], Sequence[str]]

# Types whose texts have a form in which no formula can stand.
BY_FORM = ("slug", "term", "date", "number")
# The JSON type of each type of member; `words` maps names to words, `names` is a list of texts,
# `any` is whatever another record says.
JSON_TYPES = {
    "text": {"type": "string"},
    "slug": {"type": "string"},
    "term": {"type": "string"},
    "number": {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
    "date": {"type": "string", "format": "date"},
    "period": {"type": "string"},
    "path": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "names": {"type": "array", "items": {"type": "string"}},
    "words": {"type": "object", "additionalProperties": {"type": "string"}},
    "object": {"type": "object", "properties": {}, "required": [], "additionalProperties": False},
    "any": {},
    # What its members are is CSL's to say.
    "csl": {"type": "object"},
}


@dataclass(frozen=True)
class Filter:
    """That readers may ask for records by a member, under which name and how it is stored.

    ``column`` of the narrow record holds the member, or the set of its codes; empty where other
    columns answer (a period overlaps by its days). ``of`` is the public noun whose ids are valid
    words; terms of the member's vocabulary and ``words`` always are.
    """

    name: str
    column: str = ""
    of: str | None = None
    words: dict = field(default_factory=dict)
    coded: bool = False


@dataclass(frozen=True, eq=False)
class Member:
    """A member of the JSON document at ``path``; ``[]`` in the path is every item of a list."""

    path: str
    type: str
    description: str
    vocabulary: dict | None = None
    optional: bool = False
    filter: Filter | None = None

    @cached_property
    def read(self):
        """Return the function that reads the member out of a document."""
        return reader(self.path)

    @property
    def top(self):
        """Return the member of the document that it lives in."""
        return self.path.partition(".")[0].removesuffix("[]")

    def schema(self):
        """Return the JSON Schema of the member."""
        schema = {**deepcopy(JSON_TYPES[self.type]), "description": self.description}
        if self.vocabulary:
            one = schema["items"] if self.type == "names" else schema
            one["enum"] = [*self.vocabulary, *([None] if self.optional else [])]
        if self.optional:
            schema["type"] = [schema["type"], "null"]
        return schema

    def __deepcopy__(self, memo):
        """Return itself: filters are copied for every request, what they ask about is not."""
        return self


@dataclass(frozen=True, eq=False)
class Column(Member):
    """A member that is also a column of the CSV; a list is joined, an empty one reads ``empty``."""

    name: str = ""
    joined_by: str = ";"
    empty: str = ""

    @cached_property
    def cell(self):
        """Return the function that gives the column's text in the CSV."""
        read, joined_by, empty = self.read, self.joined_by, self.empty
        if "[]" in self.path or self.type == "names":
            return lambda document: guard(
                joined_by.join(one or empty for one in read(document)) or empty
            )
        if self.type == "words":
            return lambda document: guard(
                joined_by.join(f"{name}={word}" for name, word in read(document).items()) or empty
            )
        if self.type == "boolean":
            return lambda document: "true" if read(document) else "false"
        if self.type == "integer":
            return lambda document: "" if (value := read(document)) is None else str(value)
        if self.type in BY_FORM:
            return lambda document: read(document) or empty
        return lambda document: guard(read(document) or empty)

    @cached_property
    def text(self):
        """Return the function that gives the same text where a cell has a type and no guard."""
        cell = self.cell
        return lambda document: unguard(cell(document))

    @property
    def listed(self):
        """Whether the cell lists words; sentences are joined to one text."""
        return self.joined_by == ";" and ("[]" in self.path or self.type == "names")


def column(name, type_, description, *, path=None, **options):
    """Return a column; its path is its name unless it says otherwise."""
    return Column(path or name, type_, description, name=name, **options)


def reader(path):
    """Return the function that reads ``path`` out of a document."""
    before, several, after = path.partition("[].")
    if several:
        outer, inner = reader(before), reader(after)
        return lambda document: [inner(item) for item in outer(document)]
    first, nested, rest = path.partition(".")
    if not nested:
        return itemgetter(first)
    deeper = reader(rest)
    return lambda document: None if (outer := document[first]) is None else deeper(outer)


@dataclass(frozen=True, eq=False)
class Noun:
    """One public noun: its table of members, and how its records are made.

    ``serialize`` makes a record, without its bookkeeping, from what it is a record of.
    ``cite(record, dataset)`` returns how to cite it; ``mandatory`` are the members that ``fields``
    never drops. ``words(record, labels)`` returns the text in which a claim about it is looked up.
    """

    name: str
    plural: str
    description: str
    members: tuple[Member, ...]
    serialize: Callable[..., Any]
    cite: Callable[[Any, Dataset], Any] | None = None
    mandatory: tuple[str, ...] = ()
    words: Callable[[Any, Labels], str] | None = None
    sorts: dict[str, Sort] = field(default_factory=lambda: {"id": BY_ID})

    @cached_property
    def columns(self):
        """Return the columns of the CSV, in order."""
        return tuple(member for member in self.members if isinstance(member, Column))

    @cached_property
    def header(self):
        """Return the header line of the CSV, in bytes."""
        return line([column.name for column in self.columns])

    def project(self, document):
        """Return the CSV line of a document, in bytes."""
        return line([cell(document) for cell in self._cells])

    @cached_property
    def _cells(self):
        return [column.cell for column in self.columns]

    @cached_property
    def filtered(self):
        """Return the members that readers may filter by."""
        return tuple(member for member in self.members if member.filter)

    def schema(self):
        """Return the JSON Schema of the document."""
        root = _object(description=self.description)
        for member in self.members:
            _place(root, member.path.split("."), member)
        return root


def _object(**described):
    return {**deepcopy(JSON_TYPES["object"]), **described}


def _place(parent, path, member):
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


def bookkeeping():
    """Return the columns that every record ends with; they are not compared between releases."""
    return (
        column("version", "integer", "Counts the published versions of this record, from 1."),
        column("release", "integer", "The dataset's release that first held this version."),
        column("valid_from", "date", "The day of that release."),
        column(
            "change_note",
            "text",
            "Why it differs from the version before; empty in the first.",
            optional=True,
        ),
    )


# What a record says of its own versions; it is not compared between releases.
BOOKKEEPING = {"version", "release", "valid_from", "change_note", "cite"}


def content_digest_of(record: Mapping[str, Any]) -> str:
    """BLAKE2b of what a record says, 16 bytes in hexadecimal; its bookkeeping is left out."""
    content = {name: value for name, value in record.items() if name not in BOOKKEEPING}
    return hashlib.blake2b(orjson.dumps(content), digest_size=16).hexdigest()


def shared_noun(
    name: str,
    plural: str,
    description: str,
    members: tuple[Member, ...],
    serialize: Callable[[Any], Record],
    mandatory: tuple[str, ...] = (),
) -> Noun:
    """A noun other than the observation: it serializes its own fields, the rest is common to all.

    Each dataset publishes its own copy, as it was when that dataset was published.
    """

    def serialize_with_address(row: Any, dataset: Dataset) -> Record:
        return {
            "id": row.slug,
            **serialize(row),
            "dataset": dataset.slug,
            "license": dataset.licence,
            "links": {"self": f"{dataset.home}/api/v1/{plural}/{row.slug}"},
        }

    return Noun(
        name=name,
        plural=plural,
        description=description,
        members=(
            *members,
            column(
                "dataset",
                "slug",
                "The dataset that published it.",
                filter=Filter("dataset", "dataset", of="dataset"),
            ),
            *bookkeeping(),
            column("license", "text", "SPDX code of the licence of the data."),
            column("self", "path", "Its address here.", path="links.self"),
        ),
        serialize=serialize_with_address,
        mandatory=("id", *mandatory, "dataset", "release", "license"),
    )
