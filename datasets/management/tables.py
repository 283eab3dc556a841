"""Commands that ask the tables: without these they say in a line what makes them."""

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


class TablesCommand(BaseCommand):
    """A command that begins only where the tables are there, as this code expects them."""

    requires_migrations_checks = True

    def check_migrations(self):
        """Refuse what Django only warns of, before it ends in a traceback."""
        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except OperationalError as error:
            raise CommandError(f"the database cannot be asked: {error}") from error
        if waiting:
            what = "has no tables" if not executor.loader.applied_migrations else "is behind"
            raise CommandError(f"the database {what}: run manage.py migrate first")
