"""From a sheet of six columns to a seed folder: whole, or nothing and which cells are at fault."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from datasets import seeds
from datasets.models import Area, Source
from datasets.seeds.writing import write_folder
from datasets.wording.labels import counted

from .beginning import About, Beginning
from .cells import Unreadable
from .doubts import told
from .known_rows import known_rows
from .six_columns import read_entries
from .table_file import open_table

MEASURES = "measures.toml"
WHAT_KIND = """\
# In the place of kind = "unknown" write "flow" for what happens over a time (crashes in a year),
# "stock" for what is there at a moment (nests on a day), "ratio" for one number divided by another.
# Until then no figures are added up over time."""


class NotBegun(Exception):
    """Nothing was written; the message says why."""


def begin_from_sheet(folder: Path, file: Path, sheet: str, about: About) -> Iterator[str]:
    """Write the seed folder of the rows of a table; return lines that tell what is in it.

    NotBegun says which cells are not believed. What is written was loaded on trial.
    """
    try:
        table = open_table(file, sheet)
        entries, doubts = read_entries(table)
    except Unreadable as why:
        raise NotBegun(str(why)) from why
    others = seeds.folders(folder.parent)
    begun = Beginning(about, known_rows(others), doubts)
    begun.add_all(entries)
    if begun.doubts:
        raise NotBegun("\n".join(told(begun.doubts)))
    if not entries:
        raise NotBegun(f"{file}: has no rows below its header")
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch) / folder.name
        write_folder(trial, begun.tables)
        _say_what_is_open(trial / MEASURES)
        try:
            seeds.check_files([*(path for path in others if path.name == seeds.COMMON), trial])
        except seeds.Refused as refused:
            raise NotBegun(str(refused)) from refused
        shutil.copytree(trial, folder)
    return _summary(folder, begun, table.notices)


def _say_what_is_open(measures: Path) -> None:
    """Say above the measures what nobody has said of them."""
    measures.write_text(f"{WHAT_KIND}\n\n{measures.read_text('utf-8')}", "utf-8")


def _summary(folder, begun, notices) -> Iterator[str]:
    counts = ", ".join(
        counted(len(rows), name.partition(".")[0].removesuffix("s"))
        for name, rows in begun.tables.items()
        if name != "dataset.toml"
    )
    yield f"{folder}: {counts}"
    yield from notices
    for area in begun.tables.get("areas.toml", ()):
        yield f"new area “{area['label']}”: no area of that name is common to all datasets"
    for model, name in (("areas.toml", Area), ("sources.toml", Source)):
        for row in begun.tables.get(model, ()):
            if other := begun.known.elsewhere(name, row["label"]):
                yield (
                    f"{row['id']} is new, though seeds/{other} has “{row['label']}” too: if that "
                    "is the same, put its id in the place of this one"
                )
    yield f"{MEASURES}: kind is unknown, so nothing adds up over time; the file says what to write"
    slug = folder.name
    yield f"next: manage.py load_seeds {slug}, then manage.py publish {slug}"
