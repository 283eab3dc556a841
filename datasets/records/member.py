"""How a member of a public record is declared, and a column, which is a member of the CSV too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any

from datasets.arithmetic.digits import plain
from datasets.formats.csv import guard

# A record as a dictionary: what the JSON of it says.
Record = dict[str, Any]

# Types whose texts have a form in which no formula can stand.
BY_FORM = ("slug", "term", "date", "boolean", "integer", "number")


@dataclass(frozen=True)
class Filter:
    """That readers may ask for records by a member, under which name and how it is stored.

    ``column`` of the narrow record holds the member, or the set of its codes; empty where other
    columns answer (a period overlaps by its days). ``of`` is the public noun whose ids are valid
    words; terms of the member's vocabulary and ``words`` always are. With ``last_day`` a period is
    compared by the last day that it can be. One that is not ``excluding`` has no ``__not``.
    """

    name: str
    column: str = ""
    of: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    coded: bool = False
    last_day: bool = False
    excluding: bool = True


@dataclass(frozen=True, eq=False)
class Member:
    """A member of the JSON at ``path``; ``[]`` in the path is every item of a list.

    ``form`` is the validator of what stands in it, where its type and vocabulary do not say it.
    """

    path: str
    type: str
    description: str
    vocabulary: Mapping[str, Any] | None = None
    optional: bool = False
    filter: Filter | None = None
    form: Callable[[Any], None] | None = None

    @cached_property
    def read(self) -> Callable[[Any], Any]:
        """The function that reads the member out of a record."""
        return reader(self.path)

    @property
    def top(self) -> str:
        """The member of the whole record that it lives in."""
        return self.path.partition(".")[0].removesuffix("[]")

    def __deepcopy__(self, memo: dict[int, Any]) -> "Member":
        """Itself: filters are copied for every request, what they ask about is not."""
        return self


@dataclass(frozen=True, eq=False)
class Column(Member):
    """A member that is also a column; in the CSV a list is joined, an empty one reads ``empty``.

    What says the same as another column in a format without types is not ``in_csv``.
    """

    name: str = ""
    in_csv: bool = True
    joined_by: str = ";"
    empty: str = ""

    @cached_property
    def cell(self) -> Callable[[Any], str]:
        """The function that gives the column's text in the CSV."""
        text = self.text
        if self.type in BY_FORM and "[]" not in self.path:
            return text
        return lambda record: guard(text(record))

    @cached_property
    def text(self) -> Callable[[Any], str]:
        """The function that gives the same text where no spreadsheet could run it."""
        read, joined_by, empty = self.read, self.joined_by, self.empty
        if "[]" in self.path or self.type == "names":
            return lambda record: joined_by.join(one or empty for one in read(record)) or empty
        if self.type == "words":
            return lambda record: (
                joined_by.join(f"{name}={word}" for name, word in read(record).items()) or empty
            )
        if self.type == "boolean":
            return lambda record: "true" if read(record) else "false"
        if self.type in ("integer", "number"):
            return lambda record: "" if (value := read(record)) is None else plain(value)
        return lambda record: read(record) or empty

    @property
    def meaning(self) -> str:
        """What is said of the column, with how several words and none are written."""
        several = "Several are joined by ;." if self.listed else ""
        nothing = f"{self.empty} where there is nothing." if self.empty else ""
        return " ".join(filter(None, (self.description, several, nothing)))

    @property
    def listed(self) -> bool:
        """Whether the cell lists words; sentences are joined to one text."""
        return self.joined_by == ";" and ("[]" in self.path or self.type == "names")


def column(
    name: str, type_: str, description: str, *, path: str | None = None, **options: Any
) -> Column:
    """Declare a column; its path is its name unless it says otherwise."""
    return Column(path or name, type_, description, name=name, **options)


def reader(path: str) -> Callable[[Any], Any]:
    """The function that reads ``path`` out of a record."""
    before, several, after = path.partition("[].")
    if several:
        outer, inner = reader(before), reader(after)
        return lambda record: [inner(item) for item in outer(record) or ()]
    first, nested, rest = path.partition(".")
    if not nested:
        return itemgetter(first)
    deeper = reader(rest)
    return lambda record: None if (outer := record[first]) is None else deeper(outer)
