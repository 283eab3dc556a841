"""How many requests one client may make: counted over all workers, told in headers, 429 beyond."""

import multiprocessing
import re
from hashlib import blake2b

import pytest
import time_machine
from django.test import override_settings

from api.limits import counts, throttles
from api.limits.throttles import MAKING, READING

READER = "203.0.113.7"
LIST = "/api/v1/units"
MADE = "/api/v1/observations.xlsx?value=41"


@pytest.fixture(autouse=True)
def one_minute():
    """Let no minute end while a test counts."""
    with time_machine.travel("2026-11-29T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def limits(monkeypatch):
    """Allow three requests to read and one to make."""
    monkeypatch.setattr(throttles.Throttle, "policy", throttles.Policy("reading", 3, 60))
    monkeypatch.setattr(throttles.MakingThrottle, "policy", throttles.Policy("making", 1, 60))


def asked(api, path=LIST, who=READER, **more):
    """Return the answer to a client."""
    return api.client.get(path, REMOTE_ADDR=who, **more)


def test_what_is_allowed_and_left_stands_in_every_answer(published, api):
    # attacks 44
    response = asked(api)
    assert response["RateLimit-Policy"] == '"reading";q=600;w=60'
    assert response["RateLimit"] == '"reading";r=599;t=60'
    assert asked(api, "/observations/nests-2023")["RateLimit"] == '"reading";r=598;t=60'
    assert asked(api, "/api/v1/units/nosuch")["RateLimit"] == '"reading";r=597;t=60'
    made = asked(api, MADE)
    assert made["RateLimit-Policy"] == '"reading";q=600;w=60, "making";q=10;w=60'
    assert made["RateLimit"] == '"reading";r=596;t=60, "making";r=9;t=60'


def test_readers_have_room_and_what_is_dear_has_little():
    # attacks 44
    assert READING.most * 60 / READING.seconds >= 600
    assert MAKING.most * 60 / MAKING.seconds <= 10


def test_one_request_too_many_is_told_and_answered_again_in_time(
    published, api, limits, one_minute
):
    # attacks 44
    assert [asked(api).status_code for _ in range(4)] == [200, 200, 200, 429]
    one_minute.shift(20)
    refused = asked(api)
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Retry-After"] == "40"
    assert refused["RateLimit"] == '"reading";r=0;t=40'
    assert refused["Cache-Control"] == "no-store"
    assert "in 40 seconds" in refused.json()["detail"]
    assert asked(api, who="203.0.113.8").status_code == 200
    one_minute.shift(40)
    assert asked(api).status_code == 200


def test_a_page_says_so_as_a_page(published, api, limits):
    # attacks 44
    page = {"headers": {"accept": "text/html"}}
    *_, refused = (asked(api, "/observations/nests-2023", **page) for _ in range(4))
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Too many requests" in refused.content.decode()


@pytest.mark.release_files
@pytest.mark.parametrize("path", [MADE, "/api/v1/changes.csv", "/api/v1/units.csv?fields=id"])
def test_made_files_are_few_and_stored_ones_are_not_counted_with_them(
    published, api, monkeypatch, path
):
    # attacks 44
    monkeypatch.setattr(throttles.MakingThrottle, "policy", throttles.Policy("making", 1, 60))
    assert api.client.head(path, REMOTE_ADDR=READER).status_code == 200
    assert [asked(api, path).status_code for _ in range(2)] == [200, 429]
    for stored in ("/api/v1/observations.xlsx", "/api/v1/observations.csv?value=41", LIST):
        assert asked(api, stored).status_code == 200


@pytest.mark.parametrize("who", ["127.0.0.1", "::1", "127.8.8.8", ""])
def test_this_machine_is_not_limited(published, api, limits, who):
    # attacks 44
    for _ in range(5):
        response = asked(api, who=who)
        assert (response.status_code, "RateLimit" in response) == (200, False)


@pytest.mark.parametrize(
    ("proxy", "peer", "forwarded", "counted"),
    [
        # Without a proxy the header is what the client likes to say.
        (False, READER, "198.51.100.1", READER),
        (False, "127.0.0.1", "198.51.100.1", None),
        # With one, what it added itself counts, and what the client sent before that does not.
        (True, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", "192.0.2.1, 198.51.100.1", "198.51.100.1"),
        (True, "", "198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", "", None),
        # Whoever comes past the proxy is not it.
        (True, READER, "198.51.100.1", READER),
        # All addresses of one network of IPv6 are one client's; IPv4 may be dressed as IPv6.
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (False, f"::ffff:{READER}", "", READER),
        (True, "127.0.0.1", "fe80::1%eth0", "fe80::/64"),
        # Some proxies write the port besides, which differs from one connection to the next.
        (True, "127.0.0.1", "198.51.100.1:5001", "198.51.100.1"),
        (True, "127.0.0.1", "192.0.2.1:9, 198.51.100.1:5002", "198.51.100.1"),
        (True, "127.0.0.1", "[2001:db8:1:2::5]:5001", "2001:db8:1:2::/64"),
        (True, "127.0.0.1", "[2001:db8:1:2::6]", "2001:db8:1:2::/64"),
        (True, "127.0.0.1", f"[::ffff:{READER}]:5001", READER),
        # What is no address is one client, whatever it says.
        (True, "127.0.0.1", "unknown", "unknown"),
        (True, "127.0.0.1", "_hidden:5001", "unknown"),
        (True, "127.0.0.1", "198.51.100.1:port", "unknown"),
        (True, "127.0.0.1", "198.51.100:5001", "unknown"),
        (True, "127.0.0.1", "[", "unknown"),
    ],
)
def test_the_address_of_a_client_is_the_proxy_s_to_say(rf, proxy, peer, forwarded, counted):
    # attacks 44
    request = rf.get("/", REMOTE_ADDR=peer, headers={"x-forwarded-for": forwarded})
    with override_settings(PROXY=proxy):
        assert throttles.client.address(request) == counted


def count(folder, times):
    """Count requests of one client, as a worker does."""
    with override_settings(RUN_DIR=folder):
        for _ in range(times):
            counts.counted("one", 60, 1000)


def test_workers_that_count_at_once_forget_no_request(settings):
    # attacks 44
    spawn = multiprocessing.get_context("fork")
    workers = [spawn.Process(target=count, args=(settings.RUN_DIR, 500)) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert counts.counted("one", 60, 1000) == (2001, 1000)


def test_the_counts_never_grow_and_are_nobody_else_s_to_read(settings):
    # attacks 44
    for number in range(5000):
        counts.counted(f"client {number}", 60, 1000)
    file = settings.RUN_DIR / counts.FILE
    assert file.stat().st_size <= 2**20
    assert file.stat().st_mode & 0o077 == 0
    assert settings.RUN_DIR.stat().st_mode & 0o077 == 0


def test_the_counts_do_not_tell_which_addresses_asked(published, api, settings):
    # attacks 46
    assert asked(api, who="9.9.9.9")["RateLimit"].startswith('"reading";r=599')
    told = (settings.RUN_DIR / counts.FILE).read_bytes()
    assert blake2b(b"reading 9.9.9.9", digest_size=8).digest() not in told
    settings.SECRET_KEY = "of another installation, which cannot look it up"
    assert asked(api, who="9.9.9.9")["RateLimit"].startswith('"reading";r=599')


def test_a_full_disk_keeps_no_reader_away(published, api, settings):
    # attacks 44
    settings.RUN_DIR.mkdir()
    (settings.RUN_DIR / counts.FILE).symlink_to("/dev/full")
    assert [asked(api).status_code for _ in range(3)] == [200, 200, 200]


def test_where_too_many_meet_the_oldest_is_forgotten(monkeypatch):
    # attacks 44
    monkeypatch.setattr(counts, "PLACES", 1)
    for number in range(counts.ENTRIES_A_PLACE + 1):
        assert counts.counted(f"client {number}", 60, 1000 + number) == (1, 1000 + number)
    assert counts.counted("client 1", 60, 1010) == (2, 1001)
    assert counts.counted("client 0", 60, 1010) == (1, 1010)


def test_the_documented_numbers_are_the_real_ones(settings):
    # attacks 44
    told = (settings.DOCS_DIR / "api.md").read_text()
    section = told.partition("## Limits")[2].partition("\n## ")[0]
    rows = {name: int(most) for name, most in re.findall(r"^\| `(\w+)` \| (\d+) ", section, re.M)}
    assert rows == {"reading": READING.most, "making": MAKING.most}
