"""Commands that ask the tables: without these they say in a line what makes them."""

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from datasets.store.unapplied import unapplied


class TablesCommand(BaseCommand):
    """A command that begins only where the tables are there, as this code expects them."""

    requires_migrations_checks = True

    def check_migrations(self):
        """Refuse what Django only warns of, before it ends in a traceback."""
        try:
            waiting, has_tables = unapplied()
        except OperationalError as error:
            raise CommandError(f"the database cannot be asked: {error}") from error
        if waiting:
            what = "is behind" if has_tables else "has no tables"
            raise CommandError(f"the database {what}: run manage.py migrate first")
