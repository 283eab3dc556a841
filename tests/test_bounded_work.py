"""One request takes only so much of the machine: files in the making, the disk, a query's time."""

import errno
import io
import multiprocessing
import socket
import sqlite3
import tempfile
import threading
import time
from contextlib import ExitStack, closing

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse

from api.limits import made_file, making, room
from api.limits.query_time import QueryTimeMiddleware
from api.limits.seats import Seats
from api.requests import troubles
from api.views import generated_files
from project import settings as project_settings

MADE = ("observations.xlsx?value=41", "observations.parquet?value=41", "sources.xlsx")
WRITTEN = ("observations.csv?fields=id,value", "observations.ndjson?fields=id", "changes.csv")
STREAMED = ("observations.csv?value=41", "observations.ndjson?value=41")


@pytest.fixture
def both_seats_taken():
    """Have two files in the making, in other workers."""
    with ExitStack() as seats:
        for _ in range(making.AT_ONCE):
            seats.enter_context(making.MAKING.take())
        yield seats


def problem(response, status):
    """Return the problem that the answer tells, after a look at its form."""
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    return response.json()


@pytest.mark.parametrize("path", MADE)
def test_a_third_file_waits_and_is_then_refused_with_when_to_come_again(
    published, api, both_seats_taken, monkeypatch, path
):
    # attacks 4
    assert (making.AT_ONCE, making.SECONDS) == (2, 10)
    monkeypatch.setattr(making, "SECONDS", 0.2)
    began = time.monotonic()
    response = api.get(path)
    assert time.monotonic() - began >= 0.2
    assert "CSV or NDJSON" in problem(response, 503)["detail"]
    assert "Retry-After" in response


def test_a_file_that_waits_is_made_when_another_one_is_ready(published, api, both_seats_taken):
    # attacks 4
    threading.Timer(0.2, both_seats_taken.close).start()
    assert api.get(MADE[0]).status_code == 200


def test_two_files_can_be_made_and_the_seat_of_each_is_free_again(published, api):
    # attacks 4
    with making.MAKING.take():
        for path in MADE * 3:
            assert api.get(path).status_code == 200


def test_a_seat_is_free_again_when_the_making_fails(published, api, monkeypatch):
    # attacks 4
    monkeypatch.setattr(made_file, "MOST_BYTES", 100)
    for _ in range(making.AT_ONCE + 1):
        assert api.get(MADE[0]).status_code == 422


def test_a_worker_that_is_killed_leaves_its_seat():
    # attacks 4
    worker = multiprocessing.get_context("fork").Process(target=sitting)
    taken = [making.MAKING.take() for _ in range(making.AT_ONCE - 1)]
    worker.start()
    while (seat := making.MAKING.take()) is not None:
        seat.leave()
        time.sleep(0.01)
    worker.kill()
    worker.join()
    with making.MAKING.take():
        for one in taken:
            one.leave()


def sitting():
    """Take a seat and stay."""
    with making.MAKING.take():
        time.sleep(60)


def test_only_some_may_wait_and_the_others_are_told_at_once(
    published, api, both_seats_taken, monkeypatch
):
    # attacks 4: whoever waits holds a thread.
    monkeypatch.setattr(making, "WAITING", Seats("waiting", 1))
    with making.WAITING.take():
        began = time.monotonic()
        problem(api.get(MADE[0]), 503)
        assert time.monotonic() - began < making.SECONDS / 2


@pytest.mark.parametrize("path", [*WRITTEN, *STREAMED])
def test_no_other_export_is_counted(published, api, both_seats_taken, path, monkeypatch):
    # attacks 4
    monkeypatch.setattr(making, "SECONDS", 0)
    assert api.get(path).status_code == 200


@pytest.mark.release_files
@pytest.mark.parametrize("fmt", ["xlsx", "parquet"])
def test_a_whole_release_is_the_sealed_file_for_which_nothing_is_made(
    published, api, both_seats_taken, monkeypatch, fmt
):
    # attacks 5: not a byte is made, and no seat is asked for.
    monkeypatch.setattr(made_file, "MOST_BYTES", 0)
    monkeypatch.setattr(making, "SECONDS", 0)
    assert api.get(f"observations.{fmt}").status_code == 200
    assert api.get(f"observations.{fmt}?value=41").status_code == 503


