"""Keep a copy of all there is: the database and the files of its releases, in one new folder."""

from pathlib import Path

from django.core.management.base import CommandError

from datasets import publishing
from datasets.management.backups import CannotBackUp, backup
from datasets.management.tables import TablesCommand
from datasets.releases.release_files import Altered


class Command(TablesCommand):
    """Writes DIR/caveat-TIME/, whole or not at all; readers are answered meanwhile."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the argument."""
        parser.add_argument("into", metavar="DIR", type=Path, help="where backups are kept")

    def handle(self, *, into, **_):
        """Keep it, and tell where."""
        try:
            done = backup(into)
        except (CannotBackUp, Altered, publishing.Refused, OSError) as why:
            raise CommandError(f"nothing was kept: {why}") from why
        size = sum(path.stat().st_size for path in done.rglob("*") if path.is_file())
        self.stdout.write(f"{done}: {size:,} bytes; restore_backup puts it back")
