"""The sheet of six columns: what, where, when, number, who and link; one row is one figure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from datasets.models.characters import character_fault
from datasets.nearest import suggestion

from .cells import Cell, NotBelieved, Table, TableRow, Unreadable
from .doubts import Doubt
from .mapped_row import printed_period
from .number import Number, number_of
from .when import period_of

COLUMNS = ("what", "where", "when", "number", "who", "link")
_ALSO_CALLED = {"number as printed": "number", "who says so": "who"}
_NEEDED = ("what", "number", "who", "link")
_LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """A row that is believed: its cells as they stand, its period and number as they are meant."""

    row: int
    what: str
    where: str
    when: str
    period: str
    printed: str
    number: Number
    who: str
    link: str

    @property
    def says(self) -> tuple[str, ...]:
        """What no two rows may both say: the same thing, by the same people in the same place."""
        return (self.what, self.where, self.period, self.who, self.link)


def read_entries(table: Table) -> tuple[list[Entry], list[Doubt]]:
    """Return the rows that are believed, and the cells that are not."""
    places = _places(table.header.cells)
    entries: list[Entry] = []
    doubts: list[Doubt] = []
    first: dict[tuple[str, ...], Entry] = {}
    for row in table.rows:
        entry = _entry(row, {name: row.cells[index] for name, index in places.items()}, doubts)
        if entry is None:
            continue
        other = first.setdefault(entry.says, entry)
        if other is not entry:
            reason = "all but its number stands in another row too: which is right?"
            doubts.append(Doubt("row", reason, entry.row, entry.printed, f"row {other.row}"))
        entries.append(entry)
    return entries, [*doubts, *_two_spellings(entries)]


def _two_spellings(entries: Sequence[Entry]) -> Iterator[Doubt]:
    """Yield the cells that differ from one above in capitals alone: two names for one thing."""
    for column in ("what", "where", "who"):
        first: dict[str, str] = {}
        for entry in entries:
            text = getattr(entry, column)
            other = first.setdefault(text.casefold(), text)
            # A sentence may begin with whoever says it.
            if other != text and (column != "who" or other[1:] != text[1:]):
                reason = "is written in two ways: write it in one, or call two things apart"
                yield Doubt(column, reason, entry.row, text, other)


def _places(header: Sequence[Cell]) -> dict[str, int]:
    """Return where each of the six columns stands."""
    places: dict[str, int] = {}
    for index, cell in enumerate(header):
        name = _ALSO_CALLED.get(cell.text.lower(), cell.text.lower())
        if name not in COLUMNS:
            near = suggestion(name, COLUMNS)
            raise Unreadable(f"column “{cell.text}” is none of {', '.join(COLUMNS)}{near}")
        if name in places:
            raise Unreadable(f"column “{name}” stands twice in the header")
        places[name] = index
    if missing := [name for name in COLUMNS if name not in places]:
        raise Unreadable(f"the header has no {', '.join(missing)}: expected {', '.join(COLUMNS)}")
    return places


def _entry(row: TableRow, cells: Mapping[str, Cell], doubts: list[Doubt]) -> Entry | None:
    """Return what a row says; None where a cell of it is not believed, which goes to doubts."""
    before = len(doubts)

    def doubt(column: str, reason: str, here: str = "") -> None:
        doubts.append(Doubt(column, reason, row.number, cells[column].text, here))

    for column, cell in cells.items():
        if cell.doubt:
            doubt(column, cell.doubt)
        elif fault := character_fault(cell.text):
            doubt(column, fault)
        elif column == "what" and re.search("[{}]", cell.text):
            doubt(column, "holds a brace, which means something in a phrase")
        elif not cell.text and column in _NEEDED:
            doubt(column, "is missing")
        elif len(cell.text) > _LONGEST:
            doubt(column, f"has more than {_LONGEST} characters")
        elif cell.is_day and column != "when":
            doubt(column, "is a date")
    texts = {column: cell.text for column, cell in cells.items()}
    if len(doubts) > before:
        return None
    period, number = "", None
    try:
        period = period_of(texts["when"], is_day=cells["when"].is_day)
    except NotBelieved as why:
        doubt("when", why.reason, why.here)
    try:
        number = number_of(texts["number"], texts["what"].split())
    except NotBelieved as why:
        doubt("number", why.reason, why.here)
    else:
        if number.value.startswith("-") and not number.is_percent:
            doubt("number", "less than nothing: nobody counts that")
    if number is None or len(doubts) > before:
        return None
    when = printed_period(texts["when"], period) if cells["when"].is_day else texts["when"]
    return Entry(
        row.number,
        *(texts["what"], texts["where"], when, period, texts["number"], number),
        *(texts["who"], texts["link"]),
    )
