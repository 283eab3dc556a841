"""Write the curated rows of a dataset into a workbook that from_template reads."""

from pathlib import Path

from django.core.management.base import CommandError

from datasets.imports.template import NoTemplate, write_template
from datasets.management.tables import TablesCommand
from datasets.models import Dataset
from datasets.nearest import suggestion


class Command(TablesCommand):
    """Writes FILE.xlsx, which must not be there, and changes no row."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("dataset", metavar="DATASET", help="slug of the dataset")
        parser.add_argument("file", metavar="FILE.xlsx", type=Path, help="the workbook to write")

    def handle(self, *, dataset, file, **_):
        """Write, and tell what is in it."""
        slugs = [*Dataset.objects.values_list("pk", flat=True)]
        if dataset not in slugs:
            raise CommandError(f"there is no dataset {dataset}{suggestion(dataset, slugs)}")
        try:
            rows = write_template(dataset, file)
        except FileExistsError as error:
            raise CommandError(f"{file} is there already: nothing was written") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}") from error
        except NoTemplate as why:
            raise CommandError(f"nothing was written: {why}") from why
        said = ", ".join(f"{number} for {name}" for name, number in rows.items())
        self.stdout.write(f"{file}: rows: {said}")
