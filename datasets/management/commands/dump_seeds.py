"""Write the curated rows of a dataset as seed files."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from datasets import seeds
from datasets.management.tables import TablesCommand
from datasets.seeds.dumping import CannotDump, dump
from datasets.seeds.dumping.lost import lost


class Command(TablesCommand):
    """Writes DIR/DATASET/, which must not be there, and changes no row."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("dataset", metavar="DATASET", help="slug of the dataset")
        parser.add_argument("into", metavar="DIR", type=Path, help="where its folder is made")

    def handle(self, *, dataset, into, **_):
        """Write, and tell what is in it and what the folder in seeds/ has besides."""
        try:
            rows = dump(dataset, into)
        except CannotDump as why:
            raise CommandError(str(why)) from why
        except seeds.Refused as refused:
            raise CommandError(
                f"nothing was written, seed files cannot hold what is curated:\n{refused.told}"
            ) from refused
        said = ", ".join(f"{number} in {name}" for name, number in rows.items())
        self.stdout.write(f"{into / dataset}: rows: {said}")
        for what in lost(settings.SEEDS_DIR / dataset, into / dataset):
            self.stdout.write(f"not in it: {what}")
