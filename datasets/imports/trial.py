"""Trying out some figures of an import: loaded beside their dataset, worded, and undone."""

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from datasets import publishing, seeds
from datasets.seeds.files import EARLIER, IMPORTED, IMPORTS

from .generated import FIGURES, write_figures, write_related
from .importing import Figure, Importing


def tried_out(folder: Path, importing: Importing, figures: Collection[Figure]) -> dict[str, str]:
    """Return {id: the sentence that readers would get} of figures of the dataset in a folder.

    seeds.Refused says what is wrong with them, or with the folder.
    """
    if not figures:
        return {}
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
            foresee=lambda: publishing.outlooks(folder.name, unique.keys()),
        )
    return {
        slug: f"could not be published: {one.missing[0]}" if one.missing else one.sentence
        for slug, one in report.foreseen.items()
    }
