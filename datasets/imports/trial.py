"""Trying out some figures of an import: loaded beside their dataset, worded, and undone."""

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from datasets import publishing, seeds
from datasets.seeds.files import EARLIER, IMPORTED, IMPORTS
from datasets.seeds.writing import texts

from .generated import FIGURES, write_figures
from .importing import Figure, Importing


def tried_out(folder: Path, importing: Importing, figures: Collection[Figure]) -> dict[str, str]:
    """Return {id: the sentence that readers would get} of figures of the dataset in a folder.

    seeds.Refused says what is wrong with them, or with the folder.
    """
    others = [path for path in seeds.folders(folder.parent) if path.name == seeds.COMMON]
    unique = {figure["id"]: figure for figure in figures}
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch) / folder.name
        passed_over = shutil.ignore_patterns(EARLIER, IMPORTS, IMPORTED)
        shutil.copytree(folder, trial, ignore=passed_over)
        inside = trial / IMPORTED / "trial"
        inside.mkdir(parents=True)
        write_figures(inside / FIGURES, unique.values(), "a trial")
        write_related(inside, importing)
        report = seeds.load(
            [*others, trial],
            check=True,
            adding=True,
            foresee=lambda: publishing.sentences(folder.name, unique.keys()),
        )
    return report.foreseen


def write_related(folder: Path, importing: Importing) -> None:
    """Write the documents and events that imported figures need."""
    tables = {
        "documents.toml": importing.documents.values(),
        "events.toml": importing.events.values(),
    }
    for name, text in texts(tables).items():
        (folder / name).write_text(text, encoding="utf-8")
