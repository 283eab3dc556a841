"""From somebody's file to the seed files that are made of it: all of it, or nothing and why."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from datasets.seeds.files import DATASET_FILE, IMPORTED

from .cells import Table, TableRow, Unreadable
from .doubts import Doubt, told
from .figure_check import figure_check
from .generated import FIGURES, Delivery, write_figures, write_quoted
from .import_map import ImportMap, read_map
from .importing import Figure, Importing
from .mapped_row import RowReader
from .sampling import Sample
from .table_file import open_table

Watch = Callable[[Iterator[TableRow], int], Iterator[TableRow]]


class NotImported(Exception):
    """Nothing was written; the message says why, ``doubts`` which cells are not believed."""

    def __init__(self, why: str, doubts: Sequence[Doubt] = ()) -> None:
        super().__init__(why)
        self.doubts = doubts


class Held(Protocol):
    """Figures as they are held against those that there are."""

    new: int
    same: int
    changed: list[tuple[str, str]]
    gone: Sequence[str]

    def held(self, figures: Iterable[Figure]) -> Iterator[Figure]:
        """Yield those to write."""

    def wrong(self, importing: Importing) -> Iterator[str]:
        """Yield why they may not be put in place."""

    def finish(self, draft: Path, importing: Importing) -> None:
        """Write what goes with them."""


@dataclass
class Import:
    """What an import made, in a folder that is not yet in its place."""

    importing: Importing
    delivery: Held
    sample: Sample
    notices: list[str]
    draft: Path
    place: Path

    def put_in_place(self) -> None:
        """Let the files take the place of those of the delivery before."""
        old = _old(self.place)
        if self.place.exists():
            self.place.rename(old)
        self.draft.rename(self.place)
        shutil.rmtree(old, ignore_errors=True)

    def discard(self) -> None:
        """Leave everything as it was."""
        _remove(self.draft)


def import_file(
    file: Path,
    map_file: Path,
    folder: Path,
    *,
    sheet: str,
    reason: str,
    skip_invalid: bool,
    watched: Watch,
    against: Held | None = None,
) -> Import:
    """Read a file by its map and write what it becomes beside the dataset's seed files.

    NotImported says what is wrong, and where. The caller puts it in place, or discards it.
    ``watched`` yields the rows that it is given with their number, and may tell how far they are.
    Figures are held ``against`` those of the delivery before, where nothing else is given.
    """
    if not (folder / DATASET_FILE).exists():
        raise NotImported(f"{folder} has no {DATASET_FILE}: begin the dataset with new_dataset")
    place = folder / IMPORTED / map_file.stem
    if _old(place).exists() and not place.exists():
        # An import was killed between taking the old files away and putting the new ones there.
        _old(place).rename(place)
    draft = place.with_name(f".{place.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    with ExitStack() as unless_made:
        unless_made.callback(_remove, draft)
        draft.mkdir(parents=True)
        try:
            delivery = against or Delivery(place, reason)
            made = _made(file, map_file, folder, draft, sheet, delivery, watched)
        except Unreadable as why:
            raise NotImported(str(why)) from why
        if problems := [*_wrong(made, skip_invalid)]:
            raise NotImported("\n".join(problems), made.importing.doubts)
        unless_made.pop_all()
    return made


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _remove(draft: Path) -> None:
    """Remove a draft, and the folder of all imports where that holds nothing else."""
    shutil.rmtree(draft, ignore_errors=True)
    if draft.parent.is_dir() and not any(draft.parent.iterdir()):
        draft.parent.rmdir()


def _made(
    file: Path,
    map_file: Path,
    folder: Path,
    draft: Path,
    sheet: str,
    delivery: Held,
    watched: Watch,
) -> Import:
    declared = read_map(map_file)
    table = open_table(file, sheet or declared.file.sheet, declared.file)
    unused = _check_columns(file, table, declared)
    table = replace(table, rows=watched(table.rows, table.lines))
    importing = Importing(
        declared,
        RowReader(map_file.parent, declared.file),
        figure_check(folder),
        file.name,
        hashlib.sha256(file.read_bytes()).hexdigest(),
    )
    place = folder / IMPORTED / map_file.stem
    sample = Sample(importing.sha256)
    figures = sample.watching(delivery.held(importing.figures(table)))
    write_figures(draft / FIGURES, figures, f"{file.name} by {map_file.name}")
    delivery.finish(draft, importing)
    return Import(importing, delivery, sample, [*table.notices, *unused], draft, place)


def _check_columns(file: Path, table: Table, declared: ImportMap) -> list[str]:
    """Refuse a header with a name twice, and columns that only one of file and map has."""
    names = [cell.text for cell in table.header.cells]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unreadable(f"{file}: the header has {', '.join(twice)} more than once")
    used = declared.columns()
    if unknown := sorted(used - {*names} - {*declared.ignore}):
        raise Unreadable(f"{file}: has no column {', '.join(unknown)}, which the map names")
    if unused := [name for name in names if name not in used]:
        raise Unreadable(
            f"{file}: the map says nothing of {', '.join(unused)}: use them, or add them to ignore"
        )
    absent = sorted({*declared.ignore} - {*names})
    return [f"the map ignores {', '.join(absent)}, which the file has not"] if absent else []


def _wrong(made: Import, skip_invalid: bool) -> Iterator[str]:
    """Yield why an import may not be put in place."""
    importing, delivery = made.importing, made.delivery
    unknown = [line for table in importing.reader.tables.values() for line in table.unknown()]
    if importing.doubts and not skip_invalid:
        yield from told(importing.doubts)
        yield from unknown
    if not (delivery.new or delivery.same or delivery.changed):
        yield "no figure came of it"
    yield from delivery.wrong(importing)


def write_rejects(path: Path, doubts: Iterable[Doubt]) -> None:
    """Write every cell that is not believed: row, column, value, why."""
    cells = (
        {"row": one.row, "column": one.column, "value": one.value, "why": _why(one)}
        for one in doubts
    )
    write_quoted(path, cells, ("row", "column", "value", "why"))


def _why(doubt: Doubt) -> str:
    return f"{doubt.reason} ({doubt.here})" if doubt.here else doubt.reason
