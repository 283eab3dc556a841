"""What the proxy of project/deploy/ does for the service behind it, tried with the very file."""

import http.client
import json
import re
import shutil
import socket
import ssl
from pathlib import Path

import pytest
from django.conf import settings

from . import serving
from .faults.proxy import NAME, nginx

pytestmark = [
    pytest.mark.skipif(
        not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()),
        reason="nginx is not installed",
    ),
    pytest.mark.slow(reason="starts two servers"),
    pytest.mark.release_files,
    pytest.mark.django_db(transaction=True),
]
LIST = "/api/v1/units"
FILE = settings.BASE_DIR / "project/deploy/nginx.conf"


@pytest.fixture
def front(world, monkeypatch):
    """Yield the proxy in front of the service, on what the world published."""
    monkeypatch.setenv("ALLOWED_HOSTS", NAME)
    monkeypatch.setenv("PROXY", "1")
    world.publish()
    with serving.gunicorn() as upstream, nginx(upstream) as (plain, secure, _):
        yield Front(plain, secure)


class Front:
    """Asks the proxy, as a client from outside does."""

    def __init__(self, plain, secure):
        self.plain, self.secure = plain, secure

    def ask(self, address, method="GET", host=NAME, secure=True, **headers):
        """Return (status, headers, body)."""
        sent = {"Host": host} | {name.replace("_", "-"): text for name, text in headers.items()}
        connection = self._connection(secure)
        try:
            connection.request(method, address, headers=sent)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def _connection(self, secure):
        if not secure:
            return http.client.HTTPConnection("127.0.0.1", self.plain, timeout=30)
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", self.secure, timeout=30, context=trusting)


def test_plain_http_leads_to_the_same_address_of_https(front):
    status, headers, _ = front.ask("/observations/nests-2023?x=1", secure=False)
    assert (status, headers["Location"]) == (308, f"https://{NAME}/observations/nests-2023?x=1")


@pytest.mark.parametrize("secure", [True, False])
def test_whoever_asks_for_another_name_gets_no_answer(front, secure):
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError, ssl.SSLError)):
        front.ask("/", host="evil.example", secure=secure)


def test_addresses_are_those_of_the_name_and_scheme_that_were_asked(front):
    _, _, body = front.ask("/sitemap.xml")
    assert f"https://{NAME}/observations/nests-2023".encode() in body


def test_what_a_client_says_of_its_scheme_is_not_believed(front):
    said = {"X_Forwarded_Proto": "http", "X_Forwarded_Host": "evil.example"}
    _, _, body = front.ask("/sitemap.xml", **said)
    assert b"evil.example" not in body
    assert f"https://{NAME}/".encode() in body


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_the_application_compresses_and_the_proxy_does_not_do_it_again(front, coding):
    _, plain, whole = front.ask("/api/v1/observations.csv", Accept_Encoding="identity")
    _, headers, packed = front.ask("/api/v1/observations.csv", Accept_Encoding=coding)
    assert headers["Content-Encoding"] == coding
    assert len(packed) < len(whole)
    assert headers["ETag"] != plain["ETag"]
    assert (
        front.ask(
            "/api/v1/observations.csv", If_None_Match=plain["ETag"], Accept_Encoding="identity"
        )[0]
        == 304
    )


def test_each_answer_has_an_id_that_no_client_chooses(front):
    _, headers, _ = front.ask(LIST, X_Request_ID="0" * 32)
    assert headers["X-Request-ID"] != "00000000-0000-0000-0000-000000000000"


def test_the_counters_stay_on_their_machine(front):
    status, headers, body = front.ask("/metrics")
    assert status == 404
    assert refusal(headers, body) == ("Not Found", 404, "nothing is at this address")


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (
            ("Request Header Fields Too Large", 431, "a header may have 16 kB at most"),
            {"X": "a" * 20_000},
        ),
        (
            ("Content Too Large", 413, "a body may have 1 MB at most"),
            {"method": "POST", "Content_Length": "20000000"},
        ),
        (("Method Not Allowed", 405, "this method is not taken here"), {"method": "TRACE"}),
    ],
    ids=["header", "body", "method"],
)
def test_what_the_proxy_refuses_is_told_in_the_form_of_the_api(front, told, asked):
    status, headers, body = front.ask(**{"address": LIST, **asked})
    assert status == told[1]
    assert refusal(headers, body) == told


def refusal(headers, body):
    """Return the title, status and detail of a refusal that is the proxy's own."""
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["X-Request-ID"]
    told = json.loads(body)
    assert told["errors"] == []
    return told["title"], told["status"], told["detail"]


def test_a_line_without_end_is_refused_before_it_ends(front):
    connection = front._connection(secure=True)
    connection.connect()
    connection.sock.sendall(b"GET /" + b"a" * 20_000)
    assert connection.sock.recv(100).startswith(b"HTTP/1.1 414 ")
    connection.close()


def test_while_the_service_is_down_a_problem_says_so(world, monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", NAME)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with nginx(nobody.getsockname()) as (plain, secure, _):
            status, headers, body = Front(plain, secure).ask(LIST)
    assert (status, headers["Retry-After"]) == (503, "10")
    assert refusal(headers, body)[:2] == ("Service Unavailable", 503)


def test_who_asks_for_too_much_at_a_time_is_told_to_wait(front):
    answers = [front.ask(f"/api/v1/observations.xlsx?limit={number}") for number in range(9)]
    refused = [(headers, body) for status, headers, body in answers if status == 429]
    assert refused
    for headers, body in refused:
        assert headers["Retry-After"] == "10"
        assert refusal(headers, body)[:2] == ("Too Many Requests", 429)


def test_no_server_of_the_proxy_keeps_the_usual_log_of_who_asked_what():
    servers = FILE.read_text().split("\nserver {")[1:]
    assert len(servers) == 4
    told = [
        re.findall(r"^    access_log +(\S+)(?: (\S+))?;$", one, re.MULTILINE) for one in servers
    ]
    assert sorted(told) == [
        [("/var/log/nginx/caveat.log", "caveat")],
        *[[("off", "")]] * 3,
    ]
