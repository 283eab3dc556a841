"""Every documented address asked, to compare what two states of the code answer: FILE.

It publishes the seeds in a database of its own, and a second release in which figures changed and
left. Then it asks each address of the description with its examples, each of its parameters, and
the addresses outside the API, and writes a line for each answer: status, headers, SHA-256 of the
body. Two states of the code that answer alike write equal files.
"""

import datetime
import hashlib
import os
import re
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

SECOND_DAY = datetime.date(2026, 11, 25)
# What the clock, a client or the order of a set decides, and not the answer.
LEFT_OUT = {"Date", "Set-Cookie", "Content-Security-Policy"}
OUTSIDE = (
    *("/", "/llms.txt", "/catalog.jsonld", "/feed.atom", "/sitemap.xml", "/favicon.ico"),
    *("/.well-known/api-catalog", "/sitemap-1.xml", "/sitemap-2.xml", "/nosuch", "/admin"),
    *("/observations/awol-2023-s1", "/observations/Nosuch", "/api/v1/nosuch"),
    *("/api/v1/observations/total?measure=awol-cases-received&period=2023", "/api/v1/docs"),
)
WRONG = (
    *("?mesure=x", "?value=", "?value=1&value=2", "?measure=nosuch", "?format=nosuch", "?bom=2"),
    *("?limit=0", "?sort=nosuch", "?fields=nosuch", "?release=1", "?as_of=3000-01-01", "?cursor=x"),
    *("?period=nosuch", "?disputed=maybe", "?value__gt=1_000", "?count=exact&limit=1"),
)
# Files that are made for each request: their parameters are those of the other exports.
MADE = (".xlsx", ".parquet")
HEADERS = (
    {"accept": "text/csv"},
    {"accept": "image/png"},
    {"if-none-match": "*"},
    {"if-match": '"x"'},
    {"range": "bytes=0-9"},
    {"range": "bytes=999999999-"},
)


def main(file):
    """Publish, ask, and write the file."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "DATABASE_URL": f"sqlite:///{folder}/asked.sqlite3",
            "RELEASES_DIR": f"{folder}/releases",
            "SECRET_KEY": "only-to-ask-every-address-and-never-for-any-server",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("bootstrap", verbosity=0)
        _second_release()
        with Path(file).open("w") as lines:
            for method, path, headers in _requests():
                lines.write(_line(method, path, headers) + "\n")


def _second_release():
    from datasets.models import Observation, Withdrawal

    *_, replaced, withdrawn = Observation.objects.filter(
        **{f"{name}__isnull": True for name in ("derivation", "attachment", "revises")}
    ).order_by("slug")
    for one, instead in ((replaced, "awol-2023-s1"), (withdrawn, "")):
        Withdrawal.objects.create(
            observation=one.pk,
            dataset_id=one.dataset_id,
            reason="It left to be asked for.",
            replaced_by=instead,
        )
        one.delete()
    changed = Observation.objects.filter(pk="awol-2023-s1")
    changed.update(period_printed="in the first half of 2023", change_note="Read again.")
    call_command("publish", "russian-desertion", on=SECOND_DAY, note="Asked for.", verbosity=0)


def _client():
    from django.test import Client

    return Client(raise_request_exception=False, headers={"host": "localhost:8000"})


def _requests():
    described = _client().get("/api/v1/openapi.json").json()
    for path in OUTSIDE:
        yield "get", path, {}
    for path, parameters in _addresses(described):
        yield "get", path, {}
        yield "head", path, {}
        yield "options", path, {}
        yield "post", path, {}
        for headers in HEADERS:
            yield "get", path, headers
        if path.endswith(MADE):
            continue
        for wrong in WRONG:
            yield "get", path + wrong, {}
        for one in parameters:
            if one["in"] == "query":
                value = _example(described, one["schema"])
                yield "get", f"{path}?{one['name']}={value}", {}
        for more in ("release=1", "release=2", "as_of=2026-11-23"):
            yield "get", f"{path}?dataset=russian-desertion&{more}", {}
    following = "/api/v1/observations?limit=50&count=exact"
    while following:
        yield "get", following, {}
        following = _client().get(following).json()["next"]
    for one in _client().get("/api/v1/releases").json()["results"][0]["files"]:
        yield "get", one["path"], {}
    for change in _client().get("/api/v1/changes?limit=1000").json()["results"]:
        if change["change"] in ("withdrawn", "replaced") and change["noun"] == "observation":
            for more in ("", ".csv", "/history", "/citations", "?release=1"):
                yield "get", f"/api/v1/observations/{change['id']}{more}", {}
    for noun in ("observations", "checks", "questions", "gaps", "documents"):
        for record in _client().get(f"/api/v1/{noun}?limit=1000").json()["results"]:
            yield "get", f"/api/v1/{noun}/{record['id']}", {}
            if noun == "observations":
                for more in ("citations", "provenance", "history"):
                    yield "get", f"/api/v1/{noun}/{record['id']}/{more}", {}
                for form in ("bib", "ris", "csl", "txt", "csv", "ndjson"):
                    yield "get", f"/api/v1/{noun}/{record['id']}.{form}", {}


def _addresses(described):
    """Yield (path, parameters) of what is described, with each of the suffixes in turn."""
    for path, item in described["paths"].items():
        parameters = [_of(described, one) for one in item["get"]["parameters"]]
        suffixes = [None]
        for one in parameters:
            if one["name"] == "suffix":
                suffixes = _of(described, one["schema"])["enum"]
            elif one["in"] == "path":
                path = path.replace(f"{{{one['name']}}}", str(one["example"]))
        for suffix in suffixes:
            yield path.replace("{suffix}", str(suffix)), parameters


def _of(described, part):
    if "$ref" not in part:
        return part
    for name in part["$ref"].removeprefix("#/").split("/"):
        described = described[name]
    return described


def _example(described, schema):
    schema = _of(described, schema)
    if schema["type"] == "array":
        return _example(described, schema["items"])
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "boolean":
        return "true"
    if schema["type"] == "integer":
        return str(schema["minimum"])
    if schema.get("format") == "date":
        return "2026-11-22"
    pattern = schema.get("pattern")
    return "2023" if pattern is None or re.fullmatch(pattern, "2023") else "5"


def _line(method, path, headers):
    response = getattr(_client(), method)(path, headers=headers)
    body = response.getvalue()
    told = {name: value for name, value in response.headers.items() if name not in LEFT_OUT}
    shown = " ".join(f"{name}={told[name]!r}" for name in sorted(told))
    digest = hashlib.sha256(body).hexdigest()
    return f"{method} {path} {headers} -> {response.status_code} {len(body)} {digest} {shown}"


if __name__ == "__main__":
    main(*sys.argv[1:])
