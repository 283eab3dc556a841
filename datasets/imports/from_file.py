"""From somebody's file to the seed files that are made of it: all of it, or nothing and why."""

import csv
import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from datasets.seeds.files import DATASET_FILE, IMPORTED
from datasets.wording.labels import counted

from .cells import Table, TableRow, Unreadable
from .doubts import Doubt, told
from .figure_check import figure_check
from .generated import FIGURES, WITHDRAWN, Delivery, rows_of, write_figures
from .import_map import ImportMap, read_map
from .importing import Importing
from .mapped_row import RowReader
from .sampling import Sample
from .table_file import open_table
from .trial import write_related

_NAMED = 5
Watch = Callable[[Iterator[TableRow]], Iterator[TableRow]]


class NotImported(Exception):
    """Nothing was written; the message says why."""


@dataclass
class Import:
    """What an import made, in a folder that is not yet in its place."""

    importing: Importing
    delivery: Delivery
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
) -> Import:
    """Read a file by its map and write what it becomes beside the dataset's seed files.

    NotImported says what is wrong, and where. The caller puts it in place, or discards it.
    ``watched`` yields the rows that it is given, and may tell how far they are.
    """
    if not (folder / DATASET_FILE).exists():
        raise NotImported(f"{folder} has no {DATASET_FILE}: begin the dataset with new_dataset")
    place = folder / IMPORTED / map_file.stem
    if _old(place).exists() and not place.exists():
        # An import was killed between taking the old files away and putting the new ones there.
        _old(place).rename(place)
    draft = place.with_name(f".{place.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        made = _made(file, map_file, folder, draft, sheet, reason, watched)
    except Unreadable as why:
        _remove(draft)
        raise NotImported(str(why)) from why
    if problems := [*_wrong(made, reason, skip_invalid)]:
        made.discard()
        raise NotImported("\n".join(problems))
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
    reason: str,
    watched: Watch,
) -> Import:
    declared = read_map(map_file)
    table = open_table(file, sheet or declared.file.sheet, declared.file)
    unused = _check_columns(file, table, declared)
    table = replace(table, rows=watched(table.rows))
    importing = Importing(
        declared,
        RowReader(map_file.parent, declared.file),
        figure_check(folder),
        file.name,
        hashlib.sha256(file.read_bytes()).hexdigest(),
    )
    place = folder / IMPORTED / map_file.stem
    delivery = Delivery(place / FIGURES, reason)
    sample = Sample(importing.sha256)
    figures = sample.watching(delivery.held(importing.figures(table)))
    write_figures(draft / FIGURES, figures, f"{file.name} by {map_file.name}")
    write_related(draft, importing)
    _withdraw(draft, place, delivery.gone, importing, reason)
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


def _wrong(made: Import, reason: str, skip_invalid: bool) -> Iterator[str]:
    """Yield why an import may not be put in place."""
    importing, delivery = made.importing, made.delivery
    unknown = [line for table in importing.reader.tables.values() for line in table.unknown()]
    if importing.doubts and not skip_invalid:
        yield from told(importing.doubts)
        yield from unknown
    if not (delivery.new or delivery.same or delivery.changed):
        yield "no figure came of it"
    if delivery.changed and not reason:
        differing = counted(len(delivery.changed), "figure")
        yield f"{differing} with another number or description than in the delivery before:"
        yield from (f"  {line}" for line in delivery.first_changes(_NAMED))
        yield "say why with --reason: readers are told"
    gone = delivery.gone
    if gone and importing.map.again.gone == "refuse":
        named = ", ".join(gone[:_NAMED]) + (" and others" if len(gone) > _NAMED else "")
        yield (
            f"{counted(len(gone), 'figure')} of the delivery before, and not in this one: {named}; "
            'where they are withdrawn, let the map say again = { gone = "withdraw" }'
        )
    elif gone and not reason:
        yield f"{counted(len(gone), 'figure')} withdrawn: say why with --reason"


def _withdraw(draft: Path, place: Path, gone: list[str], importing: Importing, reason: str) -> None:
    """Write which figures left, now or before, but for those that are back."""
    before = [row for row in rows_of(place / WITHDRAWN) if not importing.has(row["id"])]
    rows = [*before, *({"id": slug, "reason": reason, "replaced_by": ""} for slug in gone)]
    if rows:
        _write(draft / WITHDRAWN, rows)


def write_rejects(path: Path, doubts: list[Doubt]) -> None:
    """Write every cell that is not believed: row, column, value, why."""
    cells = (
        {"row": one.row, "column": one.column, "value": one.value, "why": _why(one)}
        for one in doubts
    )
    _write(path, cells, ("row", "column", "value", "why"))


def _write(
    path: Path,
    rows: Iterable[dict[str, object]],
    columns: Sequence[str] = ("id", "reason", "replaced_by"),
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{','.join(columns)}\n")
        csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)


def _why(doubt: Doubt) -> str:
    return f"{doubt.reason} ({doubt.here})" if doubt.here else doubt.reason
