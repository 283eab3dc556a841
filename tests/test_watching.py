"""Whoever runs the service can watch it: is it alive, is it ready, what did it answer."""

import json
import logging
import os
import re
import shutil
import signal
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection

from datasets.models import Release
from datasets.releases import release_files
from project.log_lines import JsonLines

from . import serving

LIST = "/api/v1/units?limit=1"
UUID = re.compile(r"[0-9a-f]{32}")


@pytest.fixture
def lines(caplog):
    """Return a function that returns what the log says, each line read as JSON."""
    caplog.set_level(logging.INFO, logger="caveat")
    return lambda: [json.loads(JsonLines().format(one)) for one in caplog.records]


# Health (attacks 32)


def test_a_process_that_answers_lives_whatever_the_database_does(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE datasets_record")
    answer = client.get("/livez")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_a_service_with_its_database_and_files_is_ready(world, client):
    world.publish()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    well = dict.fromkeys(("status", "database", "migrations", "tables", "files"), "ok")
    assert answer.json() == well | {"verification": {"state": "never"}}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_release_without_one_of_its_files_is_not_ready(world, client):
    world.publish()
    (release,) = Release.objects.all()
    with release_files.opened(release, "observations.csv") as opened:
        file = Path(opened.name)
    text = file.read_bytes()
    file.write_bytes(text[:-1])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["files"] == f"herons/1/observations.csv: {len(text) - 1} bytes"
    file.unlink()
    assert client.get("/readyz").json()["files"].startswith("herons/1/observations.csv: No such")


def mark_of(release):
    """Return the file that says which release was sealed there."""
    return Path(storages["releases"].path(f"{release.dataset}/{release.number}/SEALED"))


@pytest.mark.release_files
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_older_than_the_files_beside_it_is_not_ready(world, client):
    """attacks 32: somebody put back a backup of the database, and not that of the files"""
    world.publish()
    newer = mark_of(Release.objects.get()).parent.with_name("2")
    shutil.copytree(newer.with_name("1"), newer)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    told = "herons/2 was published, and the database does not know it"
    assert answer.json()["files"] == told
    # What a publication that was killed has left was published nowhere.
    (newer / "SEALED").unlink()
    assert client.get("/readyz").status_code == 200


@pytest.mark.release_files
@pytest.mark.django_db(transaction=True)
def test_a_database_beside_the_files_of_another_is_not_ready(world, client):
    """attacks 32: all names and sizes are the same, and the seals are not"""
    world.publish()
    mark = mark_of(Release.objects.get())
    mark.write_text("0" * 64 + "\n")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["files"] == "herons/1/SEALED: its seal is not that of the database"
    # A release is committed before it is marked.
    mark.unlink()
    assert client.get("/readyz").status_code == 200
    shutil.copytree(mark.parents[1], mark.parents[2] / "storks")
    (mark.parents[2] / "storks/1/SEALED").write_text("0" * 64 + "\n")
    told = "storks/1 was published, and the database does not know it"
    assert client.get("/readyz").json()["files"] == told


def test_a_database_that_cannot_be_asked_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_migrations")
        cursor.execute("CREATE TABLE django_migrations (id integer)")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"].startswith("cannot be asked: ")


@pytest.mark.django_db(transaction=True)
def test_a_table_that_readers_need_and_cannot_read_makes_it_unready(world, client):
    world.publish()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE datasets_termset RENAME TO elsewhere")
    try:
        answer = client.get("/readyz")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO datasets_termset")
    assert answer.status_code == 503
    assert answer.json()["tables"] == "datasets_termset cannot be read"
    assert client.get("/readyz").status_code == 200


def test_a_database_without_tables_is_told_what_makes_them(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'datasets'")
        cursor.execute("DROP TABLE datasets_release")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "1 are not applied: run manage.py migrate"
    assert answer.json()["database"] == "ok"
    assert not {"tables", "files"} & answer.json().keys()


def test_a_database_that_is_behind_the_code_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'datasets'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "1 are not applied: run manage.py migrate"
    assert answer.json()["status"] == "not ready"


# Ids and lines (attacks 33)


def test_an_answer_and_its_line_have_one_id(client, db, lines):
    answer = client.get(LIST)
    assert UUID.fullmatch(answer.headers["X-Request-ID"])
    (line,) = lines()
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/units", 200)
    assert line["bytes"] == len(answer.content)
    assert line["ms"] > 0
    assert line["time"].endswith("Z")


def test_a_line_says_nothing_of_who_asked_what(client, db, lines):
    client.get("/api/v1/search?q=secret-words", REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="Mine")
    told = json.dumps(lines())
    assert not any(one in told for one in ("secret-words", "192.0.2.7", "Mine"))


def test_a_method_that_a_client_makes_up_is_told_as_other(client, db, lines):
    client.generic("DESERTERS", LIST)
    told = lines()
    assert told[0]["method"] == "other"
    assert "DESERTERS" not in json.dumps(told)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"),
        ("01234567-89ab-cdef-0123-456789abcdef", "0123456789abcdef0123456789abcdef"),
        ("<script>", None),
        ("a" * 32 + "\u00a0", None),
        ("x" * 32, None),
    ],
)
def test_the_id_of_a_proxy_is_taken_where_it_is_one(client, db, given, taken):
    answer = client.get(LIST, headers={"X-Request-ID": given})
    stands = answer.headers["X-Request-ID"]
    assert stands == taken if taken else stands != given and uuid.UUID(stands)