@pytest.mark.parametrize("path", [*MADE, *WRITTEN])
def test_nothing_is_made_for_a_client_that_is_gone(published, api, path):
    # attacks 8
    ours, theirs = socket.socketpair()
    with ours, theirs:
        asked = {"gunicorn.socket": ours}
        there = api.client.get(f"/api/v1/{path}", **asked)
        assert (there.status_code, len(there.getvalue()) > 0) == (200, True)
        theirs.close()
        gone = api.client.get(f"/api/v1/{path}", **asked)
    assert (gone.status_code, gone.reason_phrase) == (499, "Client Closed Request")


@pytest.mark.parametrize("path", MADE)
def test_the_making_stops_in_the_middle_when_the_client_goes(published, api, monkeypatch, path):
    # attacks 8: the first record is read while somebody waits.
    ours, theirs = socket.socketpair()
    read = generated_files.exact_json.loads

    def leaving(text):
        theirs.close()
        return read(text)

    with ours, theirs:
        published.figure("nests-2024", period="2024-03/2024-05")
        published.publish()
        monkeypatch.setattr(made_file, "RECORDS_BETWEEN_LOOKS", 1)
        path = path.replace("=41", "__gte=0").replace("sources", "observations")
        monkeypatch.setattr(generated_files.exact_json, "loads", leaving)
        monkeypatch.setattr(made_file.MadeFile, "write", lambda _, data: len(data))
        gone = api.client.get(f"/api/v1/{path}", **{"gunicorn.socket": ours})
    assert gone.status_code == 499


def test_whoever_waits_for_a_seat_and_leaves_waits_no_longer(published, api, both_seats_taken):
    # attacks 8
    ours, theirs = socket.socketpair()
    with ours, theirs:
        threading.Timer(0.2, theirs.close).start()
        began = time.monotonic()
        response = api.client.get(f"/api/v1/{MADE[0]}", **{"gunicorn.socket": ours})
    assert response.status_code == 499
    assert time.monotonic() - began < making.SECONDS / 2


def test_all_files_together_fit_into_a_gibibyte():
    # attacks 6
    assert made_file.MOST_BYTES * making.AT_ONCE <= 2**30
    assert room.PIECES.count * room.PIECE <= 2**30


def test_a_file_that_is_read_slowly_still_counts_and_no_longer_when_it_was_read(
    published, api, monkeypatch
):
    # attacks 6
    monkeypatch.setattr(room, "IN_MEMORY", 0)
    monkeypatch.setattr(made_file, "BYTES_A_BLOCK", 1000)
    monkeypatch.setattr(room, "PIECES", Seats("room", 1))
    path = f"/api/v1/{MADE[0]}"
    slow = api.client.get(path)
    blocks = iter(slow.streaming_content)
    next(blocks)
    told = api.client.get(path)
    assert "the room" in problem(told, 503)["detail"]
    assert "Retry-After" in told
    assert [*blocks]
    assert api.get(MADE[0]).status_code == 200


def test_what_a_workbook_lays_aside_counts_too(published, api, monkeypatch):
    # attacks 6
    small = len(api.get(MADE[0]).body)
    monkeypatch.setattr(made_file, "MOST_BYTES", small + 100)
    assert problem(api.get(MADE[0]), 422)["errors"][0]["code"] == "does_not_fit"


