"""Write the rows of a workbook that template wrote as seed files."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from datasets import seeds
from datasets.imports.cells import Unreadable
from datasets.imports.template import read_template
from datasets.management.tables import TablesCommand
from datasets.models.characters import visible
from datasets.seeds.hand_over import CannotHandOver, check_master
from datasets.seeds.writing import write_folder


class Command(TablesCommand):
    """Writes DIR/DATASET/, which must not be there, and changes no row."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE.xlsx", type=Path, help="the workbook to read")
        parser.add_argument("into", metavar="DIR", type=Path, help="where the folder is made")

    def handle(self, *, file, into, **_):
        """Write what loads, and tell what is in it; or tell which cells are at fault."""
        try:
            dataset, tables, notices = read_template(file)
        except Unreadable as why:
            raise CommandError(f"nothing was written:\n{why}") from why
        folder = into / dataset
        if folder.exists():
            raise CommandError(f"{folder} is there already: nothing was written")
        try:
            if into.resolve() == settings.SEEDS_DIR.resolve():
                check_master(dataset)
            _write(folder, tables)
        except CannotHandOver as why:
            raise CommandError(f"nothing was written: {why}") from why
        except seeds.Refused as refused:
            raise CommandError(f"nothing was written:\n{refused.told}") from refused
        for notice in notices:
            self.stdout.write(visible(notice))
        said = ", ".join(f"{len(rows)} in {name}" for name, rows in tables.items() if rows)
        self.stdout.write(f"{folder}: rows: {said}")


def _write(folder, tables):
    """Write the folder once it was read on trial, beside what else is in seeds/."""
    others = [path for path in seeds.folders(settings.SEEDS_DIR) if path.name != folder.name]
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch) / folder.name
        write_folder(trial, tables)
        seeds.check_files([*others, trial])
        shutil.copytree(trial, folder)
