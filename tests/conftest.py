"""What tests share: the small world, published or not, and the seeds as they stand."""

import itertools
import shutil
from types import SimpleNamespace
from unittest import mock

import hypothesis
import orjson
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from datasets.releases import release_files

from .length import EXAMPLES, LONG
from .published_seeds import publish_all_seeds, publish_seeds, published_seeds
from .remembered import remembered
from .unguarded import flushing
from .world import TwoClubs, World

API = "/api/v1"
HOST = "http://testserver"

if LONG:
    hypothesis.settings.register_profile("long", max_examples=EXAMPLES, deadline=None)
    hypothesis.settings.load_profile("long")


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem(collector):
    """Refuse a test that ``make test-fast`` leaves out and that does not say why it is slow."""
    made = yield
    for test in made if isinstance(made, list) else []:
        for marker in test.iter_markers("slow"):
            if not marker.kwargs.get("reason"):
                told = f'{test.name} is marked as slow without a reason: slow(reason="…")'
                raise collector.CollectError(told)
    return made


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what asks a database; on PostgreSQL leave out the rest, which SQLite's run answers."""
    asking = [one for one in items if asks_a_database(one)]
    for one in asking:
        one.add_marker("database")
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[*{*items} - {*asking}])
        items[:] = asking


def asks_a_database(test):
    """Return whether a test can reach the database: by a fixture of its own, or by its marker."""
    named = {"db", "transactional_db", "django_db_setup"} & {*test.fixturenames}
    return bool(named or test.get_closest_marker("django_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Keep SQLite's test database in a file, which a server beside the tests can open too."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session", autouse=True)
def flushes_published_rows():
    """Let the database be emptied after a test that commits."""
    with mock.patch.object(connection.ops, "sql_flush", flushing(connection.ops.sql_flush)):
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords fast: no test is about how slowly they can be guessed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_page_is_kept(settings):
    """Make each page anew: only tests of keeping keep any."""
    nothing = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = {**settings.CACHES, "pages": nothing}


@pytest.fixture(autouse=True)
def patience(settings):
    """Leave queries a minute: no test is about how busy this machine is."""
    settings.QUERY_SECONDS = 60


@pytest.fixture(autouse=True)
def run_folder(settings, tmp_path):
    """Share locks and counts with no other test, and with no service on this machine."""
    settings.RUN_DIR = tmp_path / "run"


@pytest.fixture(scope="session", autouse=True)
def no_release_in_the_project(tmp_path_factory):
    """Keep the files of what is published once for several tests out of the project's folder."""
    kept = {**settings.STORAGES["releases"], "OPTIONS": {}}
    kept["OPTIONS"]["location"] = tmp_path_factory.mktemp("releases")
    with override_settings(STORAGES={**settings.STORAGES, "releases": kept}):
        yield


COUNTER = itertools.count()


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """Return the folder of the folders that tests keep releases in, none of which is there yet."""
    return tmp_path_factory.mktemp("releases-of-tests")


@pytest.fixture(autouse=True)
def releases_folder(request, settings, folders, monkeypatch):
    """Keep the files of releases in a folder of the test's own, apart from its seed folders.

    Most tests publish and look at no file: theirs write the first one only, and not durably. Those
    that are marked ``release_files`` have all of them, kept as they are kept in use.
    """
    folder = folders / str(next(COUNTER))
    kept = {**settings.STORAGES["releases"], "OPTIONS": {"location": folder}}
    if request.node.get_closest_marker("release_files") is None:
        kept["BACKEND"] = "django.core.files.storage.FileSystemStorage"
        monkeypatch.setattr(release_files, "FILES", release_files.FILES[:1])
    settings.STORAGES = {**settings.STORAGES, "releases": kept}
    yield
    if folder.exists():
        shutil.rmtree(folder)


@pytest.fixture
def world(db):
    """Return the world with one observation, nothing of it published."""
    return World()


@pytest.fixture
def clubs(db):
    """Return the herons as two clubs and a ranger may count them, nothing of it published."""
    return TwoClubs()


@pytest.fixture
def remembering(db, folders):
    """Return what puts back all that a function once published and returned."""
    return lambda make: remembered(make, folders)


@pytest.fixture
def published(remembering):
    """Return the world after its first release."""
    return remembering(_published)


def _published():
    world = World()
    world.publish()
    return world


@pytest.fixture(scope="module")
def seeds_of_module(django_db_setup, django_db_blocker, folders):
    """Publish the dataset of the article once for all tests of a module, which only read it."""
    with django_db_blocker.unblock(), published_seeds(folders, publish_seeds):
        yield


@pytest.fixture(scope="module")
def all_seeds_of_module(django_db_setup, django_db_blocker, folders):
    """Publish all datasets once for all tests of a module, which only read them."""
    with django_db_blocker.unblock(), published_seeds(folders, publish_all_seeds):
        yield


@pytest.fixture
def deserters(remembering):
    """Publish the real seeds, and return their newest release."""
    return remembering(publish_seeds)


class Api:
    """A client that speaks of the API: paths below it, bodies read whole."""

    def __init__(self, client):
        self.client = client

    def get(self, path, **headers):
        """Return the response with its whole body as ``body``."""
        path = path.removeprefix(HOST)
        response = self.client.get(
            path if path.startswith("/") else f"{API}/{path}", headers=headers
        )
        response.body = response.getvalue()
        return response

    def json(self, path, status=200):
        """Return the JSON of an answer with this status."""
        response = self.get(path)
        assert response.status_code == status, response.body
        return orjson.loads(response.body)

    def ids(self, path):
        """Return the ids of a list's first page, in order."""
        return [record["id"] for record in self.json(path)["results"]]

    def wrong(self, path, status=400):
        """Return the first error of a refused request: parameter, reason, expected, nearest."""
        response = self.get(path)
        assert response.status_code == status, response.body
        assert response["Content-Type"] == "application/problem+json"
        problem = orjson.loads(response.body)
        return SimpleNamespace(**(problem["errors"] or [{}])[0], detail=problem["detail"])


@pytest.fixture
def api(db):
    """Return the client of the API."""
    return Api(Client(raise_request_exception=False))
