"""The files that an import makes: written whole beside the old ones, and held against them."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from datasets.seeds.writing import texts
from datasets.wording.labels import counted

from .importing import Figure, Importing

_NAMED = 5
FIGURES, WITHDRAWN = "observations.csv", "withdrawn.csv"
COLUMNS = (
    *("id", "measure", "population", "area", "event", "period_printed", "period", "quantity"),
    *("per", "base_period"),
    *("value", "comparator", "value_low", "value_high", "range_kind", "status", "origin"),
    *("inputs", "credibility", "caveats_reviewed_on", "change_note", "caveats"),
    *("first", "first_printed", "first_place"),
)
# What a delivery says of itself: rows above it move a figure, and change nothing of it.
_OF_THE_DELIVERY = ("change_note", "first_place")


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a generated file, none where it is not there."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(line for line in file if not line.startswith("#"))


@dataclass
class Delivery:
    """The figures of one delivery, as they are held against those of the one before.

    The ids themselves are not kept: there may be a million.
    """

    place: Path
    reason: str
    new: int = 0
    same: int = 0
    changed: list[tuple[str, str]] = field(default_factory=list)
    _known: dict[int, int] = field(default_factory=dict)
    _notes: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in rows_of(self.place / FIGURES):
            key = hash(row["id"])
            self._known[key] = _digest(row)
            if note := row.get("change_note"):
                self._notes[key] = note

    def held(self, figures: Iterable[Figure]) -> Iterator[Figure]:
        """Yield the figures, those that changed with the reason why."""
        for figure in figures:
            key = hash(figure["id"])
            before = self._known.pop(key, None)
            if before is None:
                self.new += 1
            elif before == _digest(figure):
                self.same += 1
                figure["change_note"] = self._notes.get(key, "")
            else:
                self.changed.append((figure["id"], figure["value"]))
                figure["change_note"] = self.reason
            yield figure

    @property
    def gone(self) -> list[str]:
        """The ids of the figures that the delivery before had, and this one has not."""
        return [
            row["id"] for row in rows_of(self.place / FIGURES) if hash(row["id"]) in self._known
        ]

    def wrong(self, importing: Importing) -> Iterator[str]:
        """Yield why these figures may not take the place of those before."""
        if self.changed and not self.reason:
            differing = counted(len(self.changed), "figure")
            yield f"{differing} with another number or description than in the delivery before:"
            yield from (f"  {line}" for line in self._first_changes())
            yield "say why with --reason: readers are told"
        gone = self.gone
        if gone and importing.map.again.gone == "refuse":
            named = ", ".join(gone[:_NAMED]) + (" and others" if len(gone) > _NAMED else "")
            number = counted(len(gone), "figure")
            yield (
                f"{number} of the delivery before, and not in this one: {named}; "
                'where they are withdrawn, let the map say again = { gone = "withdraw" }'
            )
        elif gone and not self.reason:
            yield f"{counted(len(gone), 'figure')} withdrawn: say why with --reason"

    def finish(self, draft: Path, importing: Importing) -> None:
        """Write what the figures need, and which left, now or before, but for those back again."""
        write_related(draft, importing)
        before = [row for row in rows_of(self.place / WITHDRAWN) if not importing.has(row["id"])]
        gone = ({"id": slug, "reason": self.reason, "replaced_by": ""} for slug in self.gone)
        if rows := [*before, *gone]:
            write_quoted(draft / WITHDRAWN, rows, ("id", "reason", "replaced_by"))

    def _first_changes(self) -> list[str]:
        wanted = dict(self.changed[:_NAMED])
        return [
            f"{row['id']}: {row['value']} → {wanted[row['id']]}"
            for row in rows_of(self.place / FIGURES)
            if row["id"] in wanted
        ]


def _digest(row: dict[str, str]) -> int:
    return hash(tuple(row.get(name, "") for name in COLUMNS if name not in _OF_THE_DELIVERY))


def write_related(folder: Path, importing: Importing) -> None:
    """Write the documents and events that imported figures need."""
    tables = {
        "documents.toml": importing.documents.values(),
        "events.toml": importing.events.values(),
    }
    for name, text in texts(tables).items():
        (folder / name).write_text(text, encoding="utf-8")


def write_quoted(path: Path, rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Write a CSV each of whose cells is a text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{','.join(columns)}\n")
        csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)


def write_figures(path: Path, figures: Iterable[Figure], made_from: str) -> None:
    """Write figures with the columns that any of them fills."""
    draft, filled = path.with_suffix(".draft"), [False] * len(COLUMNS)
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for figure in figures:
            row = [figure.get(name, "") for name in COLUMNS]
            filled = [known or bool(cell) for known, cell in zip(filled, row, strict=True)]
            writer.writerow(row)
    chosen = [index for index, known in enumerate(filled) if known]
    with (
        draft.open(encoding="utf-8", newline="") as drafted,
        path.open("w", encoding="utf-8", newline="") as file,
    ):
        file.write(f"# Made from {made_from}: change that, and import it again.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([COLUMNS[index] for index in chosen])
        for row in csv.reader(drafted):
            writer.writerow([row[index] for index in chosen])
    draft.unlink()
