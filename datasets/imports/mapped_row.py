"""One row of somebody's file, read as the map says."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from datasets.arithmetic import periods
from datasets.arithmetic.printed_periods import years_in
from datasets.wording.dates import MONTHS

from .cells import Cell, NotBelieved
from .import_map import Column, FileForm, Said
from .name_tables import NameTable, read_names

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_NO_PERIOD = "no period that is understood: say its format in the map"


@dataclass
class RowReader:
    """Reads what columns say; tables of names are read when they are first asked for."""

    folder: Path
    form: FileForm
    tables: dict[str, NameTable] = field(default_factory=dict)

    def said(self, said: Said, cells: Mapping[str, Cell]) -> str:
        """Return a constant, or what a column says in this row; NotBelieved says why it cannot."""
        if isinstance(said, str):
            return said
        text = self.text(said.column, cells)
        if said.format:
            return self._period(said, text, cells)
        if said.table:
            return self._id(said.table, text)
        if said.words:
            if text not in said.words:
                raise NotBelieved("a word that the map does not know: say what it means", text)
            return said.words[text]
        return text

    def period(self, said: Said, cells: Mapping[str, Cell]) -> str:
        """Return the reference period that a constant or column gives, as a code."""
        code = self.said(said, cells)
        try:
            periods.parse(code)
        except ValueError as error:
            raise NotBelieved(_NO_PERIOD) from error
        return code

    def text(self, column: str, cells: Mapping[str, Cell]) -> str:
        """Return the text of a cell, empty where it says nothing."""
        cell = cells[column]
        if cell.doubt:
            raise NotBelieved(cell.doubt)
        return "" if cell.text in self.form.missing else cell.text

    def _period(self, said: Column, text: str, cells: Mapping[str, Cell]) -> str:
        first = _day(text, said.format)
        code = said.shown.format(**_parts(first))
        if said.to:
            last = said.shown.format(**_parts(_day(self.text(said.to, cells), said.format)))
            return code if code == last else f"{code}/{last}"
        return code

    def _id(self, name: str, text: str) -> str:
        if name not in self.tables:
            self.tables[name] = read_names(self.folder / name)
        if slug := self.tables[name].id_of(text):
            return slug
        raise NotBelieved(f"a name that {name} does not have")


@lru_cache(maxsize=20_000)
def _day(text: str, form: str) -> datetime.date:
    try:
        return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, no moment)
    except ValueError as error:
        raise NotBelieved(f"no date in the format {form}") from error


@lru_cache(maxsize=2_000)
def printed_period(text: str, code: str) -> str:
    """Return how a period is printed, with its month in words where digits could be two years."""
    if text != code or not years_in(text) or not (month := _MONTH.fullmatch(code)):
        return text
    return f"{text} ({MONTHS[int(month[2]) - 1]} {month[1]})"


def _parts(day: datetime.date) -> dict[str, str]:
    return {"day": f"{day:%Y-%m-%d}", "month": f"{day:%Y-%m}", "year": f"{day:%Y}"}
