"""Writing the seed folder of a dataset: whole and proven to load, or not at all."""

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from datasets.models import Dataset
from datasets.nearest import suggestion
from datasets.seeds.load import COMMON
from datasets.seeds.refused import Refused
from datasets.seeds.writing import write_folder

from .tables import tables_of
from .trial import faults_of


class CannotDump(Exception):
    """Nothing was written; the message says why."""


def dump(dataset, into):
    """Write the folder of a dataset below ``into``; return {file: how many rows it has}.

    CannotDump says why there is nothing to write, or no room; Refused which rows no seed file can
    hold as they are.
    """
    folder = into / dataset
    slugs = [*Dataset.objects.values_list("pk", flat=True)]
    if dataset not in slugs:
        raise CannotDump(f"there is no dataset {dataset}{suggestion(dataset, slugs)}")
    if dataset == COMMON:
        raise CannotDump(f"the folder {COMMON} is for what datasets share, and has none")
    if folder.exists():
        raise CannotDump(f"{folder} is there already: nothing was written")
    tables = tables_of(dataset)
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch) / dataset
        write_folder(trial, tables)
        if faults := faults_of(trial):
            raise Refused(faults)
        shutil.copytree(trial, folder)
    return Counter({name: len(rows) for name, rows in tables.items() if rows})
