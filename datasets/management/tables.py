"""Commands that ask the tables, and say in a line where these, or rights, are missing."""

from django.core.management.base import CommandError
from django.db import OperationalError

from datasets.management.shown import ShownCommand
from datasets.store.unapplied import unapplied


class TablesCommand(ShownCommand):
    """A command that begins only where the tables are there, as this code expects them."""

    requires_migrations_checks = True

    def execute(self, *args, **options):
        """Run the command; tell in a line what it cannot read or write, or the database said."""
        try:
            return super().execute(*args, **options)
        except PermissionError as error:
            told = f"{error.filename}: {error.strerror}: run this as a user who may"
            raise CommandError(told) from error
        except OSError as error:
            # Without a file it is no matter of the paths that somebody gave.
            if error.filename is None:
                raise
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except OperationalError as error:
            raise CommandError(f"the database cannot be asked: {error}") from error

    def check_migrations(self):
        """Refuse what Django only warns of, before it ends in a traceback."""
        waiting, has_tables = unapplied()
        if waiting:
            what = "is behind" if has_tables else "has no tables"
            raise CommandError(f"the database {what}: run manage.py migrate first")
