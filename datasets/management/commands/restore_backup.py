"""Put a backup into an empty database and an empty folder of releases."""

from pathlib import Path

from django.core.management.base import CommandError
from django.db import OperationalError

from datasets.management.backups import CannotBackUp, put_back
from datasets.management.shown import ShownCommand
from datasets.wording.labels import counted


class Command(ShownCommand):
    """Needs no migrate before: the backup has the tables."""

    help = __doc__
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        """Declare the argument."""
        parser.add_argument("folder", metavar="BACKUP", type=Path, help="what backup wrote")

    def handle(self, *, folder, **_):
        """Put it back, and tell what to do next."""
        try:
            number = put_back(folder)
        except (CannotBackUp, OSError, OperationalError) as why:
            raise CommandError(f"nothing was put back: {why}") from why
        self.stdout.write(
            f"{counted(number, 'release')}; next: manage.py migrate, then verify_releases"
        )