class FullDisk(io.BytesIO):
    """A file on a disk that is full."""

    def write(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("path", [*MADE, *WRITTEN])
def test_a_full_disk_is_told_and_leaves_nothing_behind(
    published, api, monkeypatch, tmp_path, path, caplog
):
    # attacks 6
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(made_file, "SpooledTemporaryFile", lambda **_: FullDisk())
    assert "disk of the service is full" in problem(api.get(path), 507)["detail"]
    assert [*tmp_path.glob("caveat-made-*")] == []
    assert len([one for one in caplog.records if "No space left" in one.getMessage()]) == 1
    monkeypatch.undo()
    assert api.get(path).status_code == 200


@pytest.mark.parametrize("path", WRITTEN)
def test_an_export_that_would_grow_too_large_says_to_ask_for_less(
    published, api, monkeypatch, path
):
    # attacks 6
    monkeypatch.setattr(made_file, "MOST_BYTES", 10)
    (wrong,) = problem(api.get(path), 422)["errors"]
    assert wrong["expected"].startswith("fewer records")


def sqlite_error(command):
    """Return what SQLite raises."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA max_page_count = 2")
        database.execute("CREATE TABLE rows (text)")
        with pytest.raises(sqlite3.Error) as raised:
            database.execute(command)
    return raised.value


def test_what_the_machine_cannot_do_is_told_from_what_is_wrong():
    # attacks 6, 7: also where a library raises an error of its own in handling it.
    full = sqlite_error("INSERT INTO rows VALUES (zeroblob(100000))")
    assert troubles.of(full)[0] == 507
    for error in (OSError(errno.EDQUOT, "Quota"), psycopg.errors.DiskFull("full")):
        wrapped = ValueError("the workbook cannot be written")
        wrapped.__context__ = error
        assert troubles.of(wrapped)[0] == 507
    for away in (
        psycopg.OperationalError("connection refused"),
        psycopg.errors.AdminShutdown("terminating connection"),
        psycopg.errors.CannotConnectNow("the database system is starting up"),
    ):
        assert troubles.of(away)[0] == 503
    for ours in (
        *(sqlite_error("SELECT nothing FROM rows"), OSError(errno.ENOENT, "No such file")),
        *(psycopg.errors.UndefinedTable("no such table"), ValueError("wrong")),
    ):
        assert troubles.of(ours) is None


FOREVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def slow_query(monkeypatch):
    """Have every list take a query that never ends; return how long one may take."""
    from api.views import lists

    def slow(*_):
        with connection.cursor() as cursor:
            cursor.execute(FOREVER)
            cursor.fetchall()

    monkeypatch.setattr(lists.ListView, "get_queryset", slow)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["observations", "observations.csv", "sources", "sources.xlsx"])
def test_a_query_that_takes_too_long_is_ended_and_told(world, api, slow_query, settings, path):
    # attacks 7
    settings.QUERY_SECONDS = 0.2
    for _ in range(5):
        began = time.monotonic()
        response = api.get(path)
        assert "too long" in problem(response, 503)["detail"]
        assert response["Retry-After"] == "30"
        assert time.monotonic() - began < 2
    assert api.get("/api/v1").status_code == 200
    # PostgreSQL keeps the limit until the next request; what clears the tables away is none.
    settings.QUERY_SECONDS = 60
    assert api.get("/readyz").status_code == 200


def test_a_query_of_an_answer_that_is_being_sent_has_a_limit_too(rf, db, settings):
    # attacks 7
    settings.QUERY_SECONDS = 0.2

    def blocks():
        yield b"some"
        with connection.cursor() as cursor:
            cursor.execute(FOREVER)
            yield cursor.fetchone()

    answer = QueryTimeMiddleware(lambda request: StreamingHttpResponse(blocks()))(rf.get("/"))
    with pytest.raises(OperationalError, match=r"interrupted|timeout"):
        list(answer.streaming_content)


@pytest.mark.parametrize(("path", "limited"), [("/sources", True), ("/admin/", False)])
def test_the_admin_s_queries_have_no_limit(rf, db, settings, path, limited):
    # attacks 7: nor has what the same connection is asked afterwards.
    settings.QUERY_SECONDS = 0.001

    def count(request):
        with connection.cursor() as cursor:
            cursor.execute(FOREVER.replace("FROM n)", "FROM n WHERE i < 500000)"))
            return HttpResponse(cursor.fetchone())

    if limited:
        with pytest.raises(OperationalError, match=r"interrupted|timeout"), transaction.atomic():
            QueryTimeMiddleware(count)(rf.get(path))
    else:
        assert QueryTimeMiddleware(count)(rf.get(path)).content == b"500000"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite forgets it with each answer")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("path", "limit"), [("/admin/", "0"), ("/sources", "1min")])
def test_what_a_transaction_takes_back_leaves_no_other_limit(rf, path, limit):
    # attacks 7: a publication in the admin has the time it needs, a reader has not.
    def shown(request):
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return HttpResponse(cursor.fetchone())

    def asked(path):
        return QueryTimeMiddleware(shown)(rf.get(path)).content.decode()

    other = {"/admin/": "/sources", "/sources": "/admin/"}[path]
    assert asked(other) != limit
    with transaction.atomic():
        assert asked(path) == limit
        transaction.set_rollback(True)
    assert asked(path) == limit


def test_outside_of_requests_queries_have_the_time_they_need(published, api, settings):
    # attacks 7
    if connection.vendor == "sqlite":
        settings.QUERY_SECONDS = 0.3
        assert api.get("observations").status_code == 200
        with connection.cursor() as cursor:
            cursor.execute(FOREVER.replace("FROM n)", "FROM n WHERE i < 2000000)"))
            assert cursor.fetchone() == (2000000,)


def test_readers_have_five_seconds():
    # attacks 7
    assert project_settings.QUERY_SECONDS == 5
