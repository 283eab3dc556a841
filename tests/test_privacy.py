"""Whom to tell of a vulnerability, and what is kept of those who read."""

import datetime
import re
import socket
from pathlib import Path

import pytest
from django.conf import settings as project

from . import serving
from .test_pages import BROWSER, PAGES, page, text

SECURITY = "/.well-known/security.txt"


def fields(api):
    """Return {field: value} of the security.txt."""
    response = api.get(SECURITY)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.body.decode().splitlines())


# attacks 45
def test_whoever_finds_a_vulnerability_is_told_whom_to_tell(published, api, settings):
    settings.CONTACT = "desk@herons.example"
    told = fields(api)
    assert told["Contact"] == "mailto:desk@herons.example"
    assert told["Canonical"] == f"http://testserver{SECURITY}"
    expires = datetime.datetime.fromisoformat(told["Expires"])
    left = expires - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(days=90) < left < datetime.timedelta(days=365)


# attacks 45
@pytest.mark.parametrize("contact", ["https://herons.example/desk", "mailto:a@herons.example"])
def test_a_contact_that_is_an_address_already_is_told_as_it_is(published, api, settings, contact):
    settings.CONTACT = contact
    assert fields(api)["Contact"] == contact


# attacks 45
@pytest.mark.parametrize("contact", ["the desk of the bird club", "http://herons.example", "x@"])
def test_a_contact_that_no_program_can_use_is_not_told_as_one(published, api, settings, contact):
    settings.CONTACT = contact
    assert api.get(SECURITY).status_code == 404


# attacks 45
def test_without_a_contact_nobody_is_named(published, api):
    assert "has set no CONTACT" in api.wrong(SECURITY, 404).detail


# attacks 45
def test_the_security_policy_leads_there_and_names_who_is_trusted():
    policy = (Path(project.BASE_DIR) / "SECURITY.md").read_text()
    assert SECURITY in policy
    _, _, model = policy.partition("## Whom it trusts")
    for one in ("curator", "packager", "operator", "proxy", "not promised"):
        assert one in model, one
    assert len(model.partition("\n## ")[0].split()) <= 250


# attacks 46
def test_the_page_on_privacy_says_what_is_kept_and_every_page_leads_to_it(published, api):
    told = text(page(api, "/privacy"))
    for one in ("None. Pages and the API set none", "no address", "has not said how long"):
        assert one in told
    for path in PAGES:
        assert 'href="/privacy"' in page(api, path).body.decode(), path
    assert "/privacy</loc>" in api.get("/sitemap.xml").body.decode()


# attacks 46
def test_for_how_long_logs_are_kept_is_told_as_the_operator_sets_it(published, api, settings):
    first = page(api, "/privacy")
    settings.LOG_DAYS = 14
    again = api.get("/privacy", accept=BROWSER, if_none_match=first["ETag"])
    assert "Logs are deleted after 14 days." in text(again)


# attacks 46
def test_no_public_answer_sets_a_cookie_and_no_page_loads_anything_from_elsewhere(published, api):
    paths = (*PAGES, "/privacy", "/nosuch", "/api/v1", "/api/v1/observations", "/feed.atom")
    for path in paths:
        answer = api.get(path, accept=BROWSER if path in PAGES else "*/*")
        assert not answer.cookies, path
        loaded = re.findall(rb'<(?:script|img|iframe)\b[^>]* src="([^"]*)"', answer.body)
        loaded += re.findall(rb'<link rel="(?:stylesheet|icon)" href="([^"]*)"', answer.body)
        assert all(one.startswith(b"/") for one in loaded), path


# attacks 46
def test_a_line_about_a_request_has_nothing_of_who_asked_and_what(published, api, caplog):
    caplog.set_level("INFO", logger="caveat")
    api.get("/search?q=41+nests", accept=BROWSER, user_agent="A browser of mine")
    (line,) = caplog.records
    told = str(line.told) + line.getMessage()
    assert not [one for one in ("127.0.0.1", "browser of mine", "nests") if one in told]


UNREADABLE = {
    "Invalid HTTP request line": "GET /search?q=дезертиры HTTP/1.1\r\nHost: h\r\n\r\n",
    "Invalid HTTP method": "get /search?q=deserters HTTP/1.1\r\nHost: h\r\n\r\n",
    "Invalid HTTP header name": "GET / HTTP/1.1\r\nHost: h\r\nbad deserters: 1\r\n\r\n",
    "Unsupported transfer coding": "GET / HTTP/1.1\r\nTransfer-Encoding: deserters\r\n\r\n",
    "Request Line is too large": f"GET /search?q={'deserters' * 1000} HTTP/1.1\r\n\r\n",
}


# attacks 46
@pytest.mark.slow(reason="starts a server")
@pytest.mark.django_db(transaction=True)
def test_of_a_request_that_cannot_be_read_the_log_has_no_address_and_no_word(capfd):
    with serving.gunicorn() as address:
        for request in UNREADABLE.values():
            with socket.create_connection(address, timeout=10) as connection:
                connection.sendall(request.encode())
                assert connection.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 414", b"HTTP/1.1 501")
    refused = [line for line in capfd.readouterr().err.splitlines() if "Invalid request" in line]
    assert [line.partition("Invalid request: ")[2] for line in refused] == [*UNREADABLE]
    for word in ("127.0.0.1", "ip=", "deserters", "дезертиры"):
        assert word not in "".join(refused)
