"""Which migrations of this code the database has not seen yet."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def unapplied() -> tuple[int, bool]:
    """Return how many there are, and whether any were applied; DatabaseError without a server."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return len(waiting), bool(executor.loader.applied_migrations)
