"""The role that serves readers sees what is published, and can write nothing (attacks 37)."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from datasets.models import PUBLISHED, Redaction

ROLES = settings.BASE_DIR / "project/deploy/roles.sql"
READ = [
    *("/", "/api/v1/observations", "/api/v1/observations.csv", "/api/v1/search?q=41", "/readyz"),
    *("/observations/nests-2023", "/datasets/herons", "/datasets/herons/releases/1", "/releases"),
    *("/api/v1/observations/nests-2023/provenance", "/api/v1/releases", "/feed.atom"),
    *("/sitemap.xml", "/api/v1/changes?dataset=herons", "/search?q=41", "/api/v1/checks"),
]


@pytest.fixture
def reader(world):
    """Let the connection be the reader's, on what the world published."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    world.publish()
    with connection.cursor() as cursor:
        cursor.execute(ROLES.read_text())
        cursor.execute("SET LOCAL ROLE caveat_reader")
    yield world
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_the_reader_is_granted_the_published_tables_and_no_others():
    text = ROLES.read_text()
    granted = text.partition("GRANT SELECT ON")[2].partition("TO caveat_reader")[0]
    tables = {one._meta.db_table for one in (*PUBLISHED, Redaction)}
    assert {one.strip() for one in granted.split(",")} == tables | {"django_migrations"}


@pytest.mark.parametrize("address", READ)
def test_the_reader_answers_readers(reader, client, address):
    assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_where_rights_are_missing_the_service_is_not_ready(client):
    """A new version may have a table that nobody has granted yet."""
    with connection.cursor() as cursor:
        cursor.execute(ROLES.read_text())
        cursor.execute("REVOKE SELECT ON datasets_termset FROM caveat_reader")
        cursor.execute("SET ROLE caveat_reader")
    try:
        answer = client.get("/readyz")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
    assert answer.status_code == 503
    assert answer.json()["tables"] == "datasets_termset cannot be read"


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/"])
def test_where_the_role_may_not_write_the_admin_says_so_to_whoever_comes(reader, client, address):
    for answer in (client.get(address), client.post(address, {"username": "warden"})):
        assert answer.status_code == 503
        assert "run one for editors with the role that owns the tables" in answer.json()["detail"]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM datasets_observation",
        "SELECT * FROM auth_user",
        "SELECT * FROM django_session",
        "DELETE FROM datasets_record",
        "UPDATE datasets_release SET note = ''",
        "CREATE TABLE mine (x integer)",
    ],
)
def test_the_reader_sees_no_draft_and_no_account_and_writes_nothing(reader, sql):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
