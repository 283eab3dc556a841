"""An export is whole, or visibly broken."""

import gzip
import hashlib
import runpy
import socket
import subprocess
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
import zstandard
from django.conf import settings
from django.db import connection

from datasets.models import Record, RecordCsv, Release
from datasets.store import keyset

from .serving import gunicorn
from .unguarded import unguarded
from .world import World

CSV = "/api/v1/observations.csv"
# The exit code by which curl says that a body ended before its declared length.
ENDED_EARLY = 18
DECODERS = {
    "identity": bytes,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}


class SeveralBlocks(World):
    """Enough figures for several blocks, published."""

    rows = 2 * keyset.ROWS_A_BLOCK + 300

    def __init__(self):
        super().__init__()
        self.figures(self.rows)
        self.publish()


class MoreThanIsBuffered(SeveralBlocks):
    """More than what the system buffers between server and client: the server has to wait."""

    rows = 9_000


@pytest.fixture
def served(transactional_db, remembering, request):
    """Serve several blocks of figures as make run does."""
    world = remembering(getattr(request, "param", SeveralBlocks))
    with gunicorn() as (host, port):
        yield SimpleNamespace(world=world, address=(host, port), url=f"http://{host}:{port}{CSV}")


def curl(url, *options):
    """Return what curl makes of the address: its exit code and the body."""
    command = ["curl", "--silent", "--max-time", "20", *options, url]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize("path", [CSV, "/api/v1/observations.ndjson", "/api/v1/documents.csv"])
def test_an_export_declares_its_length_and_rows_before_the_first_byte(published, api, path):
    response = api.get(path)
    rows = response.body.count(b"\n") - path.endswith(".csv")
    assert int(response["Content-Length"]) == len(response.body)
    assert int(response["Row-Count"]) == rows


def test_head_answers_the_same_headers_without_running_the_export(
    published, api, django_assert_num_queries
):
    # One query pins the release, one names the file, one adds up the lengths; no text is read.
    with django_assert_num_queries(3):
        head = api.client.head(CSV)
    whole = api.get(CSV)
    assert head.getvalue() == b""
    for name in ("Content-Length", "Row-Count", "ETag", "Content-Type", "Content-Disposition"):
        assert head[name] == whole[name]


def test_an_export_of_many_blocks_is_the_same_as_of_one(published, api, monkeypatch):
    published.figures(25)
    published.publish()
    whole = api.get(CSV).body
    monkeypatch.setattr(keyset, "ROWS_A_BLOCK", 3)
    assert api.get(CSV).body == whole
    assert whole.count(b"\r\n") == 27


def test_an_empty_export_is_its_header(published, api):
    response = api.get(f"{CSV}?value__gt=1000")
    assert response["Row-Count"] == "0"
    assert response.body.startswith(b"id,")
    assert response.body.count(b"\r\n") == 1


def last_text():
    """Return the stored text of the last row of the export, and the condition that finds it."""
    last = RecordCsv.objects.filter(record__noun="observation").order_by("record__slug").last()
    return bytes(last.body), RecordCsv.objects.filter(pk=last.pk)


def shorten():
    """Store a last line that is shorter than its declared length."""
    line, stored = last_text()
    with unguarded():
        stored.update(body=line[:-10] + b"\r\n")


def lengthen():
    """Store a last line that is longer than its declared length."""
    line, stored = last_text()
    with unguarded():
        stored.update(body=line[:-2] + b" and more\r\n")


def lose_a_text():
    """Lose the text of a record in a later block, which raises in the middle of the export."""
    with unguarded():
        RecordCsv.objects.filter(record__slug=f"nests-n{SeveralBlocks.rows - 50:05}").delete()


@pytest.mark.slow(reason="starts a real server")
@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize("break_it", [shorten, lengthen, lose_a_text])
def test_a_body_that_is_not_as_declared_breaks_the_framing(served, break_it, coding):
    asked = ("--header", f"Accept-Encoding: {coding}")
    code, whole = curl(served.url, *asked)
    assert code == 0
    assert DECODERS[coding](whole).count(b"\r\n") == SeveralBlocks.rows + 2
    break_it()
    code, body = curl(served.url, *asked)
    assert code == ENDED_EARLY
    assert len(body) < len(whole)
    with pytest.raises((AssertionError, EOFError, zstandard.ZstdError)):
        assert DECODERS[coding](body) == DECODERS[coding](whole)


