"""What gunicorn lets in, as `make run` starts it: long lines, hosts, schemes and addresses."""

import re
import runpy
import socket
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from .serving import gunicorn

WARNED = "no proxy stands in front (PROXY=1)"
CONFIGURATION = Path(settings.BASE_DIR) / "gunicorn.conf.py"


def sent(address, request):
    """Return what the server answers to these bytes, as (status, all of it)."""
    with closing(socket.create_connection(address, timeout=20)) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while block := connection.recv(2**16):
                answer += block
        except ConnectionResetError:
            pass
    return int(answer.split(b" ", 2)[1]), answer.decode()


def get(address, path="/api/v1", version="1.1", **headers):
    """Return the answer to a request with just these headers."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines = [f"GET {path} HTTP/{version}", *lines, "Connection: close", "", ""]
    return sent(address, "\r\n".join(lines).encode())


@pytest.mark.slow(reason="starts gunicorn three times")
def test_the_door_of_a_server_without_a_proxy_and_of_one_with_it(transactional_db, capfd):
    with gunicorn() as address:
        _long_lines(address)
        _hosts(address, capfd)
        _headers_mean_nothing(address)
    with gunicorn(PROXY="1", ALLOWED_HOSTS="data.example.org") as address:
        _headers_are_the_proxy_s(address)
    # attacks 3: whoever lets others in without a proxy is told what that means.
    assert WARNED not in capfd.readouterr().err
    with gunicorn(ALLOWED_HOSTS="data.example.org"):
        pass
    assert WARNED in capfd.readouterr().err


def _long_lines(address):
    # attacks 1: the longest query that is read passes; a longer line is refused by its first bytes.
    assert get(address, f"/api/v1?{'a' * 7990}=1", Host="localhost")[0] == 400
    status, answer = get(address, f"/api/v1?{'a' * 8100}=1", Host="localhost")
    assert (status, "problem+json" in answer) == (414, True)
    status, answer = sent(address, b"GET /api/v1?" + b"a" * 200_000)
    assert (status, "text/html" in answer) == (414, True)


def _hosts(address, capfd):
    # attacks 41
    assert get(address, version="1.0")[0] == 200
    assert get(address, Host="localhost")[0] == 200
    status, answer = get(address)
    assert (status, "Host" in answer) == (400, True)
    # attacks 29
    capfd.readouterr()
    for number in range(100):
        host = f"evil-{number}.example"
        status, answer = get(address, "/nosuch" * 100, Host=host, Accept="text/html")
        assert (status, "problem+json" in answer) == (400, True)
    get(address, Host="x" * 5000)
    log = capfd.readouterr().err
    assert len(log) < 10_000
    assert "Traceback" not in log
    assert len(log.splitlines()) == 101


def _headers_mean_nothing(address):
    # attacks 23: whoever reaches the port names no scheme and no address of their own.
    told = {"Host": "localhost", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
    status, answer = get(address, "/feed.atom", **told)
    assert (status, "https://localhost" in answer, "\r\nRateLimit:" in answer) == (
        200,
        False,
        False,
    )


def _headers_are_the_proxy_s(address):
    # attacks 23, 44
    told = {"Host": "localhost", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
    status, answer = get(address, "/feed.atom", **told)
    assert (status, "https://localhost/feed.atom" in answer) == (200, True)
    left = [
        re.search(r'RateLimit: "reading";r=(\d+)', get(address, **told)[1])[1] for _ in range(3)
    ]
    assert left == ["598", "597", "596"]


def test_the_length_of_a_line_is_finite():
    # attacks 1
    assert 8_000 < runpy.run_path(str(CONFIGURATION))["limit_request_line"] <= 8190


def test_a_request_for_another_host_is_refused_in_a_line_without_its_path(client, caplog):
    answer = client.get("/observations/secret?q=words", headers={"host": "evil.example"})
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
    assert [one.getMessage() for one in caplog.records] == ["refused Host evil.example"]
