"""How a public record is declared: its members and columns once, everything else from them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from datasets import exact_json
from datasets.formats.csv import line
from datasets.models import Dataset
from datasets.store.keyset import BY_ID, Sort

from .member import Column, Filter, Member, Record, column
from .projection import Tree, cut, tree_of

__all__ = [
    *("BOOKKEEPING", "Column", "Filter", "Labels", "Member", "Noun", "Record", "bookkeeping"),
    *("column", "content_digest_of", "leading", "shared_noun"),
]

# labels(noun, slug): the names under which a source or a measure is known, the text of a caveat.
Labels = Callable[[str, str], Sequence[str]]
# Where a record says the address of its page.
PAGE = "links.page"
BY_ID_ALONE: Mapping[str, Sort] = {"id": BY_ID}


@dataclass(frozen=True, eq=False)
class Noun:
    """One public noun: its table of members, and how its records are made.

    ``serialize`` makes a record, without its bookkeeping, from what it is a record of.
    ``cite_as(record, dataset)`` returns how to cite it; ``mandatory`` are the members that
    ``fields`` never drops. ``words(record, labels)`` returns the text in which a claim about it is
    looked up. ``brief`` are the paths of the members that the pages of a list hold, in their order;
    empty where these are whole. ``usual_sort`` is the order of a list that asks for none.
    """

    name: str
    plural: str
    description: str
    members: tuple[Member, ...]
    serialize: Callable[..., Any]
    words: Callable[[Any, Labels], str] | None = None
    cite_as: Callable[[Any, Dataset], str] | None = None
    mandatory: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    sorts: Mapping[str, Sort] = field(default_factory=lambda: BY_ID_ALONE)
    usual_sort: str = "id"

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The members of the whole record, each once."""
        return tuple(dict.fromkeys(member.top for member in self.members))

    @cached_property
    def has_page(self) -> bool:
        """Whether people read its records at an address of their own."""
        return any(member.path == PAGE for member in self.members)

    @cached_property
    def brief_members(self) -> tuple[Member, ...]:
        """The members of the brief form, in its order."""
        there = {member.path: member for member in self.members}
        return tuple(there[path] for path in self.brief)

    @cached_property
    def brief_columns(self) -> tuple[Column, ...]:
        """The columns of the brief form in a format that has types, in its order."""
        return tuple(member for member in self.brief_members if isinstance(member, Column))

    def brief_json(self, record: Any) -> bytes:
        """The brief form of a record, in JSON."""
        return exact_json.dumps(cut(record, self._brief_tree))

    @cached_property
    def _brief_tree(self) -> Tree:
        return tree_of(self.brief)

    @cached_property
    def typed_columns(self) -> tuple[Column, ...]:
        """The columns of a format that has types, in order."""
        return tuple(member for member in self.members if isinstance(member, Column))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the CSV, in order."""
        return tuple(column for column in self.typed_columns if column.in_csv)

    @cached_property
    def header(self) -> bytes:
        """The header line of the CSV, in bytes."""
        return line([column.name for column in self.columns])

    def project(self, record: Any, columns: int | None = None) -> bytes:
        """The CSV line of a record, or what it begins with: so many columns."""
        return line([cell(record) for cell in self._cells[:columns]])

    @cached_property
    def _cells(self) -> list[Callable[[Any], str]]:
        return [column.cell for column in self.columns]

    @cached_property
    def filtered(self) -> tuple[Member, ...]:
        """The members that readers may filter by."""
        return tuple(member for member in self.members if member.filter)


def leading(first: Sequence[str], members: Iterable[Member]) -> tuple[Member, ...]:
    """The members, with the columns of these names in front of all others, in this order."""
    members = list(members)
    columns = {one.name: one for one in members if isinstance(one, Column)}
    ahead = [columns[name] for name in first]
    return (*ahead, *(one for one in members if one not in ahead))


def bookkeeping() -> tuple[Column, ...]:
    """The columns that every record ends with; they are not compared between releases."""
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
BOOKKEEPING = {"version", "release", "valid_from", "change_note", "cite_as"}


def content_digest_of(record: Mapping[str, Any]) -> str:
    """BLAKE2b of what a record says, 16 bytes in hexadecimal; its bookkeeping is left out."""
    content = {name: value for name, value in record.items() if name not in BOOKKEEPING}
    return hashlib.blake2b(exact_json.dumps(content), digest_size=16).hexdigest()


def shared_noun(
    name: str,
    plural: str,
    description: str,
    members: tuple[Member, ...],
    serialize: Callable[[Any], Record],
    words: Callable[[Any, Labels], str],
    mandatory: tuple[str, ...] = (),
    sorts: Mapping[str, Sort] = BY_ID_ALONE,
    usual_sort: str = "id",
    has_page: bool = False,
) -> Noun:
    """A noun other than the observation: it serializes its own fields, the rest is common to all.

    Each dataset publishes its own copy, as it was when that dataset was published. Those of a noun
    that ``has_page`` are read by people at an address of their own.
    """

    def serialize_with_address(row: Any, dataset: Dataset) -> Record:
        links = {"self": f"{dataset.home}/api/v1/{plural}/{row.slug}"}
        if has_page:
            links = {"page": f"{dataset.home}/{plural}/{row.slug}"} | links
        return {
            "id": row.slug,
            **serialize(row),
            "dataset": dataset.slug,
            "license": dataset.license,
            "links": links,
        }

    return Noun(
        name=name,
        plural=plural,
        description=description,
        members=(*members, *_common_members(has_page)),
        serialize=serialize_with_address,
        mandatory=("id", *mandatory, "dataset", "release", "license"),
        words=words,
        sorts=sorts,
        usual_sort=usual_sort,
    )


def _common_members(has_page: bool) -> Iterator[Member]:
    """Yield what every noun ends with."""
    yield column(
        "dataset",
        "slug",
        "The dataset that published it.",
        filter=Filter("dataset", "dataset", of="dataset"),
    )
    yield from bookkeeping()
    yield column("license", "text", "SPDX code of the licence of the data.")
    if has_page:
        yield column("page", "path", "Its permanent address.", path="links.page")
    yield column("self", "path", "Its address here.", path="links.self")
