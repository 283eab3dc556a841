"""The map of an import: what each column of somebody's file says, declared and never guessed."""

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from .cells import Unreadable

_IN_A_TEMPLATE = re.compile(r"\{([^{}]+)\}")


class _Part(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table of the map, whose keys are all known."""


class FileForm(_Part):
    """How the file is written; ``missing`` are the cells that say nothing.

    ``names`` stand in the place of a wrong ``header``, which is in the map as well: names must not
    slip to other columns when somebody mends it. A ``header_row`` of 0 says that there is none.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: Literal[".", ","] = "."
    group: Literal["", ",", ".", " ", "'"] = ""
    header_row: int = 1
    header: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sheet: str = ""
    missing: tuple[str, ...] = ("",)


class Column(_Part):
    """What a column says: as it stands, as a date, or by a table of words.

    ``words`` maps cells to terms or ids, ``table`` is a CSV of such pairs beside the map. A date
    has a ``format`` as in strptime; ``shown`` makes a code of its {day}, {month} and {year}.
    """

    column: str
    format: str = ""
    shown: str = "{day}"
    to: str = ""
    words: Mapping[str, str] = {}
    table: str = ""


Said = str | Column


class DocumentForm(_Part):
    """The document that carries the figures, one for all or one for each text that a column has."""

    id: str
    title: str
    source: str
    published: Said
    language: str
    kind: str = "dataset"
    url: str = ""
    no_address: str = ""
    archived_url: str = ""
    seen: str = "read"


class EventForm(_Part):
    """The event that each row is about; its day is the period of the figure."""

    id: str
    title: str


class FigureForm(_Part):
    """What all values of a row have in common. ``id`` is a template: {measure}-{area}-{period}."""

    id: str
    period: Said
    area: Said
    origin: Said
    credibility: str
    population: Said = ""
    status: Said = "A"
    comparator: Said = "eq"
    period_printed: str = ""
    inputs: str = ""
    caveats_reviewed_on: datetime.date | None = None


class ValueForm(_Part):
    """A column of values, each a figure of its own; only of rows in which ``only`` holds.

    What it says of ``id``, ``period`` and so on stands in the place of what FigureForm says of all
    values. A range stands in ``low`` and ``high``, or as one number either way in ``margin``.
    Where ``words`` may stand with the number, as in “about 300”, they are read.
    """

    column: str
    measure: Said
    only: Mapping[str, str] = {}
    id: str = ""
    period: Said = ""
    area: Said = ""
    origin: Said = ""
    population: Said = ""
    status: Said = ""
    comparator: Said = ""
    quantity: str = "level"
    per: str = ""
    base_period: Said = ""
    low: str = ""
    high: str = ""
    margin: str = ""
    range_kind: str = ""
    when_order_broken: Literal["refuse", "keep"] = "refuse"
    words: bool = False


class Rule(_Part):
    """What becomes of a note with this text: a caveat, or it is held back for a reason."""

    match: str = ""
    pattern: str = ""
    caveat: str = ""
    hold: str = ""


class NotesForm(_Part):
    """The columns of notes, one or several; what no rule knows is held back."""

    column: str | tuple[str, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, however many they are."""
        return (self.column,) if isinstance(self.column, str) else self.column


class Again(_Part):
    """What a later delivery means where a figure of the one before is gone."""

    gone: Literal["refuse", "withdraw"] = "refuse"


class ImportMap(_Part):
    """All of the map. Columns that are neither used nor in ``ignore`` are refused."""

    figure: FigureForm
    document: DocumentForm
    value: tuple[ValueForm, ...]
    file: FileForm = FileForm()
    event: EventForm | None = None
    notes: NotesForm | None = None
    again: Again = Again()
    ignore: tuple[str, ...] = ()

    def columns(self) -> set[str]:
        """Return the columns that the map uses, those that it ignores among them."""
        named = {one.column for one in self.value} | {*self.ignore}
        named |= {name for one in self.value for name in (one.low, one.high, one.margin) if name}
        named |= {name for one in self.value for name in one.only}
        named |= {*self.notes.columns} if self.notes else set()
        said = [getattr(one, name) for one in (self.figure, *self.value) for name in SAID]
        said += [self.document.published]
        said += [one for form in self.value for one in (form.measure, form.base_period)]
        for one in said:
            if isinstance(one, Column):
                named |= {one.column, one.to} - {""}
        return named | self._in_templates()

    def _in_templates(self) -> set[str]:
        forms = [self.figure.id, *(one.id for one in self.value)]
        forms += [self.document.id, self.document.title, self.document.url]
        forms += [self.event.id, self.event.title] if self.event else []
        said = self.figure.population or all(one.population for one in self.value)
        filled_in = FILLED_IN if said else FILLED_IN - {"population"}
        return {name for form in forms for name in placeholders(form)} - filled_in


# What templates may name beside columns: what the figure says.
FILLED_IN = {"measure", "area", "period", "origin", "population"}
# What is said as a constant or by a column, of all values of a row or of one of them.
SAID = ("period", "area", "origin", "population", "status", "comparator")


def placeholders(template: str) -> list[str]:
    """Return the names in braces."""
    return _IN_A_TEMPLATE.findall(template)


def filled(template: str, values: Mapping[str, str], written: Callable[[str], str] = str) -> str:
    """Return the template with what its names stand for, each ``written`` in some way."""
    return _IN_A_TEMPLATE.sub(lambda name: written(values[name[1]]), template)


def read_map(path: Path) -> ImportMap:
    """Return the map in a TOML file; Unreadable says where it is wrong, and what is expected."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(said, ImportMap)
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unreadable(f"{path}: not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise Unreadable(f"{path}: {error}") from error
