"""What a fixture published, put back for the next test without being published again."""

import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from datasets.releases import release_files

_kept = {}


class Kept:
    """The rows of all tables, the files of all releases, and what the fixture returned."""

    def __init__(self, returned, folder):
        self.returned = returned
        self.folder = Path(shutil.copytree(_releases(), folder, dirs_exist_ok=True))
        self.rows = {}
        with connection.cursor() as cursor:
            for table in _tables():
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                columns = [column[0] for column in cursor.description]
                self.rows[table] = columns, cursor.fetchall()

    def put_back(self):
        shutil.copytree(self.folder, _releases(), dirs_exist_ok=True)
        quoted = connection.ops.quote_name
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in self.rows.items():
                if rows:
                    names = ", ".join(map(quoted, columns))
                    places = ", ".join(["%s"] * len(columns))
                    into = f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})"
                    cursor.executemany(into, rows)


def remembered(make, folders):
    """Return what ``make`` returns, its rows and files in place; ``folders`` keeps the files.

    It is made anew where the database holds something already, whose ids would be in the way.
    """
    name = make.__name__, len(release_files.FILES)
    if not _is_empty():
        return make()
    if name in _kept:
        _kept[name].put_back()
    else:
        _kept[name] = Kept(make(), folders / "-".join(map(str, name)))
    return _kept[name].returned


def _releases():
    folder = Path(settings.STORAGES["releases"]["OPTIONS"]["location"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _tables():
    models = apps.get_app_config("datasets").get_models(include_auto_created=True)
    return [model._meta.db_table for model in models]


def _is_empty():
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
            if cursor.fetchone():
                return False
    return True