def test_a_refusal_names_the_request_that_it_refuses(client, db):
    answer = client.get("/api/v1/units?x=1")
    assert answer.status_code == 400
    assert answer.json()["instance"] == uuid.UUID(hex=answer.headers["X-Request-ID"]).urn
    assert client.get("/nowhere").json()["instance"].startswith("urn:uuid:")


def test_a_fault_is_one_line_with_its_trace_and_the_id_of_its_request():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f.py", 1, "it %s", ("broke",), None)
        record.exc_info = sys.exc_info()
    line = JsonLines().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["message"], told["request_id"]) == ("error", "it broke", None)
    assert told["trace"].endswith("ValueError: two\nlines")


# Metrics (attacks 34)


def test_without_a_folder_for_counters_there_are_none(client, db):
    assert client.get("/metrics").status_code == 404


def test_the_newest_release_of_each_dataset_stands_beside_the_counters(
    world, client, tmp_path, monkeypatch
):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    world.publish()
    world.change("nests-2023", value="42")
    world.publish()
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert 'caveat_release{dataset="herons"} 2.0' in answer.text


@pytest.mark.slow(reason="starts a server")
@pytest.mark.django_db(transaction=True)
def test_what_all_workers_answered_is_counted_by_route_and_status(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "counters"))
    with serving.gunicorn() as (host, port):
        base = f"http://{host}:{port}"
        for _ in range(3):
            urlopen(f"{base}/livez").read()
        with pytest.raises(HTTPError):
            urlopen(f"{base}/api/v1/units?x=1")
        told = urlopen(f"{base}/metrics").read().decode()
    assert 'caveat_requests_total{method="GET",route="/livez",status="200"} 3.0' in told
    assert 'route="/api/v1/units",status="400"} 1.0' in told
    assert 'caveat_request_seconds_count{route="/livez"} 3.0' in told


@pytest.mark.slow(reason="starts a server")
@pytest.mark.release_files
@pytest.mark.django_db(transaction=True)
def test_what_is_told_once_is_told_once_whichever_workers_were_asked(world, tmp_path, monkeypatch):
    """attacks 34: of a worker that was killed its counts stay, and nothing that may have changed"""
    counters = tmp_path / "counters"
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(counters))
    world.publish()
    call_command("verify_releases")
    releases = str(storages["releases"].location)
    with serving.gunicorn(RELEASES_DIR=releases) as (host, port):
        for _ in range(2):
            told = urlopen(f"http://{host}:{port}/metrics").read().decode()
            (worker,) = {int(one.stem.rpartition("_")[2]) for one in counters.glob("*.db")}
        os.kill(worker, signal.SIGKILL)
        world.change("nests-2023", value="42")
        world.publish()
        told = asked_again(f"http://{host}:{port}/metrics")
    assert told.count("caveat_verification_faults 0.0\n") == 1
    assert [one for one in told.splitlines() if one.startswith("caveat_release")] == [
        'caveat_release{dataset="herons"} 2.0'
    ]
    headings = [one for one in told.splitlines() if one.startswith("#")]
    assert len(headings) == len({*headings})
    assert 'caveat_requests_total{method="GET",route="/metrics",status="200"} 2.0' in told
    assert not [*counters.glob("gauge*")]


def asked_again(address):
    """Return what a server answers whose only worker was killed just now."""
    for _ in range(50):
        with suppress(URLError, ConnectionError):
            return urlopen(address, timeout=10).read().decode()
        time.sleep(0.2)
    raise AssertionError(f"{address} did not answer again")