@pytest.mark.slow(reason="starts a real server")
def test_a_coded_body_is_chunked_over_http_1_1_and_plain_over_http_1_0(served):
    headed = ("--include", "--header", "Accept-Encoding: gzip")
    code, answer = curl(served.url, *headed)
    headers, _, body = answer.partition(b"\r\n\r\n")
    assert code == 0
    assert {b"Transfer-Encoding: chunked", b"Content-Encoding: gzip"} <= {*headers.split(b"\r\n")}
    assert f"Identity-Length: {len(gzip.decompress(body))}".encode() in headers.split(b"\r\n")
    code, answer = curl(served.url, *headed, "--http1.0")
    headers, _, plain = answer.partition(b"\r\n\r\n")
    assert (code, plain) == (0, gzip.decompress(body))
    assert f"Content-Length: {len(plain)}".encode() in headers.split(b"\r\n")
    assert b"Content-Encoding: gzip" not in headers.split(b"\r\n")


@pytest.mark.slow(reason="starts a real server")
def test_a_download_of_a_numbered_release_is_resumed_where_it_stopped(served, tmp_path):
    url, file = f"{served.url}?dataset=herons&release=1", tmp_path / "resumed.csv"
    _, whole = curl(url)
    file.write_bytes(whole[:100_000])
    code, _ = curl(url, "--continue-at", "-", "--output", str(file))
    assert (code, file.read_bytes()) == (0, whole)


def test_a_small_body_that_is_not_as_declared_is_an_error_before_it_begins(published, api):
    shorten()
    response = api.get(CSV)
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.slow(reason="starts a real server")
def test_a_client_that_leaves_harms_nobody_else(served):
    with socket.create_connection(served.address) as leaving:
        leaving.sendall(f"GET {CSV} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert leaving.recv(100).startswith(b"HTTP/1.1 200")
    assert curl(served.url)[0] == 0


def test_a_worker_has_a_connection_for_each_of_its_threads():
    served = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))
    assert served["threads"] == settings.CONNECTIONS_A_WORKER


@pytest.mark.slow(reason="publishes nine thousand figures and starts a real server")
@pytest.mark.parametrize("served", [MoreThanIsBuffered], indirect=True)
def test_readers_that_take_their_time_leave_the_service_to_others(served):
    request = f"GET {CSV} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(20):
            slow = stack.enter_context(socket.socket())
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.connect(served.address)
            slow.sendall(request)
        assert curl(served.url.replace("observations.csv", "units?limit=1"))[0] == 0


@pytest.mark.slow(reason="starts a real server")
def test_a_request_without_end_is_refused_before_it_is_read(served):
    with socket.create_connection(served.address, timeout=20) as endless:
        endless.sendall(b"GET /api/v1/units?" + b"a" * 8190)
        assert endless.recv(100).startswith(b"HTTP/1.1 414")
    assert curl(f"{served.url}?{'a' * 7990}=1")[0] == 0


@pytest.mark.slow(reason="publishes nine thousand figures and starts a real server")
@pytest.mark.parametrize("served", [MoreThanIsBuffered], indirect=True)
def test_a_publish_during_a_slow_export_neither_waits_nor_tears_it(served):
    digest = newest_digest()
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(served.address)
        slow.sendall(f"GET {CSV} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = [slow.recv(2000)]
        last = Record.objects.of("observation").order_by("slug").last().slug
        served.world.change(last, value="1", change_note="Counted again.")
        served.world.publish()
        while part := slow.recv(1 << 20):
            answer.append(part)
    _, _, body = b"".join(answer).partition(b"\r\n\r\n")
    assert hashlib.sha256(body).hexdigest() == digest
    assert newest_digest() != digest


def newest_digest():
    """Return the digest of the newest release."""
    return Release.objects.order_by("pk").last().digest


def test_no_transaction_is_held_while_a_client_reads(published, api):
    opened = []

    def note(execute, sql, params, many, context):
        if sql.startswith(("BEGIN", "SAVEPOINT")):
            opened.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for path in (CSV, "observations", "observations/nests-2023", "releases"):
            assert api.get(path).status_code == 200
    assert opened == []
