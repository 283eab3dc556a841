"""Readers have no cookie, and nothing that they are answered depends on one; editors have one."""

import pytest
from django.conf import settings
from django.test import Client

from .test_hostile_text import PAGES

# What is not even of the form of one: middleware that reads it answers with another, or with none.
STALE = "sessionid=gone; csrftoken=x"
ASKED = (
    *(*PAGES, "/admin", "/docs", "/docs/api", "/nosuch", "/robots.txt", "/favicon.ico"),
    *("/feed.atom", "/sitemap.xml", "/catalog.jsonld", "/llms.txt", "/docs/"),
    *("/api/v1", "/api/v1/observations", "/api/v1/observations.csv", "/api/v1/observations?x=1"),
    *("/api/v1/docs", "/api/v1/datasets/herons/releases/latest", "/api/v1/nosuch"),
)


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "delete"])
def test_no_public_answer_sets_a_cookie_or_varies_by_one(published, method):
    # attacks 30
    for path in ASKED:
        client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        asked = {"accept": "text/html, */*;q=0.5", "cookie": STALE}
        response = getattr(client, method)(path, headers=asked)
        assert "Set-Cookie" not in response.headers, path
        assert not client.cookies, path
        assert "Cookie" not in response.get("Vary", ""), path
        assert response.status_code < 500, path
        refused = method in ("post", "put", "delete")
        assert not refused or response.status_code in (404, 405), path


def test_a_method_that_nobody_knows_is_refused_as_a_problem(published, api):
    # attacks 41
    for path in ASKED:
        for method in ("FOO", "TRACE"):
            response = api.client.generic(method, path)
            assert response.status_code in (404, 405), (method, path)
            assert response["Content-Type"] == "application/problem+json", (method, path)


def test_no_public_answer_reads_a_session(published, django_assert_num_queries, api):
    # attacks 30: one that is valid is not looked up either.
    with django_assert_num_queries(1):
        assert api.get("/robots.txt").status_code == 200
        cookie = {"cookie": STALE}
        api.client.get("/favicon.ico", headers=cookie)


def test_the_admin_has_sessions_forms_users_and_messages(db, admin_client):
    # attacks 30
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get("/admin/login/")
    assert "csrftoken" in page.cookies
    assert stranger.post("/admin/login/", {"username": "admin"}).status_code == 403
    assert stranger.get("/admin/").status_code == 302
    assert "Cookie" in admin_client.get("/admin/")["Vary"]
    added = {"slug": "herds", "label": "herds"}
    told = admin_client.post("/admin/datasets/unit/add/", added, follow=True)
    assert "was added successfully" in told.content.decode()


def test_the_middleware_of_django_itself_is_nowhere():
    # attacks 30: each of the four is ours, for the admin alone.
    parts = ("sessions", "csrf", "auth", "messages")
    named = [one for one in settings.MIDDLEWARE if one.startswith("django.")]
    assert not [one for one in named if any(part in one for part in parts)]
    # Django's admin guards its forms itself as well: no answer shows that this is missing.
    assert "api.requests.admin_only.AdminForms" in settings.MIDDLEWARE
