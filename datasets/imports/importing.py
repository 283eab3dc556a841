"""From rows of somebody's file to rows of observations.csv, as a map says; nothing is guessed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from datasets.models import Document, Event

from .cells import Cell, NotBelieved, Table, TableRow
from .doubts import Doubt
from .figure_check import Figure, FigureCheck
from .import_map import (
    FILLED_IN,
    SAID,
    Column,
    DocumentForm,
    EventForm,
    FigureForm,
    ImportMap,
    Said,
    ValueForm,
    filled,
    placeholders,
)
from .mapped_row import RowReader, printed_period
from .notes import Notes
from .number import number_of
from .plain_number import plain_number
from .printed_forms import PrintedForms
from .related_check import related_problem
from .slugs import slug_of

# More values than a row of a map has: a place is one number, as there are very many.
_VALUES = 10_000
_LONGEST_PLACE = 120


class _Rejected(Exception):
    """A cell that is not believed, with its column."""

    def __init__(self, column: str, why: NotBelieved) -> None:
        super().__init__(why.reason)
        self.column, self.reason, self.here = column, why.reason, why.here


@dataclass
class Importing:
    """Reads a table as a map says; what is not believed goes to ``doubts``, row by row.

    ``documents`` and ``events`` are the rows that figures need; ``missing`` counts the cells that
    say nothing, ``kept`` the values outside of their own ranges; ``forms`` has the numbers that are
    printed with words.
    """

    map: ImportMap
    reader: RowReader
    check: FigureCheck
    file_name: str
    sha256: str
    doubts: list[Doubt] = field(default_factory=list)
    documents: dict[str, dict[str, object]] = field(default_factory=dict)
    events: dict[str, dict[str, object]] = field(default_factory=dict)
    missing: int = 0
    first_missing: str = ""
    kept: int = 0
    forms: PrintedForms = field(default_factory=PrintedForms)
    _places: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.notes = Notes(self.map.notes) if self.map.notes else None

    def figures(self, table: Table) -> Iterator[Figure]:
        """Yield the figure of each value that is believed."""
        names = [cell.text for cell in table.header.cells]
        for row in table.rows:
            cells = dict(zip(names, row.cells, strict=True))
            try:
                common = self._common(cells)
                common["caveats"] = self._caveats(cells, row.number)
            except _Rejected as why:
                self._doubt(why, cells, row)
                continue
            for index, value in enumerate(self.map.value):
                if any(cells[name].text != word for name, word in value.only.items()):
                    continue
                try:
                    figure = self._figure(value, cells, dict(common), (row.number, index))
                except _Rejected as why:
                    self._doubt(why, cells, row)
                else:
                    if figure:
                        yield figure

    def has(self, slug: str) -> bool:
        """Return whether a figure of this id was read."""
        return hash(slug) in self._places

    def _doubt(self, why: _Rejected, cells: Mapping[str, Cell], row: TableRow) -> None:
        value = cells[why.column].text if why.column in cells else ""
        self.doubts.append(Doubt(why.column, why.reason, row.number, value[:80], why.here))

    def _common(self, cells: Mapping[str, Cell]) -> Figure:
        form = self.map.figure
        return self._said_by(form, cells) | {
            "credibility": form.credibility,
            "inputs": form.inputs,
            "caveats_reviewed_on": str(form.caveats_reviewed_on or ""),
        }

    def _said_by(self, form: FigureForm | ValueForm, cells: Mapping[str, Cell]) -> Figure:
        """Return what the map says in one place of whom, where and when."""
        figure = {}
        for name in SAID:
            if said := getattr(form, name):
                ask = self.reader.period if name == "period" else self.reader.said
                figure[name] = self._asked(said, cells, ask)
        if form.period:
            figure["period_printed"] = self._printed(form.period, figure["period"], cells)
        return figure

    def _printed(self, said: Said, period: str, cells: Mapping[str, Cell]) -> str:
        if self.map.figure.period_printed or isinstance(said, str):
            return self.map.figure.period_printed or "-"
        printed = cells[said.column].text or "-"
        return printed_period(printed, period) if said.format else printed

    def _asked(
        self, said: Said, cells: Mapping[str, Cell], ask: Callable[[Said, Mapping[str, Cell]], str]
    ) -> str:
        try:
            return ask(said, cells)
        except NotBelieved as why:
            raise _Rejected(said.column if isinstance(said, Column) else "", why) from why

    def _caveats(self, cells: Mapping[str, Cell], row: int) -> str:
        if self.notes is None:
            return ""
        notes = [self._asked(Column(name), cells, self.reader.said) for name in self.notes.columns]
        caveats = [self.notes.caveat_of(note, row) for note in notes if note]
        return ";".join(dict.fromkeys(filter(None, caveats)))

    def _figure(
        self, form: ValueForm, cells: Mapping[str, Cell], figure: Figure, place: tuple[int, int]
    ) -> Figure | None:
        """Return the figure of a value, in this row and value of the map; None of a blank cell."""
        printed = self._asked(Column(form.column), cells, self.reader.said)
        if not printed or printed in form.missing:
            self.missing += 1
            self.first_missing = self.first_missing or f"row {place[0]}, column {form.column}"
            return None
        figure |= self._said_by(form, cells)
        figure["measure"] = self._asked(form.measure, cells, self.reader.said)
        figure["quantity"], figure["per"] = form.quantity, form.per
        if form.base_period:
            figure["base_period"] = self._asked(form.base_period, cells, self.reader.period)
        self._add_number(form, printed, cells, figure)
        self._add_names(form, figure, cells)
        figure["first_printed"] = printed
        figure["first_place"] = self._place(form, cells, place[0])
        figure["row"] = str(place[0])
        self._check(form, figure, place)
        return figure

    def _place(self, form: ValueForm, cells: Mapping[str, Cell], row: int) -> str:
        """Return where a value stands, by what tells its row from others where that is not long.

        A row has another number as soon as one above it comes or goes, and is the same.
        """
        keys = self.map.key_of(form)
        told = [f"{name} {cells[name].text}" for name in keys if cells[name].text]
        place = ", ".join([*told, f"column {form.column}"])
        if not keys or len(told) < len(keys) or len(place) > _LONGEST_PLACE:
            return f"row {row}, column {form.column}"[:_LONGEST_PLACE]
        return place

    def _add_number(
        self, form: ValueForm, printed: str, cells: Mapping[str, Cell], figure: Figure
    ) -> None:
        try:
            if form.words:
                number = number_of(printed)
                self.forms.add(printed, number)
                figure["comparator"] = number.comparator
                figure["status"] = number.status(figure["status"])
                figure |= {
                    "value": number.value,
                    "value_low": number.low,
                    "value_high": number.high,
                }
            else:
                figure["value"] = self._plain(printed)
        except NotBelieved as why:
            raise _Rejected(form.column, why) from why
        ends = self._ends(form, figure["value"], cells)
        if ends is None:
            return
        if not figure["value"]:
            raise _Rejected(
                form.column, NotBelieved("a range, and columns with its ends beside it")
            )
        low, high = ends
        if Decimal(low) <= Decimal(figure["value"]) <= Decimal(high):
            figure |= {"value_low": low, "value_high": high, "range_kind": form.range_kind}
        elif form.when_order_broken == "keep":
            figure["status"] = "U"
            self.kept += 1
        else:
            why = NotBelieved("lies outside of its own range", f"{low} to {high}")
            raise _Rejected(form.column, why)

    def _ends(
        self, form: ValueForm, value: str, cells: Mapping[str, Cell]
    ) -> tuple[str, str] | None:
        """Return both ends of the range of a value, None where the row has none."""
        texts = [
            self._number_in(name, cells) for name in (form.low, form.high, form.margin) if name
        ]
        if not texts or not all(texts):
            return None
        if form.margin and value:
            margin = Decimal(texts[0])
            return str(Decimal(value) - margin), str(Decimal(value) + margin)
        return texts[0], texts[-1]

    def _number_in(self, column: str, cells: Mapping[str, Cell]) -> str:
        text = self._asked(Column(column), cells, self.reader.said)
        try:
            return self._plain(text) if text else ""
        except NotBelieved as why:
            raise _Rejected(column, why) from why

    def _plain(self, text: str) -> str:
        return plain_number(text, self.reader.form.decimal, self.reader.form.group)

    def _add_names(self, form: ValueForm, figure: Figure, cells: Mapping[str, Cell]) -> None:
        values = {name: cell.text for name, cell in cells.items()}
        values |= {name: figure[name] for name in FILLED_IN if name in figure}
        figure["id"] = filled(form.id or self.map.figure.id, values, slug_part)
        figure["first"] = self._document(values, cells)
        if self.map.event:
            figure["event"] = filled(self.map.event.id, values, slug_part)
            title = filled(self.map.event.title, values)[:200]
            event = {"id": figure["event"], "title": title, "date": figure["period"]}
            event["document"] = figure["first"]
            if figure["event"] not in self.events:
                self._check_related(Event, event, self.map.event)
                self.events[figure["event"]] = event

    def _document(self, values: Mapping[str, str], cells: Mapping[str, Cell]) -> str:
        form = self.map.document
        slug = filled(form.id, values, slug_part)
        if slug not in self.documents:
            row = {
                "id": slug,
                "title": filled(form.title, values)[:300],
                "source": form.source,
                "kind": form.kind,
                "published": self._asked(form.published, cells, self.reader.period),
                "language": form.language,
                "url": filled(form.url, values),
                "no_address": form.no_address,
                "archived_url": form.archived_url,
                "seen": form.seen,
                # Of a document for each text of a column, the file is not the text.
                "sha256": "" if placeholders(form.id) else self.sha256,
            }
            self._check_related(Document, row, form)
            self.documents[slug] = row
        return slug

    @staticmethod
    def _check_related(model: type, row: dict[str, object], form: DocumentForm | EventForm) -> None:
        """Refuse what no document or event may be, at the column that it was made of."""
        key, problem = related_problem(model, row)
        if problem:
            columns = placeholders(getattr(form, key, ""))
            raise _Rejected(columns[0] if columns else "", NotBelieved(f"{key}: {problem}"))

    def _check(self, form: ValueForm, figure: Figure, place: tuple[int, int]) -> None:
        """Refuse what no figure may be, and two that have one id."""
        try:
            self.check(figure)
        except NotBelieved as why:
            raise _Rejected(form.column, why) from why
        number = place[0] * _VALUES + place[1]
        other = self._places.setdefault(hash(figure["id"]), number)
        if other != number:
            here = f"{figure['id']}, row {other // _VALUES}"
            raise _Rejected(form.column, NotBelieved("another value has the same id", here))


@lru_cache(maxsize=20_000)
def slug_part(text: str) -> str:
    """Return a text as a part of a slug, which may begin with a digit."""
    return text if text.replace("-", "").isalnum() and text.islower() else slug_of(f"x {text}")[2:]
