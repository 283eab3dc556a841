"""The map of an import: what each column of somebody's file says, declared and never guessed."""

import datetime
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from datasets.models.characters import character_fault, texts_in, visible
from datasets.seeds.toml_text import NotToml, toml_of

from .cells import Unreadable
from .map_errors import in_words

_DELIMITER = re.compile(r'[^"\r\n]')
_SHOWN = re.compile(r"(?:[^{}]|\{(?:day|month|year)\})*")
_IN_A_TEMPLATE = re.compile(r"\{([^{}]+)\}")


def _says(meaning: str) -> msgspec.Meta:
    """Return what a key says, which the table of the documentation is made of."""
    return msgspec.Meta(description=meaning)


class _Part(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table of the map, whose keys are all known."""


class FileForm(_Part):
    """How the file is written."""

    encoding: Annotated[str, _says("Its encoding, where it is a CSV.")] = "utf-8"
    delimiter: Annotated[str, _says("What parts its cells, where it is a CSV.")] = ","
    decimal: Annotated[Literal[".", ","], _says("What parts decimals in its numbers.")] = "."
    group: Annotated[
        Literal["", ",", ".", " ", "'"], _says("What parts thousands in its numbers.")
    ] = ""
    header_row: Annotated[int, _says("The row that names the columns; 0: none does.")] = 1
    header: Annotated[
        tuple[str, ...], _says("That row as it is, where it is wrong and `names` stand for it.")
    ] = ()
    names: Annotated[tuple[str, ...], _says("Names of the columns in the place of its own.")] = ()
    sheet: Annotated[str, _says("Which sheet of a workbook, where it has several.")] = ""
    missing: Annotated[tuple[str, ...], _says("Cells that say nothing.")] = ("",)

    def __post_init__(self) -> None:
        """Refuse what can part no cells, and what is the number of no row."""
        if not _DELIMITER.fullmatch(self.delimiter):
            raise ValueError(f"delimiter “{visible(self.delimiter)}”: expected one character")
        if self.header_row < 0:
            raise ValueError(
                f"header_row {self.header_row}: expected the number of a row, or 0 where none "
                "names the columns"
            )


class Column(_Part):
    """What a column says: as it stands, as a date, or by a table of words."""

    column: Annotated[str, _says("The column's name in the file.")]
    format: Annotated[str, _says("How its dates are written, as in strptime: `%d.%m.%Y`.")] = ""
    shown: Annotated[str, _says("Which period a date becomes: {day}, {month} or {year}.")] = "{day}"
    to: Annotated[str, _says("The column of the last day, where `column` has the first.")] = ""
    words: Annotated[
        Mapping[str, str], _says('What its cells mean: `{ "M" = "men" }`. Others are refused.')
    ] = {}
    table: Annotated[str, _says("A CSV beside the map that says it: columns name and id.")] = ""

    def __post_init__(self) -> None:
        """Refuse what no date can be shown or read as."""
        if not _SHOWN.fullmatch(self.shown):
            raise ValueError(f"shown “{self.shown}”: expected {{day}}, {{month}} or {{year}}")
        try:
            # Nothing is read: an empty text shows whether the format says one thing twice.
            with suppress(ValueError):
                datetime.datetime.strptime("", self.format)  # noqa: DTZ007 (a day, no moment)
        except re.error as error:
            raise ValueError(f"format “{self.format}” says the same of a date twice") from error


Said = str | Column


class DocumentForm(_Part):
    """The document that carries the figures, one for all or one for each text of a column."""

    id: Annotated[str, _says("Its id; a template, where there are several.")]
    title: Annotated[str, _says("Its title, or a template of titles.")]
    source: Annotated[str, _says("Who published it, by id.")]
    published: Annotated[Said, _says("When, as in documents.toml.")]
    language: Annotated[str, _says("The code of its language.")]
    kind: Annotated[str, _says("What sort of document it is.")] = "dataset"
    url: Annotated[str, _says("Its address, or a template of addresses.")] = ""
    no_address: Annotated[str, _says("Why it has no address.")] = ""
    archived_url: Annotated[str, _says("An archived copy.")] = ""
    seen: Annotated[str, _says("How much of it you saw.")] = "read"


class EventForm(_Part):
    """The event that each row is about; its day is the period of the figure."""

    id: Annotated[str, _says("A template of its id.")]
    title: Annotated[str, _says("A template of what happened.")]


class FigureForm(_Part):
    """What all values of a row have in common."""

    id: Annotated[str, _says("A template of the id: `count-{area}-{period}`.")]
    period: Annotated[Said, _says("The period counted.")]
    area: Annotated[Said, _says("Where, by id.")]
    origin: Annotated[Said, _says("Who counted, by id.")]
    credibility: Annotated[str, _says("How well it is supported, 1 to 6.")]
    population: Annotated[Said, _says("Whom, by id; empty: the measure's own.")] = ""
    status: Annotated[
        Said, _says("What the origin says of its figure, as in observations.csv.")
    ] = "A"
    comparator: Annotated[Said, _says("How the number is put, as in observations.csv.")] = "eq"
    period_printed: Annotated[str, _says("The period in words; empty: the cell.")] = ""
    inputs: Annotated[str, _says("What it was counted from, as in observations.csv.")] = ""
    caveats_reviewed_on: Annotated[
        datetime.date | None, _says("The day on which you asked what is wrong with these figures.")
    ] = None


class ValueForm(_Part):
    """A column of values, each a figure of its own; as many tables as there are such columns."""

    column: Annotated[str, _says("The column of the numbers.")]
    measure: Annotated[Said, _says("What they count, by id.")]
    only: Annotated[
        Mapping[str, str], _says('Only rows with these cells: `{ Source = "gcag" }`.')
    ] = {}
    id: Annotated[str, _says("Its own template of ids, in the place of that of all values.")] = ""
    period: Annotated[Said, _says("Its own period; so with the next five.")] = ""
    area: Annotated[Said, _says("Its own area.")] = ""
    origin: Annotated[Said, _says("Its own origin.")] = ""
    population: Annotated[Said, _says("Its own population.")] = ""
    status: Annotated[Said, _says("Its own status.")] = ""
    comparator: Annotated[Said, _says("Its own comparator.")] = ""
    quantity: Annotated[str, _says("What they are, as in observations.csv.")] = "level"
    per: Annotated[str, _says("Of rates, the stretch of time, as in observations.csv.")] = ""
    base_period: Annotated[Said, _says("What changes are measured against.")] = ""
    low: Annotated[str, _says("The column of the lower end of a range.")] = ""
    high: Annotated[str, _says("The column of the upper end.")] = ""
    margin: Annotated[str, _says("In their place, a column of so much either way.")] = ""
    range_kind: Annotated[str, _says("What the range is, as in observations.csv.")] = ""
    when_order_broken: Annotated[
        Literal["refuse", "keep"],
        _says("What becomes of a number outside its range; kept, it has status `U` and no range."),
    ] = "refuse"
    missing: Annotated[tuple[str, ...], _says("Its own cells that say nothing, besides.")] = ()
    words: Annotated[bool, _says("Whether words may stand with the number: “about 300”.")] = False


class Rule(_Part):
    """What becomes of a note: a caveat, or it is held back for a reason."""

    match: Annotated[str, _says("Words that the note has.")] = ""
    pattern: Annotated[str, _says("Or a regular expression that is found in it.")] = ""
    caveat: Annotated[str, _says("The caveat that it becomes, by id.")] = ""
    hold: Annotated[str, _says("Or why it is held back.")] = ""

    def __post_init__(self) -> None:
        """Refuse what is no regular expression."""
        try:
            re.compile(self.pattern)
        except (re.error, OverflowError, RecursionError) as error:
            what = f"pattern “{self.pattern}” is no regular expression: {error}"
            raise ValueError(what) from error


class NotesForm(_Part):
    """The columns of notes, one or several; what no rule knows is held back."""

    column: Annotated[str | tuple[str, ...], _says("The column of the notes, or several.")]
    rules: Annotated[tuple[Rule, ...], _says("The rules; the first that fits decides.")] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, however many they are."""
        return (self.column,) if isinstance(self.column, str) else self.column


class Again(_Part):
    """What a later delivery means where a figure of the one before is gone."""

    gone: Annotated[
        Literal["refuse", "withdraw"], _says("Whether such figures are refused or withdrawn.")
    ] = "refuse"


class ImportMap(_Part):
    """All of the map."""

    figure: FigureForm
    document: DocumentForm
    value: tuple[ValueForm, ...]
    file: FileForm = FileForm()
    event: EventForm | None = None
    notes: NotesForm | None = None
    again: Again = Again()
    ignore: Annotated[
        tuple[str, ...],
        _says("Columns that are not used. Others of which the map says nothing are refused."),
    ] = ()

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

    def key_of(self, value: ValueForm) -> tuple[str, ...]:
        """Return the columns that tell the row of a value from others: those that its id names."""
        columns = dict.fromkeys(value.only)
        for name in placeholders(value.id or self.figure.id):
            said = _said_of(value, self.figure, name) if name in FILLED_IN else Column(name)
            if isinstance(said, Column):
                columns |= dict.fromkeys(filter(None, (said.column, said.to)))
        return tuple(columns)

    def _in_templates(self) -> set[str]:
        forms = [self.figure.id, *(one.id for one in self.value)]
        forms += [self.document.id, self.document.title, self.document.url]
        forms += [self.event.id, self.event.title] if self.event else []
        said = self.figure.population or all(one.population for one in self.value)
        filled_in = FILLED_IN if said else FILLED_IN - {"population"}
        return {name for form in forms for name in placeholders(form)} - filled_in


# Where the keys of each part of a map stand; the last one counts where several have a key.
_WHERE: dict[type[_Part], str] = {
    Column: "into { column = … }",
    Rule: "into a rule of [notes]",
    NotesForm: "into [notes]",
    Again: "into [again]",
    EventForm: "into [event]",
    DocumentForm: "into [document]",
    FileForm: "into [file]",
    ValueForm: "into [[value]]",
    FigureForm: "into [figure]",
    ImportMap: "above all tables",
}
# What templates may name beside columns: what the figure says.
FILLED_IN = {"measure", "area", "period", "origin", "population"}
# What is said as a constant or by a column, of all values of a row or of one of them.
SAID = ("period", "area", "origin", "population", "status", "comparator")


def _said_of(value: ValueForm, figure: FigureForm, name: str) -> Said:
    if name == "measure":
        return value.measure
    said: Said = getattr(value, name) or getattr(figure, name)
    return said


def placeholders(template: str) -> list[str]:
    """Return the names in braces."""
    return _IN_A_TEMPLATE.findall(template)


def filled(template: str, values: Mapping[str, str], written: Callable[[str], str] = str) -> str:
    """Return the template with what its names stand for, each ``written`` in some way."""
    return _IN_A_TEMPLATE.sub(lambda name: written(values[name[1]]), template)


def read_map(path: Path) -> ImportMap:
    """Return the map in a TOML file; Unreadable says where it is wrong, and what is expected."""
    try:
        said = toml_of(path.read_text(encoding="utf-8"))
        for key, text in texts_in(said):
            if fault := character_fault(text, lines=True):
                raise Unreadable(f"{path}: {key}: {fault}")
        return msgspec.convert(said, ImportMap)
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: not TOML: {error}") from error
    except NotToml as error:
        raise Unreadable(f"{path}: {error}") from error
    except msgspec.ValidationError as error:
        keys = {name: where for form, where in _WHERE.items() for name in form.__struct_fields__}
        raise Unreadable(f"{path}: {in_words(str(error), keys)}") from error
